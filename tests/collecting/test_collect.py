"""`cs231n-kit collect` as a student types it."""

import hashlib
import json
import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest

from cs231n_kit import __version__
from cs231n_kit.checks.assignments import NAMES, assignment
from cs231n_kit.collecting.archive import packed, write_archive
from cs231n_kit.collecting.taken import TASK_FILE
from cs231n_kit.errors import KitError
from cs231n_kit.grading.intake.entries import LIMITS
from cs231n_kit.releases import Release, digest_of

from .work import CLASSIFIER, NOTEBOOK, SOFTMAX, edit_notebook, finish, manifest, unpacked, write_tasks

NOBODY = 65534
QUESTIONS = ["underflow", "softmax-or-svm", "first-loss", "grid", "templates", "mistakes"]

CELLS = {f"question-{name}{end}": "0" * 64 for name in QUESTIONS for end in ("", "-answer")}
RELEASE = Release("0.2", digest_of({}), ("softmax",), {}, {NOTEBOOK: CELLS})


@pytest.fixture
def here(tmp_path):
    """Where the student types; outside the kit."""
    folder = tmp_path / "here"
    folder.mkdir()
    return folder


def test_work_that_is_done_is_packed_and_nothing_is_open(cli, kit_tree, here):
    finish(kit_tree)
    done = cli("collect", tree=kit_tree, cwd=here)
    archive = here / "softmax-submission.zip"
    size = max(1, round(archive.stat().st_size / 1000))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        f"softmax-submission.zip is written, {size:,} kB: your work on softmax\n"
        "\n"
        "  tasks      4 of 4 written; whether they are right says `cs231n-kit check softmax`\n"
        "  questions  6 of 6 answered\n"
        "  notebook   its cells were run in order\n"
        "\n"
        "In it: manifest.json, softmax.py, linear_classifier.py, softmax.ipynb, softmax.html\n"
        f"Upload this one file, as it is: {archive}\n"
    )
    assert [path.name for path in here.iterdir()] == [archive.name]
    files = unpacked(archive)
    page = "notebooks/softmax.html"
    assert list(files) == ["manifest.json", SOFTMAX, CLASSIFIER, NOTEBOOK, page]
    for name in (SOFTMAX, CLASSIFIER, NOTEBOOK):
        assert files[name] == (kit_tree / name).read_bytes()
    assert manifest(archive) == {
        "schema": 1,
        "kit_version": __version__,
        "assignment": "softmax",
        "files": {name: hashlib.sha256(files[name]).hexdigest() for name in list(files)[1:]},
        "undone": [],
        "unanswered": [],
        "stale": {},
        "release": None,
    }


def test_a_kit_as_handed_out_is_packed_and_all_that_is_open_is_told(cli, kit_tree, here):
    done = cli("collect", tree=kit_tree, cwd=here)
    assert (done.returncode, done.stderr) == (1, "")
    stale = "no cell stopped although softmax_loss_naive is not done, so its outputs are not of these files"
    archive = here / "softmax-submission.zip"
    assert done.stdout.partition("\n")[2] == (
        "\n"
        "  tasks      0 of 4 written\n"
        "             not done yet: softmax_loss_naive, softmax_loss_vectorized, LinearClassifier.train,"
        " LinearClassifier.predict\n"
        "  questions  0 of 6 answered\n"
        "             open: Inline question 1, 2, 3, 4, 5, 6\n"
        f"  notebook   {stale}\n"
        "             In JupyterLab: Kernel > Restart Kernel and Run All Cells, then save it.\n"
        "\n"
        "In it: manifest.json, softmax.py, linear_classifier.py, softmax.ipynb, softmax.html\n"
        "It can be handed in like this. If you go on, collect again: the file is replaced.\n"
        f"Upload this one file, as it is: {archive}\n"
    )
    told = manifest(archive)
    assert told["undone"] == list(assignment("softmax").tasks)
    assert told["unanswered"] == QUESTIONS
    assert told["stale"] == {NOTEBOOK: [stale]}


