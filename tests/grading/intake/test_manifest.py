"""What the manifest of ``cs231n-kit collect`` adds to a row: notes, and never anything else."""

import hashlib
import json

import pytest

from cs231n_kit import __version__
from cs231n_kit.grading.intake import Source, read

S = "classifiers/softmax.py"
PATH = f"cs231n_kit/{S}"
SOFTMAX = b"def softmax_loss_naive(W, X, y, reg):\n    return 0.0, W\n"
HASH = hashlib.sha256(SOFTMAX).hexdigest()
GOOD = {"schema": 1, "kit_version": __version__, "assignment": "softmax", "files": {PATH: HASH}}

# a manifest: the notes that it gives
MANIFESTS = {
    "right": (GOOD, ()),
    "of another version": (
        GOOD | {"kit_version": "0.0.1\x1b[2J"},
        (f"It was collected with version 0.0.1_[2J of the kit, and is graded with {__version__}.",),
    ),
    "changed": (
        GOOD | {"files": {PATH: HASH[::-1]}},
        (f"{S}: `{PATH}` was changed after it was collected (its SHA-256 is another).",),
    ),
    "without the file": (GOOD | {"files": {}}, (f"{S}: `{PATH}` is not in `manifest.json`.",)),
    "a hash that is none": (
        GOOD | {"files": {PATH: [HASH]}},
        (f"{S}: `{PATH}` was changed after it was collected (its SHA-256 is another).",),
    ),
    "a version that is none": (GOOD | {"kit_version": [1]}, ()),
    "no files": ({"schema": 1}, ("`manifest.json` was left out: it does not list files.",)),
    "a list": ([], ("`manifest.json` was left out: it does not list files.",)),
    "of a later kit": (GOOD | {"schema": 2}, ("`manifest.json` was left out: its schema is not 1.",)),
}
BROKEN = {
    "no JSON": b"{",
    "no text": b"\xff\xfe\x00\xd8",
    "deep": b"[" * 10**5,
    "a number without end": b"9" * 10**5,
}


def noted(hand_in, kind, manifest, top=""):
    files = {f"{top}{PATH}": SOFTMAX, f"{top}manifest.json": manifest}
    found = handed(hand_in, kind, files)
    assert found.files == {S: SOFTMAX.decode()} and found.unreadable == ""
    return found


def handed(hand_in, kind, files):
    return read(hand_in(kind, files), (S,))


@pytest.mark.parametrize("kind", ["folder", "zip", "tar.gz"])
@pytest.mark.parametrize("name", MANIFESTS)
def test_what_is_noted(name, kind, hand_in):
    manifest, notes = MANIFESTS[name]
    assert noted(hand_in, kind, json.dumps(manifest).encode()).notes == notes


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_one(name, hand_in):
    said = "`manifest.json` was left out: it is no JSON that can be read."
    assert noted(hand_in, "zip", BROKEN[name]).notes == (said,)


def test_a_large_one(hand_in):
    (said,) = noted(hand_in, "zip", b" " * 200_000).notes
    assert said == "`manifest.json` was left out: it must have at most 131,072 bytes, and has 200,000."


def test_one_in_the_folder_that_an_archive_was_made_of(hand_in):
    assert noted(hand_in, "zip", json.dumps(GOOD).encode(), "alice/").notes == ()


def test_one_that_lies_deeper_is_no_manifest(hand_in):
    files = {PATH: SOFTMAX, "notebooks/data/manifest.json": b"{"}
    assert handed(hand_in, "folder", files).notes == ()


def test_what_is_graded_does_not_depend_on_it(hand_in, tmp_path):
    digests = {noted(hand_in, "zip", data).digest for data in (b"{", json.dumps(GOOD).encode())}
    (tmp_path / "softmax.py").write_bytes(SOFTMAX)
    assert digests == {read(Source("x", tmp_path / "softmax.py"), (S,)).digest}


def test_a_manifest_alone_is_no_submission(hand_in):
    found = handed(hand_in, "zip", {"manifest.json": json.dumps(GOOD).encode()})
    assert found.unreadable == "There is no softmax.py in it, and no other Python file."


def test_a_text_that_is_too_large_is_not_read(hand_in):
    files = {"softmax.py": b"0\n" * 2**17, "linear_classifier.py": b"class LinearClassifier: 0\n"}
    found = read(hand_in("zip", files), (S, "classifiers/linear_classifier.py"))
    assert list(found.files) == ["classifiers/linear_classifier.py"]
    assert found.notes[0] == f"{S}: `softmax.py` has 262,144 characters, and at most 131,072 are read."
    assert read(hand_in("zip", {"softmax.py": files["softmax.py"]}), (S,)).unreadable.endswith(found.notes[0])
    exact = read(hand_in("zip", {"softmax.py": "é".encode() * 2**17}), (S,))
    assert len(exact.files[S]) == 2**17
