"""Only the named members leave an archive, as plain files, whatever else is written in it."""

import gzip
import io
import tarfile
from pathlib import Path

import pytest

from cs231n_kit.datasets.checksums import faults, sha256
from cs231n_kit.datasets.fetch.unpack import unpack
from cs231n_kit.errors import DataError

from .tiny import FOLDER, MEMBERS, PACKED, contents, digest, entry, member_entries, tar, write

CHECKSUMS = {name: digest(data) for name, data in MEMBERS.items()}
REST = member_entries({name: data for name, data in MEMBERS.items() if name != "test_batch"})


def try_unpack(tmp_path, data, **options):
    """Unpack into ``in/`` of a folder that holds nothing else but the archive; what came."""
    archive = tmp_path / "x.tar.gz"
    archive.write_bytes(data)
    (tmp_path / "in").mkdir()
    try:
        unpack(archive, FOLDER, MEMBERS, tmp_path / "in", **options)
    finally:
        assert {path.name for path in tmp_path.iterdir()} == {"in", "x.tar.gz"}
    return contents(tmp_path / "in")


def test_exactly_the_members_are_taken(tmp_path):
    assert try_unpack(tmp_path, PACKED) == MEMBERS


@pytest.mark.parametrize(
    "extra",
    [
        ("../escaped", b"!"),
        ("/tmp/cs231n-kit-escaped", b"!"),
        (f"{FOLDER}/../../escaped", b"!"),
        (f"{FOLDER}/../{FOLDER}/test_batch", b"!"),
        (f"./{FOLDER}/test_batch", b"!"),
        ("test_batch", b"!"),
        (f"other/{FOLDER}/test_batch", b"!"),
        (f"{FOLDER}\\test_batch", b"!"),
        (f"{FOLDER}/unknown", b"!"),
        entry(f"{FOLDER}/link", type=tarfile.SYMTYPE, linkname="/etc/passwd"),
        entry("escape", type=tarfile.SYMTYPE, linkname=".."),
        entry("device", type=tarfile.CHRTYPE, devmajor=1, devminor=5),
    ],
    ids=lambda extra: extra[0] if isinstance(extra, tuple) else extra.name,
)
def test_what_is_not_named_stays_in_the_archive(tmp_path, extra):
    assert try_unpack(tmp_path, tar(extra, *member_entries(), extra)) == MEMBERS
    assert not Path("/tmp/cs231n-kit-escaped").exists()


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"type": tarfile.SYMTYPE, "linkname": "/etc/passwd"}, "a symbolic link"),
        ({"type": tarfile.SYMTYPE, "linkname": "data_batch_1"}, "a symbolic link"),
        ({"type": tarfile.LNKTYPE, "linkname": f"{FOLDER}/data_batch_1"}, "a hard link"),
        ({"type": tarfile.LNKTYPE, "linkname": "../../x.tar.gz"}, "a hard link"),
        ({"type": tarfile.CHRTYPE, "devmajor": 1, "devminor": 5}, "a device"),
        ({"type": tarfile.BLKTYPE, "devmajor": 8, "devminor": 0}, "a device"),
        ({"type": tarfile.FIFOTYPE}, "a pipe"),
        ({"type": tarfile.DIRTYPE}, "a folder"),
    ],
)
def test_a_member_that_is_no_regular_file_is_refused(tmp_path, fields, kind):
    with pytest.raises(DataError) as refusal:
        try_unpack(tmp_path, tar(*REST, entry(f"{FOLDER}/test_batch", **fields)))
    assert str(refusal.value) == (
        f"{tmp_path / 'x.tar.gz'} holds {FOLDER}/test_batch as {kind}, and only regular files are taken;"
        " get the archive elsewhere"
    )


def test_a_link_behind_the_file_of_the_same_name_is_refused_too(tmp_path):
    link = entry(f"{FOLDER}/test_batch", type=tarfile.SYMTYPE, linkname="/etc/passwd")
    with pytest.raises(DataError, match="as a symbolic link"):
        try_unpack(tmp_path, tar(*member_entries(), link))


