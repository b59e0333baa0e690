"""Python 2 in a text: what was provided, and what Python 3 cannot run.

The text is looked at and not parsed: a parser can be made to fail by a text written for that.
"""

import re
from collections.abc import Iterator

# Named where they are used without being imported or defined; `grading.inside` provides them.
PROVIDED = {
    "xrange": "range",
    "raw_input": "input",
    "unicode": "str",
    "basestring": "str",
    "long": "int",
    "unichr": "chr",
    "reduce": "functools.reduce",
    "cmp": "a function of its own",
}
# What is found, what it says, and a word without which it need not be looked for.
GONE = (
    (r"\.(has_key)[ \t]*\(", "write `key in d`", "has_key"),
    (r"\.(iteritems)[ \t]*\(", "write `.items()`", "iteritems"),
    (r"\.(iterkeys)[ \t]*\(", "write `.keys()`", "iterkeys"),
    (r"\.(itervalues)[ \t]*\(", "write `.values()`", "itervalues"),
    (r"\b(izip)\b", "write `zip`", "izip"),
    (r"^[ \t]*(print[ \t]*>>)", "write `print(x, file=f)`", ">>"),
)
REFUSED = (
    (
        r"^[ \t]*print(?:[ \t]+[^\s=(.,)\]>#])|[:;][ \t]*print[ \t]+[^\s=(.,]",
        "print without parentheses",
        "print",
    ),
    (r"^[ \t]*exec[ \t]+[^\s=.(]", "exec without parentheses", "exec"),
    (r"`", "backticks", "`"),
    (r"<>", "<>", "<>"),
    (r"^[ \t]*except[ \t]+[\w.]+[ \t]*,[ \t]*\w+[ \t]*:", "`except Error, name`", "except"),
    (r"^[ \t]*raise[ \t]+[\w.]+[ \t]*,", "`raise Error, text`", "raise"),
    (r"(?<![\w.])\d+[lL]\b", "a number that ends in L", ""),
)
# Possessive, and unclosed ones end with the text: no text takes more than one pass.
_STRINGS = re.compile(
    r"#[^\n]*+"
    r'|"""(?:[^"\\]|\\.?|"(?!""))*+(?:""")?'
    r"|'''(?:[^'\\]|\\.?|'(?!''))*+(?:''')?"
    r'|"(?:[^"\\\n]|\\.?)*+"?'
    r"|'(?:[^'\\\n]|\\.?)*+'?",
    re.DOTALL,
)


def python2_notes(text: str) -> tuple[str, ...]:
    """What of a file is Python 2, one sentence for each kind, with the first line in which it stands.

    A division of integers looks alike in both and is not told.
    """
    code = _STRINGS.sub(_blank, text)
    return (*_provided(code), *_gone(code), *_refused(code), *_tabs(code))


def _provided(code: str) -> Iterator[str]:
    for name, instead in PROVIDED.items():
        if name not in code:  # in nearly every file none is
            continue
        used = re.search(rf"(?<![\w.]){name}[ \t]*\(", code)
        bound = re.search(rf"\b(?:def|class)[ \t]+{name}\b|(?<![\w.]){name}[ \t]*=(?!=)", code)
        if used and not bound and name not in _imported(code):
            yield f"`{name}` is Python 2 (line {_line(code, used)}); graded with {instead} in its place."


def _imported(code: str) -> set[str]:
    """Every word of an import statement."""
    words: set[str] = set()
    is_open = False
    for line in code.split("\n"):
        if is_open or line.lstrip().startswith(("import ", "from ")):
            words.update(re.findall(r"\w+", line))
            is_open = (is_open or "(" in line) and ")" not in line
    return words


def _gone(code: str) -> Iterator[str]:
    for pattern, advice, word in GONE:
        if word in code and (found := re.search(pattern, code, re.MULTILINE)):
            yield f"`{found[1]}` is Python 2 (line {_line(code, found)}), and Python 3 has none; {advice}."


def _refused(code: str) -> Iterator[str]:
    for pattern, what, word in REFUSED:
        if word in code and (found := re.search(pattern, code, re.MULTILINE)):
            yield f"It is Python 2 ({what}, line {_line(code, found)}), which Python 3 cannot read."


def _tabs(code: str) -> Iterator[str]:
    """One line with both: lines with one of them each are right in both languages."""
    if "\t" in code and (found := re.search(r"^(?: +\t|\t+ )[ \t]*\S", code, re.MULTILINE)):
        yield f"Tabs and spaces are mixed (line {_line(code, found)}), which Python 3 may refuse."


def _blank(found: re.Match[str]) -> str:
    """A string or comment emptied: as many lines as before, and a string stays one."""
    kept = "" if found[0].startswith("#") else '""'
    return kept + "\n" * found[0].count("\n")


def _line(code: str, found: re.Match[str]) -> int:
    return code.count("\n", 0, found.start() + len(found[0]) - len(found[0].lstrip())) + 1
