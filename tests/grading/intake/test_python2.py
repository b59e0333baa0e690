"""Python 2 is told by the text alone; a file of Python 3 has no note."""

import ast

import pytest

from cs231n_kit.grading.intake import python2_notes
from cs231n_kit.tasks import PACKAGE, task_files

TOLD = {
    "for i in xrange(3):\n    pass\n": "`xrange` is Python 2 (line 1); graded with range in its place.",
    "\n\nx = raw_input()\n": "`raw_input` is Python 2 (line 3); graded with input in its place.",
    "x = unicode('a')\n": "`unicode` is Python 2 (line 1); graded with str in its place.",
    "x = reduce(max, [1])\n": "`reduce` is Python 2 (line 1); graded with functools.reduce in its place.",
    "x = long(1)\n": "`long` is Python 2 (line 1); graded with int in its place.",
    "if d.has_key(1):\n    pass\n": (
        "`has_key` is Python 2 (line 1), and Python 3 has none; write `key in d`."
    ),
    "for k, v in d.iteritems():\n    pass\n": (
        "`iteritems` is Python 2 (line 1), and Python 3 has none; write `.items()`."
    ),
    "from itertools import izip\n": "`izip` is Python 2 (line 1), and Python 3 has none; write `zip`.",
    "def f():\n    print 'x'\n": (
        "It is Python 2 (print without parentheses, line 2), which Python 3 cannot read."
    ),
    "print x, y\n": "It is Python 2 (print without parentheses, line 1), which Python 3 cannot read.",
    "print >>f, x\n": ("`print >>` is Python 2 (line 1), and Python 3 has none; write `print(x, file=f)`."),
    "if x: print x\n": "It is Python 2 (print without parentheses, line 1), which Python 3 cannot read.",
    "exec 'x = 1'\n": "It is Python 2 (exec without parentheses, line 1), which Python 3 cannot read.",
    "y = `x`\n": "It is Python 2 (backticks, line 1), which Python 3 cannot read.",
    "if x <> y:\n    pass\n": "It is Python 2 (<>, line 1), which Python 3 cannot read.",
    "try:\n    f()\nexcept ValueError, e:\n    pass\n": (
        "It is Python 2 (`except Error, name`, line 3), which Python 3 cannot read."
    ),
    "raise ValueError, 'x'\n": "It is Python 2 (`raise Error, text`, line 1), which Python 3 cannot read.",
    "x = 10L\n": "It is Python 2 (a number that ends in L, line 1), which Python 3 cannot read.",
    "if x:\n        y = 1\n    \tz = 2\n": ("Tabs and spaces are mixed (line 3), which Python 3 may refuse."),
}

NOT_TOLD = [
    "for i in range(3):\n    print(i)\n",
    "from past.builtins import xrange\nfor i in xrange(3):\n    pass\n",
    "from past.builtins import (\n    basestring,\n    xrange,\n)\nfor i in xrange(3):\n    pass\n",
    "from six.moves import xrange  # pylint: disable\nxrange(3)\n",
    "from functools import reduce\nreduce(max, [1])\n",
    "xrange = range\nxrange(3)\n",
    "def cmp(a, b):\n    return 0\ncmp(1, 2)\n",
    "# for i in xrange(3): print i\n",
    "'''\nprint x\nfor i in xrange(3): `x` <> 10L\n'''\n",
    '"""It\'s a test: print x"""\n',
    "x = 'print x'  # it's xrange(3)\n",
    "s = 'it\\'s'; t = \"`\"\n",
    "np.add.reduce(x)\n",
    "self.print = 1\nprint = 2\nprint\t(3)\n",
    "x = {'print': 1, 'exec': 2}\n",
    "x = a.long(1)\n",
    "x = 0xFF\n",
    "if x:\n\ty = 1\nelse:\n    y = 2\n",
    "",
]


@pytest.mark.parametrize("text", TOLD)
def test_told(text):
    assert python2_notes(text) == (TOLD[text],)


@pytest.mark.parametrize("text", NOT_TOLD)
def test_not_told(text):
    assert python2_notes(text) == ()


@pytest.mark.parametrize("text", [text for text in TOLD if "cannot read" in TOLD[text]])
def test_what_is_said_to_be_unreadable_is(text):
    with pytest.raises(SyntaxError):
        ast.parse(text)


@pytest.mark.parametrize("file", task_files())
@pytest.mark.parametrize("folder", ["stubs", "solutions"])
def test_the_kit_is_python_3(folder, file):
    assert python2_notes((PACKAGE / folder / file).read_text("utf-8")) == ()


def test_one_sentence_for_each_kind():
    text = (
        "for i in xrange(3):\n    print i\n    print i\n    for j in xrange(3):\n        print raw_input()\n"
    )
    assert python2_notes(text) == (
        "`xrange` is Python 2 (line 1); graded with range in its place.",
        "`raw_input` is Python 2 (line 5); graded with input in its place.",
        "It is Python 2 (print without parentheses, line 2), which Python 3 cannot read.",
    )
