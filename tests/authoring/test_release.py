import re

import pytest

from cs231n_kit.tasks import PACKAGE, task_files

SOFTMAX = "cs231n_kit/classifiers/softmax.py"


def test_nothing_has_drifted(cli):
    done = cli("release", "--check")  # in a pristine checkout: with work in a task file it has, of course
    assert (done.returncode, done.stdout, done.stderr) == (0, "no drift\n", "")


@pytest.mark.parametrize("file", task_files())
def test_the_students_file_starts_as_the_stub(file):
    same = (PACKAGE / file).read_bytes() == (PACKAGE / "stubs" / file).read_bytes()
    assert same, f"{file} holds work: the suite is for a checkout as it was handed out"


def edit(path, old, new):
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8", newline="\n")


def test_check_prints_a_diff_and_writes_nothing(cli, kit_tree):
    edit(kit_tree / "cs231n_kit/solutions/classifiers/softmax.py", "one example and one class", "one by one")
    before = (kit_tree / SOFTMAX).read_bytes()
    done = cli("release", "--check", tree=kit_tree)
    assert done.returncode == 1
    assert "+++ cs231n_kit/classifiers/softmax.py (from the solution)" in done.stdout
    assert "+++ cs231n_kit/stubs/classifiers/softmax.py (from the solution)" in done.stdout
    assert '+    """Softmax loss and its gradient, one by one at a time.' in done.stdout
    assert done.stdout.endswith("the stubs differ from the solutions; run `cs231n-kit release`\n")
    assert (kit_tree / SOFTMAX).read_bytes() == before


def test_a_solution_edited_inside_a_region_is_no_drift(cli, kit_tree):
    edit(kit_tree / "cs231n_kit/solutions/classifiers/softmax.py", "loss = 0.0", "loss = 0")
    assert cli("release", "--check", tree=kit_tree).returncode == 0


def test_release_renews_untouched_stubs(cli, kit_tree):
    edit(kit_tree / "cs231n_kit/solutions/classifiers/softmax.py", "one example and one class", "one by one")
    done = cli("release", tree=kit_tree)
    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        "written: cs231n_kit/stubs/classifiers/softmax.py",
        "written: cs231n_kit/classifiers/softmax.py",
    ]
    assert cli("release", "--check", tree=kit_tree).returncode == 0
    assert cli("release", tree=kit_tree).stdout == (
        "every stub and every recorded answer is what the solutions say; nothing to write\n"
    )


def test_release_never_overwrites_work(cli, kit_tree):
    edit(kit_tree / "cs231n_kit/solutions/classifiers/softmax.py", "one example and one class", "one by one")
    edit(kit_tree / SOFTMAX, "import numpy as np", "import numpy as np\n\nWORK = 1")
    work = (kit_tree / SOFTMAX).read_bytes()
    done = cli("release", tree=kit_tree)
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        "written: cs231n_kit/stubs/classifiers/softmax.py",
        f"left alone, it holds work: {SOFTMAX} (`cs231n-kit reset classifiers/softmax.py` makes it a stub)",
    ]
    assert (kit_tree / SOFTMAX).read_bytes() == work
    # A second release must not take the file for untouched because the pristine stub is new.
    assert cli("release", tree=kit_tree).returncode == 1
    assert (kit_tree / SOFTMAX).read_bytes() == work


ANSWERS = "cs231n_kit/checks/recorded/softmax.json"


def test_answers_that_are_not_the_references_are_drift_and_are_recorded_again(cli, kit_tree):
    kept = (kit_tree / ANSWERS).read_bytes()
    lines = kept.decode().splitlines(keepends=True)
    at = next(number for number, line in enumerate(lines) if line.startswith('"softmax_loss_naive/gradient"'))
    lines[at] = lines[at].replace("0.", "1.", 1)
    (kit_tree / ANSWERS).write_text("".join(lines), "utf-8")
    done = cli("release", "--check", tree=kit_tree)
    assert (done.returncode, done.stdout) == (
        1,
        f"{ANSWERS}: the recorded answers differ in softmax_loss_naive/gradient\n"
        "the recorded answers differ from the reference; run `cs231n-kit release`\n",
    )
    done = cli("release", tree=kit_tree)
    assert (done.returncode, done.stdout) == (0, "written: cs231n_kit/checks/recorded/softmax.json\n")
    assert (kit_tree / ANSWERS).read_bytes() == kept


