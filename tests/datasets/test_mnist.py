"""MNIST's four files, plain or packed, are read if somebody vouches for them, else refused in a sentence."""

import hashlib

import numpy as np
import pytest

from cs231n_kit.datasets import folders
from cs231n_kit.datasets.idx import idx_bytes
from cs231n_kit.datasets.mnist import (
    CLASS_NAMES,
    TEST_IMAGES,
    TEST_LABELS,
    TRAIN_IMAGES,
    TRAIN_LABELS,
    open_digits,
)
from cs231n_kit.datasets.sample import digits
from cs231n_kit.datasets.sources import source
from cs231n_kit.errors import DataError

from .idx_files import M, N, arrays, vouch, write_idx

NAMES = (TRAIN_IMAGES, TRAIN_LABELS, TEST_IMAGES, TEST_LABELS)
CONTENT = arrays()


@pytest.fixture
def vouched(tmp_path, monkeypatch):
    """Writes files and a table that vouches for them; the folder."""

    def use(content, packed=False, **named):
        folder = write_idx(tmp_path / "mnist", content, packed)
        monkeypatch.setenv("CS231N_KIT_SOURCES", str(vouch(tmp_path / "sources.json", folder, **named)))
        return folder

    return use


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def refusal(folder):
    with pytest.raises(DataError) as refused:
        open_digits(folder)
    return str(refused.value)


def assert_is(data, content):
    found = (data.train_images, data.train_labels, data.test_images, data.test_labels)
    for ours, name in zip(found, NAMES, strict=True):
        expected = content[name] if "images" in name else content[name].astype(np.int64)
        np.testing.assert_array_equal(ours, expected, strict=True)


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "packed"])
def test_what_is_vouched_for_is_read(vouched, packed):
    data = open_digits(vouched(CONTENT, packed))
    assert_is(data, CONTENT)
    assert (data.source.name, data.source.title) == ("tiny", "Tiny")
    assert data.class_names == CLASS_NAMES == tuple("0123456789")
    assert (len(data.train_images), len(data.test_images)) == (N, M)


def test_what_somebody_has_unpacked_is_as_good(vouched, tmp_path):
    plain = write_idx(tmp_path / "plain", CONTENT)
    unpacked = {name: sha256(plain / name) for name in NAMES}
    folder = vouched(CONTENT, packed=True, unpacked=unpacked)
    for name in NAMES:
        (plain / name).rename(folder / name)
        (folder / f"{name}.gz").unlink()
        assert_is(open_digits(folder), CONTENT)


def test_where_both_are_there_the_packed_file_is_read(vouched):
    """It is the one that fetching repairs."""
    folder = vouched(CONTENT, packed=True)
    write_idx(folder, dict.fromkeys(NAMES, b"spoilt"))
    assert_is(open_digits(folder), CONTENT)


def test_the_recorded_sha256_of_the_real_files_unpacked(real_data):
    from cs231n_kit.datasets.idx import unpacked

    mnist = source("mnist")
    for name in NAMES:
        content = unpacked((real_data / "mnist" / f"{name}.gz").read_bytes())
        assert mnist.unpacked[name] == hashlib.sha256(content).hexdigest()


def test_the_kits_own_digits_are_known(tmp_path):
    write_idx(tmp_path, {name: digits.draw_digits_file(name) for name in NAMES})
    data = open_digits(tmp_path)
    assert (data.source.name, data.source.title) == ("digits", "the kit's own digits")


# What is not there, or not what it should be


def test_nothing_there(tmp_path):
    assert refusal(tmp_path / "mnist") == (
        f"{tmp_path / 'mnist'} must hold train-labels-idx1-ubyte, plain or .gz, and it does not;"
        f" `cs231n-kit data mnist` with CS231N_KIT_DATA={tmp_path} puts MNIST there"
    )


def test_the_kits_own_folder_is_not_named(tmp_path, monkeypatch):
    monkeypatch.setattr(folders, "KIT_DATA", tmp_path)
    assert refusal(tmp_path / "mnist").endswith("; `cs231n-kit data mnist` puts MNIST there")


