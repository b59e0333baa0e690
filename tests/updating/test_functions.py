import ast

import pytest

from cs231n_kit.errors import KitError
from cs231n_kit.tasks import PACKAGE, functions, lines_of, span, task_files
from cs231n_kit.updating.functions import merged

WORK = 'def naive(x):\n    """Old."""\n    return helper(x)\n'


def written(stub, name="naive", doc="Old.", body="return x + 1"):
    raising = f'    """{doc}"""\n    raise NotDone("{name}", "notebooks/softmax.ipynb")'
    assert raising in stub
    return stub.replace(raising, f'    """{doc}"""\n    {body}')


def fates(found):
    return found.kept, found.renewed, found.added


def test_a_file_in_which_functions_were_written_becomes_the_new_one_with_them(stub):
    old = stub(naive="Old.", fast="Old.")
    new = stub("The losses.", "import numpy as np\nimport os\n", naive="Old.", fast="New.", third="New.")
    found = merged(written(old), old, new, "softmax.py")
    assert found.text == written(new)
    assert fates(found) == (("naive",), ("fast",), ("third",))
    assert found.notes == ()


def test_a_function_that_was_written_stays_though_its_stub_has_changed_and_that_is_said(stub):
    old, new = stub(naive="Old.", fast="Old."), stub(naive="New.", fast="Old.")
    found = merged(written(old), old, new, "softmax.py")
    assert '"""Old."""\n    return x + 1\n' in found.text and "New." not in found.text
    assert fates(found) == (("naive",), (), ())
    assert found.notes == ("naive has another stub now: compare yours with cs231n_kit/stubs/softmax.py",)


def test_lines_of_ones_own_keep_the_file_but_for_its_functions(stub):
    old = stub(naive="Old.", fast="Old.")
    new = stub("The losses.", "import numpy as np\nimport os\n", naive="Old.", fast="New.", third="New.")
    work = written(old).replace(
        "import numpy as np\n", "import numpy as np\nfrom math import exp\n\nSCALE = 2\n"
    )
    work = work.replace("\n\ndef fast", "\n\ndef helper(x):\n    return SCALE * exp(x)\n\n\ndef fast")
    found = merged(work, old, new, "softmax.py")
    ast.parse(found.text)
    for kept in (
        "from math import exp",
        "SCALE = 2",
        "def helper(x):\n    return SCALE * exp(x)",
        "return x + 1",
    ):
        assert kept in found.text
    assert '"""New."""\n    raise NotDone("fast"' in found.text
    assert found.text.endswith('raise NotDone("third", "notebooks/softmax.ipynb")\n')
    assert "import os\n" in found.text
    assert fates(found) == (("naive",), ("fast",), ("third",))
    assert found.notes == (
        "your lines outside of its functions stay; the new ones are in cs231n_kit/stubs/softmax.py",
    )


def test_a_new_task_comes_after_the_one_before_it(stub):
    old, new = stub(naive="Old.", fast="Old."), stub(naive="Old.", between="New.", fast="Old.")
    work = old + "\n\ndef mine(x):\n    return x\n"
    names = [node.name for node in ast.parse(merged(work, old, new, "a.py").text).body[3:]]
    assert names == ["naive", "between", "fast", "mine"]


CLASS = """
class Linear:
    def train(self):
        raise NotDone("Linear.train", "notebooks/softmax.ipynb")
"""
METHOD = """
    def predict(self):
        raise NotDone("Linear.predict", "notebooks/softmax.ipynb")
"""


@pytest.mark.parametrize("begun", ["", CLASS], ids=["a new class", "a class that is there"])
def test_methods_are_added_too(stub, begun):
    old, new = stub(naive="Old.") + begun, stub(naive="Old.") + CLASS + METHOD
    work = old.replace("import numpy as np\n", "import numpy as np\nOWN = 1\n")
    work = work.replace('raise NotDone("Linear.train", "notebooks/softmax.ipynb")', "self.W = 1")
    found = merged(work, old, new, "a.py")
    (linear,) = [node for node in ast.parse(found.text).body if isinstance(node, ast.ClassDef)]
    assert [method.name for method in linear.body] == ["train", "predict"]
    assert ("self.W = 1" in found.text) == bool(begun)


def test_a_function_that_the_release_has_dropped_stays_if_it_was_written(stub):
    old, new = stub(naive="Old.", fast="Old."), stub(fast="New.")
    found = merged(written(old), old, new, "a.py")
    assert "return x + 1" in found.text and "New." in found.text
    assert merged(old, old, new, "a.py").text == new


def test_what_the_student_added_and_the_release_adds_too_is_the_students(stub):
    old, new = stub(naive="Old."), stub(naive="Old.", fast="New.")
    work = old + "\n\ndef fast(x):\n    return 2 * x\n"
    found = merged(work, old, new, "a.py")
    assert "return 2 * x" in found.text and "New." not in found.text
    assert fates(found) == (("fast",), (), ())


def test_other_line_ends_and_blank_lines_are_no_work(stub):
    old, new = stub(naive="Old.", fast="Old."), stub(naive="New.", fast="New.")
    work = written(old).replace("\n\n\n", "\n\n\n\n") + "   \n\n"
    found = merged(work, old, new, "a.py")
    assert fates(found)[:2] == (("naive",), ("fast",))
    assert found.text == new.replace(
        '"""New."""\n    raise NotDone("naive", "notebooks/softmax.ipynb")', '"""Old."""\n    return x + 1'
    )


def test_a_file_that_python_cannot_read_is_told_with_its_line(stub):
    old = stub(naive="Old.")
    work = written(old, body="return (x")
    line = work[: work.index("return (x")].count("\n") + 1
    with pytest.raises(KitError) as told:
        merged(work, old, stub(naive="New."), "classifiers/softmax.py")
    assert str(told.value) == (
        f"classifiers/softmax.py cannot be read as Python (line {line}: '(' was never closed), so what"
        " you have written in it cannot be told from what was handed out; correct that, or run"
        " `cs231n-kit reset classifiers/softmax.py`, and update again"
    )


@pytest.mark.parametrize("file", task_files())
def test_a_finished_file_of_the_kit_keeps_every_function(file):
    work, old = ((PACKAGE / folder / file).read_text("utf-8") for folder in ("solutions", "stubs"))
    new = old + '\n\ndef added(x):\n    raise NotDone("added", "notebooks/softmax.ipynb")\n'
    for changed in (work, work + "\n\nOWN = 1\n"):
        found = merged(changed, old, new, file).text
        assert ("OWN = 1" in found) == (changed != work)
        lines, result = lines_of(changed), dict(functions(ast.parse(found)))
        assert "added" in result
        for name, node in functions(ast.parse(changed)):
            assert "".join(lines[span(node)]) == "".join(lines_of(found)[span(result[name])])
