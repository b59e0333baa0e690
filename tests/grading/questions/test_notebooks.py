"""Which notebook of a submission is read, wherever it is packed, and what is said where none is."""

import json
import zipfile

import pytest

from cs231n_kit.grading.intake import Source, sources
from cs231n_kit.grading.questions import notebooks as reader
from cs231n_kit.grading.questions.asked import asked
from cs231n_kit.grading.questions.collected import CELLS, collected

from .made import FIRST, data, notebook, own, submit, tarred, zipped

TASK = b"x = 1\n"
MINE = data(notebook(underflow="Mine."))
OTHER = data(notebook(underflow="Another."))
BARE = json.dumps({"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()


@pytest.fixture(scope="module")
def kit():
    return asked("softmax")


def read(path, kit):
    found = collected(Source("s1", path), kit, "softmax")
    return found.answers[FIRST].text, found.note


def folder(path, files):
    for name, content in files.items():
        place = path / "s1" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    return path / "s1"


def as_zip(path, files):
    (path / "s1.zip").write_bytes(zipped(files))
    return path / "s1.zip"


def as_tar(path, files):
    (path / "s1.tar.gz").write_bytes(tarred(files))
    return path / "s1.tar.gz"


PACKED = pytest.mark.parametrize("pack", [folder, as_zip, as_tar])
FOUND = {
    "where the kit has it": ({"softmax.py": TASK, "notebooks/softmax.ipynb": MINE}, "Mine.", ""),
    "alone": ({"softmax.ipynb": MINE}, "Mine.", ""),
    "deep": ({"a/b/c/softmax.ipynb": MINE}, "Mine.", ""),
    "renamed": ({"Copy of homework (1).ipynb": MINE}, "Mine.", ""),
    "of the right name before others": (
        {"a.ipynb": OTHER, "softmax.ipynb": MINE},
        "Mine.",
        "`softmax.ipynb` was read, and not `a.ipynb`",
    ),
    "the one that has the questions": ({"softmax.ipynb": BARE, "hw.ipynb": MINE}, "Mine.", ""),
    "beside a broken one": (
        {"softmax.ipynb": b"{", "hw.ipynb": MINE},
        "Mine.",
        "`softmax.ipynb` must be a notebook, but it is not JSON (line 1: Expecting property name enclosed in"
        " double quotes)",
    ),
    "no copy that Jupyter keeps": (
        {"softmax.ipynb": MINE, ".ipynb_checkpoints/softmax.ipynb": OTHER, "__MACOSX/softmax.ipynb": b"x"},
        "Mine.",
        "",
    ),
    "none": (
        {"softmax.py": TASK},
        "[There is no notebook in it]",
        "There is no notebook in it",
    ),
    "without the questions": (
        {"softmax.ipynb": BARE},
        "[the question is not in the notebook]",
        "`softmax.ipynb` has none of the questions",
    ),
}


@PACKED
@pytest.mark.parametrize("case", FOUND)
def test_the_notebook_is_found(tmp_path, kit, pack, case):
    files, text, note = FOUND[case]
    assert read(pack(tmp_path, files), kit) == (text, note)


BROKEN = {
    "not JSON": (b"{", "it is not JSON (line 1: Expecting property name enclosed in double quotes)"),
    "nested without end": (b"[" * 100_000, "its JSON cannot be read"),
    "a list": (b"[]", "it is other JSON"),
    "no cells": (b'{"cells": 3}', "it is other JSON"),
    "cells that are none": (b'{"cells": [1]}', "its cell 1 is none of Jupyter's"),
    "an old form": (b'{"worksheets": []}', "it is a notebook of an old form"),
    "a number that is none": (b'{"cells": ' + b"9" * 5000 + b"}", "its JSON cannot be read"),
}


@PACKED
@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_one_is_a_note(tmp_path, kit, pack, case):
    content, why = BROKEN[case]
    text, note = read(pack(tmp_path, {"softmax.ipynb": content}), kit)
    assert note.startswith("`softmax.ipynb` must be a notebook") and note.endswith(why)
    assert text == f"[{note}]"


@PACKED
def test_one_that_is_no_text_or_too_large_is_a_note(tmp_path, kit, pack, monkeypatch):
    (tmp_path / "a").mkdir()
    assert read(pack(tmp_path / "a", {"softmax.ipynb": b"\xff\xfe"}), kit)[1] == (
        "`softmax.ipynb` must be UTF-8 text, but line 1 is not"
    )
    few = reader.replace(reader.NOTEBOOK, file=1000)
    monkeypatch.setattr(reader, "NOTEBOOK", few)
    monkeypatch.setattr("cs231n_kit.grading.questions.collected.NOTEBOOK", few)
    text, note = read(pack(tmp_path, {"softmax.ipynb": MINE}), kit)
    assert note == f"`softmax.ipynb` has {len(MINE):,} bytes, and at most 1,000 are read"
    assert text == f"[{note}]"


def test_a_million_cells_are_not_looked_at(tmp_path, kit):
    content = notebook()
    content["cells"] = [own("x")] * CELLS + content["cells"]
    assert read(folder(tmp_path, {"softmax.ipynb": data(content)}), kit) == (
        "[the question is not in the notebook]",
        "`softmax.ipynb` has none of the questions",
    )


TRAPS = {
    "zip slip": (zipped({"../softmax.ipynb": MINE}), "There is no notebook in it"),
    "a bomb": (
        zipped({"softmax.ipynb": bytes(2**27)}),
        "The .zip of 0.1 MB would unpack to 128.0 MB, which is not done; hand in the task files alone,",
    ),
    "broken": (
        b"PK\3\4 and no more",
        "The .zip is broken (File is not a zip file); make it anew and hand it",
    ),
    "empty": (b"", "The archive is an empty file; hand in a .zip, a .tar.gz or the .py files"),
}


@pytest.mark.parametrize("case", TRAPS)
def test_an_archive_is_refused_as_when_it_is_graded(tmp_path, kit, case):
    content, why = TRAPS[case]
    (tmp_path / "s1.zip").write_bytes(content)
    assert read(tmp_path / "s1.zip", kit)[1].startswith(why)


def test_an_encrypted_one_is_a_note(tmp_path, kit):
    content = bytearray(zipped({"softmax.ipynb": MINE}))
    for signature, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        content[content.index(signature) + offset] |= 1
    (tmp_path / "s1.zip").write_bytes(content)
    assert read(tmp_path / "s1.zip", kit)[1] == (
        "`softmax.ipynb` is encrypted, or compressed in a way that is not read"
    )


def test_links_are_not_followed(tmp_path, kit):
    outside = tmp_path / "secret.ipynb"
    outside.write_bytes(MINE)
    place = submit(tmp_path, "s1", None)
    (place / "softmax.ipynb").symlink_to(outside)
    assert read(place, kit)[0] == "[There is no notebook in it]"
    (tmp_path / "s2").symlink_to(place)
    assert read(tmp_path / "s2", kit)[1] == "It is a symbolic link, and links are not followed"
    assert read(tmp_path / "absent.zip", kit)[1].startswith("It cannot be read (No such file")


def test_a_notebook_and_an_archive_in_a_folder(tmp_path, kit):
    assert read(folder(tmp_path, {"hw.zip": zipped({"softmax.ipynb": MINE})}), kit) == ("Mine.", "")
    (tmp_path / "alone.ipynb").write_bytes(OTHER)
    assert read(tmp_path / "alone.ipynb", kit) == ("Another.", "")


CANVAS = {
    "adaada_1_11_softmax.py": TASK,
    "adaada_1_12_softmax.ipynb": MINE,
    "bobbob_2_21_hw.zip": zipped({"softmax.py": TASK, "notebooks/softmax.ipynb": OTHER}),
    "eveeve_3_31_hw.tar.gz": tarred({"softmax.py": TASK}),
}
MOODLE = {
    "Ada A_1_assignsubmission_file_/softmax.py": TASK,
    "Ada A_1_assignsubmission_file_/softmax.ipynb": MINE,
    "Bob B_2_assignsubmission_file_/hw.zip": zipped({"softmax.ipynb": OTHER}),
    "Eve E_3_assignsubmission_file_/softmax.py": TASK,
}


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("download", [CANVAS, MOODLE])
def test_the_download_of_a_class(tmp_path, kit, download, packed):
    place = tmp_path / "class"
    if packed:
        place = tmp_path / "class.zip"
        place.write_bytes(zipped(download))
    else:
        for name, content in download.items():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            (place / name).write_bytes(content)
    found = [collected(source, kit, "softmax") for source in sources([place])]
    said = [one.answers[FIRST].text for one in found]
    assert said == ["Mine.", "Another.", "[There is no notebook in it]"]


def test_nothing_is_written(tmp_path, kit):
    place = as_zip(tmp_path, {"softmax.ipynb": MINE})
    before = place.read_bytes()
    read(place, kit)
    assert place.read_bytes() == before and [one.name for one in tmp_path.iterdir()] == ["s1.zip"]
    assert zipfile.is_zipfile(place)
