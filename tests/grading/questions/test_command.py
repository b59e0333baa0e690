"""The command as it is typed: a class's answers out, points in, and what becomes of them."""

import csv
import io
import json
import shutil

import pytest

from cs231n_kit.grading.gradebook import Gradebook
from cs231n_kit.grading.questions.stamp import BLIND, key

from ..class_folder import RIGHT
from .made import FIRST, NAMES, SECOND, graded, notebook, submit


@pytest.fixture
def place(tmp_path):
    """A class of four, two of whom answer the first question alike."""
    submissions = tmp_path / "submissions"
    submit(submissions, "ada", notebook(underflow="Because.", grid="=HYPERLINK(1)"))
    submit(submissions, "bob", notebook(underflow="Because.\n"))
    submit(submissions, "eve", notebook(underflow="No idea. <script>alert(1)</script>"))
    submit(submissions, "kim", None)
    graded(tmp_path / "graded", "ada", "bob", "eve", "kim")
    return tmp_path


@pytest.fixture
def typed(cli, place):
    """Type the command, in the folder of the class."""

    def run(*arguments):
        return cli("questions", *arguments, "--out", "graded", cwd=place)

    return run


def table(place, name="graded/questions.csv"):
    return list(csv.DictReader(io.StringIO((place / name).read_text("utf-8-sig"), newline="")))


def save(place, rows, name="mine.csv", delimiter=","):
    with (place / name).open("w", encoding="utf-8-sig", newline="") as file:
        lines = csv.DictWriter(file, rows[0], delimiter=delimiter)
        lines.writeheader()
        lines.writerows(rows)
    return name


def fill(place, points, name="mine.csv", **options):
    """A table with points, and comments, by submission and question."""
    rows = table(place)
    for row in rows:
        given = points.get((row["submission"], row["question"]))
        if given is not None:
            row["points"], row["comment"] = given if isinstance(given, tuple) else (given, row["comment"])
    return save(place, rows, name, **options)


def stored(place):
    with Gradebook.reopen(place / "graded") as book:
        return {
            (id, one.question): (one.points, one.max_points, one.comment)
            for id in ("ada", "bob", "eve", "kim")
            for one in book.manual(id)
        }


def test_answers_go_out(place, typed):
    done = typed("submissions")
    assert (done.returncode, done.stdout, done.stderr) == (
        0,
        "graded/questions.html: 6 questions, 4 submissions, 14 different answers\n"
        "graded/questions.csv: 24 rows, of which 0 have points\n",
        "about notebooks (1):\n  kim: There is no notebook in it\n",
    )
    rows = table(place)
    assert list(rows[0]) == [
        *("submission", "question", "answer", "points", "max_points", "comment", "version")
    ]
    assert [row["question"] for row in rows] == [name for name in NAMES for _ in range(4)]
    assert [(row["submission"], row["answer"]) for row in rows[:4]] == [
        ("kim", "[There is no notebook in it]"),
        ("ada", "Because."),
        ("bob", "Because."),
        ("eve", "No idea. <script>alert(1)</script>"),
    ]
    assert "'=HYPERLINK(1)" in [row["answer"] for row in rows]
    assert {row["points"] for row in rows} == {""} and {row["max_points"] for row in rows} == {"1"}
    page = (place / "graded/questions.html").read_text("utf-8")
    assert page.count("<article") == 14 and page.count("<script") == 1
    before = {path.name: path.read_bytes() for path in (place / "graded").glob("questions.*")}
    assert typed("submissions").returncode == 0
    assert before == {path.name: path.read_bytes() for path in (place / "graded").glob("questions.*")}


