"""The embedded sample: its bytes, its format, that it is always whole, and how hard it is."""

import hashlib
import json
import os
import pickle
import shutil
import subprocess
import sys
import warnings
from pathlib import Path

import numpy as np
import pytest

from cs231n_kit.datasets import folders
from cs231n_kit.datasets.sample import draw as sample
from cs231n_kit.datasets.sample import ensure_sample
from cs231n_kit.datasets.sources import source
from cs231n_kit.errors import DataError

CLASSES = ["sun", "moon", "mountain", "boat", "tree", "house", "flower", "fish", "stripes", "checks"]
TRAINING = [f"data_batch_{k}" for k in range(1, 6)]
FOLDER = "cifar-10-batches-py"
MEMBERS = source("sample").members
DIGITS = source("digits").members


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    """The root of a sample drawn for these tests, to be read only."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("CS231N_KIT_SOURCES", raising=False)
        patch.setattr(folders, "KIT_DATA", tmp_path_factory.mktemp("datasets"))
        return ensure_sample(progress=False)


@pytest.fixture
def kit_data(tmp_path, monkeypatch):
    """A data folder of the kit's own, empty."""
    monkeypatch.setattr(folders, "KIT_DATA", tmp_path / "datasets")
    folders.KIT_DATA.mkdir()
    return folders.KIT_DATA


@pytest.fixture
def there(kit_data, drawn):
    """The folder of batches of a whole sample in `kit_data`, to be damaged."""
    shutil.copytree(drawn, kit_data / ".cache" / "sample")
    assert ensure_sample(progress=False) == kit_data / ".cache" / "sample"
    return kit_data / ".cache" / "sample" / FOLDER


@pytest.fixture
def asked(monkeypatch):
    """The names of the files that are drawn, in order."""
    names = []
    draw = sample.draw_member
    monkeypatch.setattr(sample, "draw_member", lambda name: names.append(name) or draw(name))
    return names


def checksums(folder):
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def load(path, encoding):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return pickle.loads(path.read_bytes(), encoding=encoding)


# Its bytes and format


def test_drawn_anew_it_has_the_recorded_checksums(drawn):
    assert sorted(MEMBERS) == ["batches.meta", *TRAINING, "test_batch"]
    assert checksums(drawn / FOLDER) == MEMBERS
    assert checksums(drawn / "mnist") == DIGITS
    assert sorted(path.name for path in drawn.iterdir()) == [FOLDER, "mnist", "stamp.json"]


def test_files_are_drawn_independently_of_each_other(drawn):
    """A repaired file is the same as one drawn with the others."""
    assert sample.draw_member("data_batch_4") == (drawn / FOLDER / "data_batch_4").read_bytes()
    assert sample.draw_member("batches.meta") == (drawn / FOLDER / "batches.meta").read_bytes()
    for name in DIGITS:
        assert sample.draw_member(name) == (drawn / "mnist" / name).read_bytes()


@pytest.mark.parametrize(("encoding", "text"), [("bytes", str.encode), ("latin1", str)])
@pytest.mark.parametrize("name", [*TRAINING, "test_batch"])
def test_batch_is_in_the_format_of_cifar10(drawn, name, encoding, text):
    batch = load(drawn / FOLDER / name, encoding)
    assert list(batch) == [text(key) for key in ("batch_label", "labels", "data", "filenames")]
    number = TRAINING.index(name) + 1 if name in TRAINING else None
    label = f"training batch {number} of 5" if number else "testing batch 1 of 1"
    assert batch[text("batch_label")] == text(label)
    labels, data, filenames = (batch[text(key)] for key in ("labels", "data", "filenames"))
    assert {type(label) for label in labels} == {int} and len(labels) == 2000
    assert data.shape == (2000, 3072) and data.dtype == np.uint8 and data.flags.c_contiguous
    start = 2000 * (number - 1 if number else 5)
    assert filenames == [text(f"{CLASSES[k]}_s_{start + i:06d}.png") for i, k in enumerate(labels)]


def test_meta_is_in_the_format_of_cifar10(drawn):
    assert load(drawn / FOLDER / "batches.meta", "bytes") == {
        b"num_cases_per_batch": 2000,
        b"label_names": [name.encode() for name in CLASSES],
        b"num_vis": 3072,
    }


def test_same_keys_and_types_as_the_real_cifar10(drawn, real_data):
    def outline(value):
        if isinstance(value, dict):
            return {key: outline(entry) for key, entry in value.items()}
        if isinstance(value, np.ndarray):
            return value.dtype.name, value.ndim, value.shape[1:], value.flags.c_contiguous
        return (list, {type(entry) for entry in value}) if isinstance(value, list) else type(value)

    for name in ("batches.meta", "data_batch_1"):
        real = pickle.loads((real_data / FOLDER / name).read_bytes(), encoding="bytes")
        assert outline(load(drawn / FOLDER / name, "bytes")) == outline(real)


