"""The fixture class as a folder: what lies in ``tests/submissions``, and what is better made than kept.

Kept are right, half-right and hostile files. Made are the stubs, a submission for each kind of mistake in the
catalogue, archives that are traps, a million files, links, and names that a repository could not hold.
"""

import gzip
import io
import os
import shutil
import struct
import tarfile
import zipfile
from pathlib import Path

from cs231n_kit.authoring.mutants.catalogue.softmax import MUTANTS
from cs231n_kit.authoring.mutants.trial import trial_of
from cs231n_kit.overlay import REFERENCE
from cs231n_kit.tasks import STUBS

SUBMISSIONS = Path(__file__).resolve().parents[1] / "submissions"
FILES = ("softmax.py", "linear_classifier.py")
RIGHT = (SUBMISSIONS / "fair" / "vectorized_only.py").read_text("utf-8")
FRAMES = (5, 17, 23)  # a few of those in hostile/malformed_frame.py
MILLION = 10**6
UNREADABLE = {  # by Python, as nothing kept in a repository should be
    "python2": "def softmax_loss_vectorized(W, X, y, reg):\n    print 'scores'\n    return 0.0, W\n",
    "syntax_error": "def softmax_loss_vectorized(W, X, y, reg)\n    return 0.0, W\n",
}


def fair(folder):
    """Submissions of people who mean well, a mistake in each of the tasks among them."""
    folder.mkdir()
    for entry in sorted((SUBMISSIONS / "fair").iterdir()):
        copy = shutil.copytree if entry.is_dir() else shutil.copy
        copy(entry, folder / entry.name)
    for name, place in (("reference", REFERENCE), ("stubs", STUBS)):
        (folder / name).mkdir()
        for file in FILES:
            shutil.copy(place / "classifiers" / file, folder / name)
    for name, text in UNREADABLE.items():
        _one(folder / name, text)
    mistakes(folder, {mutant.task: mutant for mutant in reversed(MUTANTS)}.values())


def mistakes(folder, mutants):
    """A submission for each mutant, called by its code."""
    folder.mkdir(exist_ok=True)
    for mutant in mutants:
        trial = trial_of(mutant, "softmax")
        _one(folder / f"mutant {mutant.code}", trial.text, Path(trial.file).name)


def hostile(folder):
    """Submissions that mean harm, put beside those that are there."""
    for file in (SUBMISSIONS / "hostile").glob("*.py"):
        _one(folder / file.stem, file.read_text("utf-8"))
    marks = (SUBMISSIONS / "hostile" / "leaves_traces.py").read_text("utf-8")
    for number in (2, 3):
        _one(folder / f"leaves_traces_{number}", marks)
    frame = (SUBMISSIONS / "hostile" / "malformed_frame.py").read_text("utf-8")
    for number in FRAMES:
        text = frame.replace("FRAME = 0\n", f"FRAME = {number}\n")
        assert text != frame
        _one(folder / f"malformed_frame_{number}", text)
    archives(folder)
    names(folder)
    places(folder)
    many(folder)


