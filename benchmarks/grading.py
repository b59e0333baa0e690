"""``python -m benchmarks.grading``: what grading a class costs, beside nbgrader and the least there is.

One run measures all of it, on Linux with two cores, and prints one table. Every side gets the same hundred
well-behaved submissions of softmax; nbgrader, which is slow, ten of them, and is compared by the submission.

- The floor makes the same calls of each submission in a bare fork of a warm process, two at once: no sandbox,
  no copies, no judging, nothing sent back.
- nbgrader grades a batch. What it takes to start is left out: a batch of one is taken off a batch of ten.
- The kit is the whole command, its start and its exports included, with ``--jobs 2``.
"""

import argparse
import ctypes
import json
import os
import pickle
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from .measure import HEADER, Row
from .peers import nbgrader
from .peers.calls import Call, calls_of
from .peers.submissions import Files, hundred, reference, write

ROOT = Path(__file__).parents[1]
SEED, JOBS = 1, 2
CHILD_SUBREAPER = 36  # of prctl(2)
MB = 2**20


@dataclass
class Cost:
    """Seconds, wall and of all processors; peak MB of the first process, and of all of them together."""

    wall: float
    cpu: float
    peak: float = 0.0
    peak_of_all: float = 0.0


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.grading", description=__doc__.splitlines()[0])
    parser.add_argument("--repeats", type=int, default=3, help="of each pair; 3 without it")
    parser.add_argument("--large", type=int, default=2000, help="submissions for the peak of memory; 0: none")
    parser.add_argument("--no-peers", action="store_true", help="leave nbgrader out")
    options = parser.parse_args()
    _adopt_orphans()
    submissions = hundred()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        write(submissions, folder / "class")
        calls = list(calls_of(submissions, SEED))
        (expected,) = calls_of({"reference": reference()}, SEED)
        count = len(submissions)
        print(f"{count} submissions, {sum(map(len, calls)) / count:.0f} calls each\n\n{HEADER}", flush=True)
        ours, floor = [], []
        for _ in range(options.repeats):
            ours.append(kit(folder, "class"))
            floor.append(bare(folder, submissions, calls))
        _show("wall", "same calls in bare forks, two at once", ours, floor, lambda c: c.wall, "≤ 1.3")
        _show("CPU", "same calls in bare forks", ours, floor, lambda c: c.cpu, "≤ 1.3")
        box = json.loads(_output("benchmarks.peers.box"))
        if not options.no_peers:
            against_nbgrader(folder, submissions, expected, ours, options.repeats)
        large = None
        if options.large:
            write(submissions, folder / "large", copies=options.large // count)
            large = kit(folder, "large")
        facts(ours, floor, box, count, large, options.large)


def kit(folder: Path, name: str) -> Cost:
    """``cs231n-kit grade`` of a folder, afresh."""
    out = folder / "graded"
    shutil.rmtree(out, ignore_errors=True)
    command = [sys.executable, "-P", "-m", "cs231n_kit", "grade", str(folder / name), "--out", str(out)]
    with costing() as cost:
        process = subprocess.Popen(
            [*command, "--jobs", str(JOBS), "--seed", str(SEED), "--json"],
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        with _watched(process.pid, cost):
            process.communicate()
    if process.returncode:
        raise SystemExit(f"the grader ended with {process.returncode}")
    return cost


def bare(folder: Path, submissions: dict[str, Files], calls: list[list[Call]]) -> Cost:
    """The same calls in bare forks of warm processes; their start is left out."""
    work = [
        (files, [(operation, arguments) for _, operation, arguments, _ in made])
        for files, made in zip(submissions.values(), calls, strict=True)
    ]
    processes = []
    for number in range(JOBS):
        path = folder / f"calls{number}"
        path.write_bytes(pickle.dumps(work[number::JOBS]))
        processes.append(_started("benchmarks.peers.bare", str(path)))
    for process in processes:
        process.stdout.readline()
    before = sum(_cpu_of(process.pid) for process in processes)
    with costing() as cost:
        for process in processes:
            process.stdin.write("go\n")
            process.stdin.flush()
        for process in processes:
            process.wait()
    cost.cpu -= before
    return cost


def against_nbgrader(
    folder: Path, submissions: dict[str, Files], expected: list[Call], ours: list[Cost], repeats: int
) -> None:
    """Batches of ten against a batch of one, by one process and by two."""
    names = list(submissions)[:: len(submissions) // 10][:10]
    few = {name: submissions[name] for name in names}
    tens = [nbgrader.Course(folder / f"course{number}", expected, few) for number in range(2)]
    one = nbgrader.Course(folder / "course", expected, {names[0]: submissions[names[0]]})
    nbgrader.seconds(one)
    alone, pair = [], []
    for _ in range(repeats):
        start = nbgrader.seconds(one)
        alone.append((nbgrader.seconds(tens[0]) - start) / 9)
        pair.append((nbgrader.seconds(*tens) - start) / 18)
        if any(course.graded() != len(few) for course in tens):
            raise SystemExit("nbgrader has not graded all of its submissions")
    for what, each in (("one process", alone), ("two at once", pair)):
        ratios = [theirs / (cost.wall / len(submissions)) for theirs, cost in zip(each, ours, strict=True)]
        row = Row(
            "submissions a second, `cs231n-kit grade --jobs 2`",
            f"nbgrader autograde, {what} ({statistics.median(each):.2f} s each, 10 of the submissions)",
            ratios,
            "≥ 50" if each is alone else "",
        )
        print(row.line(), flush=True)


def facts(
    ours: list[Cost], floor: list[Cost], box: dict[str, float], count: int, large: Cost | None, many: int
) -> None:
    """What is no ratio."""

    def each(costs: list[Cost]) -> str:
        wall, cpu = (statistics.median(getattr(cost, name) for cost in costs) for name in ("wall", "cpu"))
        return f"{1000 * wall / count:.0f} ms wall and {1000 * cpu / count:.0f} ms CPU a submission"

    print(f"\nThe kit: {each(ours)}. The floor: {each(floor)}.")
    print(
        f"A box costs {box['boxed'] - box['bare']:.1f} ms over a bare fork"
        f" ({box['boxed']:.1f} ms, and {box['bare']:.1f}; medians of 100 in turn; target ≤ 10)."
    )
    small = min(ours, key=lambda cost: cost.peak)
    for number, cost in [(count, small), *([(many, large)] if large else [])]:
        print(
            f"{number} submissions: peak {cost.peak:.0f} MB of the grader,"
            f" {cost.peak_of_all:.0f} MB of all its processes together."
        )
    if large:
        wall, cpu = (
            1000
            * (getattr(large, name) - statistics.median(getattr(cost, name) for cost in ours))
            / (many - count)
            for name in ("wall", "cpu")
        )
        print(f"Beyond the first {count}: {wall:.0f} ms wall and {cpu:.0f} ms CPU a submission.")
    print(
        f"Load of the last 15 minutes, this included: {os.getloadavg()[2]:.1f};"
        f" {platform.machine()}, {os.cpu_count()} cores."
    )


@contextmanager
def costing() -> Iterator[Cost]:
    """Times what happens meanwhile: the processors' time is that of children that have ended by then."""
    cost = Cost(0.0, 0.0)
    before, start = _cpu(), time.perf_counter()
    yield cost
    cost.wall = time.perf_counter() - start
    while True:
        try:
            os.wait()  # workers whose parent has gone before them
        except ChildProcessError:
            break
    cost.cpu = _cpu() - before


@contextmanager
def _watched(pid: int, cost: Cost) -> Iterator[None]:
    """Notes the peaks of a process and of those that it started."""
    done = threading.Event()

    def watch() -> None:
        first = psutil.Process(pid)
        while not done.wait(0.05):
            try:
                sizes = [_size(one) for one in [first, *first.children(recursive=True)]]
            except psutil.NoSuchProcess:
                return
            cost.peak = max(cost.peak, sizes[0] / MB)
            cost.peak_of_all = max(cost.peak_of_all, sum(sizes) / MB)

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _size(process: psutil.Process) -> int:
    try:
        return process.memory_info().rss
    except psutil.NoSuchProcess:
        return 0


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _cpu_of(pid: int) -> float:
    times = psutil.Process(pid).cpu_times()
    return times.user + times.system


def _adopt_orphans() -> None:
    """Be the parent of what outlives its own, so that its time is known."""
    ctypes.CDLL(None).prctl(CHILD_SUBREAPER, 1, 0, 0, 0)


def _started(module: str, *arguments: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-P", "-m", module, *arguments],
        env=os.environ | {"PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def _output(module: str) -> str:
    return _started(module).communicate()[0]


def _show(
    what: str, against: str, ours: list[Cost], peer: list[Cost], by: Callable[[Cost], float], target: str
) -> None:
    ratios = [by(a) / by(b) for a, b in zip(ours, peer, strict=True)]
    print(Row(f"{what} of `cs231n-kit grade --jobs 2`", against, ratios, target).line(), flush=True)


if __name__ == "__main__":
    main()
