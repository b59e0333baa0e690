"""Tiny data sets in the two forms that the kit knows: one archive of members, or members alone."""

import gzip
import hashlib
import io
import json
import random
import tarfile

from cs231n_kit.datasets.sources import Archive, Source

FOLDER = "tiny-batches"


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def noise(seed: int, size: int) -> bytes:
    """Bytes that do not compress."""
    return random.Random(seed).randbytes(size)


MEMBERS = {"batches.meta": noise(1, 100), "data_batch_1": noise(2, 70_000), "test_batch": noise(3, 50_000)}
GZIPS = {
    f"{name}.gz": gzip.compress(noise(seed, 3000), mtime=0) for seed, name in enumerate(("images", "labels"))
}


def entry(name: str, **fields: object) -> tarfile.TarInfo:
    """The header of an entry that holds no bytes, e.g. a link."""
    info = tarfile.TarInfo(name)
    for field, value in fields.items():
        setattr(info, field, value)
    return info


def tar(*entries: tuple[str, bytes] | tarfile.TarInfo) -> bytes:
    """A .tar.gz of files and of bare headers, always the same bytes."""
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w") as archive:
        for item in entries:
            if isinstance(item, tarfile.TarInfo):
                header = item.tobuf(tarfile.GNU_FORMAT)  # addfile would ask for the bytes that it lacks
                raw.write(header)
                archive.offset += len(header)
            else:
                name, data = item
                archive.addfile(entry(name, size=len(data)), io.BytesIO(data))
    return gzip.compress(raw.getvalue(), 1, mtime=0)


def member_entries(members: dict[str, bytes] = MEMBERS) -> list[tuple[str, bytes]]:
    return [(f"{FOLDER}/{name}", data) for name, data in members.items()]


PACKED = tar(("readme.html", b"<p>extra"), *member_entries(), (f"{FOLDER}/readme.txt", b"extra"))


def archive_of(data: bytes, *urls: str, name: str = "tiny.tar.gz") -> Archive:
    return Archive(name, len(data), digest(data), urls)


def packed_source(*urls: str, data: bytes = PACKED, members: dict[str, bytes] = MEMBERS) -> Source:
    """Like CIFAR-10: one archive that holds the folder of the members."""
    checksums = {name: digest(content) for name, content in members.items()}
    return Source("tiny", "Tiny", FOLDER, (archive_of(data, *urls),), checksums)


def gzip_source(urls: dict[str, str] | None = None) -> Source:
    """Like MNIST: every archive is a member."""
    urls = urls or {}
    archives = tuple(
        archive_of(data, urls.get(name, f"http://unused/{name}"), name=name) for name, data in GZIPS.items()
    )
    return Source("gzips", "Gzips", "gzips", archives, {a.name: a.sha256 for a in archives})


def write(folder, files: dict[str, bytes]):
    """Make `folder` with these files; the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder


def contents(folder) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def table(path, **sources: Source):
    """A table of data sources for ``CS231N_KIT_SOURCES``, as a JSON file at `path`; the path."""
    entries = {
        name: {
            "title": source.title,
            "folder": source.folder,
            "archives": [vars(archive) for archive in source.archives],
            "members": source.members,
        }
        for name, source in sources.items()
    }
    path.write_text(json.dumps(entries), encoding="utf-8")
    return path
