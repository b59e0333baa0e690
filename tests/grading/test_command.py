"""The command with everything but the grading itself, which is handed in."""

import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from cs231n_kit import __version__
from cs231n_kit.errors import KitError
from cs231n_kit.grading.command import Options, Parts, grade
from cs231n_kit.grading.gradebook import Gradebook
from cs231n_kit.grading.row import GONE
from cs231n_kit.grading.submission import Settings

from .rows import row, scoreless, submission

ROOT = Path(__file__).resolve().parents[2]
SOURCES = (submission("s1"), submission("s2"))


class Grading:
    """A grading that gives the rows it was told to, and notes what it was asked.

    After the first row it raises `stop`, or calls it and comes to a safe point.
    """

    def __init__(self, *rows, stop=None):
        self.rows, self.stop, self.asked, self.graded = rows, stop, [], []

    def __call__(self, sources, settings, book, jobs, watch, safe_point):
        self.asked.append((settings, jobs))
        for source, one in zip(sources, self.rows, strict=True):
            key = book.key(source)
            if not book.is_done(source.id, key):
                book.put(one, key)
                self.graded.append(source.id)
                watch(one)
            if isinstance(self.stop, Exception):
                raise self.stop
            if self.stop:
                self.stop()
            safe_point()

    def parts(self):
        sources = [submission(one["id"]) for one in self.rows]
        return Parts(lambda paths: sources, lambda sandbox: ("rlimits", sandbox), self)


def options(folder, **others):
    return Options(paths=(folder / "class",), out=folder / "out", **others)


def test_everything_is_graded_told_and_written(tmp_path, capsys):
    grading = Grading(row("s1"), scoreless("s2", "unreadable"))
    assert grade(options(tmp_path), grading.parts) == 0
    out, err = capsys.readouterr()
    assert out.startswith("2 submissions: 1 graded, 1 unreadable, 0 error\n") and err == ""
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        *(".gradebook.lock", "feedback", "gradebook.csv", "gradebook.sqlite", "report.html", "results.json")
    ]
    data = json.loads((tmp_path / "out" / "results.json").read_text("utf-8"))
    assert data["submissions"] == [row("s1"), scoreless("s2", "unreadable")]
    ((settings, jobs),) = grading.asked
    assert settings == Settings("softmax", data["seed"], 10.0, 2048, ("rlimits", "auto"))
    assert jobs == len(os.sched_getaffinity(0))


def test_what_was_typed_reaches_the_grading(tmp_path):
    grading = Grading(row("s1"))
    typed = {"assignment": "svm", "jobs": "3", "timeout": "2.5", "memory": "512", "seed": "7"}
    assert grade(options(tmp_path, sandbox="process", **typed), grading.parts) == 0
    assert grading.asked == [(Settings("svm", 7, 2.5, 512, ("rlimits", "process")), 3)]


def test_the_same_command_grades_only_what_is_new(tmp_path):
    first, second = Grading(row("s1")), Grading(row("s1"), row("s2"))
    assert grade(options(tmp_path), first.parts) == 0
    assert grade(options(tmp_path), second.parts) == 0
    assert (first.graded, second.graded) == (["s1"], ["s2"])
    assert first.asked[0][0].seed == second.asked[0][0].seed
    third = Grading(row("s1"), row("s2"))
    assert grade(options(tmp_path, resume=False), third.parts) == 0
    assert third.graded == ["s1", "s2"] and third.asked[0][0].seed != first.asked[0][0].seed


def test_a_failure_of_the_grader_itself_gives_1_and_a_warning(tmp_path, capsys):
    assert grade(options(tmp_path), Grading(row("s1"), scoreless("s2")).parts) == 1
    out, err = capsys.readouterr()
    assert "1 graded, 0 unreadable, 1 error" in out
    assert err == ("cs231n-kit grade: the grader failed at s2; the same command tries that once more\n")


@pytest.mark.parametrize("status, code", [("error", 1), ("unreadable", 0)])
def test_a_score_is_kept_and_a_failure_is_told_all_the_same(tmp_path, capsys, status, code):
    grade(options(tmp_path), Grading(row("s1")).parts)
    capsys.readouterr()
    assert grade(options(tmp_path, resume=False), Grading(scoreless("s1", status)).parts) == code
    out, err = capsys.readouterr()
    assert "1 graded" in out and "1 with the score of an earlier grading" in out
    assert bool(err) is bool(code)


