"""Automatic mistakes: one operator, number, name or statement of a solution region exchanged at a time."""

import ast
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from ...tasks import functions, lines_of
from ..regions import find_regions

BINARY: dict[type[ast.operator], str] = {
    ast.Add: "-",
    ast.Sub: "+",
    ast.Mult: "/",
    ast.Div: "*",
    ast.MatMult: "*",
    ast.Pow: "*",
    ast.Mod: "//",
    ast.BitAnd: "|",
    ast.BitOr: "&",
}
COMPARED: dict[type[ast.cmpop], tuple[str, ...]] = {
    ast.Lt: ("<=", ">"),
    ast.LtE: ("<", ">"),
    ast.Gt: (">=", "<"),
    ast.GtE: (">", "<"),
    ast.Eq: ("!=",),
    ast.NotEq: ("==",),
    ast.Is: ("is not",),
    ast.IsNot: ("is",),
}
# Functions and methods that are taken for each other.
CALLED = (
    *(("max", "min"), ("sum", "mean"), ("maximum", "minimum"), ("argmax", "argmin"), ("greater", "less")),
    *(("zeros", "ones"), ("zeros_like", "ones_like"), ("exp", "log"), ("cos", "sin"), ("randn", "rand")),
)
# Names of arrays that have the same shape somewhere, or of things that are easily confused.
CONFUSED = (
    *(("above", "below"), ("W1", "W2"), ("b1", "b2"), ("dW1", "dW2"), ("db1", "db2"), ("cache1", "cache2")),
    *(("x_unit", "x"), ("W_unit", "W"), ("x_norm", "w_norm"), ("psi", "dpsi"), ("psi", "cos_theta")),
    *(("T", "U"), ("x", "y"), ("W", "dW"), ("x", "dx"), ("N", "C")),
    *(("numerical", "analytic"), ("loss", "reg"), ("rows", "y"), ("da", "dS"), ("p", "dout"), ("i", "c")),
)
MEMORY = {"out", "copy"}  # arguments that say where numbers are put, and never which


@dataclass(frozen=True)
class Automatic:
    """One change of a reference file.

    ``name`` is ``file:function:line:operator``, where the line is counted inside the function's solution
    regions, so that it stays the same when a docstring grows; ``edit`` says what became what.
    """

    name: str
    task: str
    file: str
    edit: str
    text: str


@dataclass(frozen=True)
class _Change:
    node: ast.AST
    operator: str
    text: str


def automatic(file: str, text: str) -> list[Automatic]:
    """All automatic mistakes in the solution regions of one file, in the order of its lines."""
    regions = find_regions(lines_of(text), file)
    inside = [line for region in regions for line in range(region.begin + 1, region.end)]
    made, seen = [], Counter[str]()
    for task, function in functions(ast.parse(text)):
        own = [line for line in inside if function.lineno <= line <= (function.end_lineno or 0)]
        for change in sorted(_changes(function, set(own)), key=lambda change: _start(change.node)):
            name = f"{file}:{task}:{own.index(_start(change.node)[0]) + 1}:{change.operator}"
            seen[name] += 1
            before, after, whole = _applied(text, change)
            number = f".{seen[name]}" if seen[name] > 1 else ""
            made.append(Automatic(name + number, task, file, f"{before} → {after}", whole))
    return made


def _changes(function: ast.FunctionDef, lines: set[int]) -> Iterator[_Change]:
    names = {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}
    known = {argument.arg for argument in function.args.args}
    for node in _in_order(function):
        if getattr(node, "lineno", 0) not in lines:
            continue
        if isinstance(node, ast.expr):
            yield from _of_expression(node, names)
        elif isinstance(node, ast.stmt):
            yield from _of_statement(node, known)
            known |= _stored(node)


def _of_expression(node: ast.expr, names: set[str]) -> Iterator[_Change]:
    match node:
        case ast.BinOp(left, op, right):
            word = BINARY[type(op)]
            yield _Change(node, type(op).__name__, f"({_put(left)} {word} {_put(right)})")
            if isinstance(op, ast.Sub | ast.Div | ast.MatMult):
                same = ast.BinOp(right, op, left)
                yield _Change(node, "exchange", f"({ast.unparse(same)})")
        case ast.Compare(left, [op], [right]):
            for word in COMPARED[type(op)]:
                yield _Change(node, type(op).__name__, f"({_put(left)} {word} {_put(right)})")
        case ast.BoolOp(op, values):
            word = " or " if isinstance(op, ast.And) else " and "
            yield _Change(node, type(op).__name__, f"({word.join(map(_put, values))})")
        case ast.UnaryOp(ast.USub() | ast.Not(), operand):
            yield _Change(node, "sign", _put(operand))
        case ast.Constant(bool(value)):
            yield _Change(node, "constant", str(not value))
        case ast.Constant(int(value) | float(value)):
            yield _Change(node, "constant+1", f"{value + 1}")
            yield _Change(node, "constant-1", f"({value - 1})")
        case ast.Constant(None):
            yield _Change(node, "constant", "0")
        case ast.Attribute(value, "T"):
            yield _Change(node, "transpose", _put(value))
        case ast.Call():
            yield from _of_call(node)
        case ast.Name(name, ast.Load()):
            for one, other in (*CONFUSED, *(pair[::-1] for pair in CONFUSED)):
                if name == one and other in names:
                    yield _Change(node, f"name {other}", other)
        case ast.Tuple([first, second], ast.Load()):
            if not _has_slice(node) and ast.dump(first) != ast.dump(second):
                yield _Change(node, "exchange", f"({_put(second)}, {_put(first)})")


