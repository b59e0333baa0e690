"""The official results, from the data that is there, with hardly more memory than they take."""

import pickle
import tracemalloc

import numpy as np
import pytest

from cs231n_kit.data_utils import (
    data_root,
    describe_data,
    get_CIFAR10_data,
    get_MNIST_data,
    get_softmax_data,
    load_CIFAR10,
    load_CIFAR_batch,
)
from cs231n_kit.datasets import folders, roots, sample
from cs231n_kit.datasets import sources as sources_module
from cs231n_kit.errors import DataError, KitError

from .datasets.batch_files import FOLDER, NAMES, classic, contents, vouch, write_batches
from .datasets.idx_files import arrays, write_idx
from .datasets.idx_files import vouch as vouch_for_digits

N, M = 500, 100  # of the tiny data, whose usual split is 490 + 10, 10 and 5


@pytest.fixture(scope="session")
def tiny(tmp_path_factory):
    """The root of a tiny data set, and the table that vouches for it."""
    root = tmp_path_factory.mktemp("tiny")
    folder = write_batches(root / FOLDER, CONTENT)
    vouch(root / "sources.json", folder)
    return root


CONTENT = contents(n=100)


@pytest.fixture
def named(tiny, monkeypatch):
    """The tiny data set, named by CS231N_KIT_DATA."""
    monkeypatch.setenv("CS231N_KIT_SOURCES", str(tiny / "sources.json"))
    monkeypatch.setenv("CS231N_KIT_DATA", str(tiny))
    return tiny


def refusal(call, *arguments, error=KitError, **named):
    with pytest.raises(error) as refused:
        call(*arguments, **named)
    return str(refused.value)


# load_CIFAR10


def test_by_default_it_is_the_official_result(named):
    for ours, theirs in zip(load_CIFAR10(named / FOLDER), classic(CONTENT), strict=True):
        np.testing.assert_array_equal(ours, theirs, strict=True)


@pytest.mark.parametrize(
    "asked, train, test",
    [
        ({}, N, M),
        ({"num_train": N}, N, M),
        ({"num_train": 50}, 50, 10),
        ({"num_train": 51}, 51, 11),
        ({"num_train": 1}, 1, 1),
        ({"num_train": 0}, 0, 0),
        ({"num_train": np.int32(50), "num_test": np.uint8(3)}, 50, 3),
        ({"num_test": 7}, N, 7),
        ({"num_test": 0}, N, 0),
        ({"num_train": 50, "num_test": M}, 50, M),
    ],
)
def test_so_many_images_from_the_first_on(named, asked, train, test):
    Xtr, Ytr, Xte, Yte = classic(CONTENT)
    expected = (Xtr[:train], Ytr[:train], Xte[:test], Yte[:test])
    for ours, theirs in zip(load_CIFAR10(named, **asked), expected, strict=True):
        np.testing.assert_array_equal(ours, theirs, strict=True)


@pytest.mark.parametrize("dtype", [np.uint8, "int16", np.float32, float])
def test_the_images_are_of_the_dtype_asked_for(named, dtype):
    Xtr, Ytr, Xte, Yte = load_CIFAR10(named, dtype=dtype)
    assert Xtr.dtype == Xte.dtype == np.dtype(dtype)
    assert Ytr.dtype == Yte.dtype == np.int64
    np.testing.assert_array_equal(Xtr, classic(CONTENT)[0])


def test_what_is_loaded_is_ones_own(named):
    for array in load_CIFAR10(named, dtype=np.uint8):
        array[:] = 0
    np.testing.assert_array_equal(load_CIFAR10(named)[1], classic(CONTENT)[1])