def test_json_is_all_there_is_on_standard_output(tmp_path, capsys):
    assert grade(options(tmp_path, as_json=True, seed="7"), Grading(row("s1"), row("ü")).parts) == 0
    out, err = capsys.readouterr()
    data = json.loads(out)
    assert err == "" and out.count("\n") == 1
    names = ("schema", "kit_version", "assignment", "seed", "sandbox", "submissions", "graded")
    assert [data[name] for name in names] == [1, __version__, "softmax", 7, ["rlimits", "auto"], 2, 2]
    assert set(data["files"]) == {
        *("gradebook.sqlite", "results.json", "gradebook.csv", "report.html", "feedback")
    }
    assert all(Path(path).exists() for path in data["files"].values())


@pytest.fixture
def usual(monkeypatch):
    """What a Ctrl-C does by default, whatever the tests were started with."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler  # it was put back
    signal.signal(signal.SIGINT, before)


def ctrl_c():
    os.kill(os.getpid(), signal.SIGINT)


def exported(tmp_path):
    return [
        row["id"] for row in json.loads((tmp_path / "out/results.json").read_text("utf-8"))["submissions"]
    ]


def test_interrupted_it_exports_what_was_graded_and_says_how_to_go_on(usual, tmp_path, capsys):
    grading = Grading(row("s1"), row("s2"), stop=ctrl_c)
    assert grade(options(tmp_path), grading.parts) == 130
    out, err = capsys.readouterr()
    assert (out, err) == (
        "",
        f"cs231n-kit grade: interrupted; 1 result kept in {tmp_path / 'out' / 'gradebook.sqlite'}, the files"
        " beside it hold what was graded so far, and the same command goes on from there\n",
    )
    assert exported(tmp_path) == ["s1"]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        *(".gradebook.lock", "feedback", "gradebook.csv", "gradebook.sqlite", "report.html", "results.json")
    ]
    again = Grading(row("s1"), row("s2"))
    assert grade(options(tmp_path), again.parts) == 0
    assert again.graded == ["s2"] and exported(tmp_path) == ["s1", "s2"]


def test_interrupted_it_takes_no_submission_for_gone(usual, tmp_path):
    grade(options(tmp_path), Grading(row("s1"), row("s2")).parts)
    assert grade(options(tmp_path, resume=False), Grading(row("s1"), row("s2"), stop=ctrl_c).parts) == 130
    kept = json.loads((tmp_path / "out/results.json").read_text("utf-8"))["submissions"]
    assert [(one["id"], one["stale"], GONE in one["notes"]) for one in kept] == [
        ("s1", False, False),
        ("s2", True, False),
    ]


def test_interrupted_while_grading_afresh_it_says_how_to_go_on(usual, tmp_path, capsys):
    grade(options(tmp_path, resume=False), Grading(row("s1"), stop=ctrl_c).parts)
    assert "the same command without --no-resume goes on from there" in capsys.readouterr().err


@pytest.mark.parametrize("interrupted_before", [True, False])
def test_interrupted_while_it_exports_it_leaves_the_files_as_they_were(
    usual, tmp_path, capsys, monkeypatch, interrupted_before
):
    grade(options(tmp_path), Grading(row("s1")).parts)
    before = (tmp_path / "out" / "results.json").read_bytes()
    capsys.readouterr()
    told = Gradebook.rows

    def rows(book):
        for number, one in enumerate(told(book)):
            if number == 1:
                ctrl_c()
            yield one

    monkeypatch.setattr(Gradebook, "rows", rows)
    stop = ctrl_c if interrupted_before else None
    grading = Grading(row("s1"), row("s2"), row("s3"))
    grading.stop = stop and (lambda: ctrl_c() if grading.graded else None)
    assert grade(options(tmp_path), grading.parts) == 130
    out, err = capsys.readouterr()
    kept = 2 if interrupted_before else 3
    assert (out, err) == (
        "",
        f"cs231n-kit grade: interrupted; {kept} results kept in {tmp_path / 'out' / 'gradebook.sqlite'}, the"
        " files made from it are not up to date, and the same command goes on from there\n",
    )
    assert (tmp_path / "out" / "results.json").read_bytes() == before
    assert not list((tmp_path / "out").glob(".*.part"))


@pytest.mark.parametrize("part", ["find", "probe"])
def test_interrupted_before_it_begins_it_writes_nothing(usual, tmp_path, capsys, part):
    def parts():
        found = Grading(row("s1")).parts()
        whole = getattr(found, part)
        return replace(found, **{part: lambda asked: (ctrl_c(), whole(asked))[1]})

    assert grade(options(tmp_path), parts) == 130
    assert capsys.readouterr() == (
        "",
        "cs231n-kit grade: interrupted before anything was graded; the same command starts again\n",
    )
    assert list(tmp_path.iterdir()) == []


def test_a_failure_in_between_changes_no_result(tmp_path):
    with pytest.raises(KitError, match="no room"):
        grade(options(tmp_path), Grading(row("s1"), row("s2"), stop=KitError("no room")).parts)
    with Gradebook.open(tmp_path / "out", layers=("rlimits", "auto")) as book:
        assert list(book.rows()) == [row("s1")]


ACCEPTED = [
    {"jobs": "1"},
    {"timeout": "0.5"},
    {"timeout": "1e3"},
    {"memory": "64"},
    {"seed": "0"},
    {"seed": "4294967295"},
    {"assignment": "svm"},
]
JOBS = "--jobs must be a whole number from 1 to 1024, got {!r}; correct it"
TIMEOUT = "--timeout must be a number of seconds above 0 and at most 86400, got {!r}; correct it"
MEMORY = "--memory must be a whole number of megabytes from 64 to 1048576, got {!r}; correct it"
SEED = "--seed must be a whole number from 0 to 4294967295, got {!r}; correct it"
REFUSED = [
    *(("jobs", text, JOBS) for text in ("0", "-1", "two", "1.5", "", "1025", "²", "٣", "9" * 5000)),
    *(("timeout", text, TIMEOUT) for text in ("0", "-1", "nan", "inf", "soon", "", "86401")),
    *(("memory", text, MEMORY) for text in ("0", "63", "2GB", "1048577")),
    *(("seed", text, SEED) for text in ("-1", "4294967296", "x")),
]


@pytest.mark.parametrize("typed", ACCEPTED, ids=str)
def test_numbers_that_fit(tmp_path, typed):
    assert grade(options(tmp_path, **typed), Grading(row("s1")).parts) == 0


@pytest.mark.parametrize("name, text, message", REFUSED, ids=lambda part: str(part)[:20])
def test_numbers_that_do_not_fit(tmp_path, name, text, message):
    with pytest.raises(KitError) as error:
        grade(options(tmp_path, **{name: text}), Grading(row("s1")).parts)
    assert str(error.value) == message.format(text)
    assert not (tmp_path / "out").exists()


def test_an_unknown_assignment_is_told_before_anything_is_written(tmp_path):
    with pytest.raises(KitError, match="assignment must be one of .*, got 'sofmax'; correct it"):
        grade(options(tmp_path, assignment="sofmax"), Grading(row("s1")).parts)
    assert not (tmp_path / "out").exists()


SAME = "--out must be another place than the submissions, but both are {out}; name a folder beside it"
INSIDE = "--out must lie outside the submissions, but {out} lies in {path}; name a folder beside it"
AROUND = "the submissions must lie outside --out, but {path} lies in {out}; name another folder with --out"


@pytest.mark.parametrize(
    "path, out, message",
    [
        ("class", "class", SAME),
        ("class", "class/../class", SAME),
        ("class", "link", SAME),
        ("one.zip", "one.zip", SAME),
        ("absent", "absent", SAME),
        ("class", "class/out", INSIDE),
        ("class", "class/deep/out", INSIDE),
        ("class", "link/out", INSIDE),
        ("class", ".", AROUND),
        ("class/feedback", "class", AROUND),
        ("one.zip", ".", AROUND),
        ("link", ".", AROUND),
        ("absent", ".", AROUND),
    ],
)
def test_submissions_and_results_do_not_lie_in_each_other(tmp_path, path, out, message):
    (tmp_path / "class" / "feedback").mkdir(parents=True)
    (tmp_path / "one.zip").touch()
    (tmp_path / "link").symlink_to("class")
    path, out = tmp_path / path, tmp_path / out
    with pytest.raises(KitError) as error:
        grade(Options((Path("/elsewhere"), path), out), Grading(row("s1")).parts)
    assert str(error.value) == message.format(path=path, out=out)
    assert not (out / "gradebook.sqlite").exists()


@pytest.mark.parametrize(
    "path, out",
    [("class", "out"), ("class", "class-out"), ("class", "deep/out"), ("deep/class", "deep/out")],
)
def test_results_may_go_anywhere_else(tmp_path, path, out):
    (tmp_path / path).mkdir(parents=True)
    assert grade(Options((tmp_path / path,), tmp_path / out), Grading(row("s1")).parts) == 0


@pytest.mark.parametrize("platform", ["darwin", "win32"])
def test_elsewhere_than_on_linux_it_says_so(tmp_path, platform):
    with pytest.raises(KitError) as error:
        grade(options(tmp_path), Grading(row("s1")).parts, platform)
    assert str(error.value) == (
        "grade needs Linux, whose kernel keeps submissions apart; run it there or in a container"
    )


# --- the real command line ---


@pytest.mark.parametrize(
    "arguments, message",
    [
        (["class"], "the following arguments are required: --out"),
        (["--out", "out"], "the following arguments are required: PATH"),
        (["class", "--out", "out", "--sandbox", "none"], "argument --sandbox: invalid choice: 'none'"),
        (["class", "--out", "out", "--jobs", "0"], "cs231n-kit grade: --jobs must be a whole number"),
        (["class", "--out", "out", "--assignment", "x"], "cs231n-kit grade: assignment must be one of "),
        (["class", "--out", "out"], "submissions must be in a folder or a file that can be read"),
    ],
)
def test_wrong_usage_exits_with_2_and_writes_nothing(cli, tmp_path, arguments, message):
    done = cli("grade", *arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr and "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_help_teaches(cli):
    text = cli("grade", "--help").stdout
    for words in ("--out DIR", "--no-resume", "the same command", "gradebook.csv", "Exit 0", "--seed 7"):
        assert words.lower() in text.lower()
    assert "--scheduler" in text


SLOW = """
import signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)  # whatever the tests were started with
from pathlib import Path
from cs231n_kit.grading.command import Options, Parts, grade
from tests.grading.rows import row, submission