@pytest.mark.parametrize(
    "packed, titles", [(True, "MNIST or Tiny"), (False, "MNIST or the kit's own digits")], ids=["gz", "plain"]
)
def test_labels_that_nobody_vouches_for(vouched, packed, titles):
    folder = vouched(CONTENT, packed=True)
    path = folder / f"{TRAIN_LABELS}{'.gz' * packed}"
    (folder / f"{TRAIN_LABELS}.gz").unlink()
    path.write_bytes(b"other labels")
    assert refusal(folder) == (
        f"{path} must be that of {titles}, and its sha256 is {sha256(path)}; `cs231n-kit data mnist` with"
        f" CS231N_KIT_DATA={folder.parent} puts MNIST there, a table that CS231N_KIT_SOURCES names"
        " vouches for data of your own"
    )


@pytest.mark.parametrize("name", [TRAIN_IMAGES, TEST_IMAGES, TEST_LABELS])
@pytest.mark.parametrize("packed", [False, True], ids=["plain", "packed"])
def test_a_missing_file(vouched, name, packed):
    folder = vouched(CONTENT, packed)
    path = folder / f"{name}{'.gz' * packed}"
    path.unlink()
    assert refusal(folder) == (
        f"Tiny needs the file {path}, which is missing; `cs231n-kit data mnist` with"
        f" CS231N_KIT_DATA={folder.parent} repairs it"
    )


def cut_short(content):
    return content[:-100]


def changed(content):
    return content[:-100] + bytes([content[-100] ^ 1]) + content[-99:]


@pytest.mark.parametrize("damage", [cut_short, changed])
@pytest.mark.parametrize("name", [TRAIN_IMAGES, TEST_IMAGES])
@pytest.mark.parametrize("packed", [False, True], ids=["plain", "packed"])
def test_a_damaged_file(vouched, name, packed, damage):
    folder = vouched(CONTENT, packed)
    path = folder / f"{name}{'.gz' * packed}"
    expected = sha256(path)
    path.write_bytes(damage(path.read_bytes()))
    assert refusal(folder) == (
        f"{path} must have the sha256 {expected} of Tiny, but its {path.stat().st_size:,} bytes have"
        f" {sha256(path)}, so it is cut short or was changed; `cs231n-kit data mnist` with"
        f" CS231N_KIT_DATA={folder.parent} repairs it"
    )


def test_damage_to_what_the_kit_draws(vouched):
    folder = vouched(CONTENT, archives=False)
    (folder / TEST_LABELS).unlink()
    assert refusal(folder) == (
        f"Tiny needs the file {folder / TEST_LABELS}, which is missing; remove {folder}, and the kit draws it"
        " again when it is needed"
    )


@pytest.mark.parametrize(
    "name, value, required",
    [
        (TRAIN_IMAGES, np.zeros((N, 32, 32), np.uint8), "images of 28 × 28 pixels"),
        (
            TRAIN_LABELS,
            np.zeros(N - 1, np.uint8),
            "120 labels, one for each of the images (here are 119)",
        ),
        (TEST_LABELS, np.zeros(N, np.uint8), "30 labels, one for each of the images (here are 120)"),
        (TRAIN_LABELS, np.full(N, 10, np.uint8), "labels of 0 … 9 (here is a 10)"),
        (TEST_LABELS, np.full(M, 255, np.uint8), "labels of 0 … 9 (here is a 255)"),
        (
            TEST_IMAGES,
            idx_bytes(CONTENT[TEST_IMAGES])[:-28],
            "16 + 30 × 28 × 28 bytes as its header says (here are 23,508)",
        ),
        (
            TEST_LABELS,
            CONTENT[TEST_IMAGES],
            "an IDX header of 8 bytes that starts with 00000801 (unsigned bytes in 1 dimension; here it"
            " starts with 00000803)",
        ),
    ],
)
def test_what_is_vouched_for_and_in_another_format(vouched, name, value, required):
    folder = vouched(CONTENT | {name: value})
    assert refusal(folder) == (
        f"{folder / name} must hold {required}, and it does not, although its sha256 is right; correct the"
        " file and its sha256 in the table that CS231N_KIT_SOURCES names"
    )


def test_a_table_with_other_members(vouched):
    folder = vouched({TRAIN_LABELS: CONTENT[TRAIN_LABELS]})
    assert refusal(folder) == (
        "the members of Tiny must be train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte"
        " and t10k-labels-idx1-ubyte, each plain or .gz, got train-labels-idx1-ubyte; correct the table that"
        " CS231N_KIT_SOURCES names"
    )
