"""Texts within the size that is read, made to be slow or large to parse, and what becomes of each.

The memory of a process that searches all of them is bounded, and so is its time, generously: what is parsed
takes less than a second and 200 MB, and what is refused would take minutes or gigabytes.
"""

import json
import subprocess
import sys

import pytest

from cs231n_kit.checks.finding import Fault
from cs231n_kit.checks.judging.source import Source, require_no_loop
from cs231n_kit.checks.judging.syntax import MOST
from cs231n_kit.tasks import PACKAGE

MEMORY = 600 * 2**20  # bytes of address space beyond what the process begins with
SECONDS = 10  # of a core, for one text
DEEP = "it is nested too deeply"
STATEMENTS = "it has more than 20,000 statements"
BRACES = "it has more than 8,000 opening braces"
WORD = "it has a word of more than 700 characters"
DOTS = "it has a name with more than 100 dots"
BRACKETS = "too many nested parentheses (line 1)"
CLOSED = "invalid syntax. Perhaps you forgot a comma? (line 1)"
ANY = "*"  # what Python says differs with its version
FOUND = "a loop"


def full(unit, head="", tail=""):
    """As many of `unit` as there is room for."""
    return head + unit * ((MOST - len(head) - len(tail)) // len(unit)) + tail


def nested(opening, closing, depth=190, inner="1"):
    return f"x={opening * depth}{inner}{closing * depth}\n"


def many(lines, number):
    return "".join(lines.format(n=n, next=n + 1) for n in range(number))


NAMES = [f"a{n}" for n in range(6000)]
# a text: why it is not searched; nothing if it is, and has no loop
TEXTS = {
    "numbers": (full("0\n"), STATEMENTS),
    "statements in a line": (full("0;"), STATEMENTS),
    "as many statements as may be": ("x\n" * 19_999 + "x," * 40_000, ""),
    "an error at the end": (full("x,", "(", "1 1)"), CLOSED),
    "an error after much": ("x\n" * 19_999 + "1 1", "invalid syntax (line 20000)"),
    "a tuple": (full("x,"), ""),
    "a call": (full("x,", "f(", ")"), ""),
    "slices": (full("::,", "x[", "]"), ""),
    "with": (full("x,", "with ", "x:0"), ""),
    "one name after another": (full("x=", "", "1"), ""),
    "and": (full("x and ", "", "x"), ""),
    "a comparison": (full("1<", "", "1"), ""),
    "brackets": ("(" * 50_000 + "1" + ")" * 50_000, BRACKETS),
    "brackets left open": (full("["), BRACKETS),
    "brackets within bounds": (nested("(", ")"), ""),
    "brackets within bounds, and an error": (nested("(", ")", inner="1 1"), CLOSED),
    "brackets of a pattern": (f"match x:\n case {'(' * 190}1{')' * 190}:0", ""),
    "dictionaries": (nested("{1:", "}") * 40, ""),
    "lambdas": (full("lambda:", "", "1"), DEEP),
    "lambdas in brackets": (nested("(lambda x:", ")", inner="x x"), ANY),
    "defaults of lambdas": (full("lambda x=", "", "1:1"), DEEP),
    "minus": (full("-", "x=", "1"), DEEP),
    "not": (full("not ", "", "1"), DEEP),
    "plus": (full("1+", "", "1"), DEEP),
    "powers": (full("1**", "", "1"), DEEP),
    "attributes": (full(".a", "x"), DOTS),
    "calls": (full("()", "x"), DEEP),
    "conditions": (full("1 if 1 else ", "", "1"), DEEP),
    "elif": (full("elif 1:0\n", "if 1:0\n"), DEEP),
    "if in one another": (
        "".join(f"{' ' * n}if 1:\n" for n in range(400)),
        "too many levels of indentation*",
    ),
    "comprehensions": (nested("[x for x in ", "]", inner="x"), ""),
    "a comprehension": (full(" for x in x", "[x", "]"), ""),
    "decorators": ("@x\n" * 19_000 + "def g(): 0", ""),
    "strings with fields": (full("{x}", 'x=f"', '"'), BRACES),
    "as many fields as may be": ('x=f"' + "a " * 50_000 + "{x}" * 7_900 + '"', ""),
    "fields of fields": ('x=f"' + "{1:" * 2000 + "1" + "}" * 2000 + '"', ANY),
    "a string without end": (full("a ", 'x="'), "unterminated string literal (detected at line 1) (line 1)"),
    "a number": (full("9", "x="), WORD),
    "a number of 700 digits": (f"x={'9' * 700}\n", ""),
    "a hexadecimal number": (full("f", "x=0x"), WORD),
    "null bytes": (full("\0"), "source code string cannot contain null bytes*"),
    "form feeds": (full("\f"), ""),
    "lines that go on": (full("\\\n"), STATEMENTS),
    "half a character": ("# \ud800\n", "*surrogates not allowed"),
    "a letter with many marks": (full("\u0315\u0300\u05ae", "a"), WORD),
    "letters with many marks": (("a" + "\u0315\u0300\u05ae" * 220 + "\n") * 197, ""),
    "marks that look like letters": (full("\uff9e", "\uff76"), WORD),
    "a sign that stands for eighteen": (full("\ufdfa"), WORD),
    "a sign that stands for four": (full("\ufdf2,"), ""),
    "an import with dots": (full("a.", "import ", "a"), DOTS),
    "an import from dots": (full("a.", "from ", "a import x"), DOTS),
    "an import over many lines": (f"import {'a.' * 60}\\\n{'a.' * 60}a", DOTS),
    "imports with as many dots as may be": (full("a." * 99 + "a,", "import ", "x"), ""),
    "methods of a class with a long name": (full(" def a():0\n", f"class {'a' * 60_000}:\n"), WORD),
    "functions that call the next": (
        many("def a{n}():a{next}\n", 5000) + "def f(x):a0",
        DEEP,
    ),
    "values that are made of the next": (many("a{n}=a{next}\n", 6000) + "def f(x):a0", DEEP),
    "a value of many names": (
        f"{'='.join(NAMES)}=[{'1,' * 20_000}]\ndef f(x):{','.join(NAMES[:2000])}",
        "",
    ),
    "a name in its own value": (f"{'='.join(NAMES)}=[{','.join(NAMES)}]\ndef f(x):a0", FOUND),
}


@pytest.mark.parametrize("name", TEXTS)
def test_no_text_needs_more_than_there_is(name, tmp_path):
    text, why = TEXTS[name]
    assert len(text) <= MOST
    (tmp_path / "text.json").write_text(json.dumps(text))
    said = searched(tmp_path / "text.json")
    if why in ("", FOUND):
        assert said == why
    else:
        assert said.startswith("the text of the file cannot be searched for loops: ")
        start, _, end = why.partition("*")
        assert start in said and said.endswith(end if "*" in why else start)


SEARCH = """
import json, resource, sys
from cs231n_kit.checks.finding import Fault
from cs231n_kit.checks.judging.source import Source, require_no_loop

text = json.load(open(sys.argv[1]))
used = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
most, seconds = used + int(sys.argv[2]), int(sys.argv[3])
resource.setrlimit(resource.RLIMIT_AS, (most, most))
resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
try:
    require_no_loop(Source(text, "f"))
except Fault as fault:
    print(fault.evidence.get("error", "a loop"))
"""


def searched(path):
    """What is said of a text by a process that may take so much and no more."""
    done = subprocess.run(
        [sys.executable, "-P", "-c", SEARCH, str(path), str(MEMORY), str(SECONDS)],
        env={"PYTHONPATH": str(PACKAGE.parent), "OPENBLAS_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_larger_than_what_is_read():
    with pytest.raises(Fault) as raised:
        require_no_loop(Source(" " * (MOST + 1), "f"))
    assert raised.value.evidence["error"].endswith("it has 131,073 characters, and at most 131,072 are read")


# what people do write: a table in a docstring, separators, a list of numbers, prose in another script
KEPT = {
    "a table in a docstring": f"'''\n{'0.25 0.5 1.0 ' * 500}\n'''",
    "dots in a docstring": f"'''\nloss {'.' * 300} 2.3\n'''",
    "separators": f"# {'═' * 200}\n# {'-' * 300}\n" * 50,
    "prose without spaces": f"'''{'损失函数的梯度，' * 80}'''",
    "a list of numbers": f"x = [{'0.125, ' * 3000}]",
    "a chain of calls": f"x = y{'.reshape(-1).T' * 40}",
}


@pytest.mark.parametrize("name", KEPT)
def test_what_people_write_is_searched(name):
    require_no_loop(Source(f"{KEPT[name]}\n\ndef f(x):\n    return x\n", "f"))
    with pytest.raises(Fault) as raised:
        require_no_loop(Source(f"{KEPT[name]}\n\ndef f(x):\n    while x:\n        pass\n", "f"))
    assert raised.value.code == "has_loop"