@pytest.mark.parametrize("name", NAMES)
def test_every_assignment_can_be_collected_done_and_not_done(cli, kit_tree, here, name):
    stubs = cli("collect", "--assignment", name, "--out", "stubs.zip", tree=kit_tree, cwd=here)
    assert (stubs.returncode, stubs.stderr) == (1, "")
    assert manifest(here / "stubs.zip")["undone"] == list(assignment(name).tasks)
    finish(kit_tree, name)
    done = cli("collect", "--assignment", name, tree=kit_tree, cwd=here)
    assert (done.returncode, done.stderr) == (0, "")
    told = manifest(here / f"{name}-submission.zip")
    assert (told["undone"], told["unanswered"], told["stale"]) == ([], [], {})
    paths = [f"cs231n_kit/{file}" for file in assignment(name).files]
    assert list(told["files"]) == [*paths, f"notebooks/{name}.ipynb", f"notebooks/{name}.html"]


def test_the_same_files_give_the_same_bytes_wherever_and_without_what_is_for_staff(cli, kit_tree, here):
    finish(kit_tree)
    (kit_tree / "cs231n_kit/RELEASE.json").write_text(RELEASE.as_json(), "utf-8")
    assert cli("collect", "--out", here / "one.zip", tree=kit_tree).returncode == 0
    for folder in ("solutions", "mistakes", "grading", "authoring"):
        shutil.rmtree(kit_tree / "cs231n_kit" / folder)
    other = here.parent / "another kit, moved"
    kit_tree.rename(other)
    assert cli("collect", "--out", "two.zip", tree=other, cwd=here, LC_ALL="C").returncode == 0
    assert (here / "one.zip").read_bytes() == (here / "two.zip").read_bytes()
    assert manifest(here / "one.zip")["release"] == {"kit_version": "0.2", "digest": RELEASE.digest}


def test_a_question_whose_cell_is_gone_is_open(cli, kit_tree, here):
    finish(kit_tree)
    (kit_tree / "cs231n_kit/RELEASE.json").write_text(RELEASE.as_json(), "utf-8")
    edit_notebook(kit_tree, without_grid)
    done = cli("collect", tree=kit_tree, cwd=here)
    assert (done.returncode, done.stderr) == (1, "")
    assert "  questions  5 of 6 answered\n             open: grid (its cell is gone)\n" in done.stdout
    assert manifest(here / "softmax-submission.zip")["unanswered"] == ["grid"]


def without_grid(content):
    content["cells"] = [cell for cell in content["cells"] if not cell["id"].startswith("question-grid")]


@pytest.mark.parametrize("content", ["{", "[1]", '{"release": '])
def test_a_damaged_version_file_keeps_nobody_from_handing_in(cli, kit_tree, here, content):
    finish(kit_tree)
    (kit_tree / "cs231n_kit/RELEASE.json").write_text(content, "utf-8")
    assert cli("collect", tree=kit_tree, cwd=here).returncode == 0
    assert manifest(here / "softmax-submission.zip")["release"] is None


def test_an_older_archive_is_replaced_also_through_a_link(cli, kit_tree, here):
    finish(kit_tree)
    (here / "real.zip").write_bytes(b"old")
    (here / "link.zip").symlink_to("real.zip")
    assert cli("collect", "--out", "link.zip", tree=kit_tree, cwd=here).returncode == 0
    assert (here / "link.zip").is_symlink()
    assert manifest(here / "real.zip")["assignment"] == "softmax"


def test_a_task_file_that_is_a_link_is_packed_as_what_it_leads_to(cli, kit_tree, here):
    finish(kit_tree)
    path = kit_tree / SOFTMAX
    path.rename(here / "mine.py")
    path.symlink_to(here / "mine.py")
    assert cli("collect", tree=kit_tree, cwd=here).returncode == 0
    assert unpacked(here / "softmax-submission.zip")[SOFTMAX] == (here / "mine.py").read_bytes()


def test_a_file_that_is_no_python_is_handed_in_and_named(cli, kit_tree, here):
    finish(kit_tree)
    (kit_tree / SOFTMAX).write_bytes("# größe\n".encode("latin-1"))
    done = cli("collect", tree=kit_tree, cwd=here)
    assert (done.returncode, done.stderr) == (1, "")
    reason = "it is neither UTF-8 text nor in an encoding that it declares"
    said = f"Python cannot read {SOFTMAX} ({reason}), so none of its tasks is done"
    assert f"             {said}\n" in done.stdout
    told = manifest(here / "softmax-submission.zip")
    assert told["undone"] == ["softmax_loss_naive", "softmax_loss_vectorized"]


