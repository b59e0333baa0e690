"""The warm server: NumPy and the kit are loaded once, and each submission gets a fork of it.

Run as a module with its settings as JSON; it is asked over a socket. It has one thread, holds inputs and no
answer, and never reads what a student wrote: that is sent to the child.
"""

import gc
import json
import os
import signal
import socket
import sys
from pathlib import Path
from typing import Any

from .child import end, say, serve
from .load import warm
from .plan import Plan, of_lists
from .ready import Ready, all_ready
from .sandbox.box import enter, fork
from .sandbox.house import House, move_in
from .sandbox.limits import Limits
from .sandbox.privileges import die_with
from .wire import unpacked


def main(settings: dict[str, Any]) -> None:
    """Serve until the other side hangs up.

    ``{"plan": true}``, with a file sent along, has it read the calls that all children make;
    ``{"fork": true}``, with a socket sent along, is answered with ``{"pid": n}``; ``{"end": n}`` kills that
    child and all that it started. Every command is answered.
    """
    limits, control = Limits(**settings["limits"]), socket.socket(fileno=settings["control"])
    worker = os.pidfd_open(os.getppid())
    die_with(worker)
    warm()
    places = [Path(path) for path in settings["readable"]], [Path(path) for path in settings["hidden"]]
    house = move_in(settings["layers"], *places, scratch=Path(settings["scratch"]))
    die_with(worker)  # again: moving in may have undone it
    gc.freeze()  # or every child copies the pages of what is collected in it
    control.send(b'{"ready": true}')
    children: set[int] = set()
    plan: Plan = ()
    calls: list[list[Ready]] = []
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, 4096, 4)
        if not message:
            break
        request = json.loads(message)
        if "plan" in request:
            plan = _read_plan(descriptors[0])
            calls = all_ready(plan)
            gc.freeze()
            reply = {"calls": len(plan)}
        elif "fork" in request:
            pid = fork(house)
            if pid == 0:
                _be_a_child(house, limits, control, descriptors[0], plan, calls)
            children.add(pid)
            reply = {"pid": pid}
        else:
            _end(request["end"])
            children.discard(request["end"])
            reply = {}
        for descriptor in descriptors:
            os.close(descriptor)
        control.send(json.dumps(reply).encode())
    for pid in children:
        _end(pid)


def _read_plan(descriptor: int) -> Plan:
    with os.fdopen(os.dup(descriptor), "rb") as file:
        return of_lists(unpacked(file.read(), trusted=True))


def _be_a_child(
    house: House,
    limits: Limits,
    control: socket.socket,
    descriptor: int,
    plan: Plan,
    calls: list[list[Ready]],
) -> None:
    """Never comes back."""
    try:
        control.close()
        try:
            enter(house, limits, keep=(descriptor,))
        except Exception as error:  # a layer is missing: not one line of a submission is run
            say(descriptor, {"unboxed": f"{type(error).__name__}: {error}"})
        else:
            say(descriptor, "boxed")
            serve(descriptor, plan, calls)
    finally:
        end()


def _end(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
