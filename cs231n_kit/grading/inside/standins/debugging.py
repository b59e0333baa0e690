"""A breakpoint that was left in: nobody is there to type, so it ends at once and says so."""

from bdb import BdbQuit
from collections.abc import Mapping
from typing import Any

from .inert import InertModule

STOPPING = ("set_trace", "post_mortem", "embed", "Tracer", "breakpoint", "interact")


def stop(*arguments: Any, **settings: Any) -> None:
    """Stands for every function that waits for somebody to type."""
    raise BdbQuit("a breakpoint was reached, and nobody is there to debug")


class DebuggerModule(InertModule):
    """A debugger or an interactive shell: what would wait stops, everything else is inert."""

    def __getattr__(self, name: str) -> Any:
        return stop if name in STOPPING else super().__getattr__(name)


def names() -> Mapping[str, Any]:
    """The functions of `pdb` by their names."""
    return dict.fromkeys(STOPPING, stop)
