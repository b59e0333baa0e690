import json
import os
import tomllib
import zipfile

import pytest

from cs231n_kit import __version__
from cs231n_kit.tasks import PACKAGE, task_files

STAFF = ("solutions", "grading", "mistakes", "mutants", "bundle", "new", "tests", "benchmarks")
TOP = "cs231n-kit/"


def names_of(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_the_release_holds_what_a_student_needs_and_nothing_of_the_staffs(released):
    names = names_of(released)
    for name in ("LICENSE", "README.md", "requirements.txt", "pyproject.toml", "get_datasets.sh"):
        assert name in names
    assert "cs231n_kit/checks/recorded/softmax.json" in names
    assert "datasets/cifar10.sha256" in names
    assert {name for name in names if name.endswith(".ipynb")} == {
        f"notebooks/{path.name}" for path in (PACKAGE.parent / "notebooks").glob("*.ipynb")
    }
    assert [name for name in names if set(STAFF) & set(name.split("/"))] == []
    commands = {name.split("/")[2] for name in names if name.startswith("cs231n_kit/commands/")}
    assert not commands & {"grade.py", "release.py", "authoring.py", "replay.py", "export.py"}
    assert commands >= {"check.py", "reset.py", "update.py", "data.py", "lab.py"}


def test_every_task_is_a_stub(released):
    for file in task_files():
        stub = (PACKAGE / "stubs" / file).read_bytes()
        assert (released / "cs231n_kit" / file).read_bytes() == stub
        assert (released / "cs231n_kit/stubs" / file).read_bytes() == stub


def test_notebooks_keep_their_outputs_and_lose_what_only_concerns_the_staff(released):
    outputs, tags = 0, set()
    for path in (released / "notebooks").glob("*.ipynb"):
        notebook = json.loads(path.read_bytes())
        assert set(notebook["metadata"]) == {"kernelspec", "language_info"}
        for cell in notebook["cells"]:
            assert set(cell["metadata"]) <= {"tags"}
            tags |= set(cell["metadata"].get("tags", []))
            outputs += len(cell.get("outputs", []))
    assert tags == {"inline-question", "inline-answer"}
    assert outputs > 100


def test_the_archive_is_the_folder(released):
    with zipfile.ZipFile(released.with_name("cs231n.zip")) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [TOP + name for name in names_of(released)]
        for entry in archive.infolist():
            name = entry.filename.removeprefix(TOP)
            assert archive.read(entry) == (released / name).read_bytes()
            assert entry.date_time == (1980, 1, 1, 0, 0, 0)
            assert entry.external_attr >> 16 == (0o100755 if name == "get_datasets.sh" else 0o100644)
    assert os.access(released / "get_datasets.sh", os.X_OK)


def test_the_version_file_lists_every_file(released):
    from cs231n_kit.releases import hashed, of_kit

    release = of_kit(released / "cs231n_kit")
    assert release.kit_version == __version__
    listed = [name for name in names_of(released) if name != "cs231n_kit/RELEASE.json"]
    assert sorted(release.files) == listed
    assert all(hashed((released / name).read_bytes()) == digest for name, digest in release.files.items())
    notebook = json.loads((released / "notebooks/softmax.ipynb").read_bytes())
    assert list(release.cells["notebooks/softmax.ipynb"]) == [cell["id"] for cell in notebook["cells"]]


def test_the_project_is_the_kits_without_the_staffs_tools(released):
    ours = tomllib.loads((PACKAGE.parent / "pyproject.toml").read_text("utf-8"))
    theirs = tomllib.loads((released / "pyproject.toml").read_text("utf-8"))
    assert set(theirs) == {"build-system", "project", "tool"}
    assert set(theirs["tool"]) == {"setuptools"}
    del ours["project"]["optional-dependencies"]
    assert theirs["project"] == ours["project"]
    assert not [name for name in theirs["tool"]["setuptools"]["package-data"] if "authoring" in name]


def test_the_readme_names_every_notebook_and_its_tasks(released):
    text = (released / "README.md").read_text("utf-8")
    assert f"Release {__version__}." in text
    assert "| `notebooks/svm.ipynb` | `svm_loss_naive`, `svm_loss_vectorized` |" in text
    assert "{" not in text
    assert text.count(".ipynb` |") == len(list((released / "notebooks").iterdir()))


def test_a_checkout_with_work_in_it_gives_the_same_bytes_again_and_replaces_an_earlier_release(
    cli, checkout, tmp_path
):
    out = tmp_path / "new" / "week1"
    run = ["release", "--out", out, "--assignment", "gradient_check"]
    first = cli(*run, tree=checkout)
    assert (first.returncode, first.stderr) == (0, "")
    content = out.with_name("week1.zip").read_bytes()
    (out / "cs231n_kit/__pycache__").mkdir()  # somebody has tried it
    (out / "cs231n_kit/__pycache__/cli.pyc").write_bytes(b"\0")
    work = checkout / "cs231n_kit/gradient_check.py"
    work.write_bytes((checkout / "cs231n_kit/solutions/gradient_check.py").read_bytes())
    (checkout / "cs231n_kit/softmax.py~").write_text("work", "utf-8")
    second = cli(*run, tree=checkout)
    assert (second.returncode, second.stdout) == (0, first.stdout)
    assert out.with_name("week1.zip").read_bytes() == content
    assert names_of(out / "notebooks") == ["gradient_check.ipynb"]
    assert not (out / "cs231n_kit/__pycache__").exists()
    assert sorted(path.name for path in out.parent.iterdir()) == ["week1", "week1.zip"]


def test_a_leak_is_told_with_file_and_line_and_nothing_is_written(cli, checkout, tmp_path):
    source = (checkout / "cs231n_kit/solutions/classifiers/softmax.py").read_text("utf-8").splitlines()
    body = source[source.index("    ### BEGIN SOLUTION") + 1 :]
    line = next(one.strip() for one in body if len(one.strip()) > 30)
    given = checkout / "cs231n_kit/vis_utils.py"
    text = given.read_text("utf-8")
    given.write_text(f"{text}\n#   {line.replace(' ', '  ')}\n", "utf-8")
    notebook = json.loads((checkout / "notebooks/gradient_check.ipynb").read_bytes())
    printed = next(cell for cell in notebook["cells"] if cell.get("outputs"))
    printed["outputs"][0] = {"output_type": "stream", "name": "stdout", "text": [line]}
    (checkout / "notebooks/gradient_check.ipynb").write_text(json.dumps(notebook), "utf-8")
    out = tmp_path / "out" / "kit"
    done = cli("release", "--out", out, "--assignment", "gradient_check", tree=checkout)
    assert done.returncode == 1
    assert (
        f"cs231n_kit/vis_utils.py:{text.count(chr(10)) + 2}: holds the solution's cs231n_kit/sol"
        in done.stderr
    )
    assert "notebooks/gradient_check.ipynb:" in done.stderr
    assert done.stderr.endswith(f"nothing was written to {out}: take the solution out of these lines\n")
    assert list(out.parent.iterdir()) == []


@pytest.mark.parametrize("what", ["a file", "a folder with a file", "the kit itself", "an archive", "work"])
def test_what_is_not_an_earlier_release_is_never_replaced(cli, released, tmp_path, what):
    import shutil

    out = tmp_path / "out"
    if what == "a file":
        out.write_text("mine", "utf-8")
        said = f"--out must name a new folder or an earlier release, and {out} is neither; name another"
    elif what == "a folder with a file":
        out.mkdir()
        (out / "thesis.tex").write_text("mine", "utf-8")
        said = f"--out must name a new folder or an earlier release, and {out} is neither; name another"
    elif what == "the kit itself":
        out = PACKAGE.parent
        said = f"--out must name a folder for the release, and {out} is the kit's own; name another"
    elif what == "an archive":
        out.with_name("out.zip").write_text("mine", "utf-8")
        said = f"the archive goes to {out}.zip, and what is there is not a release; move it away, or name"
    else:
        shutil.copytree(released, out)
        work = out / "cs231n_kit/layers.py"
        work.write_text(work.read_text("utf-8") + "x = 1\n", "utf-8")
        said = f"{work} is not of the release that {out} holds: somebody works there; move it away, or name"
    before = names_of(tmp_path)
    done = cli("release", "--out", out)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"cs231n-kit release: {said}")
    assert "Traceback" not in done.stderr
    assert names_of(tmp_path) == before


