"""What cannot be used, and the sentence that says so; a submission's own text never reaches a traceback."""

import bz2
import gzip
import io
import os
import struct
import tarfile
import tempfile
import zipfile
from contextlib import contextmanager
from pathlib import Path

import pytest

from cs231n_kit.grading.intake import Source, read

FILES = ("classifiers/softmax.py", "classifiers/linear_classifier.py")
NAMES = "softmax.py or linear_classifier.py"
SOFTMAX = b"def softmax_loss_naive(W, X, y, reg):\n    return 0.0, W\n"
SMALLER = "hand in the task files alone, without data or environments."


def a_zip(*entries, method=zipfile.ZIP_DEFLATED):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return file.getvalue()


def a_tar(*members, compressed=True):
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        for name, data, kind, link in members:
            member = tarfile.TarInfo(name)
            member.size, member.type, member.linkname = len(data), kind, link
            archive.addfile(member, io.BytesIO(data))
    return gzip.compress(file.getvalue(), mtime=0) if compressed else file.getvalue()


def a_file(name, data=SOFTMAX):
    return name, data, tarfile.REGTYPE, ""


def a_link(name, target, kind=tarfile.SYMTYPE):
    return name, b"", kind, target


def encrypted():
    data = bytearray(a_zip(("softmax.py", SOFTMAX)))
    for signature, place in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        data[data.index(signature) + place] |= 1
    return bytes(data)


def a_zip_with_mode(name, mode):
    info = zipfile.ZipInfo(name)
    info.external_attr = mode << 16
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(info, "/etc/passwd")
    return file.getvalue()


def with_lie_about_the_size():
    data = bytearray(a_zip(("softmax.py", b"x" * 5000)))
    place = data.index(b"PK\1\2") + 24
    data[place : place + 4] = struct.pack("<I", 100)
    return bytes(data)


def damaged():
    data = bytearray(a_zip(("softmax.py", os.urandom(5000)), method=zipfile.ZIP_STORED))
    data[1000] ^= 255
    return bytes(data)


