"""Warm servers and the children that they fork: a box for a submission, from the outside."""

import json
import socket
import subprocess
import sys
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any

from ..errors import KitError
from ..tasks import PACKAGE
from .inside.wire import BadFrame, Frames, packed, unpacked
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

    def ask(self, operation: str, arguments: Any, deadline: float) -> Any:
        """What a call gave.

        Raises
        ------
        TimeoutError
            If it did not by `deadline`, in the time of `time.monotonic`.
        Died
            If nothing will come any more.
        """
        self.calls += 1
        self.send([self.calls, operation, arguments], deadline)
        while True:
            reply = self.receive(deadline)
            if not isinstance(reply, list) or len(reply) != 2:
                raise Died("it sent what is no answer")
            if reply[0] == self.calls:
                return reply[1]

    def send(self, value: Any, deadline: float) -> None:
        try:
            self.channel.settimeout(_left(deadline))
            self.channel.sendall(packed(value))
        except TimeoutError:
            raise
        except OSError as error:
            raise Died(str(error)) from None

    def receive(self, deadline: float) -> Any:
        def in_time(size: int) -> bytes:
            self.channel.settimeout(_left(deadline))
            return self.channel.recv(size)

        try:
            return unpacked(self.frames.next(in_time))
        except TimeoutError:
            raise
        except (OSError, EOFError, BadFrame) as error:
            raise Died(str(error) or "it has ended") from None


class Server:
    """A warm server, and a folder for what it needs; a context manager."""

    def __init__(self, layers: tuple[str, ...], limits: dict[str, Any]) -> None:
        self._layers, self._limits = layers, limits

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
            self._command(None)
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
        """Kill a child and all that it started."""
        box.channel.close()
        self._command({"end": box.pid})

    def _command(self, request: dict[str, Any] | None, *descriptors: int) -> dict[str, Any]:
        if request is not None:
            socket.send_fds(self._control, [json.dumps(request).encode()], list(descriptors))
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
