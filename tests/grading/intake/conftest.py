"""Submissions of any layout, made on the spot: a folder, a .zip or a .tar.gz of given files."""

import io
import tarfile
import zipfile

import pytest

from cs231n_kit.grading.intake import Source, read

FILES = ("classifiers/softmax.py", "classifiers/linear_classifier.py")


def zipped(path, files):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)


def tarred(path, files):
    with tarfile.open(path, "w:gz") as archive:
        for name, data in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))


def laid_out(path, files):
    for name, data in files.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(data)


MAKERS = {"folder": ("", laid_out), "zip": (".zip", zipped), "tar.gz": (".tar.gz", tarred)}


@pytest.fixture
def hand_in(tmp_path):
    """``hand_in("zip", {path: bytes})`` gives the source of a submission called ``alice``."""

    def make(kind, files):
        suffix, maker = MAKERS[kind]
        path = tmp_path / f"alice{suffix}"
        maker(path, files)
        return Source("alice", path)

    return make


@pytest.fixture
def read_in(hand_in):
    """The same, read with the task files of the first assignment."""
    return lambda kind, files: read(hand_in(kind, files), FILES)