def _of_call(node: ast.Call) -> Iterator[_Change]:
    function = node.func
    name = function.attr if isinstance(function, ast.Attribute) else ast.unparse(function)
    for one, other in (*CALLED, *(pair[::-1] for pair in CALLED)):
        if name == one and isinstance(function, ast.Attribute):
            exchanged = ast.Attribute(function.value, other, ast.Load())
            yield _Change(node, other, ast.unparse(ast.Call(exchanged, node.args, node.keywords)))
    for keyword in node.keywords:
        if keyword.arg in MEMORY:
            continue
        rest = [other for other in node.keywords if other is not keyword]
        yield _Change(node, f"without {keyword.arg}", ast.unparse(ast.Call(function, node.args, rest)))
    if name == "range":
        args = [*node.args[:-1], ast.BinOp(node.args[-1], ast.Sub(), ast.Constant(1))]
        yield _Change(node, "range", ast.unparse(ast.Call(function, args, [])))
    if name in ("abs", "clip", "reshape", "where", "max") and node.args:
        given = node.args[-1] if name == "where" else node.args[0]
        inner = function.value if name == "reshape" and isinstance(function, ast.Attribute) else given
        yield _Change(node, f"without {name}", _put(inner))


def _of_statement(node: ast.stmt, known: set[str]) -> Iterator[_Change]:
    """Dropped, where the names in it are known without it; a sign of its assignment; a condition negated."""
    droppable = ast.Expr | ast.Continue | ast.AugAssign | ast.Assign
    if isinstance(node, droppable) and _stored(node) <= known:
        yield _Change(node, "drop", "pass")
    if isinstance(node, ast.AugAssign):
        target, value = ast.unparse(node.target), ast.unparse(node.value)
        yield _Change(node, type(node.op).__name__, f"{target} {BINARY[type(node.op)]}= {value}")
        if isinstance(node.op, ast.Add | ast.Sub):
            yield _Change(node, "overwrite", f"{target} = {value}")
    if isinstance(node, ast.If):
        yield _Change(node.test, "negate", f"(not {_put(node.test)})")
    if isinstance(node, ast.Return) and node.value:
        yield _Change(node, "drop", "return None")


def _in_order(function: ast.FunctionDef) -> list[ast.AST]:
    """The nodes with a place in the text; what an f-string shows is no number of anyone's."""
    shown = {
        id(part) for node in ast.walk(function) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)
    }
    placed = [node for node in ast.walk(function) if hasattr(node, "lineno") and id(node) not in shown]
    return sorted(placed, key=_start)


def _has_slice(node: ast.AST) -> bool:
    return any(isinstance(inner, ast.Slice) for inner in ast.walk(node))


def _stored(node: ast.AST) -> set[str]:
    """The names that a statement gives a value to."""
    names = [inner for inner in ast.walk(node) if isinstance(inner, ast.Name)]
    return {name.id for name in names if isinstance(name.ctx, ast.Store)}


def _start(node: ast.AST) -> tuple[int, int]:
    return node.lineno, node.col_offset  # type: ignore[attr-defined]


def _put(node: ast.expr) -> str:
    text = ast.unparse(node)
    simple = ast.Name | ast.Constant | ast.Call | ast.Attribute | ast.Subscript | ast.Tuple
    return text if isinstance(node, simple) else f"({text})"


def _applied(text: str, change: _Change) -> tuple[str, str, str]:
    """What stood there, what stands there now, and the whole text with the change."""
    lines = io.BytesIO(text.encode()).readlines()  # the columns of a syntax tree count bytes
    offsets = [0]
    for line in lines:
        offsets.append(offsets[-1] + len(line))
    node = change.node
    start = offsets[node.lineno - 1] + node.col_offset  # type: ignore[attr-defined]
    end = offsets[node.end_lineno - 1] + node.end_col_offset  # type: ignore[attr-defined]
    whole = text.encode()
    changed = whole[:start] + change.text.encode() + whole[end:]
    return " ".join(whole[start:end].decode().split()), change.text, changed.decode()