RANGE = "num_{} must be 0 … {}, as many images as there are, got {}; correct it"
REFUSED = [
    ({"num_train": -1}, RANGE.format("train", 500, "-1")),
    ({"num_train": 501}, RANGE.format("train", 500, "501")),
    ({"num_train": 50_000}, RANGE.format("train", 500, "50,000")),
    ({"num_test": 101}, RANGE.format("test", 100, "101")),
    ({"num_train": 5.0}, "num_train must be a whole number or None, got 5.0; pass e.g. 500"),
    ({"num_train": "5"}, "num_train must be a whole number or None, got '5'; pass e.g. 500"),
    ({"num_test": True}, "num_test must be a whole number or None, got True; pass e.g. 100"),
    ({"dtype": np.int8}, "dtype must hold the numbers 0 … 255, got int8; pass np.float64 or np.uint8"),
    ({"dtype": bool}, "dtype must hold the numbers 0 … 255, got bool; pass np.float64 or np.uint8"),
    ({"dtype": object}, "dtype must hold the numbers 0 … 255, got object; pass np.float64 or np.uint8"),
]


@pytest.mark.parametrize("asked, message", REFUSED, ids=[str(asked) for asked, _ in REFUSED])
def test_what_cannot_be_loaded(named, asked, message):
    assert refusal(load_CIFAR10, named, **asked) == message


def test_a_path_that_is_there_is_read_whatever_the_variable_says(named, tmp_path, monkeypatch):
    monkeypatch.setenv("CS231N_KIT_DATA", str(tmp_path / "absent"))
    assert len(load_CIFAR10(named)[0]) == N
    assert len(load_CIFAR10(str(named / FOLDER))[0]) == N


def test_where_the_path_is_absent_the_kits_data_is_read_with_a_note(named, capsys):
    official = "cs231n_kit/datasets/cifar-10-batches-py"
    assert len(load_CIFAR10(official)[0]) == N
    assert capsys.readouterr().out == f"Note: {official} is not there, so the kit's own data is read.\n"


def test_a_path_that_is_there_and_holds_no_data_is_refused(named, tmp_path):
    assert refusal(load_CIFAR10, tmp_path, error=DataError) == (
        f"{tmp_path} must be a folder {FOLDER} with batches.meta in it, or hold one, and it does not;"
        f" `cs231n-kit data` with CS231N_KIT_DATA={tmp_path} puts CIFAR-10 there"
    )


def test_load_CIFAR_batch(named):
    X, Y = load_CIFAR_batch(str(named / FOLDER / "data_batch_3"))
    np.testing.assert_array_equal(X, classic(CONTENT)[0][200:300], strict=True)
    np.testing.assert_array_equal(Y, classic(CONTENT)[1][200:300], strict=True)


# Which data


def test_it_tells_which_data_it_is(named):
    assert describe_data() == describe_data(named / FOLDER) == describe_data(str(named))
    assert describe_data() == {
        "name": "tiny",
        "title": "Tiny",
        "class_names": NAMES,
        "num_train": N,
        "num_test": M,
    }


@pytest.fixture
def unnamed(named, tmp_path, monkeypatch):
    """No variable, an empty data folder of the kit, and a sample that is the tiny data set."""
    monkeypatch.delenv("CS231N_KIT_DATA")
    kit = tmp_path / "datasets"
    kit.mkdir()
    monkeypatch.setattr(folders, "KIT_DATA", kit)
    monkeypatch.setattr(sample, "ensure_sample", lambda: named)
    return kit


NOTE = "Note: CIFAR-10 is not here, so this is the kit's own sample; `cs231n-kit data` fetches CIFAR-10.\n"


def test_the_sample_stands_in_with_a_note(unnamed, named, capsys):
    assert data_root() == named
    assert capsys.readouterr().out == NOTE


def test_the_kits_own_data_goes_before_the_sample(unnamed, capsys):
    write_batches(unnamed / FOLDER, CONTENT)
    assert data_root() == unnamed
    assert capsys.readouterr().out == ""


def test_broken_data_of_the_kit_is_never_replaced_by_the_sample(unnamed):
    (write_batches(unnamed / FOLDER, CONTENT) / "test_batch").unlink()
    assert refusal(get_softmax_data, error=DataError) == (
        f"Tiny needs the file {unnamed / FOLDER / 'test_batch'}, which is missing;"
        " `cs231n-kit data` repairs it"
    )