NONE = f"There is no {NAMES} in it"
# file name: bytes, what is said
ARCHIVES = {
    "empty.zip": (b"", "The archive is an empty file; hand in a .zip, a .tar.gz or the .py files."),
    "empty.tar.gz": (b"", "The archive is an empty file; hand in a .zip, a .tar.gz or the .py files."),
    "nothing_in_it.zip": (a_zip(), f"It is empty; {NAMES} should be in it."),
    "nothing_in_it.tar.gz": (a_tar(), f"It is empty; {NAMES} should be in it."),
    "nothing_in_it.tar": (
        a_tar(compressed=False),
        "The archive is broken: it does not begin as a .zip or .tar.gz does; hand in a .zip, a .tar.gz or the"
        " .py files.",
    ),
    "text.zip": (
        b"I could not upload it, sorry\n",
        "The archive is broken: it does not begin as a .zip or .tar.gz does; hand in a .zip, a .tar.gz or the"
        " .py files.",
    ),
    "real.rar": (
        b"Rar!\x1a\7\1\0",
        "An archive of the kind .rar is not opened; hand in a .zip, a .tar.gz or the .py files.",
    ),
    "rar.zip": (
        b"Rar!\x1a\7\1\0",
        "An archive of the kind .rar is not opened; hand in a .zip, a .tar.gz or the .py files.",
    ),
    "a.7z": (
        b"7z\xbc\xaf\x27\x1c",
        "An archive of the kind .7z is not opened; hand in a .zip, a .tar.gz or the .py files.",
    ),
    "a.tar.bz2": (
        bz2.compress(b"x"),
        "An archive of the kind .tar.bz2 is not opened; hand in a .zip, a .tar.gz or the .py files.",
    ),
    "cut.zip": (
        a_zip(("softmax.py", SOFTMAX))[:80],
        "The .zip is broken (File is not a zip file); make it anew and hand it in again.",
    ),
    "cut.tar.gz": (
        a_tar(a_file("softmax.py", os.urandom(20_000)))[:10_000],
        "The .tar.gz is broken (Compressed file ended before the end-of-stream marker was reached); make it"
        " anew"
        " and hand it in again.",
    ),
    "damaged.zip": (
        damaged(),
        "The .zip is broken (Bad CRC-32 for file 'softmax.py'); make it anew and hand it in again.",
    ),
    "lie.zip": (
        with_lie_about_the_size(),
        "The .zip is broken (Bad CRC-32 for file 'softmax.py'); make it anew and hand it in again.",
    ),
    "gzip_of_a_py.tar.gz": (
        gzip.compress(SOFTMAX * 100, mtime=0),
        "The .tar.gz is broken (invalid header); make it anew and hand it in again.",
    ),
    "encrypted.zip": (encrypted(), "The .zip is encrypted (`softmax.py`); hand it in without a password."),
    "odd_method.zip": (
        a_zip(("softmax.py", SOFTMAX), method=zipfile.ZIP_BZIP2),
        "The .zip is compressed in a way that is not read (`softmax.py`); make a plain .zip.",
    ),
    "junk.zip": (
        a_zip(("__MACOSX/softmax.py", ""), (".git/softmax.py", ""), ("._softmax.py", "")),
        f"{NONE}, and no other Python file.",
    ),
    "junk.tar.gz": (a_tar(a_file("__MACOSX/._softmax.py")), f"{NONE}, and no other Python file."),
    "nested.zip": (
        a_zip(("hw/all.zip", a_zip(("softmax.py", SOFTMAX)))),
        f"{NONE}, and no other Python file. An archive in it was not opened: `hw/all.zip`.",
    ),
    "notebook.zip": (
        a_zip(("hw/softmax.ipynb", "{}")),
        f"{NONE}; there is a notebook, `hw/softmax.ipynb`, but the functions are read from the .py files.",
    ),
    "others.zip": (
        a_zip(("b.py", ""), ("a.py", "x = 1"), ("knn.py", ""), ("svm.py", "")),
        f"{NONE}; its Python files are `b.py`, `a.py`, `knn.py` and 1 more.",
    ),
    "slip.zip": (
        a_zip(("../softmax.py", SOFTMAX), ("/softmax.py", SOFTMAX), ("a/../../softmax.py", SOFTMAX)),
        f"{NONE}, and no other Python file. A path that leads outside was left out: `../softmax.py`,"
        " `/softmax.py`, `a/../../softmax.py`.",
    ),
    "windows_slip.zip": (
        a_zip(("..\\softmax.py", SOFTMAX), ("C:\\softmax.py", SOFTMAX), ("C:/softmax.py", SOFTMAX)),
        f"{NONE}, and no other Python file. A path that leads outside was left out: `..\\softmax.py`,"
        " `C:/softmax.py`, `C:\\softmax.py`.",
    ),
    "link.zip": (
        a_zip_with_mode("softmax.py", 0o120777),
        f"{NONE}, and no other Python file. A link was not followed: `softmax.py`.",
    ),
    "device.zip": (
        a_zip_with_mode("softmax.py", 0o020666),
        f"{NONE}, and no other Python file. A link was not followed: `softmax.py`.",
    ),
    "slip.tar.gz": (
        a_tar(a_file("../softmax.py"), a_file("/softmax.py"), a_file("a/../../softmax.py")),
        f"{NONE}, and no other Python file. A path that leads outside was left out: `../softmax.py`,"
        " `/softmax.py`, `a/../../softmax.py`.",
    ),
    "links.tar.gz": (
        a_tar(
            a_link("softmax.py", "/etc/passwd"), a_link("linear_classifier.py", "softmax.py", tarfile.LNKTYPE)
        ),
        f"{NONE}, and no other Python file. A link was not followed: `linear_classifier.py`, `softmax.py`.",
    ),
    "devices.tar.gz": (
        a_tar(
            a_link("softmax.py", "", tarfile.CHRTYPE),
            a_link("a/softmax.py", "", tarfile.BLKTYPE),
            a_link("linear_classifier.py", "", tarfile.FIFOTYPE),
        ),
        f"{NONE}, and no other Python file. What is neither a file nor a folder was left out: `a/softmax.py`,"
        " `linear_classifier.py`, `softmax.py`.",
    ),
    "large.zip": (
        a_zip(("softmax.py", b"#" * (2**20 + 1))),
        f"{NONE}; its Python files are `softmax.py`. classifiers/softmax.py: `softmax.py` has 1,048,577"
        " bytes, and at most 1,048,576 are read.",
    ),
    "large.tar.gz": (
        a_tar(a_file("softmax.py", b"#" * 3 * 2**20)),
        f"{NONE}; its Python files are `softmax.py`. classifiers/softmax.py: `softmax.py` has 3,145,728"
        " bytes, and at most 1,048,576 are read.",
    ),
    "much_python.zip": (
        a_zip(*((f"{number}.py", b"#" * 2**20) for number in range(17))),
        f"The .zip holds more than 16.0 MB of Python files; {SMALLER}",
    ),
    "much_python.tar.gz": (
        a_tar(*(a_file(f"{number}.py", b"#" * 2**20) for number in range(17))),
        f"The .tar.gz holds more than 16.0 MB of Python files; {SMALLER}",
    ),
    "essay.pdf": (
        b"%PDF-1.7",
        "It is `essay.pdf`; a submission is a folder, a .zip, a .tar.gz or a .py file.",
    ),
    "softmax.txt": (
        SOFTMAX,
        "It is `softmax.txt`; a submission is a folder, a .zip, a .tar.gz or a .py file.",
    ),
    "softmax": (SOFTMAX, "It is `softmax`; a submission is a folder, a .zip, a .tar.gz or a .py file."),
    "hw1.ipynb": (
        b"{}",
        f"{NONE}; there is a notebook, `hw1.ipynb`, but the functions are read from the .py files.",
    ),
    "empty.py": (b"", f"{NONE}; its Python files are `empty.py`."),
    "other.py": (b"def f(): pass\n", f"{NONE}; its Python files are `other.py`."),
    "\x1b[31mred\u202eyp.zip": (
        a_zip(("\x1b]0;title\7/\u202e`<b>.py", "")),
        f"{NONE}; its Python files are `_]0;title_/__<b>.py`.",
    ),
}


