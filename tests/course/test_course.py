"""A course through the command line alone: release, collect, grade, questions, export, feedback."""

import json
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from cs231n_kit.checks.assignments import assignment

from .course import COMMENT, Course, refuse_leaks
from .platforms import CANVAS, MOODLE, POLICY, column
from .students import COPIED, QUESTIONS, SOFTMAX
from .told import results

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="grading runs on Linux")

SCORES = {"ada": 20, "grace": 18, "kim": 8, "alan": 0, "emmy": 20}
WITH_ANSWERS = {"ada": 20, "grace": 19.5, "kim": 8, "alan": 0, "emmy": 26.25}
AT_LAST = WITH_ANSWERS | {"grace": 22}


def test_a_course_from_release_to_feedback(cli, tmp_path):
    course = Course(cli, tmp_path)
    for step in (release, hand_in, grade, compare, give_points, grade_again, take_a_better_one, export, show):
        step(course)


def release(course):
    course.run("release", "--out", "dist/cs231n-kit", "--assignment", "gradient_check", "softmax")
    for student in course.students.values():
        student.unpack(course.place / "dist/cs231n-kit.zip", course.place / "students")
    home = course.students["ada"].home
    files = {path.relative_to(home).as_posix(): path for path in home.rglob("*") if path.is_file()}
    assert not [name for name in files if {"solutions", "grading", "mistakes"} & set(name.split("/"))]
    refuse_leaks(files)
    assert "cs231n-kit collect --assignment softmax" in files["README.md"].read_text("utf-8")
    refused = course.cli("grade", ".", "--out", "graded", tree=home)
    assert refused.returncode == 2 and "invalid choice: 'grade'" in refused.stderr


def hand_in(course):
    """`check` tells a student what grading will; `collect` says what is open, and makes the archive."""
    for student in course.students.values():
        student.write()
    checked = json.loads(course.run("check", "--json", tree=course.students["grace"].home, code=1))["tasks"]
    handed_out = [*assignment("gradient_check").tasks, *assignment("softmax").tasks]
    assert [task["task"] for task in checked] == handed_out
    assert sum(task["score"] for task in checked) == SCORES["grace"]

    with ThreadPoolExecutor(2) as pool:
        said = dict(zip(course.students, pool.map(course.collect, course.students.values()), strict=True))
    written = {"ada": 4, "grace": 4, "kim": 1, "alan": 0, "emmy": 4}
    for name, student in course.students.items():
        assert f"{written[name]} of 4 written" in said[name]
        assert f"{len(student.answers)} of 6 answered" in said[name]
        never_saved = not student.answers
        assert ("it is as it was handed out" in said[name]) is never_saved


def grade(course):
    course.download()
    said = course.run("grade", "submissions.zip", "--out", "graded", "--seed", "7")
    assert said.startswith("5 submissions: 5 graded, 0 unreadable, 0 error\nmean 13.2, median 18,")
    course.expect(SCORES, out_of=20)
    codes = {name: set(course.wrong(name)) for name in SCORES}
    undone = {"not_implemented"}
    assert codes == {
        "ada": set(), "grace": {"grad_not_averaged"}, "kim": undone, "alan": undone, "emmy": set()
    }  # fmt: skip
    assert {id: one["notes"] for id, one in results(course.graded).items() if one["notes"]} == {}
    assert course.wrong("grace")["grad_not_averaged"] in course.feedback("grace")


def compare(course):
    said = course.run("similarity", "submissions.zip", "--out", "similar.html")
    assert "1 pair alike" in said and "hoppergrace_102 and lovelaceada_101" in said
    assert (course.place / "similar.html").is_file()


def give_points(course):
    """The table out, filled in as a spreadsheet would be, and in again."""
    course.run("questions", "submissions.zip", "--out", "graded", "--points", "underflow=2")
    rows = course.table()
    answers = {(row["submission"], row["question"]): row["answer"] for row in rows}
    for student in course.students.values():
        told = {name: student.answers.get(name, "[not answered]") for name in QUESTIONS}
        assert told == {name: answers[student.name, name] for name in QUESTIONS}
    course.fill_in(rows)
    said = course.run("questions", "--out", "graded", "--from", "filled-in.csv")
    assert said.startswith("filled-in.csv: 30 answers taken in: 30 new, 0 changed, 0 as they were\n")
    course.expect(WITH_ANSWERS, out_of=27)
    assert COMMENT in course.feedback("emmy") and COMMENT not in course.feedback("grace")


