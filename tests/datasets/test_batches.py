"""Verified before it is opened; kept as .npy; made anew, or refused, as soon as anything differs."""

import errno
import hashlib
import mmap
import os
import pickle
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from cs231n_kit.datasets import batches, cache, folders
from cs231n_kit.datasets.batches import ARRAYS, open_batches, read_batch
from cs231n_kit.datasets.lock import lock
from cs231n_kit.datasets.sample.cifar_pickle import pickled
from cs231n_kit.errors import DataError

from .batch_files import FOLDER, NAMES, classic, contents, python_3, vouch, write_batches

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no time of the last change of a file")


@pytest.fixture
def vouched(tmp_path, monkeypatch):
    """Write files to ``tmp_path/data`` and vouch for them; their folder."""

    def write(content, writer=pickled, **source):
        folder = write_batches(tmp_path / "data" / FOLDER, content, writer)
        # Another name each time, because a process reads a table once.
        table = tmp_path / f"sources-{len(list(tmp_path.glob('sources-*')))}.json"
        monkeypatch.setenv("CS231N_KIT_SOURCES", str(vouch(table, folder, **source)))
        return folder

    return write


@pytest.fixture
def tiny(vouched):
    return vouched(contents())


@pytest.fixture
def opened(monkeypatch):
    """Names of the pickles that were opened, in order."""
    names = []
    unpickled = batches.unpickled

    def record(path, source):
        names.append(path.name)
        return unpickled(path, source)

    monkeypatch.setattr(batches, "unpickled", record)
    return names


def arrays(data):
    return [getattr(data, name) for name in ARRAYS]


def assert_equal(data, content):
    for ours, theirs in zip(arrays(data), classic(content), strict=True):
        np.testing.assert_array_equal(ours, theirs)


def cache_files():
    """Files in the cache of these tests, by name."""
    return {path.name: path for path in folders.user_cache().rglob("*") if path.is_file()}


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def refusal(call, *arguments):
    with pytest.raises(DataError) as refused:
        call(*arguments)
    return str(refused.value)


# Reading


CORES = [b"numpy.core", b"numpy._core"]
WRITERS = {"python 2": pickled}
WRITERS |= {f"protocol {protocol}": python_3(protocol) for protocol in (2, 3, 4, 5)}
WRITERS |= {f"protocol {n}, {core.decode()}": python_3(n, core) for n in (2, 3) for core in CORES}


@pytest.mark.parametrize("writer", WRITERS.values(), ids=WRITERS)
def test_every_way_to_pickle_a_batch_is_read(vouched, writer):
    content = contents()
    data = open_batches(vouched(content, writer))
    assert_equal(data, content)
    assert data.class_names == tuple(NAMES)
    assert (data.source.name, data.source.title) == ("tiny", "Tiny")
    assert [array.dtype for array in arrays(data)] == [np.uint8, np.int64, np.uint8, np.int64]


def test_the_parent_is_as_good_as_the_folder(tiny):
    assert_equal(open_batches(tiny.parent), contents())


def test_batches_are_joined_by_their_number(vouched):
    content = contents(n=2, batches=11)
    assert_equal(open_batches(vouched(content)), content)


@pytest.mark.parametrize("times", [1, 2], ids=["first", "cached"])
def test_the_arrays_are_read_only_files_in_reading_order(tiny, times):
    for _ in range(times):
        data = open_batches(tiny)
    for array in arrays(data):
        assert type(array) is np.ndarray and array.flags.c_contiguous and not array.flags.writeable
        while isinstance(array, np.ndarray):
            array = array.base
        assert isinstance(array, mmap.mmap)


def test_one_batch(tiny):
    images, labels = read_batch(tiny / "data_batch_2")
    Xtr, Ytr, _, _ = classic(contents())
    np.testing.assert_array_equal(images, Xtr[20:40])
    np.testing.assert_array_equal(labels, Ytr[20:40])


# The cache