@pytest.mark.parametrize(
    "wrong, message",
    [
        (
            "absent",
            "CS231N_KIT_DATA must name a folder that holds the data sets, and {folder} is not one;"
            " correct it, or unset it to use {kit}",
        ),
        (
            "empty",
            "CS231N_KIT_DATA must name a folder that holds cifar-10-batches-py, and {folder} does not;"
            " run `cs231n-kit data` to fetch it, or unset CS231N_KIT_DATA to use the kit's own data",
        ),
        (
            f"root/{FOLDER}",
            "CS231N_KIT_DATA must name a folder that holds cifar-10-batches-py, and {folder} does not;"
            " name {folder.parent}, or unset CS231N_KIT_DATA to use the kit's own data",
        ),
    ],
)
@pytest.mark.parametrize("read", [data_root, describe_data, get_softmax_data, lambda: load_CIFAR10("absent")])
def test_a_wrong_variable_is_refused_and_no_sample_stands_in(
    unnamed, tmp_path, monkeypatch, read, wrong, message
):
    (tmp_path / "empty").mkdir()
    write_batches(tmp_path / "root" / FOLDER, CONTENT)
    monkeypatch.setenv("CS231N_KIT_DATA", str(tmp_path / wrong))
    assert refusal(read, error=DataError) == message.format(folder=tmp_path / wrong, kit=unnamed)


