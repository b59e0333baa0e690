"""A student's file brought to a new stub, function by function.

What the student has written stays; an untouched stub becomes the new one, a new task is added. Where only
functions were written the rest of the file becomes the new release's; lines of the student's own outside
them keep the file as it is, but for these functions.
"""

import ast
from dataclasses import dataclass

from ..errors import KitError
from ..tasks import functions, lines_of, replace_function, span


@dataclass(frozen=True)
class Merged:
    """The new text of a file, and what became of its functions, by name."""

    text: str
    kept: tuple[str, ...]
    renewed: tuple[str, ...]
    added: tuple[str, ...]
    notes: tuple[str, ...]


def merged(work: str, old: str, new: str, file: str) -> Merged:
    """`work`, which began as the stub `old`, brought to the stub `new`.

    Raises
    ------
    KitError
        If `work` cannot be read as Python: then its functions cannot be told apart.
    """
    mine, before, after = _bodies(work, file), _bodies(old, file), _bodies(new, file)
    written = [name for name, body in mine.items() if _differ(body, before.get(name))]
    kept = [name for name in written if name in after and _differ(mine[name], after[name])]
    renewed = [
        name
        for name in after
        if name in mine and name not in written and _differ(after[name], before.get(name))
    ]
    added = [name for name in after if name not in mine and name not in before]
    own_lines = _outside(work, mine) != _outside(old, before) or not set(written) <= set(after)
    if own_lines:
        text = _with_imports(_grown(work, new, renewed, added, file), old if not added else "", new)
    else:
        text = _filled(new, mine, kept)
    notes = [
        f"{name} has another stub now: compare yours with cs231n_kit/stubs/{file}"
        for name in kept
        if _differ(after[name], before.get(name))
    ]
    if own_lines and _outside(old, before) != _outside(new, after):
        notes.append(f"your lines outside of its functions stay; the new ones are in cs231n_kit/stubs/{file}")
    return Merged(text, tuple(kept), tuple(renewed), tuple(added), tuple(notes))


def _bodies(text: str, file: str) -> dict[str, str]:
    """The functions and methods of a file, by name."""
    lines = lines_of(text)
    try:
        return {name: "".join(lines[span(node)]) for name, node in functions(ast.parse(text))}
    except (SyntaxError, ValueError) as error:
        line = f"line {error.lineno}: {error.msg}" if isinstance(error, SyntaxError) else error
        raise KitError(
            f"{file} cannot be read as Python ({line}), so what you have written in it cannot be told from"
            f" what was handed out; correct that, or run `cs231n-kit reset {file}`, and update again"
        ) from None


def _differ(a: str, b: str | None) -> bool:
    return b is None or _plain(a) != _plain(b)


def _plain(text: str) -> list[str]:
    return [line.rstrip() for line in text.splitlines() if line.strip()]


def _outside(text: str, bodies: dict[str, str]) -> list[str]:
    """The lines of a file with each function as its name alone."""
    lines = lines_of(text)
    for name, node in reversed(list(functions(ast.parse(text)))):
        lines[span(node)] = [f"{name}\n"]
    # A new task adds its name to these; that is nobody's own line.
    return [line for line in _plain("".join(lines)) if line not in bodies]


def _filled(new: str, mine: dict[str, str], kept: list[str]) -> str:
    """The new stub with the functions that were written."""
    lines = lines_of(new)
    for name, node in reversed(list(functions(ast.parse(new)))):
        if name in kept:
            lines[span(node)] = [_ended(mine[name])]
    return "".join(lines)


def _grown(work: str, new: str, renewed: list[str], added: list[str], file: str) -> str:
    """The student's file with the new stubs of some functions, the new functions, and what they import."""
    text = _ended(work)
    for name in renewed:
        text = replace_function(text, new, name, file)
    for name in added:
        if name not in dict(functions(ast.parse(text))):  # or it came with its class
            text = _inserted(text, new, name)
    return text


def _inserted(text: str, new: str, name: str) -> str:
    """`text` with a function of `new`, after the one that precedes it there."""
    lines, owner = lines_of(text), name.rpartition(".")[0]
    tree, source = ast.parse(text), ast.parse(new)
    here, order = dict(functions(tree)), [one for one, _ in functions(source)]
    siblings = [one for one in order[: order.index(name)] if one.rpartition(".")[0] == owner and one in here]
    home = next((node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == owner), None)
    node: ast.FunctionDef | ast.ClassDef = dict(functions(source))[name]
    if owner and home is None:
        node = next(one for one in source.body if isinstance(one, ast.ClassDef) and one.name == owner)
    first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
    block = lines_of(new)[first - 1 : node.end_lineno]
    after = here[siblings[-1]] if siblings else home
    at = (after.end_lineno or len(lines)) if after else len(lines)
    gap = ["\n"] if home else ["\n", "\n"]
    lines[at:at] = [*gap, *block]
    return _ended("".join(lines))


def _with_imports(text: str, old: str, new: str) -> str:
    """`text` with the imports of `new` that neither it nor `old` has, after its own."""
    have = {line for known in (text, old) for line, _ in _imports(known)}
    missing = [f"{line}\n" for line, _ in _imports(new) if line not in have]
    lines = lines_of(text)
    last = max((end for _, end in _imports(text)), default=_end_of_docstring(text))
    lines[last:last] = missing
    return "".join(lines)


def _imports(text: str) -> list[tuple[str, int]]:
    """What a file imports at its top, in one form, and the lines in which that ends."""
    found = [node for node in ast.parse(text).body if isinstance(node, ast.Import | ast.ImportFrom)]
    return [(ast.unparse(node), node.end_lineno or 0) for node in found]


def _end_of_docstring(text: str) -> int:
    tree = ast.parse(text)
    return (tree.body[0].end_lineno or 0) if ast.get_docstring(tree) is not None else 0


def _ended(text: str) -> str:
    return text.rstrip("\n") + "\n"
