"""Solution regions: from a reference file to the stub that a student is handed.

A region is the lines between ``### BEGIN SOLUTION`` and ``### END SOLUTION`` inside a function.
The stub is the same file, byte for byte, with each region replaced by one line that raises
`NotDone` for that function; the notebook it names is the one that the module docstring names.
"""

import ast
import re
from dataclasses import dataclass

from ..errors import KitError
from ..tasks import functions, lines_of

BEGIN = "### BEGIN SOLUTION"
END = "### END SOLUTION"

_LOOKS_LIKE_A_MARKER = re.compile(r"#.*\b(BEGIN|END)\s+SOLUTION\b", re.IGNORECASE)
_NOTEBOOK = re.compile(r"\bnotebooks/\w+\.ipynb\b")


@dataclass(frozen=True)
class Region:
    """Lines `begin` … `end` (markers included, counted from 1) of one file."""

    begin: int
    end: int
    indent: str


def make_stub(source: str, file: str) -> str:
    """The stub for the reference `source`; `file` is its name in error messages.

    Raises
    ------
    KitError
        With ``file:line``: a stray, nested, misspelt or unclosed marker, a region outside a
        function, or a module docstring that names no notebook.
    """
    lines = lines_of(source)
    regions = find_regions(lines, file)
    tree = _parse(source, file)
    notebook = _notebook(tree, file)
    for region in reversed(regions):  # from the bottom, so that line numbers above stay right
        task = _enclosing_function(tree, region, file)
        lines[region.begin - 1 : region.end] = [f'{region.indent}raise NotDone("{task}", "{notebook}")\n']
    stub = "".join(lines)
    _parse(stub, f"the stub of {file}")
    return stub


def find_regions(lines: list[str], file: str) -> list[Region]:
    """All solution regions in order; a `KitError` with ``file:line`` if the markers do not pair up."""
    regions: list[Region] = []
    begin = 0  # line of the marker that is open, 0 if none is
    for number, line in enumerate(lines, start=1):
        marker = line.strip()
        if marker == BEGIN:
            if begin:
                raise KitError(
                    f"{file}:{number}: {BEGIN} inside the region that line {begin} opened; close that first"
                )
            begin = number
        elif marker == END:
            if not begin:
                raise KitError(
                    f"{file}:{number}: {END} without {BEGIN} above it; add the one or remove the other"
                )
            indent = _indent(line)
            if indent != _indent(lines[begin - 1]):
                raise KitError(f"{file}:{number}: {END} must be indented like its {BEGIN} in line {begin}")
            if not any(_is_code(inner) for inner in lines[begin : number - 1]):
                raise KitError(
                    f"{file}:{begin}: the region holds no code; put the markers around the solution"
                )
            regions.append(Region(begin, number, indent))
            begin = 0
        elif _LOOKS_LIKE_A_MARKER.search(line):
            raise KitError(
                f"{file}:{number}: a marker must stand alone on its line and read"
                f" {BEGIN!r} or {END!r}, got {marker!r}"
            )
    if begin:
        raise KitError(f"{file}:{begin}: {BEGIN} is never closed; add {END} at the end of the solution")
    return regions


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]


def _is_code(line: str) -> bool:
    return bool(line.strip()) and not line.strip().startswith("#")


def _parse(source: str, file: str) -> ast.Module:
    try:
        return ast.parse(source)
    except SyntaxError as error:
        raise KitError(f"{file}:{error.lineno}: must be valid Python, got: {error.msg}") from None


def _notebook(tree: ast.Module, file: str) -> str:
    named = _NOTEBOOK.search(ast.get_docstring(tree) or "")
    if not named:
        raise KitError(
            f"{file}:1: the module docstring must name the notebook of its tasks (notebooks/NAME.ipynb)"
        )
    return named.group()


def _enclosing_function(tree: ast.Module, region: Region, file: str) -> str:
    for name, function in functions(tree):
        starts_inside = function.lineno < region.begin <= (function.end_lineno or 0)
        if starts_inside and not any(
            region.begin < other.lineno < region.end for _, other in functions(tree)
        ):
            return name
    raise KitError(
        f"{file}:{region.begin}: a region must lie inside the body of one function, after its docstring"
    )
