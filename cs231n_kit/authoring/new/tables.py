"""Adding a row to a table that is written out in a Python file."""

import ast

from ...errors import KitError
from ...tasks import lines_of


def with_row(text: str, table: str, row: str, file: str) -> str:
    """The text of a file with one more row in a table: in its place where the rows are sorted, else last.

    Parameters
    ----------
    text : str
    table : str
        The name that a tuple, list or dict is assigned to, with a row a line.
    row : str
        Without indent and comma.
    file : str
        Its name in an error message.

    Raises
    ------
    KitError
        If there is no such table.
    """
    span = _rows(ast.parse(text), table)
    if span is None:
        raise KitError(f"{file} must hold a table {table} with a row a line, and does not; put it back")
    lines = lines_of(text)
    rows, new = lines[span], f"    {row},\n"
    place = sum(old < new for old in rows) if rows == sorted(rows) else len(rows)
    lines.insert(span.start + place, new)
    return "".join(lines)


def _rows(tree: ast.Module, table: str) -> slice | None:
    """The lines between the brackets."""
    for node in tree.body:
        match node:
            case ast.Assign(
                targets=[ast.Name(id=name)], value=ast.Tuple() | ast.List() | ast.Dict() as value
            ):
                if name == table and value.end_lineno and value.end_lineno > value.lineno:
                    return slice(value.lineno, value.end_lineno - 1)
    return None