@pytest.mark.parametrize("name", ARCHIVES)
def test_rejected(name, tmp_path):
    data, said = ARCHIVES[name]
    path = tmp_path / name
    path.write_bytes(data)
    found = read(Source("alice", path), FILES)
    assert (found.unreadable, found.files) == (said, {})
    assert [one.name for one in tmp_path.iterdir()] == [name] and path.read_bytes() == data


def test_the_table_is_long_enough():
    assert len(ARCHIVES) >= 25


def rejected(path):
    return read(Source("alice", path), FILES).unreadable


def test_an_empty_folder(tmp_path):
    assert rejected(tmp_path) == f"It is empty; {NAMES} should be in it."


def test_a_folder_of_junk(tmp_path):
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "softmax.py").write_bytes(SOFTMAX)
    assert rejected(tmp_path) == f"{NONE}, and no other Python file."


def test_links_in_a_folder_are_not_followed(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "softmax.py").write_bytes(SOFTMAX)
    alice = tmp_path / "alice"
    alice.mkdir()
    (alice / "softmax.py").symlink_to("../elsewhere/softmax.py")
    (alice / "classifiers").symlink_to("../elsewhere")
    (alice / "round").symlink_to(".")
    assert rejected(alice) == (
        f"{NONE}, and no other Python file. A link was not followed: `classifiers`, `round`, `softmax.py`."
    )


def test_a_submission_that_is_a_link(tmp_path):
    (tmp_path / "alice").symlink_to("/etc")
    assert rejected(tmp_path / "alice") == (
        "It is a symbolic link, and links are not followed; put the files themselves there."
    )


