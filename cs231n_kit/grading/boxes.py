"""Warm servers and the children that they fork: a box for a submission, from the outside."""

import json
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryFile
from types import TracebackType
from typing import Any

from ..errors import KitError
from ..tasks import PACKAGE
from .inside.frames import Frames, framed
from .inside.plan import ASKED, Plan, Reply, as_lists, reply_unpacked
from .inside.wire import BadFrame, packed, unpacked
from .scratch import scratch_folder
from .tree import inside_tree

START = 60.0  # seconds that a server may take to be ready


class Died(Exception):
    """A child has ended, or sent what is no answer."""


@dataclass
class Box:
    """A boxed child, and the channel to it."""

    pid: int
    channel: socket.socket
    frames: Frames = field(default_factory=Frames)
    calls: int = 0

    def ask(self, operation: str, arguments: Any, deadline: float) -> Reply:
        """What a call gave that is not in the plan.

        Raises
        ------
        TimeoutError
            If it did not by `deadline`, in the time of `time.monotonic`.
        Died
            If nothing will come any more.
        """
        self.calls += 1
        self.send([self.calls, operation, arguments], deadline)
        while (reply := self.reply(deadline)).place != (ASKED, self.calls):
            pass
        return reply

    def reply(self, deadline: float, nap: float = 0.0) -> Reply:
        """The next reply; without one at hand it waits `nap` seconds before it looks, as more come then."""
        return self._next(deadline, reply_unpacked, nap)

    def send(self, value: Any, deadline: float) -> None:
        try:
            self.channel.settimeout(_left(deadline))
            self.channel.sendall(framed(packed(value, trusted=True)))
        except TimeoutError:
            raise
        except OSError as error:
            raise Died(str(error)) from None

    def receive(self, deadline: float) -> Any:
        """The next value that is no reply."""
        return self._next(deadline, unpacked)

    def _next(self, deadline: float, read: Callable[[bytes], Any], nap: float = 0.0) -> Any:
        def in_time(size: int) -> bytes:
            if nap:
                time.sleep(nap)
            self.channel.settimeout(_left(deadline))
            return self.channel.recv(size)

        try:
            return read(self.frames.next(in_time))
        except TimeoutError:
            raise
        except (OSError, EOFError, BadFrame) as error:
            raise Died(str(error) or "it has ended") from None


class Server:
    """A warm server, and a folder for what it needs; a context manager."""

    def __init__(self, layers: tuple[str, ...], limits: dict[str, Any]) -> None:
        self._layers, self._limits = layers, limits
        self._owed = 0  # answers to commands that were not waited for

    def __enter__(self) -> "Server":
        self._ending = ExitStack()
        folder = self._ending.enter_context(scratch_folder())
        tree, scratch = inside_tree(folder / "tree"), folder / "scratch"
        scratch.mkdir()
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        settings = {
            "layers": self._layers,
            "limits": self._limits,
            "control": theirs.fileno(),
            "readable": [str(tree)],
            "hidden": [str(PACKAGE)],
            "scratch": str(scratch),
        }
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "cs231n_kit.grading.inside.server", json.dumps(settings)],
            env=_environment(tree),
            cwd=tree,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            pass_fds=[theirs.fileno()],
            start_new_session=True,  # a Ctrl-C is for the grader, which ends what it started
            text=True,
        )
        theirs.close()
        self._control.settimeout(START)
        try:
            self._answer()
        except (OSError, ValueError):
            self._process.kill()
            said = self._process.communicate()[1].strip().splitlines()[-1:] or ["it ended without a word"]
            self.__exit__(None, None, None)
            raise KitError(f"no sandbox can be set up: {said[0]}; see docs/grading.md") from None
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._control.close()
        try:
            self._process.communicate(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.communicate()
        self._ending.close()

    def learn(self, plan: Plan) -> None:
        """Have every further child make the calls of a plan."""
        with TemporaryFile() as file:
            file.write(packed(as_lists(plan), trusted=True))
            file.seek(0)
            self._command({"plan": True}, file.fileno())

    def fork(self) -> Box:
        """A new child, boxed; nothing was sent to it yet."""
        ours, theirs = socket.socketpair()
        with theirs:
            pid = self._command({"fork": True}, theirs.fileno())["pid"]
        box = Box(pid, ours)
        try:
            said = box.receive(time.monotonic() + START)
        except (Died, TimeoutError) as error:  # before a line of the submission was there to be blamed
            said = f"its process ended ({error})"
        if said != "boxed":
            self.end(box)
            raise KitError(f"the sandbox cannot be entered: {said}; no submission is run without it")
        return box

    def end(self, box: Box) -> None:
        """Kill a child and all that it started; that is done before the next command, and not waited for."""
        box.channel.close()
        self._send({"end": box.pid})
        self._owed += 1

    def _command(self, request: dict[str, Any], *descriptors: int) -> dict[str, Any]:
        self._send(request, *descriptors)
        while self._owed:
            self._answer()
            self._owed -= 1
        return self._answer()

    def _send(self, request: dict[str, Any], *descriptors: int) -> None:
        socket.send_fds(self._control, [json.dumps(request).encode()], list(descriptors))

    def _answer(self) -> dict[str, Any]:
        answer: dict[str, Any] = json.loads(self._control.recv(4096))
        return answer


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _environment(tree: Path) -> dict[str, str]:
    one_thread = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    return one_thread | {
        "PATH": "/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(tree),
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONUTF8": "1",
    }