def test_points_come_in_and_count(place, typed):
    assert typed("submissions", "--points", f"{FIRST}=2", "--points", "grid=0,5").returncode == 0
    assert {(row["question"], row["max_points"]) for row in table(place)} == {
        *((name, "1") for name in NAMES if name not in (FIRST, "grid")),
        *((FIRST, "2"), ("grid", "0.5")),
    }
    name = fill(place, {("ada", FIRST): ("1,5", "=Good."), ("bob", FIRST): "0", ("ada", "grid"): "0.5"})
    done = typed("--from", name)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "mine.csv: 3 answers taken in: 3 new, 0 changed, 0 as they were\n"
        "graded: results.json, gradebook.csv, report.html and feedback have them\n"
        f"without points so far (6):\n  {FIRST}: 2 submissions\n  {SECOND}: 4 submissions\n"
        "  first-loss: 4 submissions\n  grid: 3 submissions\n  templates: 4 submissions\n"
        "  mistakes: 4 submissions\n"
    )
    assert stored(place) == {
        ("ada", FIRST): (1.5, 2.0, "=Good."),
        ("bob", FIRST): (0.0, 2.0, ""),
        ("ada", "grid"): (0.5, 0.5, ""),
    }
    results = json.loads((place / "graded/results.json").read_text("utf-8"))["submissions"]
    assert results[0]["manual"] == [
        {"question": "grid", "points": 0.5, "max_points": 0.5, "comment": ""},
        {"question": FIRST, "points": 1.5, "max_points": 2.0, "comment": "=Good."},
    ]
    (ada, *_) = table(place, "graded/gradebook.csv")
    assert (ada["score"], ada[FIRST], ada["grid"], ada["total"]) == ("4", "1.5", "0.5", "6")
    feedback = (place / "graded/feedback/ada.html").read_text("utf-8")
    assert "6 of 8.5" in feedback and "=Good." in feedback

    assert typed("submissions").returncode == 0  # what is known stands in the new table
    rows = {(row["submission"], row["question"]): row for row in table(place)}
    assert (rows["ada", FIRST]["points"], rows["ada", FIRST]["comment"]) == ("1.5", "'=Good.")
    again = typed("--from", "graded/questions.csv")
    assert "0 answers taken in: 0 new, 0 changed, 3 as they were" in again.stdout
    assert stored(place)["ada", FIRST] == (1.5, 2.0, "=Good.")


def test_two_people_grade_different_questions_from_the_same_table(place, typed):
    assert typed("submissions").returncode == 0
    assert typed("--from", fill(place, {("ada", SECOND): ("0.5", "Old.")})).returncode == 0
    assert typed("submissions").returncode == 0  # both have this one, with the half point in it
    one = fill(place, {("ada", FIRST): "1", ("ada", SECOND): ("1", "New.")}, "one.csv")
    two = fill(place, {("ada", "grid"): "1", ("bob", FIRST): "0"}, "two.csv", delimiter=";")
    done = typed("--from", one)
    assert "changed (1):\n  ada at softmax-or-svm: 0.5 -> 1, another comment\n" in done.stdout
    done = typed("--from", two)
    assert done.returncode == 0
    assert done.stderr == (
        "kept, because somebody else changed them and this file did not; empty the version to change them"
        f" (1):\n  ada at {SECOND}: 1\n"
    )
    assert stored(place) == {
        ("ada", FIRST): (1.0, 1.0, ""),
        ("ada", SECOND): (1.0, 1.0, "New."),
        ("ada", "grid"): (1.0, 1.0, ""),
        ("bob", FIRST): (0.0, 1.0, ""),
    }


def test_nothing_is_stored_unless_the_whole_file_is_right(place, typed):
    assert typed("submissions").returncode == 0
    name = fill(place, {("ada", FIRST): "1", ("bob", FIRST): "2", ("eve", FIRST): "1. May"})
    before = (place / "graded/results.json").read_bytes() if (place / "graded/results.json").exists() else b""
    done = typed("--from", name)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "cs231n-kit questions: mine.csv: nothing was taken in, because 2 rows must be corrected\n"
        "  row 4: its points must be from 0 to 1, got 2; correct them\n"
        "  row 5: its points must be a number such as 1.5, got '1. May'; correct it (a spreadsheet may have"
        " made a date of it)\n"
    )
    assert stored(place) == {} and not before


