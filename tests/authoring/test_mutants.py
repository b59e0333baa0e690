"""The checks tested by wrong implementations: those written by hand, and the automatic ones."""

from pathlib import Path

import pytest

from cs231n_kit.authoring.mutants.command import catalogue
from cs231n_kit.authoring.mutants.listed import LIST, every, has_drifted, survivors
from cs231n_kit.authoring.mutants.mutant import Mutant
from cs231n_kit.authoring.mutants.operators import automatic
from cs231n_kit.authoring.mutants.run import try_all
from cs231n_kit.authoring.mutants.trial import Trial, assignment_of, trial_of
from cs231n_kit.checks.assignments import NAMES, assignment
from cs231n_kit.checks.judging.words import words
from cs231n_kit.errors import KitError
from cs231n_kit.overlay import REFERENCE
from cs231n_kit.tasks import task_files

WRITTEN = [(name, mutant) for name in NAMES for mutant in catalogue(name)]
ROOT = Path(__file__).resolve().parents[2]
LOSSES = ("softmax_loss_naive", "softmax_loss_vectorized")


# Codes that no mutant earns, and the test that sees them.
ELSEWHERE = {
    "ok": "tests/checks/test_run.py",
    "check_failed": "tests/checks/test_run.py",
    "missing": "tests/checks/test_run.py",  # a file of the student's that is not there
    "ok_float32": "tests/checks/assignments/test_softmax.py",
    "ok_loss_array": "tests/checks/assignments/test_softmax.py",
    "ok_error_floor": "tests/checks/assignments/test_gradient_check.py",
    "ok_copied_x": "tests/checks/assignments/test_gradient_check.py",
    "ok_one_by_one": "tests/checks/assignments/test_spiral.py",
    "needs_first": "tests/checks/assignments/test_softmax_layer.py",
    "jacobian_formed": "tests/checks/variants/softmax_layer.py",
}


@pytest.fixture(scope="session")
def outcomes():
    return try_all([trial_of(mutant, name) for name, mutant in WRITTEN])


@pytest.fixture(scope="session")
def automatic_outcomes():
    where = assignment_of(NAMES)
    trials = [Trial(one.name, where[one.task], one.task, one.file, one.text) for one in every()]
    return {outcome.name: outcome for outcome in try_all(trials)}


@pytest.mark.parametrize(
    "place", range(len(WRITTEN)), ids=[f"{mutant.task}: {mutant.name}" for _, mutant in WRITTEN]
)
def test_a_mutant_earns_its_code(place, outcomes):
    _, mutant = WRITTEN[place]
    assert mutant.code in outcomes[place].codes
    assert "check_failed" not in outcomes[place].codes


def test_there_are_enough_of_them():
    assert len(WRITTEN) >= 60
    assert sum(mutant.task in LOSSES for _, mutant in WRITTEN) >= 28
    assert sum(mutant.task.startswith("LinearClassifier") for _, mutant in WRITTEN) >= 14
    assert len({(mutant.task, mutant.name) for _, mutant in WRITTEN}) == len(WRITTEN)


def test_every_task_has_mutants():
    assert {task for name in NAMES for task in assignment(name).tasks} == {
        mutant.task for _, mutant in WRITTEN
    }


def test_every_code_is_earned_by_a_mutant_or_seen_by_another_test(outcomes, automatic_outcomes):
    earned = {code for outcome in [*outcomes, *automatic_outcomes.values()] for code in outcome.codes}
    assert words().keys() - earned - ELSEWHERE.keys() == set()
    for code, test in ELSEWHERE.items():
        assert f'"{code}"' in (ROOT / test).read_text("utf-8")


def test_advice_alone_is_no_rejection(outcomes):
    advice = {"unstable_log_zero", "prints_too_much"}
    for (_, mutant), outcome in zip(WRITTEN, outcomes, strict=True):
        assert outcome.rejected or set(outcome.codes) <= advice, mutant.name


def test_the_list_of_automatic_mutants_has_not_drifted():
    assert not has_drifted()
    assert len(LIST.read_text("utf-8").splitlines()) - 2 == len(every()) >= 300


