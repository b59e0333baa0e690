"""Pickles whose bytes do not depend on Python or NumPy."""

import io
import pickle
import pickletools
import warnings

import numpy as np
import pytest

from cs231n_kit.datasets.sample.cifar_pickle import pickled

VALUES = [
    {},
    [],
    [0, 1, 255, 256, 65_536, -1, 2**31 - 1, -(2**31)],
    ["", "airplane", "é" * 255],
    {"labels": [6, 9], "meta": {"names": ["a", "b"]}},
]


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_reads_back_as_text(value):
    assert pickle.loads(pickled(value), encoding="latin1") == value


def test_reads_back_as_bytes():
    value = {"labels": [6], "names": ["a", "é"]}
    assert pickle.loads(pickled(value), encoding="bytes") == {b"labels": [6], b"names": [b"a", b"\xe9"]}


@pytest.mark.parametrize("encoding", ["bytes", "latin1"])
@pytest.mark.parametrize("shape", [(0, 3072), (1, 1), (3, 5), (2000, 3)], ids=str)
def test_array_reads_back_writeable_and_without_a_warning(shape, encoding):
    images = (np.arange(np.prod(shape)) * 7 % 256).astype(np.uint8).reshape(shape)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        loaded = pickle.loads(pickled(images), encoding=encoding)
    assert loaded.dtype == np.uint8 and loaded.flags.writeable and loaded.flags.c_contiguous
    np.testing.assert_array_equal(loaded, images, strict=True)


def test_bytes_depend_on_the_values_alone():
    images = np.arange(24, dtype=np.uint8).reshape(4, 6)
    turned_twice = np.asfortranarray(images)
    assert pickled(turned_twice) == pickled(images) == pickled(images[::-1].copy()[::-1])


def test_these_are_the_bytes():
    assert pickled({"labels": [6, 300], "data": np.array([[1, 255]], np.uint8)}) == (
        b"\x80\x02}(U\x06labels](K\x06J\x2c\x01\x00\x00e"
        b"U\x04datacnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\x00\x85U\x01b\x87R"
        b"(K\x01(K\x01K\x02tcnumpy\ndtype\nU\x02u1\x89\x88\x87R"
        b"(K\x03U\x01|NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\x00tb\x89T\x02\x00\x00\x00\x01\xfftbu."
    )


def test_stream_is_well_formed_and_asks_for_what_the_original_asks_for():
    stream = pickled({"data": np.zeros((2, 3), np.uint8), "labels": [1]})
    pickletools.dis(stream, out=io.StringIO())  # raises if the stack or memo were misused
    wanted = [argument for opcode, argument, _ in pickletools.genops(stream) if opcode.name == "GLOBAL"]
    assert wanted == ["numpy.core.multiarray _reconstruct", "numpy ndarray", "numpy dtype"]


@pytest.mark.parametrize(
    ("value", "error", "message"),
    [
        (np.zeros((2, 2)), TypeError, "images must be uint8, got float64"),
        (1.5, TypeError, "cannot write a float in a batch file"),
        (b"bytes", TypeError, "cannot write a bytes in a batch file"),
        ({"label": None}, TypeError, "cannot write a NoneType in a batch file"),
        ("a" * 256, OverflowError, "int too big to convert"),
        (2**31, OverflowError, "int too big to convert"),
        ("€", UnicodeEncodeError, "'latin-1' codec can't encode character"),
    ],
)
def test_refuses_what_the_format_does_not_know(value, error, message):
    with pytest.raises(error) as caught:
        pickled(value)
    assert str(caught.value).startswith(message)
