"""The words: one message and one hint for each code, and a way to see each of them."""

import ast
import re
import string

import pytest

from cs231n_kit.authoring.mutants.command import catalogue
from cs231n_kit.checks.assignment import Check
from cs231n_kit.checks.assignments import NAMES
from cs231n_kit.checks.finding import STOPPED
from cs231n_kit.checks.judging.words import told, words
from cs231n_kit.tasks import PACKAGE

CHECK = Check("softmax_loss_naive", "loss", 1, lambda *_: None)
EARNED = {mutant.code for name in NAMES for mutant in catalogue(name)}


def used():
    """The words in the source of the checks that are codes."""
    strings = {
        node.value
        for folder in ("checks", "mistakes")
        for path in (PACKAGE / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    templates = {f"{what}_{end}" for what in ("loss", "grad") for end in ("averaged_over", "scaled")}
    return strings | templates


def test_every_code_is_used_in_a_check():
    assert words().keys() - used() == set()


def test_every_code_that_a_mutant_earns_has_words():
    assert EARNED | STOPPED.keys() <= set(words())


@pytest.mark.parametrize("code", words())
def test_an_entry_has_a_message_and_a_hint(code):
    entry = words()[code]
    assert entry.keys() <= {"message", "of_another", "hint", "hints"}
    assert entry["message"].strip() == entry["message"] != ""
    assert entry["message"][-1] in ".?\u201d}" or "\n" in entry["message"]
    assert code in ("ok", "not_implemented") or entry.get("hint")
    fields = [field for _, field, _, _ in string.Formatter().parse(entry["message"]) if field is not None]
    assert all(field.isidentifier() for field in fields)


@pytest.mark.parametrize("code", words())
def test_the_words_never_give_the_code_of_the_answer(code):
    said = words()[code].get("hint", "") + words()[code]["message"]
    assert not re.search(r"\bnp\.(?!random\.seed)", said)
    for given_away in ("axis=", "keepdims", "X.T", ".mean(", ".sum(", "/= N", "-= 1"):
        assert given_away not in said


def test_spelling_is_british():
    text = (PACKAGE / "checks" / "judging" / "words.toml").read_text("utf-8").lower()
    for american in ("regularization", "normaliz", "initializ", "color", "behavior", "averageing"):
        assert american not in text


@pytest.mark.parametrize(
    "code, evidence, message",
    [
        ("ok", {}, "Right."),
        ("loss_not_averaged", {"N": 7}, "The loss is 7 times too large, and there are 7 examples."),
        ("not_implemented", {"notebook": "a.ipynb"}, "Not done yet. a.ipynb explains it."),
        ("not_implemented", {"task": "", "notebook": "a.ipynb"}, "Not done yet. a.ipynb explains it."),
        (
            "not_implemented",
            {"task": CHECK.task, "notebook": "a.ipynb"},
            "Not done yet. a.ipynb explains it.",
        ),
        (
            "not_implemented",
            {"task": "affine_forward", "notebook": "a.ipynb"},
            "softmax_loss_naive needs affine_forward, which is not done yet. a.ipynb explains it.",
        ),
        ("prints_too_much", {"characters": 12345}, "Right, but one call printed 12,345 characters."),
        (
            "reg_mismatch",
            {"loss_scale": 1, "gradient_scale": 1},
            "The loss has the penalty 1·reg·ΣW², and the gradient has 1·reg·W: each is right in one"
            " convention, and they are two different ones.",
        ),
        (
            "last_example_only",
            {"what": "loss"},
            "The loss is that of the last example alone.",
        ),
    ],
)
def test_a_message_is_filled_in_with_the_evidence(code, evidence, message):
    assert told(code, CHECK, evidence)[0] == message


@pytest.mark.parametrize(
    "code, evidence, word",
    [
        ("wrong_return", {"expected": "loss, dW", "got": "None"}, "path"),
        ("wrong_return", {"expected": "loss, dW", "got": "3 values"}, "docstring"),
        ("wrong_shape", {"name": "dW", "expected": [5, 4], "got": [5]}, "axis"),
        ("wrong_shape", {"name": "loss", "expected": [], "got": [7]}, "One number"),
        ("wrong_shape", {"name": "W", "expected": [5, 3], "got": [3, 5]}, "features"),
        ("exception", {"file": "f", "line": 1, "text": "x", "error": "NameError: name"}, "spelt"),
    ],
)
def test_a_hint_goes_by_what_came_back(code, evidence, word):
    assert word in told(code, CHECK, evidence)[1]