def test_a_comment_alone_is_told(place, typed):
    assert typed("submissions").returncode == 0
    done = typed("--from", fill(place, {("ada", FIRST): ("", "Why?")}))
    assert (done.returncode, stored(place)) == (1, {})
    assert done.stderr == f"a comment without points, which is not kept (1):\n  ada at {FIRST}\n"


def test_a_table_with_points_that_were_not_taken_in_is_not_written_over(place, typed):
    assert typed("submissions").returncode == 0
    fill(place, {("ada", FIRST): "1"}, "graded/questions.csv")
    before = (place / "graded/questions.csv").read_bytes()
    refused = (
        "cs231n-kit questions: graded/questions.csv would be written anew, but it holds what was not taken"
        " in; take it in with --from, or move it away\n"
    )
    assert typed("submissions").stderr == refused
    assert (place / "graded/questions.csv").read_bytes() == before
    assert typed("--from", "graded/questions.csv").returncode == 0
    assert typed("submissions").returncode == 0
    (place / "graded/questions.csv").write_text("what is this", "utf-8")
    assert typed("submissions").stderr == refused


def test_an_answer_that_changed_after_it_was_graded_keeps_its_points_and_is_told(place, typed):
    assert typed("submissions").returncode == 0
    assert typed("--from", fill(place, {("ada", FIRST): ("1", "Yes."), ("bob", FIRST): "1"})).returncode == 0
    shutil.rmtree(place / "submissions/ada")
    submit(place / "submissions", "ada", notebook(underflow="Something else."))
    done = typed("submissions")
    assert f"changed after they were graded; their points stay (1):\n  ada at {FIRST}\n" in done.stderr
    page = (place / "graded/questions.html").read_text("utf-8")
    assert (
        "This answer is another one than was graded. Its points stay, 1 of 1: Yes., until you give others."
        in page
    )
    (row,) = (row for row in table(place) if (row["submission"], row["question"]) == ("ada", FIRST))
    assert (row["answer"], row["points"], row["comment"]) == ("Something else.", "", "")
    typed("--from", "graded/questions.csv")  # as it was written: nothing is given
    assert stored(place)["ada", FIRST] == (1.0, 1.0, "Yes.")
    done = typed("--from", fill(place, {("ada", FIRST): ("1", "Yes.")}))  # looked at, and the same once more
    assert f"changed (1):\n  ada at {FIRST}: 1 -> 1\n" in done.stdout
    assert "changed after" not in typed("submissions").stderr


def test_nobody_is_named(place, typed):
    assert typed("submissions", "--anonymous", "--seed", "3").returncode == 0
    both = [(place / "graded" / name).read_text("utf-8-sig") for name in ("questions.html", "questions.csv")]
    assert not any(name in text for name in ("ada", "bob", "eve", "kim") for text in map(_words, both))
    orders = {}
    for seed in ("3", "4", "3"):
        (place / "graded/questions.csv").unlink()
        assert typed("submissions", "--anonymous", "--seed", seed).returncode == 0
        orders.setdefault(seed, []).append([row["submission"] for row in table(place)])
    assert orders["3"][0] == orders["3"][1] != orders["4"][0]
    assert sorted(orders["3"][0]) == sorted(orders["4"][0])
    mine = BLIND + key("eve", FIRST)
    assert typed("--from", fill(place, {(mine, FIRST): ("1", "Who?")})).returncode == 0
    assert stored(place) == {("eve", FIRST): (1.0, 1.0, "Who?")}


def _words(text):
    return set(text.replace('"', " ").replace("<", " ").replace(">", " ").replace(",", " ").split())


def test_who_was_not_graded_is_left_out_and_told(place, typed):
    submit(place / "submissions", "new", notebook())
    done = typed("submissions")
    assert done.returncode == 1
    assert "not in the gradebook of graded, and so left out; grade them first (1):\n  new\n" in done.stderr
    assert len(table(place)) == 24