def archives(folder):
    """Archives that lead outside, or are larger than they look."""
    with zipfile.ZipFile(folder / "zip_slip.zip", "w") as archive:
        archive.writestr("../../right/softmax.py", "raise SystemExit")
        archive.writestr("/tmp/cs231n-kit-was-here/softmax.py", "raise SystemExit")
        archive.writestr("a/../../cs231n-kit-was-here.py", "raise SystemExit")
        archive.writestr("softmax.py", RIGHT)
    with tarfile.open(folder / "tar_slip.tar.gz", "w:gz") as archive:
        for name in ("../right/softmax.py", "/tmp/cs231n-kit-was-here/softmax.py"):
            archive.addfile(tarfile.TarInfo(name))
        for name, kind in (("softmax.py", tarfile.SYMTYPE), ("linear_classifier.py", tarfile.LNKTYPE)):
            link = tarfile.TarInfo(name)
            link.type, link.linkname = kind, "/etc/passwd"
            archive.addfile(link)
        device = tarfile.TarInfo("device/softmax.py")
        device.type, device.devmajor, device.devminor = tarfile.CHRTYPE, 1, 5
        archive.addfile(device)
    with zipfile.ZipFile(folder / "zip_bomb.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("softmax.py", RIGHT)
        archive.writestr("zeros.py", bytes(2**27))
    with gzip.open(folder / "tar_bomb.tgz", "wb", compresslevel=1) as bomb:
        bomb.write(_header("zeros.bin", 2**33))
        for _ in range(2**9):
            bomb.write(bytes(2**20))
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("softmax.py", RIGHT)
    with zipfile.ZipFile(folder / "nested.zip", "w") as archive:
        archive.writestr("inner.zip", inner.getvalue())
    (folder / "broken.zip").write_bytes(b"PK\3\4" + bytes(range(256)))
    (folder / "truncated.tar.gz").write_bytes((folder / "tar_slip.tar.gz").read_bytes()[:80])


def names(folder):
    """One id for several, and ids that would act where they are shown."""
    for name in ("twin", "Twin", "twin.zip", "twin.tar.gz"):
        if name.endswith(".zip"):
            with zipfile.ZipFile(folder / name, "w") as archive:
                archive.writestr("softmax.py", RIGHT)
        elif name.endswith(".gz"):
            with tarfile.open(folder / name, "w:gz") as archive:
                archive.add(folder / "twin" / "softmax.py", "softmax.py")
        else:
            _one(folder / name)
    for name in (
        *(
            "caf\u00e9",
            "cafe\u0301",
            "\u202egpj.exe",
            "a\nb",
            "=cmd()",
            "<script>alert(3)</script".replace("/", "\u2215"),
        ),
        *("\x1b[2J", "-rf", "%s%n", "x" * 250, "\u200b", "~", "con"),
    ):
        _one(folder / name)
    _one(Path(os.fsdecode(os.fsencode(folder) + b"/\xff\xfe")))


def places(folder):
    """Links, pipes and files of a kind that nobody hands in."""
    (folder / "link_to_another").symlink_to(folder / "right")
    (folder / "folder_of_links").mkdir()
    (folder / "folder_of_links" / "softmax.py").symlink_to(REFERENCE / "classifiers" / "softmax.py")
    (folder / "folder_of_links" / "linear_classifier.py").symlink_to("/dev/zero")
    (folder / "folder_of_links" / "circle").symlink_to(folder / "folder_of_links")
    (folder / "pipe").mkdir()
    os.mkfifo(folder / "pipe" / "softmax.py")
    (folder / "null_bytes.py").write_bytes(RIGHT.encode() + b"\0")
    (folder / "half_a_pair.py").write_bytes(RIGHT.encode("utf-8") + b"# \xed\xa0\x80\n")
    (folder / "endless_line.py").write_bytes(b"# " + b"x" * 2**21 + RIGHT.encode())
    (folder / "deep").mkdir()
    deep = folder / "deep"
    for _ in range(100):
        deep = deep / "d"
        deep.mkdir()
    (deep / "softmax.py").write_text(RIGHT, "utf-8")
    (folder / "brackets.py").write_text(f"{'(' * 50_000}1{')' * 50_000}\n{RIGHT}", "utf-8")


def many(folder):
    """A million files: in a zip, in a tar, and as many in a folder as are not looked at any more."""
    name = b"softmax.py"
    entry = struct.pack(
        "<4s6H3I5H2I", b"PK\1\2", *(20, 20, 0, 0, 0, 33), *(0, 0, 0), len(name), *([0] * 4), 0, 0
    )
    end = struct.pack("<4s4H2IH", b"PK\5\6", *(0, 0, 0xFFFF, 0xFFFF), MILLION * len(entry + name), 0, 0)
    (folder / "million.zip").write_bytes((entry + name) * MILLION + end)
    with gzip.open(folder / "million.tar.gz", "wb", compresslevel=1) as archive:
        for _ in range(1000):
            archive.write(_header("softmax.py", 0) * (MILLION // 1000))
    (folder / "crowd").mkdir()
    (folder / "crowd" / "softmax.py").write_text(RIGHT, "utf-8")
    for number in range(100_000):
        os.mknod(folder / "crowd" / f"{number}.txt")


def _one(folder, text=RIGHT, file="softmax.py"):
    folder.mkdir()
    (folder / file).write_text(text, "utf-8")


def _header(name, size):
    info = tarfile.TarInfo(name)
    info.size = size
    return info.tobuf(tarfile.GNU_FORMAT)
