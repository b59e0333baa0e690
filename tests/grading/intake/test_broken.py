"""Archives with some bytes changed, cut or doubled: what becomes of them is a submission or a sentence."""

import gzip
import io
import random
import tarfile
import zipfile

import pytest

from cs231n_kit.grading.intake import Source, read

FILES = ("classifiers/softmax.py",)
TEXT = b"def softmax_loss_naive(W, X, y, reg):\n    return 0.0, W\n" * 20


def a_zip(method):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        archive.writestr("hw/softmax.py", TEXT)
        archive.writestr("hw/other.py", "x = 1\n")
    return file.getvalue()


def a_tar(kind):
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w", format=kind) as archive:
        for name in ("hw/softmax.py", "hw/" + "long" * 30 + "/ö.py"):
            member = tarfile.TarInfo(name)
            member.size, member.mtime = len(TEXT), 1.5
            archive.addfile(member, io.BytesIO(TEXT))
    return file.getvalue()


GOOD = {
    "deflated.zip": a_zip(zipfile.ZIP_DEFLATED),
    "stored.zip": a_zip(zipfile.ZIP_STORED),
    "pax.tar": a_tar(tarfile.PAX_FORMAT),
    "gnu.tar": a_tar(tarfile.GNU_FORMAT),
    "pax.tar.gz": gzip.compress(a_tar(tarfile.PAX_FORMAT), mtime=0),
}


def changed(data, chance):
    """`data` after one to four accidents."""
    data = bytearray(data)
    for _ in range(chance.randrange(1, 5)):
        place = chance.randrange(len(data))
        match chance.randrange(6):
            case 0:
                data[place] = chance.choice([0, 1, 0x7F, 0x80, 0xFF])
            case 1:
                data[place] ^= 1 << chance.randrange(8)
            case 2:
                data[place : place + 4] = chance.choice(
                    [b"\xff\xff\xff\xff", b"\0\0\0\0", b"\xff\xff\xff\x7f"]
                )
            case 3:
                del data[place : place + chance.randrange(1, 100)]
            case 4:
                data[place:place] = data[: chance.randrange(1, 600)]
            case 5:
                data = data[: max(place, 2)]
    return bytes(data)


@pytest.mark.parametrize("name", GOOD)
def test_whatever_is_broken_there_is_a_sentence(name, tmp_path):
    path = tmp_path / name
    path.write_bytes(GOOD[name])
    assert read(Source("alice", path), FILES).files == {FILES[0]: TEXT.decode()}
    chance = random.Random(name)
    outcomes = set()
    for _ in range(400):
        path.write_bytes(changed(GOOD[name], chance))
        found = read(Source("alice", path), FILES)
        assert bool(found.files) != bool(found.unreadable)
        assert all(said.isprintable() for said in (found.unreadable, *found.notes))
        outcomes.add(bool(found.files))
    assert outcomes == {False, True}
