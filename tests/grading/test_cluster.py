"""A class graded by the workers of a Dask cluster: real processes, which are lost and found."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, nullcontext
from functools import partial
from pathlib import Path

import psutil
import pytest

from cs231n_kit import __version__
from cs231n_kit.authoring.mutants.catalogue.svm import MUTANTS
from cs231n_kit.authoring.mutants.trial import trial_of
from cs231n_kit.errors import KitError
from cs231n_kit.grading import cluster, run
from cs231n_kit.grading.cluster import cluster_workers, executor, roll
from cs231n_kit.grading.command import Options, Parts, grade
from cs231n_kit.grading.inside.sandbox.layers import chosen
from cs231n_kit.grading.intake import sources
from cs231n_kit.grading.pool import local_workers
from cs231n_kit.grading.scratch import sweep
from cs231n_kit.grading.submission import Settings, Submission
from cs231n_kit.tasks import PACKAGE, STUBS

from .grader import ROOT, adopting, open_folder, rows

FILE = "classifiers/linear_svm.py"
TEXTS = [(STUBS / FILE).read_text("utf-8"), *(trial_of(one, "svm").text for one in MUTANTS[:9])]
CLASS = [Submission(f"s{n:02}", {FILE: TEXTS[n % len(TEXTS)]}) for n in range(40)]
MODULES = "modules"
DEADLY = """
import os
import signal

from cs231n_kit.grading import worker

def grade(submission, *others):
    if "deadly" in submission.id:
        os.kill(os.getpid(), signal.SIGKILL)
    return worker.grade(submission, *others)

def unboxed(submission, settings, reference):
    return worker.ungraded(submission, settings, "no sandbox can be set up: \\x1b[2J; see docs/grading.md")