def test_a_real_regrade_keeps_the_points(cli, tmp_path):
    submit(tmp_path / "submissions", "ada", notebook(underflow="Because."), RIGHT)
    grade = ("grade", "submissions", "--out", "graded", "--jobs", "1")
    assert cli(*grade, cwd=tmp_path).returncode == 0
    questions = ("questions", "--out", "graded")
    assert cli(*questions, "submissions", cwd=tmp_path).returncode == 0
    done = cli(*questions, "--from", fill(tmp_path, {("ada", FIRST): ("1", "Yes.")}), cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    told = [{"question": FIRST, "points": 1.0, "max_points": 1.0, "comment": "Yes."}]
    for change in ("", "\n# another one\n"):
        file = tmp_path / "submissions/ada/softmax.py"
        file.write_text(RIGHT + change, "utf-8")
        assert cli(*grade, *([] if change else ["--no-resume"]), cwd=tmp_path).returncode == 0
        (row,) = json.loads((tmp_path / "graded/results.json").read_text("utf-8"))["submissions"]
        assert row["manual"] == told and row["status"] == "graded"
        (line,) = table(tmp_path, "graded/gradebook.csv")
        assert float(line["total"]) == row["score"] + 1
        assert "Yes." in (tmp_path / "graded/feedback/ada.html").read_text("utf-8")


def test_what_a_question_gives_can_be_changed_later(place, typed):
    assert typed("submissions", "--points", f"{FIRST}=2").returncode == 0
    old = fill(place, {("ada", FIRST): "2"})
    assert typed("--from", old).returncode == 0
    assert typed("submissions", "--points", f"{FIRST}=1").stderr == (
        f"cs231n-kit questions: {FIRST} cannot give 1 at most, because 'ada' has 2 points there; give fewer"
        " points first\n"
    )
    assert typed("submissions", "--points", f"{FIRST}=4").returncode == 0
    assert stored(place) == {("ada", FIRST): (2.0, 4.0, "")}
    assert "6 of 10" in (place / "graded/feedback/ada.html").read_text("utf-8")
    assert typed("submissions").returncode == 0  # it is kept
    assert {row["max_points"] for row in table(place) if row["question"] == FIRST} == {"4"}
    assert f"row 2: {FIRST} gives 4 at most, and the row says 2; write" in typed("--from", old).stderr


NEEDS = "questions needs the submissions to write their answers out, or --from FILE to take points in"
NAMED = ", ".join(NAMES)


@pytest.mark.parametrize(
    "arguments, message",
    [
        ([], NEEDS),
        (["submissions", "--from", "x.csv"], "--from takes points in and PATH writes answers out; give one"
         " of them"),
        (["--from", "x.csv", "--points", "grid=1"], "--from takes points in and --points writes answers out;"
         " give one of them"),
        (["--from", "x.csv", "--anonymous"], "--from takes points in and --anonymous writes answers out; give"
         " one of them"),
        (["submissions", "--seed", "3"], "--seed is for the order of an anonymous page; add --anonymous, or"
         " leave it out"),
        (["submissions", "--anonymous", "--seed", "x"], "--seed must be a whole number from 0 on, got 'x';"
         " correct it"),
        (["submissions", "--points", "grid"], "--points must be NAME=NUMBER with a number above 0 and at most"
         " 1000, got 'grid'; correct it"),
        (["submissions", "--points", "grid=0"], "--points must be NAME=NUMBER with a number above 0 and at"
         " most 1000, got 'grid=0'; correct it"),
        (["submissions", "--points", "gird=2"], f"--points must name one of {NAMED}, got 'gird'; correct it"),
        (["--from", "x.csv"], "--from x.csv cannot be read (No such file or directory); correct that"),
        (["--from", "."], "--from . cannot be read (Is a directory); correct that"),
    ],
)  # fmt: skip
def test_wrong_usage_is_told_in_a_sentence(typed, place, arguments, message):
    done = typed(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"cs231n-kit questions: {message}\n"
    assert not (place / "graded/questions.csv").exists()


def test_a_class_is_graded_first(cli, tmp_path):
    submit(tmp_path / "submissions", "ada", notebook())
    done = cli("questions", "submissions", "--out", "graded", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "cs231n-kit questions: graded holds no gradebook.sqlite; name the folder that was given to grade as"
        " --out, or grade first\n"
    )