def test_pipes_are_not_opened(tmp_path):
    os.mkfifo(tmp_path / "bob.py")
    os.mkfifo(tmp_path / "carl.zip")
    alice = tmp_path / "alice"
    alice.mkdir()
    os.mkfifo(alice / "softmax.py")
    neither = "It is neither a file nor a folder; a submission is a folder, a .zip, a .tar.gz or a .py file."
    assert rejected(tmp_path / "bob.py") == rejected(tmp_path / "carl.zip") == neither
    assert rejected(alice) == (
        f"{NONE}, and no other Python file. What is neither a file nor a folder was left out: `softmax.py`."
    )


def test_a_submission_that_is_gone(tmp_path):
    assert rejected(tmp_path / "alice") == (
        "It is not there any more; a submission is a folder, a .zip, a .tar.gz or a .py file."
    )


def test_folders_in_one_another(tmp_path):
    path = tmp_path / "alice"
    for _ in range(60):
        path = path / "a"
    path.mkdir(parents=True)
    assert rejected(tmp_path / "alice") == f"It has more than 40 folders in one another; {SMALLER}"


def test_a_folder_that_may_not_be_read():
    with tempfile.TemporaryDirectory() as folder:  # that of pytest is root's alone
        alice, bob = Path(folder) / "alice", Path(folder) / "bob"
        (alice / "private").mkdir(parents=True)
        bob.mkdir()
        for path, mode in ((folder, 0o755), (alice, 0o755), (alice / "private", 0), (bob, 0)):
            os.chmod(path, mode)
        with ordinary_user():
            said = rejected(alice), rejected(bob)
        for path in (alice / "private", bob):
            path.chmod(0o700)
    assert said == (
        f"{NONE}, and no other Python file. A folder in it cannot be read: `private/`.",
        "The folder cannot be read (Permission denied).",
    )


@contextmanager
def ordinary_user():
    """Root may read everything."""
    user = os.geteuid()
    os.seteuid(user or 65534)
    try:
        yield
    finally:
        os.seteuid(user)


def test_a_good_file_beside_bad_paths_is_graded(tmp_path):
    path = tmp_path / "alice.tar.gz"
    path.write_bytes(
        a_tar(a_file("../linear_classifier.py"), a_file("softmax.py"), a_link("x/softmax.py", "/etc/passwd"))
    )
    found = read(Source("alice", path), FILES)
    assert found.files == {FILES[0]: SOFTMAX.decode()}
    assert found.notes == (
        "A path that leads outside was left out: `../linear_classifier.py`.",
        "A link was not followed: `x/softmax.py`.",
        "classifiers/linear_classifier.py: there is none; its tasks count as not done.",
    )


@pytest.mark.parametrize("kind", ["zip", "tar.gz"])
def test_of_two_entries_of_a_name_the_last_is_taken(tmp_path, kind):
    path = tmp_path / f"alice.{kind}"
    if kind == "zip":
        with pytest.warns(UserWarning, match="Duplicate"):
            path.write_bytes(a_zip(("softmax.py", b"old"), ("softmax.py", SOFTMAX)))
    else:
        path.write_bytes(a_tar(a_file("softmax.py", b"old"), a_file("./softmax.py")))
    found = read(Source("alice", path), FILES)
    assert found.files == {FILES[0]: SOFTMAX.decode()}
    assert found.notes[0] == "A file is in it more than once, and the last one was read: `softmax.py`."


def test_names_that_are_not_utf_8(tmp_path):
    """Old programs write names in code page 437, and tar has bytes as they come."""
    path = tmp_path / "alice.zip"
    path.write_bytes(a_zip(("XXbung/softmax.py", SOFTMAX)).replace(b"XXbung", b"\x9a\x81bung"))
    assert read(Source("alice", path), FILES).files == {FILES[0]: SOFTMAX.decode()}
    tar = bytearray(a_tar(a_file("XXbung/softmax.py"), compressed=False))
    tar[:2] = b"\xdcX"
    tar[148:156] = b" " * 8
    tar[148:156] = f"{sum(tar[:512]):06o}\0 ".encode()
    path.write_bytes(bytes(tar))
    found = read(Source("alice", path), FILES)
    assert found.files == {FILES[0]: SOFTMAX.decode()}
    assert found.notes[0] == "The archive `alice.zip` is a .tar, whatever its name says."