def slowly(sources, settings, book, jobs, watch, safe_point):
    for one in sources:
        book.put(row(one.id), book.key(one))
        watch(row(one.id))
        print(one.id, flush=True)
    for _ in range(600):
        safe_point()
        time.sleep(0.1)

parts = Parts(lambda paths: [submission("s1"), submission("s2")], lambda sandbox: (), slowly)
sys.exit(grade(Options((Path("class"),), Path(sys.argv[1])), lambda: parts))
"""


def test_ctrl_c_stops_it_cleanly(tmp_path):
    run = subprocess.Popen(
        [sys.executable, "-c", SLOW, tmp_path / "out"],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert [run.stdout.readline() for _ in range(2)] == ["s1\n", "s2\n"]
    run.send_signal(signal.SIGINT)
    _, err = run.communicate(timeout=30)
    assert run.returncode == 130
    assert err.startswith("cs231n-kit grade: interrupted; 2 results kept in ") and err.count("\n") == 1


def test_the_bar_is_on_the_terminal_and_the_summary_on_standard_output(tmp_path):
    ours, theirs = os.openpty()
    script = SLOW.replace("range(600)", "range(3)").replace("print(one.id, flush=True)", "")
    done = subprocess.run(
        [sys.executable, "-c", script, tmp_path / "out"],
        env=os.environ | {"PYTHONPATH": str(ROOT), "TERM": "xterm", "COLUMNS": "100"},
        stdout=subprocess.PIPE,
        stderr=theirs,
        text=True,
        timeout=60,
    )
    os.close(theirs)
    shown = os.read(ours, 1_000_000).decode(errors="replace")
    os.close(ours)
    assert done.returncode == 0
    assert "grading" in shown and "2/2" in shown and "s2: 4 of 6" in shown
    assert done.stdout.startswith("2 submissions: 2 graded")
    assert "\x1b" not in done.stdout
