import pytest

from cs231n_kit.authoring.regions import make_stub
from cs231n_kit.errors import KitError
from cs231n_kit.tasks import PACKAGE, task_files

HEAD = '"""Tasks of notebooks/lesson.ipynb."""\n'


def test_a_region_becomes_one_line_that_names_task_and_notebook():
    source = HEAD + (
        "def f(x):\n"
        '    """Doc."""\n'
        "    before = 1\n"
        "    ### BEGIN SOLUTION\n"
        "    a = 1\n"
        "\n"
        "    return a\n"
        "    ### END SOLUTION\n"
        "\n"
        "class K:\n"
        "    def g(self):\n"
        "        for i in range(3):\n"
        "            ### BEGIN SOLUTION\n"
        "            i += 1  # a comment is part of it\n"
        "            ### END SOLUTION\n"
        "        return i\n"
    )
    assert make_stub(source, "lesson.py") == HEAD + (
        "def f(x):\n"
        '    """Doc."""\n'
        "    before = 1\n"
        '    raise NotDone("f", "notebooks/lesson.ipynb")\n'
        "\n"
        "class K:\n"
        "    def g(self):\n"
        "        for i in range(3):\n"
        '            raise NotDone("K.g", "notebooks/lesson.ipynb")\n'
        "        return i\n"
    )


REJECTED = {
    "unclosed": (
        "def f():\n    ### BEGIN SOLUTION\n    return 1\n",
        "lesson.py:3: ### BEGIN SOLUTION is never closed; add ### END SOLUTION at the end of the solution",
    ),
    "stray end": (
        "def f():\n    return 1\n    ### END SOLUTION\n",
        "lesson.py:4: ### END SOLUTION without ### BEGIN SOLUTION above it; add the one or remove the other",
    ),
    "nested": (
        "def f():\n    ### BEGIN SOLUTION\n    ### BEGIN SOLUTION\n    return 1\n    ### END SOLUTION\n",
        "lesson.py:4: ### BEGIN SOLUTION inside the region that line 3 opened; close that first",
    ),
    "misspelt": (
        "def f():\n    ## begin solution\n    return 1\n    ### END SOLUTION\n",
        "lesson.py:3: a marker must stand alone on its line and read"
        " '### BEGIN SOLUTION' or '### END SOLUTION', got '## begin solution'",
    ),
    "behind code": (
        "def f():\n    x = 1  ### BEGIN SOLUTION\n    return 1\n    ### END SOLUTION\n",
        "lesson.py:3: a marker must stand alone on its line and read"
        " '### BEGIN SOLUTION' or '### END SOLUTION', got 'x = 1  ### BEGIN SOLUTION'",
    ),
    "outside a function": (
        "### BEGIN SOLUTION\nx = 1\n### END SOLUTION\n",
        "lesson.py:2: a region must lie inside the body of one function, after its docstring",
    ),
    "across two functions": (
        "def f():\n    ### BEGIN SOLUTION\n    return 1\ndef g():\n    return 2\n    ### END SOLUTION\n",
        "lesson.py:3: a region must lie inside the body of one function, after its docstring",
    ),
    "end indented otherwise": (
        "def f():\n    ### BEGIN SOLUTION\n    return 1\n### END SOLUTION\n",
        "lesson.py:5: ### END SOLUTION must be indented like its ### BEGIN SOLUTION in line 3",
    ),
    "no code": (
        "def f():\n    ### BEGIN SOLUTION\n    # here\n    ### END SOLUTION\n    return 1\n",
        "lesson.py:3: the region holds no code; put the markers around the solution",
    ),
    "not Python": ("def f(:\n", "lesson.py:2: must be valid Python, got: invalid syntax"),
}


@pytest.mark.parametrize("case", REJECTED)
def test_rejects_with_file_and_line(case):
    source, message = REJECTED[case]
    with pytest.raises(KitError) as raised:
        make_stub(HEAD + source, "lesson.py")
    assert str(raised.value) == message


def test_rejects_a_module_that_names_no_notebook():
    with pytest.raises(KitError) as raised:
        make_stub("x = 1\n", "lesson.py")
    assert (
        str(raised.value)
        == "lesson.py:1: the module docstring must name the notebook of its tasks (notebooks/NAME.ipynb)"
    )


@pytest.mark.parametrize("file", task_files())
def test_every_line_outside_a_region_is_byte_identical_in_the_stub(file):
    solution = (PACKAGE / "solutions" / file).read_bytes().split(b"\n")
    stub = iter((PACKAGE / "stubs" / file).read_bytes().split(b"\n"))
    inside = False
    for line in solution:
        if line.strip() == b"### BEGIN SOLUTION":
            inside = True
            assert next(stub).lstrip().startswith(b"raise NotDone(")
        elif line.strip() == b"### END SOLUTION":
            inside = False
        elif not inside:
            assert next(stub) == line
    assert list(stub) == []