def gone(path):
    path.unlink()


def folder(path):
    path.unlink()
    path.mkdir()


def dangling(path):
    path.unlink()
    path.symlink_to("nowhere")


def holding(content):
    return lambda path: path.write_bytes(content)


STUB_BACK = "`cs231n-kit reset classifiers/softmax.py` puts the stub back"
TAKE = "put it back under that name, or take it from the kit again"
MEND = "open it in Jupyter and save it, or take it from the kit again"
REFUSED = {
    "no task file": (SOFTMAX, gone, f"{SOFTMAX} must be handed in, but {{}} is not there; {STUB_BACK}"),
    "a link to nothing": (
        SOFTMAX,
        dangling,
        f"{SOFTMAX} must be handed in, but {{}} is a link that leads nowhere; {STUB_BACK}",
    ),
    "a folder": (
        SOFTMAX,
        folder,
        f"{SOFTMAX} must be a file, but {{}} is a folder; move that away, and {STUB_BACK}",
    ),
    "a huge task file": (
        SOFTMAX,
        holding(b"#" * (2**20 + 5)),
        f"{SOFTMAX} may have 1,048,576 bytes, but it has 1,048,581; move what is no code out of it",
    ),
    "no notebook": (NOTEBOOK, gone, f"{NOTEBOOK} must be handed in, but {{}} is not there; {TAKE}"),
    "a huge notebook": (
        NOTEBOOK,
        holding(b" " * (2**24 + 1)),
        f"{NOTEBOOK} may have 16,777,216 bytes, but it has 16,777,217; clear the outputs of the cells that"
        " print or draw most, and save it",
    ),
    "a notebook in Latin-1": (
        NOTEBOOK,
        holding('{\n"cells": "größe"}'.encode("latin-1")),
        f"{NOTEBOOK} must be UTF-8 text, but line 2 is not; {MEND}",
    ),
    "a notebook with a merge conflict": (
        NOTEBOOK,
        holding(b'{"cells": [\n<<<<<<< HEAD\n]}'),
        f"{NOTEBOOK} must be a notebook, but it is not JSON (line 2: Expecting value); {MEND}",
    ),
    "an empty notebook": (
        NOTEBOOK,
        holding(b""),
        f"{NOTEBOOK} must be a notebook, but it is not JSON (line 1: Expecting value); {MEND}",
    ),
    "JSON without an end": (
        NOTEBOOK,
        holding(b"[" * 200_000),
        f"{NOTEBOOK} must be a notebook, but its JSON cannot be read; {MEND}",
    ),
    "a number without an end": (
        NOTEBOOK,
        holding(b'{"cells": ' + b"9" * 5000 + b"}"),
        f"{NOTEBOOK} must be a notebook, but its JSON cannot be read; {MEND}",
    ),
    "other JSON": (
        NOTEBOOK,
        holding(b'{"cells": 3}'),
        f"{NOTEBOOK} must be a notebook with cells, but it is other JSON; {MEND}",
    ),
    "an old form": (
        NOTEBOOK,
        holding(b'{"worksheets": [{"cells": []}], "nbformat": 3}'),
        f"{NOTEBOOK} must be a notebook with cells, but it is a notebook of an old form; {MEND}",
    ),
    "other cells": (
        NOTEBOOK,
        holding(b'{"cells": [{"cell_type": "raw"}, 3]}'),
        f"{NOTEBOOK} must be a notebook, but its cell 2 is none of Jupyter's; {MEND}",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_handed_in_is_refused_in_a_sentence(cli, kit_tree, here, case):
    name, spoil, message = REFUSED[case]
    spoil(kit_tree / name)
    refused(cli("collect", tree=kit_tree, cwd=here), message.format(kit_tree / name))
    assert list(here.iterdir()) == []


def refused(done, message):
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"cs231n-kit collect: {message}\n"


LONG = "x" * 246 + ".zip"
ELSEWHERE = {
    "no zip": ("hand-in", "--out must name a .zip file, got 'hand-in'; add .zip to it"),
    "a task file": ("softmax.py", "--out must name a .zip file, got 'softmax.py'; add .zip to it"),
    "a folder": ("old.zip", "--out must name a file, but {}/old.zip is a folder; name a .zip in it"),
    "nowhere": ("no/a.zip", "--out must lie in a folder that is there, but {}/no is none; make it first"),
    "in a file": (
        "file/a.zip",
        "--out must lie in a folder that is there, but {}/file is none; make it first",
    ),
    "a name that is too long": (
        LONG,
        f"the archive must be written to {{}}/{LONG}, but that cannot be done (File name too long); name"
        " another place by --out",
    ),
}


@pytest.mark.parametrize("case", ELSEWHERE)
@pytest.mark.skipif(os.name == "nt", reason="the sentences hold paths of Unix")
def test_a_place_that_cannot_be_written_is_refused(cli, kit_tree, here, case):
    out, message = ELSEWHERE[case]
    (here / "old.zip").mkdir()
    (here / "file").write_bytes(b"mine")
    refused(cli("collect", "--out", out, tree=kit_tree, cwd=here), message.format(here))
    assert sorted(path.name for path in here.iterdir()) == ["file", "old.zip"]
    assert (here / "file").read_bytes() == b"mine" and list((here / "old.zip").iterdir()) == []


def test_an_assignment_that_is_none_is_refused(cli, here):
    done = cli("collect", "--assignment", "sofmax", cwd=here)
    assert (done.returncode, done.stdout) == (2, "")
    names = ", ".join(NAMES)
    assert done.stderr == (
        f"cs231n-kit collect: assignment must be one of {names}, got 'sofmax'; correct it\n"
    )


@pytest.mark.skipif(os.name == "nt", reason="permissions of Unix")
def test_a_folder_that_may_not_be_written_keeps_what_was_there():
    with tempfile.TemporaryDirectory(prefix="cs231n-kit-test-") as name:  # pytest's are their owner's alone
        folder = Path(name)
        archive = folder / "softmax-submission.zip"
        archive.write_bytes(b"yesterday's")
        folder.chmod(0o555)
        packed({"manifest.json": b"{}"})  # what that imports may be root's alone
        with an_ordinary_user(), pytest.raises(KitError) as caught:
            write_archive(archive, {"manifest.json": b"{}"})
        assert str(caught.value) == (
            f"the archive must be written to {archive}, but that cannot be done (Permission denied);"
            " name another place by --out"
        )
        assert [path.name for path in folder.iterdir()] == [archive.name]
        assert archive.read_bytes() == b"yesterday's"
        folder.chmod(0o755)


@contextmanager
def an_ordinary_user():
    """Root may write everywhere; it is somebody else for a moment."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(user)


def test_nothing_of_the_students_is_run_or_changed(cli, kit_tree, here):
    write_tasks(kit_tree)
    path = kit_tree / SOFTMAX
    path.write_text(f'open({str(here / "ran")!r}, "w")\n' + path.read_text("utf-8"), "utf-8")
    before = {path: path.read_bytes() for path in files_of(kit_tree)}
    assert cli("collect", tree=kit_tree, cwd=here, PYTHONDONTWRITEBYTECODE="1").returncode == 1
    assert [path.name for path in here.iterdir()] == ["softmax-submission.zip"]
    assert {path: path.read_bytes() for path in files_of(kit_tree)} == before


def files_of(tree):
    return [Path(folder) / name for folder, _, names in os.walk(tree) for name in names]


def test_names_from_a_notebook_do_nothing_at_a_terminal(cli, kit_tree, here):
    cells = [
        {"cell_type": "markdown", "id": "question-\x1b[31m", "metadata": {}, "source": "?"},
        {"cell_type": "code", "source": "\x1b]0;title\x07\u202e = 1", "outputs": [], "execution_count": None},
        {"cell_type": "code", "source": "x", "outputs": [{"output_type": "error", "ename": "\x9b2J\udfff"}]},
    ]
    (kit_tree / NOTEBOOK).write_text(json.dumps({"cells": cells}), "utf-8")
    done = cli("collect", tree=kit_tree, cwd=here, PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.isascii() and done.stdout.replace("\n", "").isprintable()
    assert "open: Question [31m" in done.stdout and "`]0;title = 1`" in done.stdout


def test_a_grader_reads_task_files_as_large_as_are_taken():
    assert LIMITS.file == TASK_FILE