def test_the_last_digits_of_an_answer_are_no_drift(cli, kit_tree):
    text = (kit_tree / ANSWERS).read_text("utf-8")
    number = re.search(r"\d\.\d{12,}", text).group()
    other = f"{float(number) * (1 + 1e-12)!r}"
    assert other != number
    (kit_tree / ANSWERS).write_text(text.replace(number, other, 1), "utf-8")
    before = (kit_tree / ANSWERS).read_bytes()
    assert cli("release", "--check", tree=kit_tree).returncode == 0
    assert cli("release", tree=kit_tree).returncode == 0
    assert (kit_tree / ANSWERS).read_bytes() == before


def test_answers_that_are_missing_are_recorded(cli, kit_tree):
    kept = (kit_tree / ANSWERS).read_bytes()
    (kit_tree / ANSWERS).unlink()
    assert cli("release", "--check", tree=kit_tree).returncode == 1
    cli("release", tree=kit_tree)
    assert (kit_tree / ANSWERS).read_bytes() == kept


def test_a_reference_that_cannot_be_asked_is_told_in_one_sentence(cli, kit_tree):
    edit(kit_tree / "cs231n_kit/solutions/classifiers/softmax.py", "loss = 0.0", "loss = undefined")
    done = cli("release", tree=kit_tree)
    assert done.returncode == 2
    assert done.stderr.startswith("cs231n-kit release: the reference's answers cannot be recorded: ")
    assert done.stderr.count("\n") == 1


def test_a_stub_without_a_solution_is_drift_and_removed(cli, kit_tree):
    (kit_tree / "cs231n_kit/stubs/old.py").write_text("gone = 1\n")
    assert cli("release", "--check", tree=kit_tree).returncode == 1
    cli("release", tree=kit_tree)
    assert not (kit_tree / "cs231n_kit/stubs/old.py").exists()


def test_a_broken_marker_stops_with_file_and_line_before_anything_is_written(cli, kit_tree):
    edit(kit_tree / "cs231n_kit/solutions/gradient_check.py", "    ### END SOLUTION\n", "")
    before = {file: (kit_tree / "cs231n_kit" / file).read_bytes() for file in task_files()}
    done = cli("release", tree=kit_tree)
    assert done.returncode == 2
    assert done.stderr.startswith("cs231n-kit release: cs231n_kit/solutions/gradient_check.py:")
    assert done.stderr.count("\n") == 1
    assert before == {file: (kit_tree / "cs231n_kit" / file).read_bytes() for file in task_files()}


def test_a_task_whose_markers_are_gone_is_never_handed_out_with_its_solution(cli, kit_tree):
    solution = kit_tree / "cs231n_kit/solutions/classifiers/softmax.py"
    lines = solution.read_text("utf-8").splitlines(keepends=True)
    marked = [n for n, line in enumerate(lines) if "SOLUTION" in line][:2]
    solution.write_text(
        "".join(line for n, line in enumerate(lines) if n not in marked), "utf-8", newline="\n"
    )
    before = (kit_tree / SOFTMAX).read_bytes()
    done = cli("release", tree=kit_tree)
    assert done.returncode == 2
    assert done.stderr == (
        "cs231n-kit release: cs231n_kit/solutions/classifiers/softmax.py: softmax_loss_naive is a task"
        " without a solution region, so its solution would be handed out; put the markers back, or delete"
        " cs231n_kit/stubs/classifiers/softmax.py if it is to be given\n"
    )
    assert (kit_tree / SOFTMAX).read_bytes() == before


def test_work_in_another_encoding_is_left_alone_without_a_traceback(cli, kit_tree):
    work = "# größe\n".encode("latin-1")
    (kit_tree / SOFTMAX).write_bytes(work)
    done = cli("release", tree=kit_tree)
    assert (done.returncode, done.stderr) == (1, "")
    assert cli("release", "--check", tree=kit_tree).returncode == 1
    assert (kit_tree / SOFTMAX).read_bytes() == work