def grade_again(course):
    """Everybody, with other inputs: whoever is right stays so, and the points by hand stay."""
    course.run("grade", "submissions.zip", "--out", "graded", "--seed", "8", "--no-resume")
    assert "seed 8" in (course.graded / "feedback/lovelaceada_101.html").read_text("utf-8")
    course.expect(WITH_ANSWERS, out_of=27)
    assert COMMENT in course.feedback("emmy")


def take_a_better_one(course):
    """Grace hands in again; nobody else is graded again, and her points for the answer stay."""
    grace = course.students["grace"]
    grace.files = {**grace.files, SOFTMAX: COPIED}
    grace.answers = {"underflow": "Small numbers are rounded to 0."}
    grace.write()
    course.collect(grace)
    course.download(grace)
    before = results(course.graded)
    course.run("grade", "submissions.zip", "--out", "graded")
    after = results(course.graded)
    assert [id for id in before if before[id] != after[id]] == [grace.name]
    course.expect(WITH_ANSWERS | {"grace": 21.5}, out_of=27)

    changed = f"changed after they were graded; their points stay (1):\n  {grace.name} at underflow\n"
    course.run("questions", "submissions.zip", "--out", "graded", warned=changed)
    (course.place / "one.csv").write_text(
        f"submission,question,points,comment\n{grace.name},underflow,2,Right.\n", "utf-8"
    )
    said = course.run("questions", "--out", "graded", "--from", "one.csv")
    assert said.startswith("one.csv: 1 answer taken in: 0 new, 1 changed, 0 as they were\n")
    course.expect(AT_LAST, out_of=27)


def export(course):
    for name, content in {"Grades.csv": CANVAS, "worksheet.csv": MOODLE, "policy.toml": POLICY}.items():
        (course.place / name).write_text(content, "utf-8")
    into = ("--into", "Grades.csv", "--policy", "policy.toml")
    said = course.run("export", "canvas", "--from", "graded", *into)
    assert "5 grades in the column Softmax (123456); found 5 by user id" in said
    assert "hoppergrace_102: 22 -> 19.3 (1 day late: 10 % less)" in said
    assert "turingalan_104: 0 -> 13.5 (set to 13.5 by hand: told at the blackboard)" in said
    shown = column((course.graded / "canvas.csv").read_text("utf-8"), "Softmax (123456)", "ID")
    grades = {"101": "20", "102": "19.3", "103": "8", "104": "13.5", "105": "26.25"}
    assert shown == {"": "27.00"} | grades

    course.run("export", "moodle", "--from", "graded", "--into", "worksheet.csv", "--comments")
    sheet = (course.graded / "moodle.csv").read_text("utf-8")
    raw = {"Lovelace, Ada": "20", "Hopper, Grace": "22", "Lee, Kim": "8", "Turing, Alan": "0"}
    assert column(sheet, "Grade", "Full name") == raw | {"Noether, Emmy": "26.25"}
    assert "underflow" in column(sheet, "Feedback comments", "Full name")["Hopper, Grace"]

    course.run("export", "gradescope", "--from", "graded", "--submission", "noetheremmy_105")
    result = json.loads((course.graded / "gradescope.json").read_text("utf-8"))
    assert result["score"] == sum(test["score"] for test in result["tests"]) == 26.25
    course.run("gradescope", "--out", "autograder.zip")
    assert (course.place / "autograder.zip").is_file()  # tests/grading/gradescope/ run it
    course.expect(AT_LAST, out_of=27)  # a policy is for what is exported alone


def show(course):
    """The report for everybody names nobody, and no page that a student gets holds the reference."""
    course.run("export", "report", "--from", "graded", "--anonymous")
    report = (course.graded / "report-anonymous.html").read_text("utf-8")
    assert "5 submissions" in report
    assert not [one for one in course.students.values() if one.name.split("_")[0] in report]
    pages = {path.name: path for path in (course.graded / "feedback").iterdir()}
    assert set(pages) == {f"{student.name}.html" for student in course.students.values()}
    refuse_leaks(pages)
    assert "22 of 27" in course.feedback("grace") and not course.wrong("grace")
