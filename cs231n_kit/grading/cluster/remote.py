"""What a worker of the cluster is asked to do, beside what every worker does."""

import pkgutil
import threading
from collections.abc import Callable
from typing import Any

_FREE = threading.Lock()


def alone(function: Callable[..., Any], first: Any, others: tuple[Any, ...]) -> Any:
    """Call a function, one call at a time: a worker may have threads, and a process one warm server."""
    with _FREE:
        return function(first, *others)


def found(name: str) -> str:
    """A version, or what a function without arguments says it is, by the name of either."""
    value = pkgutil.resolve_name(name)
    return str(value() if callable(value) else value)
