"""A small server: runs each source text of a plan in a box of its own and prints what became of it.

Reads a plan as JSON on stdin: layers, readable, hidden, tree, outside, scratch, limits, wall (seconds) and
sources. An argument is the descriptor that boxes speak to instead of their own channel.
"""

import json
import os
import select
import signal
import sys
import time
from pathlib import Path

import numpy as np

from cs231n_kit.grading.inside.sandbox.box import enter, fork
from cs231n_kit.grading.inside.sandbox.house import move_in
from cs231n_kit.grading.inside.sandbox.limits import Limits
from cs231n_kit.grading.inside.sandbox.privileges import NOBODY, die_with


def victim():
    """A process of the user that boxes run as, for them to do harm to."""
    parent = os.pidfd_open(os.getpid())
    child = os.fork()
    if child == 0:
        if os.geteuid() == 0:
            os.setresuid(NOBODY, NOBODY, NOBODY)
        die_with(parent)
        while True:
            signal.pause()
    return child


def inside(house, limits, channel, source, names):
    """In the box: what the source text says and how it ends, to the channel."""

    def say(value):
        os.write(channel, json.dumps(value).encode() + b"\n")

    channel = int(sys.argv[1]) if sys.argv[1:] else channel
    enter(house, limits, keep=(channel,))
    try:
        exec(source, names | {"say": say, "channel": channel})
    except BaseException as error:
        say(
            {"raised": type(error).__name__, "errno": getattr(error, "errno", None), "text": str(error)[:200]}
        )


def watched(child, channel, wall):
    """What a box says until it ends or its time is up, how it ended, and whether all of it did."""
    ends = time.monotonic() + wall
    pidfd = os.pidfd_open(child)
    while not select.select([pidfd], [], [], 0.01)[0] and time.monotonic() < ends:
        pass
    os.kill(child, signal.SIGKILL)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    os.close(pidfd)
    data, eof = b"", False
    while not eof and select.select([channel], [], [], 0.5)[0]:
        chunk = os.read(channel, 1 << 16)
        data, eof = data + chunk, not chunk
    return {"said": [json.loads(line) for line in data.splitlines()], "status": status, "all_ended": eof}


def main():
    plan = json.load(sys.stdin)
    os.environ["SECRET"] = "of the server"
    open_before = os.open(__file__, os.O_RDONLY)
    os.set_inheritable(open_before, True)
    names = {"os": os, "sys": sys, "np": np, "VICTIM": victim()}
    names |= {name: Path(plan[name]) for name in ("tree", "outside")}
    paths = {name: [Path(path) for path in plan[name]] for name in ("readable", "hidden")}
    house = move_in(plan["layers"], **paths, scratch=Path(plan["scratch"]))
    for source in plan["sources"]:
        outgoing, incoming = os.pipe()
        child = fork(house)
        if child == 0:
            code = 70
            try:
                inside(house, Limits(**plan["limits"]), incoming, source, names)
                code = 0
            except BaseException as error:
                os.write(incoming, json.dumps({"not entered": str(error)}).encode())
            finally:
                os._exit(code)
        os.close(incoming)
        print(json.dumps(watched(child, outgoing, plan["wall"])), flush=True)
        os.close(outgoing)
    os.kill(names["VICTIM"], signal.SIGKILL)


main()
