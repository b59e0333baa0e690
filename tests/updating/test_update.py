"""The command on the folder of a student, as a program."""

import re
import shutil

import pytest

from cs231n_kit.releases import NAME, UNFINISHED
from cs231n_kit.tasks import PACKAGE

from .conftest import FILE, NOTEBOOK, STUB

PARTS = ("commands", "datasets", "updating", "stubs")


def real(names):
    return {f"cs231n_kit/{name}": (PACKAGE / name).read_text("utf-8") for name in names}


@pytest.fixture(scope="module")
def files(stub, page):
    """What a first release hands out: what the command itself needs, a task and a notebook."""
    commands = ["commands/__init__.py", "commands/parser.py", "commands/update.py", "commands/reset.py"]
    flat = ["__init__.py", "__main__.py", "cli.py", "errors.py", "files.py", "releases.py", "tasks.py"]
    updating = [f"updating/{path.name}" for path in (PACKAGE / "updating").glob("*.py")]
    data = ["datasets/__init__.py", "datasets/folders.py"]
    text = stub(naive="Old.", fast="Old.")
    return {
        **real([*commands, *flat, *updating, *data]),
        **{FILE: text, STUB: text, "README.md": "one\n", "old.txt": "old\n", "get.sh": "sh\n"},
        NOTEBOOK: page(title="# One", **{"question-a-answer": "*Your answer:*"}),
    }


@pytest.fixture(scope="module")
def second(files, stub, page, release, put, tmp_path_factory):
    """The archive of a second release."""
    text = stub(naive="Old.", fast="New.", third="New.")
    changed = {
        **{FILE: text, STUB: text, "README.md": "two\n", "new/deep.txt": "new\n"},
        NOTEBOOK: page(title="# Two", **{"question-a-answer": "*Your answer:*"}),
    }
    content = {name: text for name, text in (files | changed).items() if name != "old.txt"}
    return put(tmp_path_factory.mktemp("second") / "cs231n-kit.zip", release("0.2.0", content))


@pytest.fixture
def student(files, release, put, tmp_path):
    """A folder with the first release, and work in it."""
    root = put(tmp_path / "kit", release("0.1.0", files))
    work = files[FILE].replace('raise NotDone("naive", "notebooks/softmax.ipynb")', "return x + 1")
    assert work != files[FILE]
    (root / FILE).write_text(work, "utf-8")
    notebook = (root / NOTEBOOK).read_text("utf-8")
    (root / NOTEBOOK).write_text(notebook.replace("*Your answer:*", "Because."), "utf-8")
    (root / "diary.txt").write_text("mine", "utf-8")
    return root


def everything(root):
    paths = (path for path in sorted(root.rglob("*")) if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}


def test_a_new_release_comes_and_the_work_stays(cli, student, second):
    before = everything(student)
    done = cli("update", second, tree=student)
    assert (done.returncode, done.stderr) == (0, "")
    after = everything(student)
    text = after[FILE].decode()
    assert "return x + 1" in text and '"""New."""\n    raise NotDone("fast"' in text and "third" in text
    assert b"Because." in after[NOTEBOOK] and b"# Two" in after[NOTEBOOK]
    assert (after["README.md"], after["new/deep.txt"], after["diary.txt"]) == (b"two\n", b"new\n", b"mine")
    assert "old.txt" not in after and UNFINISHED not in {name.split("/")[0] for name in after}
    backups = [name for name in after if name.endswith(".bak")]
    assert [re.sub(r"\.[\d-]+\.bak", "", name) for name in backups] == [FILE, NOTEBOOK]
    assert [after[name] for name in backups] == [before[FILE], before[NOTEBOOK]]
    lines = done.stdout.splitlines()
    assert re.fullmatch(
        rf"update {re.escape(str(student))} from release 0\.1\.0 \(\w+\) to 0\.2\.0 \(\w+\)", lines[0]
    )
    assert [re.sub(r"\d{8}-\d{6}", "…", line) for line in lines[1:-1]] == [
        f"  {FILE} (as it was: softmax.py.….bak)",
        "    naive: as you have written",
        "    fast: the new stub",
        "    third: new",
        f"  {NOTEBOOK} (as it was: softmax.ipynb.….bak)",
        "    question-a-answer: as you have them",
        "  4 files as handed out, without work of yours: the new ones",
        "  1 file that you had not touched: removed, no part of this release",
    ]
    again = cli("update", second, tree=student)
    assert re.fullmatch(
        r"this is release 0\.2\.0 \(\w+\) already; there is nothing to change\n", again.stdout
    )
    assert everything(student) == after


def test_a_dry_run_tells_the_same_and_changes_nothing(cli, student, second):
    before = everything(student)
    dry = cli("update", second, "--dry-run", tree=student)
    assert (dry.returncode, dry.stderr) == (0, "")
    assert everything(student) == before
    real = cli("update", second, tree=student)
    told = [re.sub(r" \(as it was: .*\)", "", line) for line in real.stdout.splitlines()]
    assert dry.stdout.splitlines()[0] == f"would {told[0]}"
    assert dry.stdout.splitlines()[1:] == told[1:-1]


def test_a_folder_is_a_release_too_and_a_given_file_that_was_changed_has_a_backup(
    cli, student, files, release, put, tmp_path
):
    newer = put(tmp_path / "newer", release("0.1.1", files | {"README.md": "two\n"}))
    (student / "README.md").write_text("mine\n", "utf-8")
    (student / "get.sh").write_text("mine\n", "utf-8")
    done = cli("update", newer, tree=student)
    assert (done.returncode, done.stderr) == (0, "")
    assert (student / "README.md").read_text("utf-8") == "two\n"
    assert [path.read_text("utf-8") for path in student.glob("README.md.*.bak")] == ["mine\n"]
    assert "    replaced: you had changed it\n" in done.stdout
    assert (student / "get.sh").read_text("utf-8") == "mine\n"  # there is nothing new in it