def test_the_sample_itself(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(roots, "data_folder", lambda: tmp_path)
    data = get_softmax_data()
    assert capsys.readouterr().out == NOTE
    assert data["name"] == "sample" and len(data["class_names"]) == 10
    sizes = {part: len(data[f"X_{part}"]) for part in ("train", "val", "test", "dev")}
    assert sizes == {"train": 9800, "val": 200, "test": 200, "dev": 100}


# The splits


def official_split(content, train=490, val=10, test=10):
    """The course's way, one step after the other: X and y by part, and the mean image."""
    Xtr, Ytr, Xte, Yte = classic(content)
    parts = {
        "train": (Xtr[:train], Ytr[:train]),
        "val": (Xtr[train : train + val], Ytr[train : train + val]),
        "test": (Xte[:test], Yte[:test]),
    }
    return parts, np.mean(Xtr[:train], axis=0)


USUAL = {"training": 490, "validation": 10, "test": 10}
SPLITS = [{}, {"num_training": 300}, {"num_training": 490, "num_validation": 7, "num_test": 100}]


@pytest.mark.parametrize("asked", SPLITS, ids=str)
def test_channels_first(named, asked):
    parts, mean = official_split(CONTENT, *(asked.get(f"num_{n}", u) for n, u in USUAL.items()))
    data = get_CIFAR10_data(**asked)
    assert list(data) == ["X_train", "y_train", "X_val", "y_val", "X_test", "y_test"]
    for part, (X, y) in parts.items():
        np.testing.assert_array_equal(data[f"X_{part}"], (X - mean).transpose(0, 3, 1, 2), strict=True)
        np.testing.assert_array_equal(data[f"y_{part}"], y, strict=True)
        assert data[f"X_{part}"].flags.c_contiguous


def test_channels_first_with_the_mean_left_in(named):
    X_train = official_split(CONTENT)[0]["train"][0]
    data = get_CIFAR10_data(subtract_mean=False)
    np.testing.assert_array_equal(data["X_train"], X_train.transpose(0, 3, 1, 2), strict=True)


@pytest.mark.parametrize("asked", SPLITS, ids=str)
def test_rows_with_a_one_for_the_bias(named, asked):
    parts, mean = official_split(CONTENT, *(asked.get(f"num_{n}", u) for n, u in USUAL.items()))
    data = get_softmax_data(**asked)
    for part, (X, y) in parts.items():
        flat = np.reshape(X, (len(X), -1)) - mean.ravel()
        rows = np.hstack([flat, np.ones((len(X), 1))])
        np.testing.assert_array_equal(data[f"X_{part}"], rows, strict=True)
        np.testing.assert_array_equal(data[f"y_{part}"], y, strict=True)
    np.testing.assert_array_equal(data["mean_image"], mean, strict=True)
    assert (data["name"], data["title"], data["class_names"]) == ("tiny", "Tiny", NAMES)


def test_train_val_and_test_are_parts_of_one_array(named):
    data = get_softmax_data()
    whole = data["X_train"].base
    assert whole.shape == (510, 3073)
    for part in ("val", "test"):
        assert data[f"X_{part}"].base is whole
    np.testing.assert_array_equal(
        whole, np.concatenate([data["X_train"], data["X_val"], data["X_test"]]), strict=True
    )


def test_it_takes_hardly_more_memory_than_the_array(named):
    get_softmax_data()  # fills the cache
    tracemalloc.start()
    try:
        data = get_softmax_data()
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 1.05 * (data["X_train"].base.nbytes + data["X_dev"].nbytes)


def rows_drawn(data):
    """Which training images the development images are."""
    place = {row.tobytes(): n for n, row in enumerate(data["X_train"])}
    return [place[row.tobytes()] for row in data["X_dev"]]


def test_the_development_images_are_drawn_from_the_training_images_none_twice(named):
    data = get_softmax_data(num_training=300, num_dev=300)
    assert sorted(rows_drawn(data)) == list(range(300))
    assert rows_drawn(data) != list(range(300))
    np.testing.assert_array_equal(data["y_dev"], data["y_train"][rows_drawn(data)])


def test_the_seed_decides_the_draw(named):
    first, same, other = (rows_drawn(get_softmax_data(num_dev=50, seed=seed)) for seed in (1, 1, 2))
    assert first == same != other


@pytest.mark.parametrize(
    "asked, sizes",
    [
        ({}, (490, 10, 10, 5)),
        ({"num_training": 3}, (3, 10, 10, 3)),
        ({"num_validation": 0, "num_test": 0, "num_dev": 0}, (490, 0, 0, 0)),
        ({"num_training": 400, "num_validation": 100, "num_test": 100, "num_dev": 400}, (400, 100, 100, 400)),
    ],
)
def test_how_many(named, asked, sizes):
    data = get_softmax_data(**asked)
    assert tuple(len(data[f"X_{part}"]) for part in ("train", "val", "test", "dev")) == sizes
    assert tuple(len(data[f"y_{part}"]) for part in ("train", "val", "test", "dev")) == sizes


def test_float32_is_rounded_once(named):
    data, exact = get_softmax_data(dtype=np.float32), get_softmax_data()
    for part in ("train", "val", "test", "dev"):
        np.testing.assert_array_equal(data[f"X_{part}"], exact[f"X_{part}"].astype(np.float32), strict=True)


TOO_MANY = (
    "num_training + num_validation must be at most 500, the number of training images, got {}; ask for fewer"
)
REFUSED_SPLITS = [
    ({"num_training": 500}, TOO_MANY.format("500 + 10")),
    ({"num_training": 300, "num_validation": 201}, TOO_MANY.format("300 + 201")),
    ({"num_training": 0}, "num_training must be 1 … 500, as many images as there are, got 0; correct it"),
    (
        {"num_training": 49_000},
        "num_training must be 1 … 500, as many images as there are, got 49,000; correct it",
    ),
    ({"num_validation": -1}, RANGE.format("validation", 500, "-1")),
    ({"num_test": 101}, RANGE.format("test", 100, "101")),
    (
        {"num_test": None, "num_training": "all"},
        "num_training must be a whole number or None, got 'all'; pass e.g. 490",
    ),
]


@pytest.mark.parametrize("split", [get_CIFAR10_data, get_softmax_data])
@pytest.mark.parametrize("asked, message", REFUSED_SPLITS, ids=[str(asked) for asked, _ in REFUSED_SPLITS])
def test_a_split_that_the_data_does_not_allow(named, split, asked, message):
    assert refusal(split, **asked) == message


@pytest.mark.parametrize(
    "asked, message",
    [
        ({"num_training": 20, "num_dev": 21}, RANGE.format("dev", 20, "21")),
        ({"dtype": np.uint8}, "dtype must be floating point, got uint8; pass np.float64 or np.float32"),
        ({"dtype": np.int64}, "dtype must be floating point, got int64; pass np.float64 or np.float32"),
    ],
)
def test_rows_that_cannot_be_made(named, asked, message):
    assert refusal(get_softmax_data, **asked) == message


# The real thing


def official_batch(real_data, name):
    with (real_data / FOLDER / name).open("rb") as file:
        batch = pickle.load(file, encoding="latin1")
    images = batch["data"].reshape(10_000, 3, 32, 32).transpose(0, 2, 3, 1).astype("float")
    return images, np.array(batch["labels"])


def test_cifar10_loaded_is_the_official_result(real_data):
    Xtr, Ytr, Xte, Yte = load_CIFAR10(real_data / FOLDER, dtype=np.uint8)
    assert (Xtr.shape, Xte.shape) == ((50_000, 32, 32, 3), (10_000, 32, 32, 3))
    for k in range(5):
        X, Y = official_batch(real_data, f"data_batch_{k + 1}")
        np.testing.assert_array_equal(Xtr[k * 10_000 : (k + 1) * 10_000], X)
        np.testing.assert_array_equal(Ytr[k * 10_000 : (k + 1) * 10_000], Y)
    X, Y = official_batch(real_data, "test_batch")
    np.testing.assert_array_equal(Xte, X)
    np.testing.assert_array_equal(Yte, Y)

    Xtr, Ytr, Xte, Yte = load_CIFAR10(real_data, num_train=5000)
    assert Xtr.dtype == Xte.dtype == np.float64
    X1, Y1 = official_batch(real_data, "data_batch_1")
    for ours, theirs in zip((Xtr, Ytr, Xte, Yte), (X1[:5000], Y1[:5000], X[:1000], Y[:1000]), strict=True):
        np.testing.assert_array_equal(ours, theirs)


def test_cifar10_split_is_the_official_result(real_data, monkeypatch):
    monkeypatch.setenv("CS231N_KIT_DATA", str(real_data))
    data = get_softmax_data()
    assert data["name"] == "cifar10"
    sizes = {part: data[f"X_{part}"].shape for part in ("train", "val", "test", "dev")}
    assert sizes == {"train": (49_000, 3073), "val": (1000, 3073), "test": (1000, 3073), "dev": (500, 3073)}
    batches = [official_batch(real_data, f"data_batch_{k}") for k in range(1, 6)]
    total = sum(X[: 9_000 if k == 4 else None].sum(axis=0) for k, (X, _) in enumerate(batches))
    mean = total / 49_000
    np.testing.assert_array_equal(data["mean_image"], mean)
    for k, (X, Y) in enumerate(batches):
        rows = data["X_train"].base[k * 10_000 : (k + 1) * 10_000]  # the last thousand is X_val
        np.testing.assert_array_equal(rows[:, :-1], (X - mean).reshape(10_000, -1))
        np.testing.assert_array_equal(rows[:, -1], 1)
        np.testing.assert_array_equal(
            np.concatenate([data["y_train"], data["y_val"]])[k * 10_000 : (k + 1) * 10_000], Y
        )
    X, Y = official_batch(real_data, "test_batch")
    np.testing.assert_array_equal(data["X_test"][:, :-1], (X[:1000] - mean).reshape(1000, -1))
    np.testing.assert_array_equal(data["y_test"], Y[:1000])


# MNIST

DIGITS = arrays()


@pytest.fixture
def digits(tmp_path, monkeypatch):
    """Tiny data in the files of MNIST, named by CS231N_KIT_DATA; the root."""
    folder = write_idx(tmp_path / "digits" / "mnist", DIGITS, packed=True)
    table = vouch_for_digits(tmp_path / "digits.json", folder)
    monkeypatch.setenv("CS231N_KIT_SOURCES", str(table))
    monkeypatch.setenv("CS231N_KIT_DATA", str(folder.parent))
    return folder.parent


@pytest.mark.parametrize(
    "asked, sizes",
    [
        ({}, (110, 10, 30)),
        ({"num_training": 50}, (50, 10, 30)),
        ({"num_training": np.int32(100), "num_validation": 20, "num_test": 7}, (100, 20, 7)),
        ({"num_validation": 0, "num_test": 0}, (110, 0, 0)),
    ],
)
@pytest.mark.parametrize("dtype", [np.float64, "float32"])
def test_digits_are_rows_between_0_and_1(digits, asked, sizes, dtype):
    data = get_MNIST_data(**asked, dtype=dtype)
    assert list(data)[:6] == ["X_train", "y_train", "X_val", "y_val", "X_test", "y_test"]
    assert (data["name"], data["title"], data["class_names"]) == ("tiny", "Tiny", list("0123456789"))
    train, val, test = sizes
    for part, kind, places in (
        ("train", "train", slice(0, train)),
        ("val", "train", slice(train, train + val)),
        ("test", "t10k", slice(0, test)),
    ):
        X = DIGITS[f"{kind}-images-idx3-ubyte"][places].reshape(-1, 784).astype(dtype) / np.array(255, dtype)
        y = DIGITS[f"{kind}-labels-idx1-ubyte"][places].astype(np.int64)
        np.testing.assert_array_equal(data[f"X_{part}"], X, strict=True)
        np.testing.assert_array_equal(data[f"y_{part}"], y, strict=True)
        assert data[f"X_{part}"].flags.c_contiguous and data[f"X_{part}"].flags.writeable
    assert data["X_train"].min() == 0 and data["X_train"].max() == 1


def test_digits_are_ones_own(digits):
    for array in list(get_MNIST_data().values())[:6]:
        array[:] = 0
    assert get_MNIST_data()["y_train"].any()


@pytest.mark.parametrize(
    "asked, message",
    [
        (
            {"num_training": 111},
            "num_training + num_validation must be at most 120, the number of training images, got 111 + 10;"
            " ask for fewer",
        ),
        ({"num_training": 0}, "num_training must be 1 … 120, as many images as there are, got 0; correct it"),
        ({"num_validation": -1}, RANGE.format("validation", 120, "-1")),
        ({"num_test": 31}, RANGE.format("test", 30, "31")),
        ({"num_test": 3.0}, "num_test must be a whole number or None, got 3.0; pass e.g. 30"),
        ({"dtype": np.uint8}, "dtype must be floating point, got uint8; pass np.float64 or np.float32"),
    ],
)
def test_digits_that_cannot_be_given(digits, asked, message):
    assert refusal(get_MNIST_data, **asked) == message


NO_MNIST = (
    "Note: MNIST is not here, so these are the kit's own digits; `cs231n-kit data mnist` fetches MNIST.\n"
)


@pytest.fixture
def unnamed_digits(digits, tmp_path, monkeypatch):
    """No variable, an empty data folder of the kit, and a sample that is the tiny digits."""
    monkeypatch.delenv("CS231N_KIT_DATA")
    monkeypatch.setattr(folders, "KIT_DATA", tmp_path / "datasets")
    monkeypatch.setattr(sample, "ensure_sample", lambda: digits)
    folders.KIT_DATA.mkdir()
    return folders.KIT_DATA


def test_the_drawn_digits_stand_in_with_a_note(unnamed_digits, capsys):
    assert get_MNIST_data()["name"] == "tiny"
    assert capsys.readouterr().out == NO_MNIST


def test_the_kits_own_mnist_goes_before_the_drawn_digits(digits, unnamed_digits, capsys):
    (digits / "mnist").rename(unnamed_digits / "mnist")
    assert get_MNIST_data()["name"] == "tiny"
    assert capsys.readouterr().out == ""


def test_a_broken_mnist_of_the_kit_is_never_replaced_by_drawn_digits(digits, unnamed_digits):
    path = unnamed_digits / "mnist" / "t10k-labels-idx1-ubyte.gz"
    (digits / "mnist").rename(unnamed_digits / "mnist")
    path.unlink()
    assert refusal(get_MNIST_data, error=DataError) == (
        f"Tiny needs the file {path}, which is missing; `cs231n-kit data mnist` repairs it"
    )


@pytest.mark.parametrize("inside", [False, True], ids=["elsewhere", "inside"])
def test_a_variable_that_names_no_mnist_is_refused_and_no_digits_stand_in(
    digits, tmp_path, monkeypatch, inside
):
    folder = digits / "mnist" if inside else tmp_path / "empty"
    folder.mkdir(exist_ok=True)
    monkeypatch.setenv("CS231N_KIT_DATA", str(folder))
    hint = f"name {digits}" if inside else "run `cs231n-kit data mnist` to fetch it"
    assert refusal(get_MNIST_data, error=DataError) == (
        f"CS231N_KIT_DATA must name a folder that holds mnist, and {folder} does not; {hint},"
        " or unset CS231N_KIT_DATA to use the kit's own data"
    )


def test_the_drawn_digits_themselves(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(roots, "data_folder", lambda: tmp_path)
    data = get_MNIST_data(dtype=np.float32)
    assert capsys.readouterr().out == NO_MNIST
    assert (data["name"], data["title"]) == ("digits", "the kit's own digits")
    assert [len(data[f"X_{part}"]) for part in ("train", "val", "test")] == [5500, 500, 1000]


def test_mnist_takes_hardly_more_memory_than_its_rows(digits):
    write_idx(digits / "mnist", arrays(n=6000, m=1000))
    for path in (digits / "mnist").glob("*.gz"):
        path.unlink()
    vouch_for_digits(digits.parent / "digits.json", digits / "mnist")
    sources_module._read.cache_clear()
    get_MNIST_data(num_training=1)
    tracemalloc.start()
    try:
        data = get_MNIST_data()
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    rows = sum(array.nbytes for array in list(data.values())[:6])
    assert peak < rows + 7000 * 784 + 500_000  # and the bytes that were read


def test_mnist_is_what_it_is_known_for(real_data, monkeypatch):
    monkeypatch.setenv("CS231N_KIT_DATA", str(real_data))
    data = get_MNIST_data(dtype=np.float32)
    assert (data["name"], data["title"]) == ("mnist", "MNIST")
    sizes = {part: data[f"X_{part}"].shape for part in ("train", "val", "test")}
    assert sizes == {"train": (55_000, 784), "val": (5_000, 784), "test": (10_000, 784)}
    assert data["y_train"][:5].tolist() == [5, 0, 4, 1, 9]
    assert data["y_test"][:5].tolist() == [7, 2, 1, 0, 4]
    labels = np.concatenate([data["y_train"], data["y_val"]])
    assert np.bincount(labels).tolist() == [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]
    assert np.bincount(data["y_test"]).tolist() == [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]
    total = sum(data[f"X_{part}"].sum(dtype=np.float64) for part in ("train", "val"))
    assert round(total / (60_000 * 784), 4) == 0.1307  # the mean that everybody subtracts
    both = np.concatenate([data["X_train"], data["X_val"]])
    assert round(float(both.std(dtype=np.float64)), 4) == 0.3081
    assert both.min() == 0 and both.max() == 1
    first = data["X_train"][0].reshape(28, 28)
    assert not first[:4].any() and not first[:, :4].any() and not first[:, 24:].any()
    assert round(float(first.sum() * 255)) == 27_525
