"""The modules that let one file run under Python 2 and 3, as far as task files use them; and `tqdm`."""

import builtins
import functools
import io
import pickle
import queue
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from .inert import Inert
from .python2 import NAMES

_SAME = (
    "bytes",
    "chr",
    "dict",
    "filter",
    "hex",
    "input",
    "int",
    "list",
    "map",
    "max",
    "min",
    "next",
    "object",
)
_ALSO = ("oct", "open", "pow", "range", "round", "str", "super", "zip")
_BUILTINS = {name: getattr(builtins, name) for name in _SAME + _ALSO}


class Progress:
    """A progress bar that shows nothing: it goes through what it was given."""

    def __init__(self, iterable: Iterable[Any] = (), *arguments: Any, **settings: Any) -> None:
        self._iterable = iterable

    def __iter__(self) -> Iterator[Any]:
        return iter(self._iterable)

    def __len__(self) -> int:
        return len(self._iterable)  # type: ignore[arg-type]

    def __enter__(self) -> "Progress":
        return self

    def __exit__(self, *error: Any) -> None:
        pass

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return Inert()

    @staticmethod
    def write(*arguments: Any, **settings: Any) -> None:
        pass


def _trange(*arguments: int, **settings: Any) -> Progress:
    return Progress(range(*arguments))


def _old_div(a: Any, b: Any) -> Any:
    """The ``/`` of Python 2."""
    return a // b if isinstance(a, int) and isinstance(b, int) else a / b


def _unchanged(one: Any) -> Any:
    return one


def _nothing(*arguments: Any, **settings: Any) -> None:
    pass


def _metaclass(meta: type, *bases: type) -> type:
    return meta("NewBase", bases, {})


_ITERATING: dict[str, Callable[..., Any]] = {
    "iteritems": lambda one, **settings: iter(one.items()),
    "iterkeys": lambda one, **settings: iter(one.keys()),
    "itervalues": lambda one, **settings: iter(one.values()),
    "viewitems": lambda one, **settings: one.items(),
}
_KINDS = {
    "PY2": False,
    "PY3": True,
    "string_types": (str,),
    "integer_types": (int,),
    "text_type": str,
    "binary_type": bytes,
    "with_metaclass": _metaclass,
    "python_2_unicode_compatible": _unchanged,
    "print_": print,
    "u": _unchanged,
    "b": lambda text: text.encode("latin-1"),
}
_MOVED = _BUILTINS | {
    "xrange": range,
    "reduce": functools.reduce,
    "cPickle": pickle,
    "cStringIO": io.StringIO,
    "StringIO": io.StringIO,
    "queue": queue,
    "builtins": builtins,
}
_UTILS = _ITERATING | _KINDS | {"old_div": _old_div, "native": _unchanged, "string_types": (str,)}
_LIBRARY = {"install_aliases": _nothing, "install_hooks": _nothing, "hooks": Inert}
_TQDM = {"tqdm": Progress, "trange": _trange, "tnrange": _trange, "tqdm_notebook": Progress}

BRIDGES: Mapping[str, Mapping[str, Any]] = {
    "past": {},
    "past.builtins": _BUILTINS | NAMES,
    "past.utils": _UTILS,
    "past.translation": {"autotranslate": _nothing},
    "future": {},
    "future.builtins": _BUILTINS,
    "future.utils": _UTILS,
    "future.standard_library": _LIBRARY,
    "future.moves": {},
    "six": _ITERATING | _KINDS,
    "six.moves": _MOVED,
    "six.moves.cPickle": vars(pickle),
    "six.moves.builtins": vars(builtins),
    "cPickle": vars(pickle),
    "__builtin__": vars(builtins) | NAMES,
    "StringIO": {"StringIO": io.StringIO},
    "cStringIO": {"StringIO": io.StringIO},
    "Queue": vars(queue),
    "tqdm": _TQDM,
    "tqdm.auto": _TQDM,
    "tqdm.notebook": _TQDM,
    "tqdm.autonotebook": _TQDM,
    "tqdm.std": _TQDM,
}