"""
START = 60  # seconds that a process may take to be there
HERE_ALONE = ("--host", "127.0.0.1", "--no-dashboard", "--dashboard-address", "127.0.0.1:0")


class Processes:
    """A scheduler and workers, in a folder."""

    def __init__(self, folder):
        self.folder, self._file = folder, folder / "scheduler.json"
        (folder / "tmp").mkdir()
        (folder / MODULES).mkdir()
        (folder / MODULES / "deadly_worker.py").write_text(DEADLY)

    def scheduler(self, package=ROOT):
        self._file.unlink(missing_ok=True)
        process = self._start("scheduler", "--port", 0, "--scheduler-file", self._file, package=package)
        until(self._file.exists)
        self.address = json.loads(self._file.read_text())["address"]
        return process

    def worker(self, *options, package=ROOT):
        """The process that watches over a worker and starts it again."""
        places = ["--local-directory", self.folder / "tmp"]
        return self._start("worker", self.address, "--nthreads", 1, *places, *options, package=package)

    def _start(self, what, *options, package=ROOT):
        path = [str(package), str(self.folder / MODULES)]
        with open(self.folder / f"{what}.log", "ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "dask", what, *HERE_ALONE, *map(str, options)],
                env=os.environ
                | {
                    "PYTHONPATH": os.pathsep.join(path),
                    "TMPDIR": str(self.folder / "tmp"),
                    "OPENBLAS_NUM_THREADS": "1",
                },
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )


@contextmanager
def processes():
    """All of them end in good order, and leave nothing."""
    with open_folder() as folder, adopting() as running:
        mine = Processes(folder)
        started, start = [], mine._start

        def noted(*arguments, **others):
            started.append(start(*arguments, **others))
            return started[-1]

        mine._start = noted
        yield mine
        for process in reversed(started):
            process.send_signal(signal.SIGTERM)
            process.wait(START)
        assert running(10) == []
        sweep(folder / "tmp")  # as the next worker does, where one was killed
        assert list((folder / "tmp").glob("cs231n-*")) == []


def until(there):
    end = time.monotonic() + START
    while not there():
        assert time.monotonic() < end
        time.sleep(0.05)


def worker_of(nanny):
    """The process that grades: of all below the one that watches, the one that has a warm server."""
    for child in psutil.Process(nanny.pid).children(recursive=True):
        if any("grading.inside.server" in " ".join(one.cmdline()) for one in child.children()):
            return child
    raise AssertionError("nobody grades")


@pytest.fixture(scope="module")
def two(local):
    """A scheduler and two workers, started again when they die."""
    with processes() as mine:
        mine.scheduler()
        mine.nannies = [mine.worker(), mine.worker()]
        yield mine


@pytest.fixture(scope="module")
def settings():
    return Settings("svm", 7, 10.0, 512, chosen("auto"))


def graded(submissions, settings, pool, watch=lambda rows: None, safe_point=lambda: None):
    """The rows without their times; each submission is stored once."""
    found = {}

    def store(submission, row):
        assert row["id"] == submission.id and row["id"] not in found
        found[row["id"]] = row | {"seconds": 0.0}
        watch(found)

    workers = getattr(pool, "workers", 2)
    run.graded(submissions, settings, partial(nullcontext, pool), workers, store, safe_point)
    return found


@pytest.fixture(scope="module")
def local(settings):
    with local_workers(2, settings) as pool:
        return graded(CLASS, settings, pool)


def at(number, what):
    """A watch that does something once, when so many rows are there."""

    def watch(found):
        if len(found) == number:
            what()

    return watch


def test_results_are_those_of_this_machine(two, settings, local):
    with cluster_workers(two.address) as pool:
        assert graded(CLASS, settings, pool) == local
        assert pool.workers() == 2
    assert {row["status"] for row in local.values()} == {"graded"} and len(local) == 40


def test_a_worker_that_is_killed_changes_no_result(two, settings, local):
    def kill():
        worker_of(two.nannies[0]).kill()

    with cluster_workers(two.address) as pool:
        assert graded(CLASS, settings, pool, at(5, kill)) == local


def test_a_worker_that_stops_is_lost_and_its_late_answer_is_not_heard(two, settings, local, monkeypatch):
    monkeypatch.setattr(roll, "SILENCE", 4.0)
    stopped, seen = [], set()

    def stop():
        stopped.append(worker_of(two.nannies[1]))
        stopped[0].suspend()

    def watch(found):
        at(5, stop)(found)
        seen.add(pool.workers())

    def submissions():
        """The class, and stubs until the one that stopped has gone on and is there again."""
        yield from CLASS[:30]
        until(lambda: pool.workers() == 1)
        stopped[0].resume()
        yield from CLASS[30:]
        until(lambda: pool.workers() == 2)
        yield from (Submission(f"later{n}", CLASS[0].files) for n in range(4))

    with cluster_workers(two.address) as pool:
        found = graded(submissions(), settings, pool, watch)
    assert {id: row for id, row in found.items() if not id.startswith("later")} == local
    assert len(found) == 44 and seen == {1, 2}


def test_a_submission_that_ends_its_worker_twice_is_set_aside(two, settings, local, monkeypatch):
    monkeypatch.syspath_prepend(two.folder / MODULES)
    monkeypatch.setattr(run, "grade", __import__("deadly_worker").grade)
    deadly = Submission("deadly", CLASS[0].files)
    with cluster_workers(two.address) as pool:
        found = graded([*CLASS[:6], deadly, *CLASS[6:]], settings, pool)
    assert found.pop("deadly")["notes"] == [run.SET_ASIDE]
    assert [row["notes"] for row in found.values() if row["status"] == "error"] == []
    assert found == local


def test_workers_without_a_sandbox_are_named_and_grade_nothing(two, settings, monkeypatch):
    monkeypatch.syspath_prepend(two.folder / MODULES)
    monkeypatch.setattr(run, "grade", __import__("deadly_worker").unboxed)
    told = r"^2 workers cannot grade here: no sandbox can be set up: .\[2J; see docs/grading.md \(tcp://.*, tcp://"
    with cluster_workers(two.address) as pool, pytest.raises(KitError, match=told) as error:
        graded(CLASS, settings, pool)
    assert "\x1b" not in str(error.value)


@pytest.fixture
def one(local):
    """A scheduler, and nobody yet."""
    with processes() as mine:
        mine.scheduler()
        yield mine


@pytest.fixture
def told(monkeypatch):
    """What is said while it goes on."""
    said = []
    monkeypatch.setattr(executor, "tell", said.append)
    return said


@pytest.fixture(scope="module")
def other(tmp_path_factory):
    """A folder with the kit in another version."""
    folder = tmp_path_factory.mktemp("other")
    shutil.copytree(PACKAGE, folder / "cs231n_kit", ignore=shutil.ignore_patterns("__pycache__"))
    init = folder / "cs231n_kit" / "__init__.py"
    init.write_text(init.read_text("utf-8").replace(__version__, "0.0.9"), "utf-8")
    return folder


def test_workers_may_come_late_and_those_that_cannot_grade_get_no_work(one, settings, local, told, other):
    def submissions():
        """As many as it takes."""
        yield from CLASS
        one.worker("--nthreads", 2)
        until(lambda: pool.workers() == 2)
        one.worker(package=other)
        until(lambda: len(told) == 3)
        yield from (Submission(f"later{n}", CLASS[0].files) for n in range(8))

    started = []

    def when_told():
        if told and not started:
            started.append(one.worker())

    with cluster_workers(one.address) as pool:
        found = graded(submissions(), settings, pool, safe_point=when_told)
        assert pool.workers() == 2
    assert {id: row for id, row in found.items() if not id.startswith("later")} == local
    waits, threads, refused = [re.sub(r"tcp://[0-9.:]+", "ADDRESS", sentence) for sentence in told]
    assert waits == "waiting for workers; start one with 'dask worker ADDRESS --nthreads 1'"
    assert threads == "one of 2 threads grades there, '--nworkers 2 --nthreads 1' would use all (ADDRESS)"
    assert refused == (
        f"1 worker cannot grade here: the kit is 0.0.9 there and {__version__} here, install the same"
        " (ADDRESS); no work goes there"
    )


def folder_of(place):
    for submission in CLASS:
        file = place / "class" / submission.id / Path(FILE).name
        file.parent.mkdir(parents=True)
        file.write_text(submission.files[FILE], "utf-8")
    return place / "class"


def test_a_scheduler_that_dies_ends_the_run_and_the_same_command_goes_on(one, tmp_path, local):
    folder, stored = folder_of(tmp_path), []
    scheduler = one.scheduler()
    one.worker()

    def grade_class(*arguments):
        def watch(row):
            stored.append(row["id"])
            if len(stored) == 10:
                scheduler.kill()

        *first, _, safe_point = arguments
        run.grade_class(*first, watch, safe_point, scheduler=one.address)

    options = Options((folder,), tmp_path / "out", assignment="svm", seed="7", memory="512", as_json=True)
    parts = Parts(sources, chosen, grade_class)
    with pytest.raises(KitError, match="^the scheduler at .* is gone .*; what was graded is kept: start it"):
        grade(options, lambda: parts)
    assert 10 <= len(stored) < 40
    one.scheduler()
    one.worker()
    assert grade(options, lambda: parts) == 0
    assert len(stored) == len(set(stored)) == 40
    assert rows(tmp_path / "out").keys() == local.keys()


def test_a_worker_with_another_kit_is_named_before_work_starts(one, tmp_path, cli, other):
    one.worker(package=other)
    folder = folder_of(tmp_path)
    done = cli("grade", folder, "--out", tmp_path / "out", "--assignment", "svm", "--scheduler", one.address)
    assert (done.returncode, done.stdout) == (2, "")
    sentence = done.stderr.splitlines()[-1]
    assert sentence.startswith("cs231n-kit grade: 1 worker cannot grade here: the kit is 0.0.9 there and ")


@pytest.mark.parametrize("address", ["", "nowhere", "what://127.0.0.1:9", "tcp://127.0.0.1", "tcp://x:y"])
def test_an_address_that_is_none_is_told(address, tmp_path, cli):
    done = cli("grade", STUBS / FILE, "--out", tmp_path / "out", f"--scheduler={address}", "--assignment=svm")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "cs231n-kit grade: --scheduler must be the address of a Dask scheduler, such as tcp://host:8786, got"
        f" {address!r}; correct it\n"
    )


def test_a_scheduler_that_does_not_answer_is_told(monkeypatch):
    monkeypatch.setattr(cluster, "CONNECT", 1)
    told = r"^no Dask scheduler answers at tcp://127\.0\.0\.1:9 \(.*docs/cluster\.md$"
    with pytest.raises(KitError, match=told), cluster_workers("tcp://127.0.0.1:9"):
        pass


def test_a_scheduler_with_another_kit_is_told(one, settings, other):
    one.scheduler(package=other)
    told = rf"^the scheduler at {one.address} cannot be used: the kit is 0\.0\.9 there and "
    with cluster_workers(one.address) as pool, pytest.raises(KitError, match=told):
        graded(CLASS, settings, pool)


def test_workers_of_this_machine_and_a_cluster_are_not_asked_for_at_once(tmp_path, cli):
    done = cli("grade", STUBS / FILE, "--out", tmp_path / "out", "--scheduler", "tcp://x:1", "--jobs", 2)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "cs231n-kit grade: --jobs is for this machine and --scheduler for the workers of a cluster, got both;"
        " leave one out\n"
    )


def test_without_dask_it_is_said_what_to_install(tmp_path, cli):
    (tmp_path / "distributed.py").write_text("raise ModuleNotFoundError(name='distributed')")
    path = os.pathsep.join([str(tmp_path), str(ROOT)])
    arguments = ("--out", tmp_path / "out", "--scheduler", "tcp://x:1", "--assignment", "svm")
    done = cli("grade", STUBS / FILE, *arguments, PYTHONPATH=path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "cs231n-kit grade: --scheduler needs Dask, and distributed is not installed;"
        " pip install 'cs231n-kit[scale]'\n"
    )