def test_an_older_release_is_refused_without_a_flag(cli, student, files, release, put, tmp_path):
    older = put(tmp_path / "older.zip", release("0.0.9", files | {"README.md": "zero\n"}))
    before = everything(student)
    done = cli("update", older, tree=student)
    assert (done.returncode, done.stdout) == (2, "")
    assert re.search(
        r"older\.zip is release 0\.0\.9 \(\w+\), older than 0\.1\.0 \(\w+\), which you have; nothing was",
        done.stderr,
    )
    assert everything(student) == before
    assert cli("update", older, "--older", tree=student).returncode == 0
    assert (student / "README.md").read_text("utf-8") == "zero\n"


def test_the_archive_beside_the_folder_is_found(cli, student, second):
    shutil.copyfile(second, student.parent / "anything.zip")
    assert cli("update", tree=student).returncode == 0
    assert (student / "README.md").read_text("utf-8") == "two\n"


def damaged(path, second):
    content = bytearray(second.read_bytes())
    content[len(content) // 2] ^= 255
    path.write_bytes(bytes(content))


REFUSED = {
    "nothing there": (lambda path, second: None, "a file cannot be read or written: "),
    "not an archive": (
        lambda path, second: path.write_text("hello"),
        " must be the archive of a release, and it ",
    ),
    "cut off": (
        lambda path, second: path.write_bytes(second.read_bytes()[:-99]),
        " must be the archive of a release",
    ),
    "damaged": (damaged, ""),
}


@pytest.mark.parametrize("how", REFUSED)
def test_what_is_no_sound_release_is_refused(cli, student, second, tmp_path, how):
    make, said = REFUSED[how]
    make(tmp_path / "new.zip", second)
    before = everything(student)
    done = cli("update", tmp_path / "new.zip", tree=student)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr and "Traceback" not in done.stderr
    assert everything(student) == before


TAMPERED = {
    "no version file": (
        lambda files: files.pop(NAME),
        "must be a release for students, the .zip or its folder",
    ),
    "a file missing": (lambda files: files.pop("README.md"), "README.md in "),
    "a file changed": (lambda files: files.update({"README.md": b"x"}), "README.md in "),
    "another list": (
        lambda files: files.update({NAME: files[NAME].replace(b'"README.md"', b'"README.txt"')}),
        "must be what `cs231n-kit release --out` wrote, but it is not (its parts do not agree)",
    ),
    "no JSON": (lambda files: files.update({NAME: b"{"}), "must be what `cs231n-kit release --out` wrote"),
}


@pytest.mark.parametrize("how", TAMPERED)
def test_a_release_that_is_not_what_it_lists_is_refused(cli, student, files, release, put, tmp_path, how):
    change, said = TAMPERED[how]
    content = release("0.2.0", files)
    change(content)
    before = everything(student)
    done = cli("update", put(tmp_path / "new.zip", content), tree=student)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr and "Traceback" not in done.stderr
    assert everything(student) == before


@pytest.mark.parametrize(
    "path", ["../evil.txt", "/tmp/evil.txt", "a/../../evil.txt", "c:/evil.txt", "a\\..\\evil.txt"]
)
def test_no_path_leads_out_of_the_folder(cli, student, files, release, put, tmp_path, path):
    content = release("0.2.0", files | {path: "evil"})
    done = cli("update", put(tmp_path / "new.zip", content), tree=student)
    assert done.returncode == 2
    assert "must be what `cs231n-kit release --out` wrote, but it is not" in done.stderr
    assert not list(tmp_path.rglob("*evil.txt"))


def test_work_that_cannot_be_read_stops_the_update_before_anything_is_changed(cli, student, second):
    file = student / FILE
    file.write_text(file.read_text("utf-8") + "def (:\n", "utf-8")
    before = everything(student)
    done = cli("update", second, tree=student)
    assert (done.returncode, done.stdout) == (2, "")
    assert "classifiers/softmax.py cannot be read as Python (line " in done.stderr
    assert everything(student) == before


def test_a_notebook_that_cannot_be_read_has_a_backup(cli, student, second):
    (student / NOTEBOOK).write_text("<<<<<<< HEAD\n", "utf-8")
    done = cli("update", second, tree=student)
    assert done.returncode == 0
    assert "    replaced: it could not be read as a notebook\n" in done.stdout
    assert "# Two" in (student / NOTEBOOK).read_text("utf-8")
    assert [path.read_text("utf-8") for path in (student / "notebooks").glob("*.bak")] == ["<<<<<<< HEAD\n"]


def test_a_notebook_that_the_release_leaves_out_stays(cli, student, files, release, put, tmp_path):
    content = {name: text for name, text in files.items() if name != NOTEBOOK} | {"README.md": "two\n"}
    before = (student / NOTEBOOK).read_bytes()
    assert cli("update", put(tmp_path / "new.zip", release("0.2.0", content)), tree=student).returncode == 0
    assert (student / NOTEBOOK).read_bytes() == before


def test_a_checkout_is_not_updated(cli, second):
    done = cli("update", second)
    assert done.returncode == 2
    assert (
        f"{PACKAGE.parent} is not a release for students, it has no {NAME}; update a checkout with git"
        in done.stderr
    )
