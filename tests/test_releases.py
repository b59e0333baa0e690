import json
import os

import pytest

from cs231n_kit import __version__
from cs231n_kit.errors import KitError
from cs231n_kit.releases import (
    NAME,
    STUB_FOLDER,
    UNFINISHED,
    Release,
    digest_of,
    hashed,
    is_inside,
    of_kit,
    order_of,
    parsed,
    told_of_submission,
    told_where,
    top_of,
)
from cs231n_kit.tasks import PACKAGE, STUBS

FILE = "classifiers/softmax.py"


def put(root, version, text="one"):
    """A kit's folder with a release in it."""
    files = {"README.md": hashed(text.encode())}
    about = Release(version, digest_of(files), ("softmax",), files, {"a.ipynb": {"b": "c"}})
    (root / NAME).parent.mkdir(parents=True, exist_ok=True)
    (root / NAME).write_text(about.as_json(), "utf-8")
    return about


def test_a_release_is_read_as_it_was_written(tmp_path):
    about = put(tmp_path, "0.1.0")
    assert of_kit(tmp_path / PACKAGE.name) == about
    assert about.title == f"0.1.0 ({about.digest[:8]})"


def test_a_checkout_is_no_release():
    assert of_kit() is None


def changed(**parts):
    return lambda data: data | parts


@pytest.mark.parametrize(
    "change",
    [
        changed(schema=2),
        changed(kit_version=1),
        changed(digest="0" * 64),
        changed(files={"../a": "0"}),
        changed(files=[]),
        changed(cells={"a": {"b": 1}}),
        changed(cells=1),
        changed(assignments=None),
        changed(more=1),
        lambda data: [],
        lambda data: {"schema": 1},
    ],
)
def test_a_damaged_version_file_is_told(tmp_path, change):
    put(tmp_path, "0.1.0")
    content = json.dumps(change(json.loads((tmp_path / NAME).read_bytes())))
    with pytest.raises(
        KitError, match=r"^here must be what `cs231n-kit release --out` wrote, but it is not \("
    ):
        parsed(content.encode(), "here")


@pytest.mark.parametrize("path", ["a", "a/b.py", ".gitignore", "a b/ü.txt"])
def test_paths_inside(path):
    assert is_inside(path)


@pytest.mark.parametrize(
    "path", ["", "/a", "../a", "a/../b", "a//b", "./a", "a/", "c:a", "a\\b", "a\nb", "a\0", "*"]
)
def test_paths_that_may_lead_out(path):
    assert not is_inside(path)


def test_versions_are_ordered_as_numbers():
    versions = ["", "0.1", "0.2.0rc1", "0.2", "0.2.0.post1", "0.10.0", "1.0"]
    assert sorted(versions, key=order_of) == versions
    assert order_of("0.2") == order_of("0.2.0")


def test_a_release_is_found_in_a_listing():
    assert top_of(["kit/README.md", f"kit/{NAME}", f"kit/old/{NAME}"]) == "kit/"
    assert top_of([NAME]) == ""
    assert top_of(["README.md", f"a{NAME}"]) is None


def test_one_is_told_that_another_release_runs_than_the_one_worked_in(tmp_path):
    new, old = tmp_path / "new", tmp_path / "old"
    about, before = put(new, "0.2.0", "two"), put(old, "0.1.0")
    (new / "notebooks").mkdir()
    assert told_where(new / "notebooks", old / PACKAGE.name) == (
        f"you work in {new}, release {about.title}, but what runs is an older release,"
        f" {before.title} in {old}; run `python -m pip install -e .` in {new}, then restart the kernel"
    )
    assert f"but what runs is {about.title} in {new};" in told_where(old, new / PACKAGE.name)


def test_nothing_is_told_where_all_is_well(tmp_path):
    root, copy = tmp_path / "kit", tmp_path / "copy"
    put(root, "0.1.0"), put(copy, "0.1.0")
    os.symlink(root, tmp_path / "link")
    for folder in (root, tmp_path, copy, tmp_path / "link"):  # the same release may run from another folder
        assert told_where(folder, root / PACKAGE.name) is None
    assert told_where(tmp_path) is None


def test_an_interrupted_update_is_told(tmp_path):
    put(tmp_path, "0.1.0")
    (tmp_path / UNFINISHED).mkdir()
    assert told_where(tmp_path, tmp_path / PACKAGE.name) == (
        f"an update of {tmp_path} was interrupted; run `cs231n-kit update` to finish it"
    )


def manifest(version=__version__, content=None):
    content = content or (STUBS / FILE).read_bytes()
    return {"kit_version": version, "files": {STUB_FOLDER + FILE: hashed(content)}}


@pytest.mark.parametrize(
    "release, said",
    [
        (manifest(), None),
        (manifest("0.0.9"), ("an older release of the kit, 0.0.9,", "; the stubs are the same.")),
        (manifest("99.0"), ("another release of the kit, 99.0,", "; the stubs are the same.")),
        (
            manifest(content=b"other"),
            (f"another release of the kit, {__version__},", f"; its stubs of {FILE} are other ones."),
        ),
        (manifest("<b>=1+1</b>"), ("release of the kit, unknown,", "the stubs are the same.")),
        (manifest(7), ("7,", "the same.")),
        ({"kit_version": __version__, "files": {}}, ("another release", "are other ones.")),
        (None, None),
        ([], None),
        ({"files": []}, None),
        ("x", None),
    ],
)
def test_a_grader_is_told_of_another_release(release, said):
    found = told_of_submission(release, [FILE, "no/such.py"])
    if said is None:
        assert found is None
    else:
        first, last = said
        assert found.startswith("It was written with ") and first in found and found.endswith(last)
        assert f", and is graded with {__version__}; " in found
