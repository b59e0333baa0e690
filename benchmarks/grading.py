"""``python -m benchmarks.grading``: what grading a class costs, beside nbgrader and the least there is.

One run measures all of it, on Linux with two cores, and prints one table. Every side gets the same hundred
well-behaved submissions of softmax; nbgrader, which is slow, ten of them unless told otherwise.

- The kit is the command with ``--jobs 2``. What a submission costs is the difference between a class of a
  hundred and one of ten, so that the start is left out, and told beside it.
- The floor makes the same calls of each submission in a bare fork of a warm process, two at once, and has it
  send back the answers: no sandbox, no copies, no judging. Its start is left out, too.
- nbgrader grades a batch; a batch of one is taken off it, so that its start is left out as well.
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
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from .measure import HEADER, Row
from .peers import nbgrader
from .peers.calls import Call, calls_of
from .peers.submissions import Files, hundred, reference, write

ROOT = Path(__file__).parents[1]
SEED, JOBS = 1, 2
FEW = 10  # submissions of a small class
CHILD_SUBREAPER = 36  # of prctl(2)
MB = 2**20


@dataclass
class Cost:
    """Seconds, wall and of all processors; peak MB of the first process, and of all of them together."""

    wall: float
    cpu: float
    peak: float = 0.0
    peak_of_all: float = 0.0


def main() -> int:
    """Measure, and say which targets are missed; 1 if any is."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.grading", description=__doc__.splitlines()[0])
    parser.add_argument("--repeats", type=int, default=3, help="of each pair; 3 without it")
    parser.add_argument("--large", type=int, default=2000, help="submissions for the peak of memory; 0: none")
    parser.add_argument("--nbgrader", type=int, default=FEW, help=f"submissions for it; 0: none, else {FEW}")
    options = parser.parse_args()
    _adopt_orphans()
    submissions = hundred()
    few = {name: submissions[name] for name in list(submissions)[:: len(submissions) // FEW]}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        write(submissions, folder / "class")
        write(few, folder / "few")
        calls = list(calls_of(submissions, SEED))
        count = len(submissions)
        print(f"{count} submissions, {sum(map(len, calls)) / count:.0f} calls each\n\n{HEADER}", flush=True)
        costs = Costs(count - len(few), count)
        for _ in range(options.repeats):
            costs.whole.append(kit(folder, "class"))
            costs.few.append(kit(folder, "few"))
            costs.floor.append(bare(folder, submissions, calls))
        rows = costs.rows()
        if options.nbgrader:
            rows += against_nbgrader(folder, submissions, options.nbgrader, costs, options.repeats)
        for row in rows:
            print(row.line(), flush=True)
        box = json.loads(_output("benchmarks.peers.box"))
        large = None
        if options.large:
            write(submissions, folder / "large", copies=options.large // count)
            large = kit(folder, "large")
        facts(costs, box, large, options.large)
        missed = [row for row in rows if row.target and not row.is_met]
        print("\nMissed: " + "; ".join(f"{row.what}, {row.median:.3g}" for row in missed) if missed else "")
        return 1 if missed else 0


@dataclass
class Costs:
    """The same class graded several times, and ten of it; `between` is how many more the whole has."""

    between: int
    count: int
    whole: list[Cost] = field(default_factory=list)
    few: list[Cost] = field(default_factory=list)
    floor: list[Cost] = field(default_factory=list)

    def each(self, what: str) -> list[float]:
        """Seconds a submission, without the start."""
        pairs = zip(self.whole, self.few, strict=True)
        return [(getattr(whole, what) - getattr(few, what)) / self.between for whole, few in pairs]

    def at_least(self, what: str) -> list[float]:
        return [getattr(cost, what) / self.count for cost in self.floor]

    def rows(self) -> list[Row]:
        def ratios(ours: list[float], what: str) -> list[float]:
            return [a / b for a, b in zip(ours, self.at_least(what), strict=True)]

        start = [cost.wall / self.count for cost in self.whole]
        return [
            Row(
                "grading a submission, CPU",
                "the same calls in a bare fork",
                ratios(self.each("cpu"), "cpu"),
                "≤ 1.3",
            ),
            Row(
                "grading a submission, wall, `--jobs 2`",
                "the same calls in bare forks, two at once",
                ratios(self.each("wall"), "wall"),
                "≤ 1.3",
            ),
            Row(
                "a class of 100, start and exports included, wall",
                "the same, without a start",
                ratios(start, "wall"),
                "",
            ),
        ]


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
    folder: Path, submissions: dict[str, Files], many: int, costs: Costs, repeats: int
) -> list[Row]:
    """Its batches against a batch of one, by one process and by two at once."""
    (expected,) = calls_of({"reference": reference()}, SEED)
    names = list(submissions)[:: len(submissions) // many][:many]
    some = {name: submissions[name] for name in names}
    batches = [nbgrader.Course(folder / f"course{number}", expected, some) for number in range(2)]
    one = nbgrader.Course(folder / "course", expected, {names[0]: submissions[names[0]]})
    nbgrader.seconds(one)
    alone, pair = [], []
    for _ in range(repeats):
        start = nbgrader.seconds(one)
        alone.append((nbgrader.seconds(batches[0]) - start) / (many - 1))
        pair.append((nbgrader.seconds(*batches) - start) / (2 * many - 1))
        if any(course.graded() != many for course in batches):
            raise SystemExit("nbgrader has not graded all of its submissions")

    def row(how: str, theirs: list[float], target: str) -> Row:
        return Row(
            "submissions a second, `--jobs 2`",
            f"nbgrader autograde, {how} ({statistics.median(theirs):.2f} s each, {many} of the submissions)",
            [a / b for a, b in zip(theirs, costs.each("wall"), strict=True)],
            target,
        )

    return [row("one process", alone, "≥ 50"), row("two at once", pair, "")]


def facts(costs: Costs, box: dict[str, float], large: Cost | None, many: int) -> None:
    """What is no ratio."""

    def told(seconds: Callable[[str], list[float]]) -> str:
        wall, cpu = (1000 * statistics.median(seconds(what)) for what in ("wall", "cpu"))
        return f"{wall:.0f} ms wall and {cpu:.0f} ms CPU a submission"

    start = statistics.median(cost.wall for cost in costs.few) - FEW * statistics.median(costs.each("wall"))
    print(
        f"\nThe kit: {told(costs.each)}, after a start of {start:.1f} s. The floor: {told(costs.at_least)}."
    )
    print(
        f"A box costs {box['boxed'] - box['bare']:.1f} ms over a bare fork"
        f" ({box['boxed']:.1f} ms, and {box['bare']:.1f}; medians of 100 in turn; target ≤ 10)."
    )
    small = min(costs.whole, key=lambda cost: cost.peak)
    for number, cost in [(costs.count, small), *([(many, large)] if large else [])]:
        print(
            f"{number} submissions: peak {cost.peak:.0f} MB of the grader,"
            f" {cost.peak_of_all:.0f} MB of all its processes together."
        )
    if large:
        wall, cpu = (
            1000
            * (getattr(large, name) - statistics.median(getattr(cost, name) for cost in costs.whole))
            / (many - costs.count)
            for name in ("wall", "cpu")
        )
        print(f"Beyond the first {costs.count}: {wall:.0f} ms wall and {cpu:.0f} ms CPU a submission.")
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


if __name__ == "__main__":
    sys.exit(main())