def test_a_member_larger_than_the_cap_is_refused_before_a_byte_of_it_is_written(tmp_path):
    with pytest.raises(DataError) as refusal:
        try_unpack(tmp_path, PACKED, largest=60_000)
    assert str(refusal.value) == (
        f"{tmp_path / 'x.tar.gz'} holds {FOLDER}/data_batch_1 with 70,000 bytes, and a member may have"
        " 60,000; get the archive elsewhere"
    )
    assert set(contents(tmp_path / "in")) == {"batches.meta"}


def test_the_cap_stops_a_member_of_which_only_the_size_is_huge(tmp_path):
    with pytest.raises(DataError, match="with 1,099,511,627,776 bytes"):
        try_unpack(tmp_path, tar(entry(f"{FOLDER}/test_batch", size=1 << 40)))


def test_modes_and_owners_stay_in_the_archive(tmp_path):
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w") as archive:
        archive.addfile(entry(f"{FOLDER}/batches.meta", size=2, mode=0o6777, uid=12345), io.BytesIO(b"ok"))
    assert try_unpack(tmp_path, data.getvalue()) == {"batches.meta": b"ok"}
    plain = write(tmp_path / "plain", {"x": b""}) / "x"
    assert (tmp_path / "in" / "batches.meta").stat().st_mode == plain.stat().st_mode
    assert (tmp_path / "in" / "batches.meta").stat().st_uid == plain.stat().st_uid


@pytest.mark.parametrize(
    "data",
    [b"", b"no archive", PACKED[: len(PACKED) // 2], PACKED[:20], b"\x1f\x8b" + b"?" * 100],
    ids=["empty", "text", "half", "head", "no gzip"],
)
def test_what_is_no_archive_is_told_in_a_sentence(tmp_path, data):
    with pytest.raises(DataError) as refusal:
        try_unpack(tmp_path, data)
    assert str(refusal.value).startswith(f"{tmp_path / 'x.tar.gz'} cannot be unpacked (")
    assert str(refusal.value).endswith(f"); it must be a tar archive that holds {FOLDER}/")


def broken_code():
    text = " ".join(map(str, range(50_000))).encode()  # noise would not be compressed, only copied
    damaged = bytearray(tar(*member_entries({"test_batch": text})))
    damaged[50_000:50_100] = b"\xff" * 100
    return bytes(damaged)


def broken_checksum():
    damaged = bytearray(gzip.compress(gzip.decompress(PACKED)[:60_000]))
    damaged[-8] ^= 1
    return bytes(damaged)


@pytest.mark.parametrize("damage", [broken_code, broken_checksum])
def test_a_damaged_archive_is_told_in_a_sentence(tmp_path, damage):
    with pytest.raises(DataError, match="cannot be unpacked"):
        try_unpack(tmp_path, damage())


def test_faults_names_what_is_wrong(tmp_path):
    write(tmp_path, MEMBERS)
    assert faults(tmp_path, CHECKSUMS) == {}
    (tmp_path / "batches.meta").unlink()
    (tmp_path / "test_batch").write_bytes(MEMBERS["test_batch"][:-1])
    (tmp_path / "data_batch_1").unlink()
    (tmp_path / "data_batch_1").mkdir()
    assert faults(tmp_path, CHECKSUMS) == {
        "batches.meta": "missing",
        "data_batch_1": "not a file",
        "test_batch": "another checksum",
    }


def test_a_folder_that_is_absent_lacks_everything(tmp_path):
    assert set(faults(tmp_path / "absent", CHECKSUMS).values()) == {"missing"}


def test_sha256_is_that_of_the_standard(tmp_path):
    (tmp_path / "abc").write_bytes(b"abc")
    assert sha256(tmp_path / "abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
