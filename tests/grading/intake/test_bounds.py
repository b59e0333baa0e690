"""Archives and folders made to use up the grader: each is refused within a bound of memory."""

import gzip
import io
import struct
import subprocess
import sys
import tarfile
import zlib

import pytest

from cs231n_kit.grading.intake.entries import LIMITS
from cs231n_kit.tasks import PACKAGE

SMALLER = "hand in the task files alone, without data or environments."
MEMORY = 150 * 2**20  # bytes of address space that a reader may take beyond what it starts with
READ = """
import resource, sys
from pathlib import Path
from cs231n_kit.grading.intake import Source, read

with open("/proc/self/statm") as file:
    used = int(file.read().split()[0]) * resource.getpagesize()
most = used + int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_AS, (most, most))
resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
found = read(Source("alice", Path(sys.argv[1])), ("classifiers/softmax.py",))
print(found.unreadable)
"""


def said_of(path, memory=MEMORY):
    """What is said of a submission by a process that may take so much memory, and a minute of a core."""
    done = subprocess.run(
        [sys.executable, "-P", "-c", READ, str(path), str(memory)],
        env={"PYTHONPATH": str(PACKAGE.parent)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def a_zip(entries):
    """A .zip of entries (name, data, size told, method), written by hand as a forger would."""
    body, directory, count = io.BytesIO(), io.BytesIO(), 0
    for name, data, told, method in entries:
        crc = zlib.crc32(data)
        place = body.tell()
        plain = name.encode()
        common = struct.pack("<HHHHHIIIHH", 20, 0, method, 0, 0, crc, len(data), told, len(plain), 0)
        body.write(b"PK\3\4" + common + plain + data)
        directory.write(
            b"PK\1\2" + struct.pack("<H", 20) + common + struct.pack("<HHHII", 0, 0, 0, 0, place) + plain
        )
        count += 1
    where, length = body.tell(), directory.tell()
    end = b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, count & 0xFFFF, count & 0xFFFF, length, where, 0)
    return body.getvalue() + directory.getvalue() + end


def test_a_million_entries_in_a_zip(tmp_path):
    path = tmp_path / "alice.zip"
    path.write_bytes(a_zip((f"{number:x}", b"", 0, 0) for number in range(10**6)))
    assert said_of(path) == f"The .zip has a table of contents of more than 4.0 MB; {SMALLER}"


def test_more_entries_in_a_zip_than_are_looked_at(tmp_path):
    path = tmp_path / "alice.zip"
    path.write_bytes(a_zip((f"{number:x}", b"", 0, 0) for number in range(LIMITS.entries + 1)))
    assert said_of(path) == f"The .zip holds more than 20,000 files; {SMALLER}"


def test_a_zip_bomb(tmp_path):
    """10 MB that unpack to 10 GB."""
    path = tmp_path / "alice.zip"
    size, data = 10 * 2**20, deflated(10 * 2**20)
    path.write_bytes(a_zip((f"{number}/softmax.py", data, size, 8) for number in range(1024)))
    packed = f"{path.stat().st_size / 2**20:.1f}"
    assert packed in ("9.9", "10.0", "10.1")
    assert said_of(path) == f"The .zip of {packed} MB would unpack to 10.0 GB, which is not done; {SMALLER}"


def test_a_zip_that_unpacks_to_much_by_its_size_alone_is_read(tmp_path):
    """What is compressed well and small does no harm."""
    path = tmp_path / "alice.zip"
    zeros = 60 * 2**20
    path.write_bytes(
        a_zip(
            [("data.bin", deflated(zeros), zeros, 8), ("softmax.py", b"def softmax_loss_naive(): 0", 27, 0)]
        )
    )
    assert said_of(path) == ""


def test_a_zip_bomb_that_tells_a_small_size(tmp_path):
    path = tmp_path / "alice.zip"
    path.write_bytes(a_zip([("softmax.py", deflated(2 * MEMORY), 1000, 8)]))
    assert said_of(path) == (
        "The .zip is broken (Bad CRC-32 for file 'softmax.py'); make it anew and hand it in again."
    )


def test_a_tar_bomb(tmp_path):
    """10 MB that unpack to 10 GB: reading ends long before."""
    path = tmp_path / "alice.tar.gz"
    header = tarfile.TarInfo("softmax.py")
    header.size = 10 * 2**30
    path.write_bytes(gzip.compress(header.tobuf(tarfile.GNU_FORMAT)) + gzip_of_zeros(10 * 2**30))
    assert 9 * 2**20 < path.stat().st_size < 11 * 2**20
    assert said_of(path).endswith(f"unpacks to more than 1.0 GB, which is not done; {SMALLER}")


def test_a_million_entries_in_a_tar(tmp_path):
    path = tmp_path / "alice.tar.gz"
    header = tarfile.TarInfo("x.py").tobuf()
    path.write_bytes(gzip.compress(header * 10**4) * 100)
    assert said_of(path) == f"The .tar.gz holds more than 20,000 files; {SMALLER}"


def test_a_header_of_a_tar_as_large_as_a_disk(tmp_path):
    path = tmp_path / "alice.tar.gz"
    header = tarfile.TarInfo("x")
    header.type, header.size = tarfile.XHDTYPE, 2**29
    path.write_bytes(gzip.compress(header.tobuf(tarfile.GNU_FORMAT)) + gzip_of_zeros(2**29))
    assert said_of(path) == f"The .tar.gz has a header of 512.0 MB; {SMALLER}"


def test_headers_of_a_tar_for_all_that_follow(tmp_path):
    """Each adds to what tarfile keeps for the whole archive."""
    path = tmp_path / "alice.tar.gz"
    parts = []
    for number in range(600):
        line = f"65000 k{number:05d}="
        data = (line + "v" * (65000 - len(line) - 1) + "\n").encode()
        header = tarfile.TarInfo("x")
        header.type, header.size = tarfile.XGLTYPE, len(data)
        parts += [header.tobuf(), data, bytes(-len(data) % 512), tarfile.TarInfo("y").tobuf()]
    path.write_bytes(gzip.compress(b"".join(parts), 1))
    assert said_of(path) == f"The .tar.gz has more than 35.5 MB of headers and Python files; {SMALLER}"


def test_a_tar_that_goes_backwards(tmp_path):
    """A negative size would lead tarfile round and round."""
    path = tmp_path / "alice.tar"
    header = bytearray(tarfile.TarInfo("softmax.py").tobuf(tarfile.GNU_FORMAT))
    header[124:136] = b"\xff" * 10 + b"\xfc\x00"  # -1024 in base 256
    header[148:156] = b" " * 8
    header[148:156] = f"{sum(header):06o}\0 ".encode()
    path.write_bytes(bytes(header) * 4 + bytes(1024))
    assert said_of(path).startswith("The .tar is broken (")


def test_more_files_in_a_folder_than_are_looked_at(tmp_path, monkeypatch):
    from cs231n_kit.grading.intake import Source, read
    from cs231n_kit.grading.intake.entries import Limits

    for number in range(30):
        (tmp_path / f"{number}.txt").touch()
    (tmp_path / "softmax.py").write_text("def softmax_loss_naive(): pass\n")
    files = ("classifiers/softmax.py",)
    assert read(Source("alice", tmp_path), files, Limits(found=31)).unreadable == ""
    assert read(Source("alice", tmp_path), files, Limits(found=30)).unreadable == (
        f"It holds more than 30 files; {SMALLER}"
    )


@pytest.mark.parametrize(
    "text",
    [
        "\\'''",
        '\\"',
        *("import ", "(", "xrange = ", "print ", " \t", "-", "W: C "),
        "START OF YOUR CODE\n",
        "START OF YOUR CODE",
    ],
    ids=lambda text: text[:8].encode("unicode_escape").decode(),
)
def test_a_text_made_to_be_slow(tmp_path, text):
    """Whoever looks for words in a text does so in one pass: the minute of a core is far away.

    A text that is larger than what is read is looked at, to choose between files.
    """
    path = tmp_path / "softmax.py"
    path.write_text(text * (LIMITS.characters // len(text)))
    assert said_of(path, 500 * 2**20) == ""
    path.write_text(text * (LIMITS.file // len(text)))
    assert said_of(path, 500 * 2**20).endswith(" characters, and at most 131,072 are read.")


def deflated(size):
    """Zeros as a .zip holds them."""
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
    parts = [squeeze.compress(bytes(min(2**20, size - place))) for place in range(0, size, 2**20)]
    return b"".join([*parts, squeeze.flush()])


def gzip_of_zeros(size):
    """So many zeros as a file of many gzip members, made of one."""
    part = 2**26
    member = gzip.compress(bytes(part), mtime=0)
    return member * (size // part)
