from textwrap import indent

import pytest

from cs231n_kit.checks.finding import Fault
from cs231n_kit.checks.judging.source import Source, require_no_loop


def test_what_python_thinks_of_a_text_is_not_printed(recwarn):
    require_no_loop(Source("def f(x):\n    return 1if x is 1else '\\d'\n", "f"))
    assert not list(recwarn)


def source(body, rest=""):
    return Source(f"def f(x):\n{indent(body, '    ')}\n\n\n{rest}", "f")


LOOPS = [
    ("for i in x:\n    pass", "a for loop"),
    ("while x:\n    pass", "a while loop"),
    ("return [i for i in x]", "a comprehension"),
    ("return {i for i in x}", "a comprehension"),
    ("return {i: i for i in x}", "a comprehension"),
    ("return sum(i for i in x)", "a comprehension"),
    ("if x:\n    for i in x:\n        return i", "a for loop"),
    ("def inner():\n    for i in x:\n        pass\nreturn inner()", "a for loop"),
]
HIDDEN = [
    ("return list(map(abs, x))", "map, which loops inside"),
    ("return list(filter(None, x))", "filter, which loops inside"),
    ("return reduce(max, x)", "reduce, which loops inside"),
    ("return np.vectorize(abs)(x)", "vectorize, which loops inside"),
    ("return np.apply_along_axis(sum, 0, x)", "apply_along_axis, which loops inside"),
    ("return np.fromiter(x, float)", "fromiter, which loops inside"),
    ("return f(x[1:]) + x[0]", "a call of itself"),
    ("v = np.vectorize\nreturn v(abs)(x)", "vectorize, which loops inside"),
    ("return getattr(np, 'vectorize')(abs)(x)", "vectorize, which loops inside"),
    ("from numpy import vectorize as v\nreturn v(abs)(x)", "vectorize, which loops inside"),
    ("import functools as t\nreturn t.reduce(max, x)", "reduce, which loops inside"),
    ("return [*builtins.map(abs, x)]", "map, which loops inside"),
    ("@np.vectorize\ndef inner(a):\n    return a\nreturn inner(x)", "vectorize, which loops inside"),
    ("return sum(a for a in (x, *x))", "a comprehension"),
    ("for a in (x, x):\n    for b in a:\n        pass", "a for loop"),
    ("def inner(a):\n    return inner(a)\nreturn inner(x)", "a call of itself"),
]
NONE = [
    "return x.sum()",
    "return np.add.reduce(x)",  # no loop of Python
    "return np.logaddexp.reduce(x, axis=1)",
    "return x[range(3), y]",
    "return x\nfor i in x:\n    pass",  # never reached
    "'''for i in x'''\nreturn x  # for i in x",
    "raise ValueError\nwhile True:\n    pass",
    "if False:\n    for i in x:\n        pass\nreturn x",
    "if 1:\n    return x\nelse:\n    while x:\n        pass",
    "while False:\n    pass",
    "def inner():\n    for i in x:\n        pass\nreturn x",  # never called
    "W, b = (a.astype(float) for a in (x, y))",
    "for name, a in zip(('W', 'b'), (x, y)):\n    check(name, a)",
    "map = x.max()\nreturn map",
]


@pytest.mark.parametrize("body, what", LOOPS + HIDDEN)
def test_a_loop_is_seen(body, what):
    with pytest.raises(Fault) as raised:
        require_no_loop(source(body))
    assert (raised.value.code, raised.value.evidence["what"]) == ("has_loop", what)


@pytest.mark.parametrize("body", NONE)
def test_what_is_none(body):
    require_no_loop(source(body))


def test_the_line_is_that_of_the_file():
    with pytest.raises(Fault) as raised:
        require_no_loop(Source("import numpy\n\n\ndef f(x):\n    y = x\n    while y:\n        pass\n", "f"))
    assert raised.value.evidence["line"] == 6


def test_a_helper_in_the_same_file_counts_and_another_function_does_not():
    helper = "def g(x):\n    return h(x)\n\n\ndef h(x):\n    return [i for i in x]\n"
    with pytest.raises(Fault):
        require_no_loop(source("return g(x)", helper))
    with pytest.raises(Fault):
        require_no_loop(source("h = g\nreturn h(x)", helper))
    require_no_loop(source("return x", helper))


def test_what_stands_at_the_top_of_the_file():
    for rest in ("g = np.vectorize(abs)", "g = lambda x: [i for i in x]", "from numpy import vectorize as g"):
        with pytest.raises(Fault):
            require_no_loop(source("return g(x)", rest))
    require_no_loop(source("return x[g]", "g = [i for i in range(3)]"))


METHODS = """\
class A:
    def f(self, x):
        return self.quick(x)

    def g(self, x):
        return self.slow(x)

    def quick(self, x):
        return x

    def slow(self, x):
        while x:
            pass
"""


def test_methods_and_the_methods_that_they_call():
    require_no_loop(Source(METHODS, "A.f"))
    with pytest.raises(Fault):
        require_no_loop(Source(METHODS, "A.g"))
