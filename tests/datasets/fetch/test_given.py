"""``--from``: an archive under any name, or a folder in any of its shapes, verified like a download."""

import pytest

from cs231n_kit.datasets.fetch.install import install
from cs231n_kit.errors import DataError

from .tiny import (
    FOLDER,
    GZIPS,
    MEMBERS,
    PACKED,
    contents,
    digest,
    gzip_source,
    member_entries,
    packed_source,
    tar,
    write,
)

# Nothing listens there: a test that goes to the network fails.
PACKED_SOURCE = packed_source("http://unused/tiny.tar.gz")
GZIP_SOURCE = gzip_source()


def install_from(source, tmp_path, given):
    said = []
    folder = install(source, tmp_path / "root", from_file=given, say=said.append)
    assert folder == tmp_path / "root" / source.folder
    assert (
        said[-1]
        == f"{source.title} is complete in {folder}: {len(source.members)} files, all checksums right."
    )
    return contents(folder)


def an_archive(given):
    (given / "renamed (1).tgz").write_bytes(PACKED)
    return given / "renamed (1).tgz"


def a_folder_of_the_archive(given):
    return write(given, {"tiny.tar.gz": PACKED, "notes.txt": b"mine"})


def the_members(given):
    return write(given, MEMBERS | {"notes.txt": b"mine"})


def a_folder_of_the_folder(given):
    write(given / FOLDER, MEMBERS)
    return given


@pytest.mark.parametrize("shape", [an_archive, a_folder_of_the_archive, the_members, a_folder_of_the_folder])
def test_a_packed_data_set_is_taken_in_every_shape(tmp_path, shape):
    given = shape(write(tmp_path / "given", {}))
    before = sorted(tmp_path.rglob("given/**/*"))
    assert install_from(PACKED_SOURCE, tmp_path, given) == MEMBERS
    assert sorted(tmp_path.rglob("given/**/*")) == before
    assert [path.name for path in (tmp_path / "root" / ".downloads").iterdir()] == ["tiny.lock"]


@pytest.mark.parametrize(
    "shape", [lambda given: write(given, GZIPS), lambda given: write(given / "gzips", GZIPS).parent]
)
def test_archives_that_are_members_are_kept_as_they_are(tmp_path, shape):
    assert install_from(GZIP_SOURCE, tmp_path, shape(tmp_path / "given")) == GZIPS


def test_archives_that_are_members_may_be_given_one_by_one(tmp_path):
    given = write(tmp_path / "given", {"first": GZIPS["images.gz"], "second": GZIPS["labels.gz"]})
    folder = tmp_path / "root" / "gzips"
    with pytest.raises(DataError) as refusal:
        install(GZIP_SOURCE, tmp_path / "root", from_file=given / "first", say=lambda _: None)
    assert str(refusal.value) == (
        f"Gzips is still incomplete in {folder}: labels.gz (missing);"
        " give the right files with --from, or run the same command without it to download them"
    )
    assert contents(folder) == {"images.gz": GZIPS["images.gz"]}
    assert install_from(GZIP_SOURCE, tmp_path, given / "second") == GZIPS


def test_a_wrong_file_of_a_collection_is_left_out(tmp_path):
    given = write(tmp_path / "given", GZIPS | {"labels.gz": b"?"})
    with pytest.raises(DataError, match=r"labels\.gz \(another checksum\)"):
        install(GZIP_SOURCE, tmp_path / "root", from_file=given, say=lambda _: None)
    assert contents(tmp_path / "root" / "gzips") == {"images.gz": GZIPS["images.gz"]}


def test_one_wrong_member_and_nothing_is_installed(tmp_path):
    given = write(tmp_path / "given", MEMBERS | {"data_batch_1": b"?"})
    with pytest.raises(DataError) as refusal:
        install(PACKED_SOURCE, tmp_path / "root", from_file=given, say=lambda _: None)
    assert str(refusal.value) == (
        f"Tiny is still incomplete in {tmp_path / 'root' / FOLDER}: data_batch_1 (another checksum);"
        " give the right files with --from, or run the same command without it to download them"
    )
    assert [path.name for path in (tmp_path / "root").iterdir()] == [".downloads"]