def remove(name):
    return lambda tree: (tree / name).unlink()


def write(name, text):
    return lambda tree: (tree / name).write_text(text, "utf-8")


@pytest.mark.parametrize(
    "change, arguments, said",
    [
        (
            None,
            ["--assignment", "softmax"],
            "--assignment says which notebooks --out hands out; add --out DIR",
        ),
        (None, ["--out", "out", "--assignment", "softmaxx"], "assignment must be one of gradient_check, "),
        (None, ["--out", "out", "--check"], "argument --check: not allowed with argument --out"),
        (remove("LICENSE"), ["--out", "out"], "a release is made from a checkout of the kit, and "),
        (
            write("cs231n_kit/helper.py", "from .grading import run\n"),
            ["--out", "out"],
            "cs231n_kit/helper.py:1: a student's file must not need a file of the staff's, and this needs"
            " cs231n_kit/grading/",
        ),
        (
            write("cs231n_kit/checks/recorded/spiral.json", "{}\n"),
            ["--out", "out", "--assignment", "spiral"],
            "the answers that `check` compares with must be the reference's, and spiral.json has others; run",
        ),
    ],
    ids=["no --out", "assignment", "--check", "file missing", "needs the staff's", "stale answers"],
)
def test_what_cannot_be_released_is_told_in_one_sentence(cli, checkout, tmp_path, change, arguments, said):
    if change:
        change(checkout)
    done = cli("release", *arguments, tree=checkout, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr and "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists() and not (tmp_path / "out.zip").exists()


def test_a_notebook_that_needs_another_one_and_a_version_that_says_nothing_are_noted(cli, checkout, tmp_path):
    out = tmp_path / "out"
    done = cli("release", "--out", out, "--assignment", "softmax", tree=checkout)
    assert done.returncode == 0
    assert (
        "note: notebooks/softmax.ipynb calls grad_check_sparse, which is written in"
        " notebooks/gradient_check.ipynb; `--assignment gradient_check` hands that out too\n"
    ) in done.stdout
    done = cli("release", "--out", out, "--assignment", "softmax", "gradient_check", tree=checkout)
    assert done.stdout.splitlines()[1:] == [
        f"note: the release before was {__version__} too; raise __version__ in cs231n_kit/__init__.py, so"
        " that `update` and `grade` can tell which is newer"
    ]