def test_the_second_time_no_batch_is_opened(tiny, opened):
    first = arrays(open_batches(tiny))
    assert opened == ["batches.meta", *(f"data_batch_{k}" for k in range(1, 6)), "test_batch"]
    opened.clear()
    second = arrays(open_batches(tiny))
    assert opened == ["batches.meta"]
    for one, other in zip(first, second, strict=True):
        np.testing.assert_array_equal(one, other)


def test_it_holds_the_arrays_a_stamp_and_nothing_half_written(tiny):
    open_batches(tiny)
    assert sorted(cache_files()) == sorted([*(f"{name}.npy" for name in ARRAYS), "lock", "stamp.json"])
    assert not list(tiny.parent.glob("*.npy"))


def test_the_kits_own_folder_keeps_its_cache_inside(tiny, monkeypatch):
    monkeypatch.setattr(folders, "KIT_DATA", tiny.parent)
    open_batches(tiny)
    assert (tiny.parent / ".cache" / "batches").is_dir()
    assert cache_files() == {}


def flip(path):
    """Another byte in the middle; size and time of modification as before."""
    before = path.stat()
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def overwrite(content):
    return lambda path: path.write_bytes(content)


DAMAGE = {
    "cut short": ("train_images.npy", lambda path: os.truncate(path, 1000)),
    "empty": ("train_images.npy", overwrite(b"")),
    "gone": ("test_labels.npy", Path.unlink),
    "no array": ("test_images.npy", overwrite(b"x" * 100)),
    "a byte too many": ("train_labels.npy", lambda path: path.write_bytes(path.read_bytes() + b"x")),
    "touched": ("train_images.npy", lambda path: os.utime(path, ns=(1, 1))),
    "without a stamp": ("stamp.json", Path.unlink),
    "a stamp that is cut short": ("stamp.json", lambda path: os.truncate(path, 10)),
    "a stamp that is no text": ("stamp.json", overwrite(b"\xff\xfe\x00")),
    "a stamp that is a list": ("stamp.json", overwrite(b"[]")),
    "a stamp of no arrays": ("stamp.json", overwrite(b'{"origin": {}, "arrays": {}}')),
}


@pytest.mark.parametrize(
    "name, damage",
    [*DAMAGE.values(), pytest.param("train_images.npy", flip, marks=posix)],
    ids=[*DAMAGE, "one bit, the times put back"],
)
def test_a_damaged_cache_is_made_anew(tiny, opened, name, damage):
    open_batches(tiny)
    damage(cache_files()[name])
    opened.clear()
    assert_equal(open_batches(tiny), contents())
    assert len(opened) == 7
    opened.clear()
    assert_equal(open_batches(tiny), contents())
    assert opened == ["batches.meta"]


def test_an_array_with_a_header_of_another_kind_is_made_anew(tiny):
    """Even if the stamp was made to match: what cannot be mapped is not used."""
    open_batches(tiny)
    files = cache_files()
    files["train_images.npy"].write_bytes(b"x" * 100)
    stamp = cache._stamp(files["stamp.json"].parent, ARRAYS, {str(p): cache.mark(p) for p in ordered(tiny)})
    files["stamp.json"].write_text(cache.json.dumps(stamp), encoding="utf-8")
    assert_equal(open_batches(tiny), contents())


def ordered(folder):
    names = ["batches.meta", *(f"data_batch_{k}" for k in range(1, 6)), "test_batch"]
    return [folder / name for name in names]


def test_a_process_that_reads_keeps_what_it_has_while_another_makes_the_cache_anew(tiny):
    data = open_batches(tiny)
    cache_files()["stamp.json"].unlink()
    assert_equal(open_batches(tiny), contents())
    assert_equal(data, contents())


def test_a_touched_batch_is_verified_again(tiny, opened):
    open_batches(tiny)
    opened.clear()
    os.utime(tiny / "data_batch_3", ns=(1, 1))
    assert_equal(open_batches(tiny), contents())
    assert "data_batch_3" in opened


