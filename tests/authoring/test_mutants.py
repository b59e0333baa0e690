"""How mutants are made, tried and told; what they earn is tested in tests/checks/assignments."""

import pytest

from cs231n_kit.authoring.mutants.command import catalogue
from cs231n_kit.authoring.mutants.listed import LIST, every, has_drifted
from cs231n_kit.authoring.mutants.mutant import Mutant
from cs231n_kit.authoring.mutants.operators import automatic
from cs231n_kit.authoring.mutants.run import try_all
from cs231n_kit.authoring.mutants.student import Student
from cs231n_kit.authoring.mutants.trial import Outcome, Trial, is_missed, trial_of
from cs231n_kit.errors import KitError
from cs231n_kit.overlay import REFERENCE
from cs231n_kit.tasks import task_files


def test_the_list_of_automatic_mutants_has_not_drifted():
    assert not has_drifted()
    assert len(LIST.read_text("utf-8").splitlines()) - 2 == len(every()) >= 300


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


FOUND = [
    # What the mutant must earn, what was found, and whether that is it.
    (("a",), {"costing": ["a"]}, True),
    (("a",), {"costing": ["a"], "advice": ["c"], "skipped": ["d"]}, True),
    (("a",), {"advice": ["a"]}, True),
    (("a", "b"), {"costing": ["b", "a"]}, True),
    (("a", "b"), {"costing": ["b"], "advice": ["a"]}, True),
    (("a", "a"), {"costing": ["a", "a"]}, True),
    (("a", "a"), {"costing": ["a"]}, False),
    (("a",), {"costing": ["a", "a"]}, False),
    (("a", "b"), {"costing": ["a", "b", "b"]}, False),
    (("a", "b"), {"costing": ["b", "b"], "advice": ["a"]}, False),
    (("a",), {"costing": ["a"], "elsewhere": ["needs_first"]}, True),
    (("a",), {}, False),
    (("a",), {"costing": ["b"]}, False),
    (("a",), {"costing": ["a", "b"]}, False),
    (("a",), {"costing": ["b"], "advice": ["a"]}, False),
    (("a",), {"skipped": ["a"]}, False),
    (("a", "b"), {"costing": ["a"]}, False),
    (("a", "b"), {"advice": ["a", "b"]}, False),
    (("a",), {"costing": ["a"], "elsewhere": ["a"]}, False),
    (("a",), {"costing": ["a"], "elsewhere": ["needs_first", "ok_half_convention"]}, False),
]


@pytest.mark.parametrize("codes, found, earned", FOUND)
def test_a_mutant_earns_its_own_codes_as_often_as_it_says_and_no_other(codes, found, earned):
    mutant = Mutant("f", "a name", codes[0], (), also=codes[1:])
    assert is_missed(mutant, Outcome("a name", **found)) is not earned


def test_each_check_that_costs_points_counts_and_a_call_that_does_not_come_back_counts_once():
    trials = [
        trial("a string", lambda text: text.replace("return float(loss), dW", "return 'loss', dW")),
        trial("stops", lambda text: text.replace("P /= N", "raise ValueError")),
    ]
    strange, stops = try_all(trials)
    assert len(strange.costing) > 1 and set(strange.costing) == {"wrong_return"}
    assert stops.costing == ("exception",)


@pytest.mark.parametrize("first", ["", "from . import affine_softmax\n"], ids=["one way", "in a circle"])
def test_a_file_that_is_imported_is_the_given_text_whatever_its_name(first):
    files = {file: (REFERENCE / file).read_text("utf-8") for file in task_files(REFERENCE)}
    files["classifiers/softmax.py"] = first + "MARK = 'given'\n" + files["classifiers/softmax.py"]
    files["classifiers/affine_softmax.py"] = (
        "from .softmax import MARK\n" + files["classifiers/affine_softmax.py"]
    )
    files["layers.py"] = "def does not parse"
    assert Student(files)["affine_softmax_loss"].__globals__["MARK"] == "given"


def test_the_other_tasks_of_the_assignment_are_judged_too():
    layers = next(mutant for mutant in catalogue("softmax_layer") if mutant.name == "dw transposed")
    (outcome,) = try_all([trial_of(layers, "softmax_layer")])
    assert (outcome.costing, outcome.elsewhere) == (("backward_transposed",), ("needs_first",))


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
    assert [outcome.costing for outcome in one[:5]] == [
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
    assert "        *unaided(predict_checks(points=1)),\n" in text
    checks.write_text(text.replace("        *unaided(predict_checks(points=1)),\n", ""), "utf-8")
    done = cli("authoring", "mutants", "--assignment", "softmax", tree=kit_tree)
    assert done.returncode == 1
    missed = [line for line in done.stdout.splitlines() if line.endswith("missed")]
    assert len(missed) == 13 and all("LinearClassifier.predict" in line for line in missed[:-1])


def test_an_unknown_assignment_is_told(cli):
    done = cli("authoring", "mutants", "--assignment", "nothing")
    assert done.returncode == 2
    assert done.stderr.startswith("cs231n-kit authoring: assignment must be one of")