def test_rows_are_channels_first(drawn):
    """The red values come first: a sunny picture's sky is blue above, and its sun is not."""
    batch = load(drawn / FOLDER / "test_batch", "bytes")
    suns = batch[b"data"][np.array(batch[b"labels"]) == CLASSES.index("sun")].reshape(-1, 3, 32, 32)
    red, _, blue = suns.mean(axis=0)
    where_the_sun_is, corner = (slice(8, 14), slice(10, 22)), (slice(0, 4), slice(0, 4))
    assert (red - blue)[where_the_sun_is].mean() > (red - blue)[corner].mean() + 10


def test_labels_are_balanced_and_shuffled(drawn):
    labels = [load(drawn / FOLDER / name, "bytes")[b"labels"] for name in [*TRAINING, "test_batch"]]
    assert np.bincount(np.concatenate(labels[:5])).tolist() == [1000] * 10
    assert np.bincount(labels[5]).tolist() == [200] * 10
    for batch in labels:
        assert np.bincount(batch).min() > 150 and np.bincount(batch).max() < 250
        assert 100 < np.sum(np.diff(batch) == 0) < 300  # 1 in 10 is followed by its own kind


def test_no_image_comes_twice(drawn):
    data = [load(drawn / FOLDER / name, "bytes")[b"data"] for name in [*TRAINING, "test_batch"]]
    assert len({row.tobytes() for row in np.concatenate(data)}) == 12_000


def test_light_and_contrast_are_like_those_of_cifar10(drawn):
    """Learning rates and regularisation of the notebook fit both: CIFAR-10 has 126, 123, 114 ± 63, 62, 67."""
    data = load(drawn / FOLDER / "data_batch_1", "bytes")[b"data"].reshape(-1, 3, 1024)
    assert np.abs(data.mean(axis=(0, 2)) - 123).max() < 15
    assert np.abs(data.std(axis=(0, 2)) - 62).max() < 8


# Always whole


def test_it_is_kept_with_the_kits_data_or_else_in_the_users_cache(tmp_path, monkeypatch, kit_data):
    assert sample.sample_root() == kit_data / ".cache" / "sample"
    monkeypatch.setattr(folders, "KIT_DATA", tmp_path / "absent")
    assert sample.sample_root() == folders.user_cache() / "sample"


def test_a_second_call_neither_draws_nor_writes_nor_reads_the_batches(there, asked, monkeypatch):
    def no_reading(path):
        raise AssertionError(f"read {path}")

    before = {path: path.stat().st_mtime_ns for path in there.parent.rglob("*")}
    monkeypatch.setattr(Path, "read_bytes", no_reading)
    assert ensure_sample() == there.parent
    assert asked == []
    assert {path: path.stat().st_mtime_ns for path in there.parent.rglob("*")} == before


def truncate(path):
    os.truncate(path, 1000)


def change_one_byte(path):
    content = bytearray(path.read_bytes())
    content[-1000] ^= 1
    path.write_bytes(content)
    os.utime(path, (1, 1))  # a clock too coarse to tell is no excuse


def turn_into_nothing(path):
    path.write_bytes(b"")


@pytest.mark.parametrize("damage", [Path.unlink, truncate, change_one_byte, turn_into_nothing])
@pytest.mark.parametrize("file", [f"{FOLDER}/data_batch_3", "mnist/t10k-images-idx3-ubyte"])
def test_what_is_damaged_is_drawn_again_and_nothing_else(there, asked, damage, file):
    damage(there.parent / file)
    ensure_sample(progress=False)
    assert asked == [file.partition("/")[2]]
    assert checksums(there) == MEMBERS
    assert checksums(there.parent / "mnist") == DIGITS


@pytest.mark.parametrize("folder", [FOLDER, "mnist"])
def test_a_folder_that_is_gone_is_drawn_again(there, asked, folder):
    """As where an older release has drawn the pictures and no digits."""
    members = {FOLDER: MEMBERS, "mnist": DIGITS}[folder]
    shutil.rmtree(there.parent / folder)
    ensure_sample(progress=False)
    assert sorted(asked) == sorted(members)
    assert checksums(there.parent / folder) == members


def test_several_damages_at_once(there, asked):
    (there / "batches.meta").unlink()
    truncate(there / "test_batch")
    (there.parent / "mnist" / "train-labels-idx1-ubyte").unlink()
    ensure_sample(progress=False)
    assert asked == ["train-labels-idx1-ubyte", "test_batch", "batches.meta"]
    assert checksums(there) == MEMBERS


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[1, 2]"])
def test_a_lost_or_strange_stamp_means_to_verify_again_not_to_draw(there, asked, content):
    stamp = there.parent / "stamp.json"
    right = stamp.read_bytes()
    for spoil in (lambda: stamp.write_bytes(content), stamp.unlink):
        spoil()
        ensure_sample(progress=False)
        assert stamp.read_bytes() == right
    assert asked == []