def test_another_copy_is_verified_for_itself(tiny, tmp_path, monkeypatch, opened):
    # A copy may have the size and the times of the original: it is its path that tells.
    monkeypatch.setattr(batches, "mark", lambda path: [path.stat().st_size])
    open_batches(tiny)
    copy = write_batches(tmp_path / "copy", contents())
    opened.clear()
    assert_equal(open_batches(copy), contents())
    assert "data_batch_1" in opened
    assert len(list(folders.user_cache().rglob("train_images.npy"))) == 1


def test_other_checksums_have_a_cache_of_their_own(vouched):
    open_batches(vouched(contents()))
    other = contents(seed=100)
    assert_equal(open_batches(vouched(other)), other)
    assert len(list(folders.user_cache().rglob("train_images.npy"))) == 2


def no_place(monkeypatch, tmp_path):
    (tmp_path / "file").write_bytes(b"")
    for variable in ("XDG_CACHE_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(variable, str(tmp_path / "file"))


def no_room(monkeypatch, tmp_path):
    def full(handle):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(cache.os, "fsync", full)


def no_replacing(monkeypatch, tmp_path):
    """As on Windows while a process has the array open."""

    def refused(self, target):
        raise PermissionError(errno.EACCES, "Access is denied", str(target))

    monkeypatch.setattr(Path, "replace", refused)


def no_stamp(monkeypatch, tmp_path):
    def refused(path, content):
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(cache, "write_atomically", refused)


@pytest.mark.parametrize("hindrance", [no_place, no_room, no_replacing, no_stamp])
def test_where_nothing_can_be_kept_it_works_all_the_same(tiny, monkeypatch, tmp_path, opened, hindrance):
    hindrance(monkeypatch, tmp_path)
    for _ in range(2):
        opened.clear()
        data = open_batches(tiny)
        assert_equal(data, contents())
        assert opened.count("data_batch_1") == 1
        assert all(array.flags.c_contiguous and not array.flags.writeable for array in arrays(data))
    assert "part" not in cache_files()


OPEN = """
import hashlib, sys
from pathlib import Path
from cs231n_kit.datasets import batches
opened = []
unpickled = batches.unpickled
batches.unpickled = lambda path, source: opened.append(path.name) or unpickled(path, source)
print("ready", flush=True)
data = batches.open_batches(Path(sys.argv[1]))
content = b"".join(getattr(data, name).tobytes() for name in batches.ARRAYS)
print(len(opened), hashlib.sha256(content).hexdigest())
"""


def test_of_processes_that_start_together_one_reads_and_the_others_wait(tiny):
    open_batches(tiny)
    files = cache_files()
    files["stamp.json"].unlink()
    with lock(files["lock"]):
        command = [sys.executable, "-c", OPEN, str(tiny)]
        processes = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
        assert [process.stdout.readline() for process in processes] == ["ready\n"] * 3
    told = [process.communicate(timeout=60)[0].split() for process in processes]
    assert sorted(count for count, _ in told) == ["1", "1", "7"]
    assert len({digest for _, digest in told}) == 1
    assert [process.returncode for process in processes] == [0, 0, 0]


# What is refused


def test_there_is_no_folder(tmp_path):
    root = tmp_path / "data"
    assert refusal(open_batches, root) == (
        f"{root} must be a folder {FOLDER} with batches.meta in it, or hold one, and it does not;"
        f" `cs231n-kit data` with CS231N_KIT_DATA={root} puts CIFAR-10 there"
    )


def test_there_is_an_empty_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(folders, "KIT_DATA", tmp_path)
    folder = tmp_path / FOLDER
    folder.mkdir()
    assert refusal(open_batches, folder) == (
        f"{folder} must be a folder {FOLDER} with batches.meta in it, or hold one, and it does not;"
        " `cs231n-kit data` puts CIFAR-10 there"
    )


def test_the_data_set_is_unknown(tiny):
    meta = tiny / "batches.meta"
    meta.write_bytes(b"something else")
    assert refusal(open_batches, tiny) == (
        f"{meta} must be that of CIFAR-10 or the kit's own sample or Tiny, and its sha256 is {sha256(meta)};"
        f" `cs231n-kit data` with CS231N_KIT_DATA={tiny.parent} puts CIFAR-10 there, a table that"
        " CS231N_KIT_SOURCES names vouches for data of your own"
    )


def test_a_batch_is_missing(tiny):
    open_batches(tiny)
    (tiny / "data_batch_3").unlink()
    message = (
        f"Tiny needs the file {tiny / 'data_batch_3'}, which is missing;"
        f" `cs231n-kit data` with CS231N_KIT_DATA={tiny.parent} repairs it"
    )
    assert refusal(open_batches, tiny) == message
    assert refusal(read_batch, tiny / "data_batch_3") == message


def cut(path):
    os.truncate(path, 5000)


TAMPERED = {"cut short": cut, "empty": overwrite(b""), "one bit": flip, "other": overwrite(b"not a pickle")}


@pytest.mark.parametrize("cached", [False, True], ids=["first", "cached"])
@pytest.mark.parametrize("tamper", TAMPERED.values(), ids=TAMPERED)
def test_a_batch_is_cut_short_or_was_changed(tiny, tamper, cached):
    if cached:
        open_batches(tiny)
    path = tiny / "data_batch_2"
    right = sha256(path)
    tamper(path)
    if tamper is flip and sys.platform == "win32":
        os.utime(path)  # Windows does not know when it was changed
    message = (
        f"{path} must have the sha256 {right} of Tiny, but its {path.stat().st_size:,} bytes have"
        f" {sha256(path)}, so it is cut short or was changed;"
        f" `cs231n-kit data` with CS231N_KIT_DATA={tiny.parent} repairs it"
    )
    for _ in range(2):
        assert refusal(open_batches, tiny) == message
    assert refusal(read_batch, path) == message


def test_the_remedy_for_the_sample_is_another(vouched):
    folder = vouched(contents(), archives=False)
    (folder / "test_batch").unlink()
    assert refusal(open_batches, folder) == (
        f"Tiny needs the file {folder / 'test_batch'}, which is missing;"
        f" remove {folder}, and the kit draws it again when it is needed"
    )


class Attack:
    """A pickle that makes a file when it is loaded."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return (Path.touch, (self.path,))


def test_a_changed_batch_is_not_opened(tiny, tmp_path):
    attack = pickle.dumps(Attack(tmp_path / "made"))
    pickle.loads(attack)
    (tmp_path / "made").unlink()  # it works
    (tiny / "data_batch_1").write_bytes(attack)
    assert "so it is cut short or was changed" in refusal(open_batches, tiny)
    assert not (tmp_path / "made").exists()


def test_a_batch_that_somebody_vouches_for_can_do_nothing_either(vouched, tmp_path):
    folder = vouched(contents() | {"data_batch_1": pickle.dumps(Attack(tmp_path / "made"))})
    message = refusal(open_batches, folder)
    assert re.fullmatch(
        rf"{re.escape(str(folder / 'data_batch_1'))} must hold a pickled dictionary of arrays and lists"
        r" \(it asks for \S+\), and it does not, although its sha256 is right; correct the file and its"
        " sha256 in the table that CS231N_KIT_SOURCES names",
        message,
    )
    assert not (tmp_path / "made").exists()


ROWS = np.zeros((3, 3072), np.uint8)
MALFORMED = {
    "no dictionary": (
        [1, 2],
        "a pickled dictionary of arrays and lists ('list' object has no attribute 'items')",
    ),
    "cut short": (
        pickle.dumps({})[:-1],
        "a pickled dictionary of arrays and lists (Ran out of input)",
    ),
    "no images": ({"labels": [1]}, "data, an array of uint8 with 3,072 columns"),
    "images in a list": ({"data": [[1]], "labels": [1]}, "data, an array of uint8 with 3,072 columns"),
    "images of floats": (
        {"data": ROWS * 1.0, "labels": [1] * 3},
        "data, an array of uint8 with 3,072 columns",
    ),
    "other columns": ({"data": ROWS[:, 1:], "labels": [1] * 3}, "data, an array of uint8 with 3,072 columns"),
    "no labels": ({"data": ROWS}, "labels, a list of 3 integers"),
    "too few labels": ({"data": ROWS, "labels": [1, 2]}, "labels, a list of 3 integers"),
    "labels of floats": ({"data": ROWS, "labels": [1, 2.0, 3]}, "labels, a list of 3 integers"),
    "no rows": ({"data": ROWS[:0], "labels": []}, "labels, a list of 0 integers"),
    "a negative label": ({"data": ROWS, "labels": [0, -1, 2]}, "labels of 0 … 9"),
    "a label too large": ({"data": ROWS, "labels": [0, 10, 2]}, "labels of 0 … 9"),
}


@pytest.mark.parametrize("value, required", MALFORMED.values(), ids=MALFORMED)
def test_a_file_in_another_format(vouched, value, required):
    folder = vouched(contents() | {"data_batch_4": value}, python_3(4))
    assert refusal(open_batches, folder) == (
        f"{folder / 'data_batch_4'} must hold {required}, and it does not, although its sha256 is right;"
        " correct the file and its sha256 in the table that CS231N_KIT_SOURCES names"
    )
    assert not [name for name in cache_files() if name.endswith(".npy")]


@pytest.mark.parametrize("meta", [{}, {"label_names": "abc"}, {"label_names": [1, 2]}])
def test_there_are_no_class_names(vouched, meta):
    folder = vouched(contents() | {"batches.meta": meta}, python_3(4))
    assert refusal(open_batches, folder).startswith(
        f"{folder / 'batches.meta'} must hold label_names, a list of names, and it does not"
    )


def test_a_source_without_a_test_batch(vouched):
    content = contents(batches=2)
    del content["test_batch"]
    assert refusal(open_batches, vouched(content)) == (
        "the members of Tiny must be batches.meta, data_batch_1 … and test_batch, got batches.meta,"
        " data_batch_1, data_batch_2; correct the table that CS231N_KIT_SOURCES names"
    )


def test_a_name_that_is_no_batch(tiny):
    for name in ("data_batch_6", "batches.meta", "readme.html"):
        assert refusal(read_batch, tiny / name) == (
            "a batch of Tiny must be one of data_batch_1, data_batch_2, data_batch_3, data_batch_4,"
            f" data_batch_5, test_batch, got {tiny / name}; correct the name"
        )


def test_a_file_that_the_system_does_not_give(tiny, monkeypatch):
    def refused(self):
        raise PermissionError(errno.EACCES, "Permission denied", str(self))

    monkeypatch.setattr(Path, "read_bytes", refused)
    assert refusal(open_batches, tiny) == (
        f"{tiny / 'batches.meta'} must be readable, and is not (Permission denied); correct its permissions"
    )


# The real thing


def test_cifar10_is_what_a_classic_reading_gives(real_data):
    data = open_batches(real_data)
    assert data.source.name == "cifar10"
    assert data.class_names[:3] == ("airplane", "automobile", "bird")
    assert data.train_images.shape == (50_000, 32, 32, 3) and data.test_images.shape == (10_000, 32, 32, 3)
    for k in range(6):
        name = f"data_batch_{k + 1}" if k < 5 else "test_batch"
        with (real_data / FOLDER / name).open("rb") as file:
            one = pickle.load(file, encoding="latin1")
        images, labels = (
            (data.train_images, data.train_labels) if k < 5 else (data.test_images, data.test_labels)
        )
        rows = slice(k * 10_000, (k + 1) * 10_000) if k < 5 else slice(None)
        theirs = one["data"].reshape(-1, 3, 32, 32).transpose(0, 2, 3, 1)
        np.testing.assert_array_equal(images[rows], theirs)
        np.testing.assert_array_equal(labels[rows], one["labels"])
