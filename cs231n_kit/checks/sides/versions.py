"""Is what a notebook holds the version that stands in the file? Asked of what Python compiled."""

import inspect
import sys
from collections.abc import Callable, Iterator
from types import CodeType, FunctionType, ModuleType
from typing import Any

Function = Callable[..., Any]
PLAIN = (bool, int, float, complex, str, bytes, tuple, type(None))


def same_version(a: Function, b: Function) -> bool:
    """Whether two functions, and the helpers of their file that they call, are compiled alike."""
    return _version(a) == _version(b)


def function_in(module: object, task: str) -> Function | None:
    """The function or method of that name in a module; None if there is none."""
    found: Any = module
    for part in task.split("."):
        found = getattr(found, part, None)
    return found if callable(found) else None


def held(task: str, module: str, file: str) -> Iterator[Function]:
    """The versions of a task that were imported before: in its module, and under its name in the notebook.

    Parameters
    ----------
    task : str
    module : str
        Name of the module of the task.
    file : str
        Its file, in full; what has the task's name in the notebook but was written elsewhere is not meant.
    """
    for name in (module, "__main__"):
        function = function_in(sys.modules.get(name), task)
        if function is not None and file_of(function) == file:
            yield function


def file_of(function: Function) -> str:
    """The file that a function was compiled from."""
    code = getattr(inspect.unwrap(function), "__code__", None)
    return code.co_filename if code else ""


def first_line(module: ModuleType, task: str) -> int:
    """The line in which a task begins, 0 if that is not known."""
    code = getattr(inspect.unwrap(function_in(module, task) or first_line), "__code__", None)
    return code.co_firstlineno if code and code.co_filename == module.__file__ else 0


def _version(function: Function) -> dict[str, Any]:
    todo: list[Any] = [inspect.unwrap(function)]
    seen: dict[str, Any] = {}
    while todo:
        one = todo.pop()
        if not isinstance(one, FunctionType) or one.__qualname__ in seen:
            continue
        seen[one.__qualname__] = _compiled(one.__code__), _plain(one.__defaults__), _plain(one.__kwdefaults__)
        helpers = (one.__globals__.get(name) for name in _names(one.__code__))
        todo += [helper for helper in helpers if getattr(helper, "__module__", None) == one.__module__]
    return seen


def _compiled(code: CodeType) -> tuple[Any, ...]:
    """All of a code object but its line numbers: an edit elsewhere in the file moves those."""
    constants = [_compiled(one) if isinstance(one, CodeType) else _constant(one) for one in code.co_consts]
    return code.co_code, tuple(constants), code.co_names, code.co_varnames, code.co_freevars


def _constant(value: object) -> object:
    """Told apart by type and sign too: 1, 1.0 and True are equal, and 0.0 and -0.0."""
    return sorted(map(repr, value)) if isinstance(value, frozenset) else repr(value)


def _names(code: CodeType) -> set[str]:
    inner = [_names(one) for one in code.co_consts if isinstance(one, CodeType)]
    return set(code.co_names).union(*inner)


def _plain(defaults: Any) -> list[str]:
    """Defaults that are plain values: others have an address in their text."""
    values = defaults.items() if isinstance(defaults, dict) else enumerate(defaults or ())
    return [repr(pair) for pair in values if isinstance(pair[1], PLAIN)]
