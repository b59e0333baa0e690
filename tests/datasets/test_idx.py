"""Arrays in the IDX format come out as they went in, and what is not quite one is refused in a sentence."""

import gzip
import hashlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cs231n_kit.datasets.idx import array_of, idx_bytes, read_idx, unpacked
from cs231n_kit.datasets.sources import Source
from cs231n_kit.errors import DataError


def vouched(path, archives=()):
    """A source that has this one member."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return Source("tiny", "Tiny", "mnist", archives, {path.name: digest})


def header(*numbers):
    return b"".join(number.to_bytes(4, "big") for number in numbers)


@given(shape=st.lists(st.integers(0, 5), min_size=1, max_size=4), seed=st.integers(0, 99))
def test_what_is_written_is_read(shape, seed):
    array = np.random.default_rng(seed).integers(0, 256, shape, dtype=np.uint8)
    np.testing.assert_array_equal(array_of(idx_bytes(array), len(shape)), array, strict=True)


def test_the_bytes_are_those_of_the_format():
    array = np.arange(6, dtype=np.uint8).reshape(3, 1, 2)
    assert idx_bytes(array) == b"\0\0\x08\x03\0\0\0\x03\0\0\0\x01\0\0\0\x02\0\1\2\3\4\5"
    assert idx_bytes(np.asfortranarray(array)) == idx_bytes(array)
    assert idx_bytes(np.zeros(60_000, np.uint8))[:8] == bytes.fromhex("00000801 0000ea60")


def test_only_bytes_are_written():
    with pytest.raises(TypeError) as refused:
        idx_bytes(np.zeros(3, np.int64))
    assert str(refused.value) == "the array must be uint8, got int64"


def test_the_array_is_not_copied_and_read_only():
    array = array_of(idx_bytes(np.zeros((2, 3), np.uint8)), 2)
    assert not array.flags.owndata and not array.flags.writeable


IMAGES = idx_bytes(np.zeros((5, 28, 28), np.uint8))
STARTS = (
    "an IDX header of 16 bytes that starts with 00000803 (unsigned bytes in 3 dimensions; here it starts with"
    " {})"
)
SIZES = "16 + {} bytes as its header says (here are {})"
MALFORMED = [
    pytest.param(b"", STARTS.format(""), id="empty"),
    pytest.param(IMAGES[:15], STARTS.format("00000803"), id="header cut short"),
    pytest.param(idx_bytes(np.zeros(99, np.uint8)), STARTS.format("00000801"), id="labels for images"),
    pytest.param(header(0x0D03, 5, 28, 28) + IMAGES[16:], STARTS.format("00000d03"), id="floats"),
    pytest.param(IMAGES[3::-1] + IMAGES[4:], STARTS.format("03080000"), id="lowest byte first"),
    pytest.param(gzip.compress(IMAGES, mtime=0), STARTS.format("1f8b0800"), id="still packed"),
    pytest.param(IMAGES[:-1], SIZES.format("5 × 28 × 28", "3,935"), id="a byte less"),
    pytest.param(IMAGES + b"\0", SIZES.format("5 × 28 × 28", "3,937"), id="a byte more"),
    pytest.param(
        header(0x0803, 60_000, 28, 28) + IMAGES[16:], SIZES.format("60,000 × 28 × 28", "3,936"), id="sizes"
    ),
    pytest.param(
        header(0x0803, *[2**32 - 1] * 3),
        SIZES.format(" × ".join(["4,294,967,295"] * 3), "16"),
        id="huge sizes",
    ),
]


@pytest.mark.parametrize("content, required", MALFORMED)
def test_what_is_no_idx_file_is_refused_although_it_is_vouched_for(tmp_path, content, required):
    path = tmp_path / "images"
    path.write_bytes(content)
    with pytest.raises(DataError) as refused:
        read_idx(path, vouched(path), 3)
    assert str(refused.value) == (
        f"{path} must hold {required}, and it does not, although its sha256 is right; correct the file and"
        " its sha256 in the table that CS231N_KIT_SOURCES names"
    )


def test_one_dimension_is_told_in_the_singular():
    with pytest.raises(ValueError) as refused:
        array_of(IMAGES, 1)
    assert str(refused.value) == (
        "an IDX header of 8 bytes that starts with 00000801 (unsigned bytes in 1 dimension; here it starts"
        " with 00000803)"
    )


def test_a_packed_file_is_unpacked_by_its_name(tmp_path):
    path = tmp_path / "images.gz"
    path.write_bytes(gzip.compress(IMAGES))
    np.testing.assert_array_equal(read_idx(path, vouched(path), 3), array_of(IMAGES, 3), strict=True)


PACKED = gzip.compress(IMAGES, mtime=0)
WRONG_SUM = PACKED[:-8] + bytes(4) + PACKED[-4:]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        IMAGES,
        PACKED[:5],
        PACKED[:-9],
        PACKED[:-1],
        PACKED + b"more",
        WRONG_SUM,
        PACKED[:10] + b"\xff" * 20,
    ],
    ids=["empty", "plain", "header", "data", "trailer", "more", "checksum", "deflate"],
)
def test_what_is_not_one_whole_gzip_file_is_refused(tmp_path, content):
    path = tmp_path / "images.gz"
    path.write_bytes(content)
    with pytest.raises(DataError) as refused:
        read_idx(path, vouched(path), 3)
    # An empty file is no gzip file, but nothing in no parts for Python.
    required = "one whole gzip file" if content else STARTS.format("")
    assert str(refused.value) == (
        f"{path} must hold {required}, and it does not, although its sha256 is right; correct the file and"
        " its sha256 in the table that CS231N_KIT_SOURCES names"
    )


def test_nothing_is_unpacked_that_is_not_vouched_for(tmp_path, monkeypatch):
    path = tmp_path / "images.gz"
    path.write_bytes(PACKED)
    source = vouched(path)
    path.write_bytes(gzip.compress(bytes(10**6)))
    monkeypatch.setattr("gzip.decompress", lambda content: pytest.fail("unpacked"))
    with pytest.raises(DataError, match="must have the sha256"):
        read_idx(path, source, 3)


def test_unpacked_gives_the_content():
    assert unpacked(PACKED) == IMAGES