def test_the_installed_folder_may_be_repaired_from_another_copy(tmp_path):
    folder = write(tmp_path / "root" / FOLDER, MEMBERS | {"data_batch_1": b"?", "notes.txt": b"mine"})
    given = write(tmp_path / "given", {"data_batch_1": MEMBERS["data_batch_1"]})
    assert install_from(PACKED_SOURCE, tmp_path, given) == MEMBERS | {"notes.txt": b"mine"}
    assert folder.is_dir()


def test_a_folder_cannot_repair_itself(tmp_path):
    folder = write(tmp_path / "root" / FOLDER, MEMBERS | {"data_batch_1": b"?"})
    with pytest.raises(DataError, match=r"still incomplete in .*: data_batch_1 \(another checksum\)"):
        install(PACKED_SOURCE, tmp_path / "root", from_file=folder, say=lambda _: None)
    assert contents(folder) == MEMBERS | {"data_batch_1": b"?"}


@pytest.mark.parametrize("data", [PACKED[:-1], b"", tar(*member_entries())], ids=["cut", "empty", "repacked"])
@pytest.mark.parametrize("in_folder", [False, True])
def test_another_archive_is_never_opened(tmp_path, data, in_folder):
    file = write(tmp_path / "given", {"tiny.tar.gz": data}) / "tiny.tar.gz"
    with pytest.raises(DataError) as refusal:
        install_from(PACKED_SOURCE, tmp_path, file.parent if in_folder else file)
    assert str(refusal.value) == (
        f"--from must name tiny.tar.gz ({len(PACKED):,} bytes, sha256 {digest(PACKED)}), and {file} is"
        f" another file or incomplete ({len(data):,} bytes, sha256 {digest(data)});"
        " get it again from http://unused/tiny.tar.gz"
    )
    assert not (tmp_path / "root" / FOLDER).exists()


def test_a_file_that_is_none_of_several(tmp_path):
    file = write(tmp_path / "given", {"images.gz": b"?"}) / "images.gz"
    with pytest.raises(DataError) as refusal:
        install_from(GZIP_SOURCE, tmp_path, file)
    known = ", or ".join(
        f"{name} ({len(data):,} bytes, sha256 {digest(data)})" for name, data in GZIPS.items()
    )
    assert str(refusal.value).startswith(
        f"--from must name {known}, and {file} is another file or incomplete (1 "
    )


def test_a_file_that_is_absent(tmp_path):
    with pytest.raises(DataError) as refusal:
        install_from(PACKED_SOURCE, tmp_path, tmp_path / "absent")
    assert str(refusal.value) == (
        f"--from must name a file or a folder that exists, and {tmp_path / 'absent'} does not"
    )


@pytest.mark.parametrize(
    ("source", "forms"),
    [
        (PACKED_SOURCE, "tiny.tar.gz, or a folder with batches.meta, data_batch_1, test_batch"),
        (GZIP_SOURCE, "images.gz, labels.gz, or a folder with images.gz, labels.gz"),
    ],
)
def test_a_folder_that_holds_nothing_of_it(tmp_path, source, forms):
    given = write(tmp_path / "given", {"notes.txt": b"mine"})
    with pytest.raises(DataError) as refusal:
        install_from(source, tmp_path, given)
    assert str(refusal.value) == f"{given} holds nothing that {source.title} lacks; --from must name {forms}"


def test_a_complete_data_set_needs_nothing_that_is_given(tmp_path):
    write(tmp_path / "root" / FOLDER, MEMBERS)
    said = []
    install(PACKED_SOURCE, tmp_path / "root", from_file=tmp_path / "absent", say=said.append)
    assert said == [f"Tiny is complete in {tmp_path / 'root' / FOLDER}, nothing to do."]