def test_automatic_mutants_are_rejected_but_for_those_that_are_explained(automatic_outcomes):
    alive = {name for name, outcome in automatic_outcomes.items() if not outcome.rejected}
    assert alive == survivors().keys()
    assert all(len(reason) > 10 for reason in survivors().values())
    assert len(alive) <= 0.05 * len(automatic_outcomes)


def test_no_check_fails_on_an_automatic_mutant(automatic_outcomes):
    assert [one.name for one in automatic_outcomes.values() if "check_failed" in one.codes] == []


@pytest.mark.parametrize("file", task_files(REFERENCE))
def test_automatic_mutants_change_solution_regions_alone(file):
    text = (REFERENCE / file).read_text("utf-8")
    outside = text.partition("### BEGIN SOLUTION")[0]
    made = automatic(file, text)
    assert made
    for mutant in made:
        assert mutant.text.startswith(outside)
        assert mutant.text != text
        compile(mutant.text, file, "exec", dont_inherit=True)
    assert len({mutant.name for mutant in made}) == len(made)


def test_an_automatic_mutant_keeps_its_name_when_a_docstring_grows():
    text = (REFERENCE / "layers.py").read_text("utf-8")
    grown = text.replace('    """', '    """\n', 1)
    names = [[mutant.name for mutant in automatic("layers.py", each)] for each in (text, grown)]
    assert names[0] == names[1]


def test_a_mutant_must_fit_the_reference():
    mutant = Mutant("f", "a name", "loss_wrong", (("x + 1", "x"),))
    assert mutant.of("return x + 1") == "return x"
    for function in ("return x", "return x + 1, x + 1"):
        with pytest.raises(KitError, match="mutant 'a name' of f: 'x \\+ 1' must stand there once"):
            mutant.of(function)


def trial(name, edit, task="softmax_loss_vectorized"):
    file = "classifiers/softmax.py"
    return Trial(name, "softmax", task, file, edit((REFERENCE / file).read_text("utf-8")))


def test_the_order_is_kept_whatever_the_number_of_children_and_whatever_happens_in_one():
    trials = [
        trial("right", lambda text: text),
        trial("ends", lambda text: text.replace("rows = np", "import os; os._exit(1); rows = np")),
        trial("unaveraged", lambda text: text.replace("P /= N", "pass")),
        trial("ends at import", lambda text: "import os; os._exit(0)\n" + text),
        trial("does not parse", lambda text: text + ")"),
        trial("not there", lambda text: text.replace("def softmax_loss_vectorized", "def another")),
    ]
    one, three = (try_all(trials, jobs) for jobs in (1, 3))
    assert one == three
    assert [outcome.codes for outcome in one[:5]] == [
        (),
        ("process_died",),
        ("grad_not_averaged",),
        ("process_died",),
        ("syntax_error",),
    ]
    assert one[5].rejected


def test_the_command_prints_a_table_and_a_summary(cli, kit_tree):
    done = cli("authoring", "mutants", "--assignment", "softmax", tree=kit_tree)
    lines = done.stdout.splitlines()
    assert (done.returncode, done.stderr) == (0, "")
    assert lines[0].split() == ["mutant", "expected", "found"]
    assert lines[-1] == f"{len(catalogue('softmax'))} mutants, 0 missed"
    assert len(lines) == len(catalogue("softmax")) + 2


def test_a_mutant_that_is_missed_is_told(cli, kit_tree):
    checks = kit_tree / "cs231n_kit/checks/assignments/softmax.py"
    text = checks.read_text("utf-8")
    assert "        *predict_checks(points=1),\n" in text
    checks.write_text(text.replace("        *predict_checks(points=1),\n", ""), "utf-8")
    done = cli("authoring", "mutants", "--assignment", "softmax", tree=kit_tree)
    assert done.returncode == 1
    missed = [line for line in done.stdout.splitlines() if line.endswith("missed")]
    assert len(missed) == 13 and all("LinearClassifier.predict" in line for line in missed[:-1])


def test_an_unknown_assignment_is_told(cli):
    done = cli("authoring", "mutants", "--assignment", "nothing")
    assert done.returncode == 2
    assert done.stderr.startswith("cs231n-kit authoring: assignment must be one of")
