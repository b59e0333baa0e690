"""Leaks are planted, each in another guise; and nothing that is handed out now is taken for one."""

import json
import py_compile

import pytest

from cs231n_kit.authoring.bundle.leaks import GIVEN, distinctive_lines, leaks, squeezed
from cs231n_kit.overlay import REFERENCE
from cs231n_kit.tasks import PACKAGE

LINES = distinctive_lines(REFERENCE)
WHERE = "cs231n_kit/solutions/classifiers/softmax.py:"


@pytest.fixture(scope="module")
def line():
    """A distinctive line of the softmax solution, with quotes or brackets and spaces in it."""
    text = (REFERENCE / "classifiers/softmax.py").read_text("utf-8").splitlines()
    found = [one for one in text if squeezed(one) in LINES and " " in one.strip() and "(" in one]
    return found[0].strip()


def page(source="", output=""):
    cell = {"cell_type": "code", "source": [source], "outputs": [{"output_type": "stream", "text": [output]}]}
    return json.dumps({"cells": [cell]}, indent=1)


def broken(text):
    half = text.index(" ")
    return f"{text[:half]}\n            {text[half:]}"


def in_colours(text):
    return " ".join(f"\x1b[38;5;28m{word}\x1b[39m" for word in text.split())


def as_html(text):
    return "".join(f"<span class='n'>{letter}</span>" if letter.isalpha() else letter for letter in text)


PLANTED = {
    "in a stub": ("cs231n_kit/stubs/classifiers/softmax.py", lambda line: f"def f():\n    {line}\n", 2),
    "in given code": ("cs231n_kit/data_utils.py", lambda line: f"import os\n\n{line}\n", 3),
    "in a comment": ("cs231n_kit/optim.py", lambda line: f"# e.g. {line}\n", 1),
    "with other white space": ("a.py", lambda line: "#" + line.replace(" ", "   ") + "\n", 1),
    "without white space": ("a.py", lambda line: "#" + line.replace(" ", "") + "\n", 1),
    "with tabs": ("a.py", lambda line: "\t" + line.replace(" ", "\t"), 1),
    "over two lines": ("a.py", lambda line: f"x = 1\n{broken(line)}\n", 2),
    "in a notebook's source": ("notebooks/a.ipynb", lambda line: page(source=f"if 1:\n    {line}\n"), 6),
    "in a saved output": ("notebooks/a.ipynb", lambda line: page(output=f"{line}\n"), 12),
    "in an output with colours": ("notebooks/a.ipynb", lambda line: page(output=in_colours(line)), 12),
    "in an output as HTML": ("notebooks/a.ipynb", lambda line: page(output=as_html(line)), 12),
    "in a recorded answer": (
        "cs231n_kit/checks/recorded/softmax.json",
        lambda line: json.dumps({"a": [1, {"b": line}]}),
        1,
    ),
    "escaped letter by letter": (
        "a.json",
        lambda line: '{\n"a": "' + "".join(f"\\u{ord(letter):04x}" for letter in line) + '"}',
        2,
    ),
    "JSON in JSON": ("a.json", lambda line: json.dumps(json.dumps({"a": f"'{line}'\n\t"})), 1),
    "in a text": ("README.md", lambda line: f"Write\n\n```python\n{line}\n```\n", 4),
    "as UTF-16": ("a.txt", lambda line: line.encode("utf-16"), 1),
}


@pytest.mark.parametrize("how", PLANTED)
def test_a_planted_line_is_found(how, line):
    name, plant, at = PLANTED[how]
    text = plant(line)
    (found,) = leaks({name: text if isinstance(text, bytes) else text.encode()}, LINES)
    assert found.startswith(f"{name}:{at}: ")
    assert "not text" in found if "UTF-16" in how else f"holds the solution's {WHERE}" in found


def test_compiled_code_is_a_leak(tmp_path):
    compiled = py_compile.compile(str(REFERENCE / "classifiers/softmax.py"), tmp_path / "softmax.pyc")
    content = (tmp_path / "softmax.pyc").read_bytes()
    assert compiled and list(leaks({"a/softmax.pyc": content}, LINES)) == [
        "a/softmax.pyc:1: not text, so nobody can tell what it holds"
    ]


def test_a_line_that_quotes_is_found_with_other_quotes():
    lines = {squeezed("raise ValueError('mode must be train or test')"): "a:1"}
    content = json.dumps('raise ValueError("mode must be train or test")').encode()
    assert list(leaks({"a.json": content}, lines)) == ["a.json:1: holds the solution's a:1"]


def test_only_long_lines_that_are_not_given_are_distinctive(tmp_path):
    (tmp_path / "a.py").write_text(
        "def f(x):\n"
        '    """Gives x + 1 for any x that is a number."""\n'
        "    ### BEGIN SOLUTION\n"
        "    short = x\n"
        "    # x + 1 for any x that is a number.\n"
        "    return   np.maximum(0, x  @  W + b)\n"
        "    ### END SOLUTION\n",
        "utf-8",
    )
    assert distinctive_lines(tmp_path) == {"returnnp.maximum(0,x@W+b)": "cs231n_kit/solutions/a.py:6"}


def test_each_line_that_is_given_all_the_same_is_still_there_and_still_a_solutions():
    for name, given in GIVEN.items():
        content = (PACKAGE.parent / name).read_bytes()
        assert not list(leaks({name: content}, LINES))
        for one in given:
            assert one in content.decode() and any(line in squeezed(one) for line in LINES)


def test_every_assignment_has_distinctive_lines():
    files = {where.partition(":")[0].removeprefix("cs231n_kit/solutions/") for where in LINES.values()}
    assert files == {path.relative_to(REFERENCE).as_posix() for path in REFERENCE.rglob("*.py")}