def test_a_stamp_of_other_checksums_is_none(there, asked):
    """A release with other pictures draws them, although the files are as the old one left them."""
    stamp = there.parent / "stamp.json"
    entries = json.loads(stamp.read_text(encoding="utf-8"))
    (there / "data_batch_1").write_bytes(b"of an older release")
    stats = (there / "data_batch_1").stat()
    entries[f"{FOLDER}/data_batch_1"] = ["0" * 64, stats.st_size, stats.st_mtime_ns]
    stamp.write_text(json.dumps(entries, indent=1), encoding="utf-8")
    ensure_sample(progress=False)
    assert asked == ["data_batch_1"]


def test_interrupted_it_is_not_mistaken_for_a_whole_one_and_goes_on_later(kit_data, monkeypatch, asked):
    draw = sample.draw_member

    def interrupted(name):
        if name == "data_batch_3":
            raise KeyboardInterrupt
        return draw(name)

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(sample, "draw_member", interrupted)
        ensure_sample(progress=False)
    folder = sample.sample_root() / FOLDER
    assert sorted(path.name for path in folder.iterdir()) == ["data_batch_1", "data_batch_2"]
    assert checksums(folder.parent / "mnist") == DIGITS  # these come first
    asked.clear()
    ensure_sample(progress=False)
    assert asked == ["data_batch_3", "data_batch_4", "data_batch_5", "test_batch", "batches.meta"]
    assert checksums(folder) == MEMBERS


ENSURE = """
import sys
from pathlib import Path
from cs231n_kit.datasets import folders
from cs231n_kit.datasets.sample import draw as sample
folders.KIT_DATA = Path(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
print(sample.ensure_sample())
"""


@pytest.mark.parametrize("damaged", [False, True], ids=["absent", "damaged"])
def test_processes_may_draw_it_at_the_same_time(kit_data, drawn, damaged):
    folder = sample.sample_root() / FOLDER
    if damaged:
        shutil.copytree(drawn, folder.parent)
        for name in ("data_batch_1", "batches.meta"):
            truncate(folder / name)
    command = [sys.executable, "-c", ENSURE, str(kit_data)]
    streams = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    processes = [subprocess.Popen(command, text=True, **streams) for _ in range(2)]
    for process in processes:
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in processes:
        out, err = process.communicate(timeout=300)
        assert (process.returncode, out, err) == (0, f"{folder.parent}\n", "")  # and no bar off a terminal
    assert checksums(folder) == MEMBERS  # nothing temporary is left either
    assert sorted(path.name for path in folder.parent.iterdir()) == [FOLDER, "mnist", "stamp.json"]


def test_a_file_that_cannot_be_replaced_is_no_harm_if_another_process_made_it(there, drawn, monkeypatch):
    (there / "data_batch_2").unlink()

    def refused(path, content):
        shutil.copy(drawn / FOLDER / path.name, path)  # the other process was quicker and reads it now
        raise PermissionError(13, "Permission denied")

    write = sample.write_atomically
    monkeypatch.setattr(
        sample,
        "write_atomically",
        lambda path, content: (refused, write)[path.suffix == ".json"](path, content),
    )
    ensure_sample(progress=False)
    assert checksums(there) == MEMBERS


def test_where_nothing_can_be_written_it_says_so(kit_data):
    (kit_data / ".cache").write_text("a file where a folder should be", encoding="utf-8")
    root = kit_data / ".cache" / "sample"
    with pytest.raises(DataError) as caught:
        ensure_sample(progress=False)
    assert str(caught.value).startswith(f"the sample must be drawn into {root}, which cannot be written (")
    assert str(caught.value).endswith(
        "); make room or give write access there, or name a folder with the real data by CS231N_KIT_DATA"
    )


def test_other_bytes_than_the_recorded_ones_are_never_kept(kit_data, monkeypatch):
    monkeypatch.setattr(sample, "draw_member", lambda name: b"drawn otherwise")
    with pytest.raises(DataError) as caught:
        ensure_sample(progress=False)
    assert str(caught.value) == (
        f"train-images-idx3-ubyte of the sample must have the sha256 {DIGITS['train-images-idx3-ubyte']} and"
        f" was drawn differently with NumPy {np.__version__}; please report this"
    )
    assert not sample.sample_root().exists()


# How hard it is


@pytest.fixture(scope="module")
def accuracies(drawn):
    """What ``hardness.py`` prints, run with one thread so that tests beside it do not slow it down."""
    script = Path(__file__).with_name("hardness.py")
    threads = dict.fromkeys(("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS"), "1")
    command = [sys.executable, script, drawn / FOLDER]
    done = subprocess.run(command, env=os.environ | threads, capture_output=True, text=True, timeout=600)
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


def test_a_linear_classifier_on_pixels_gets_about_half(accuracies):
    assert 0.45 <= accuracies["linear"] <= 0.60


def test_a_better_model_gets_much_more(accuracies):
    assert accuracies["edges"] >= accuracies["linear"] + 0.15


@pytest.mark.parametrize("setting", ["steps too short", "penalty too strong"])
def test_learning_rate_and_regularisation_matter(accuracies, setting):
    assert accuracies[setting] < accuracies["linear"] - 0.05
