import io

import pytest
from rich.console import Console

from cs231n_kit.checks.show import text
from cs231n_kit.checks.show.report import Report

from .findings import ADVICE, CRASHED, EVERY_STATE, GRADIENT, NOT_DONE, RIGHT, finding, report

EVERY_STATE_IN_TEXT = """\
✓ a: 1 of 1 check right (cs231n_kit/classifiers/softmax.py)
✗ b: 2 of 3 checks right (cs231n_kit/classifiers/softmax.py)
  Note: The notebook holds an older version.
  ✓ right: loss
  ✗ gradient not yet right: It is wrong.
    Hint: Look.
    Yours minus the right one. Wrong: all features; class 1.
                 class 0  class 1  class 2
      feature 0        ✓    +0.25        ✓
      feature 1        ✓     −0.5        ✓
      feature 2        ✓    +0.12        ✓
      feature 3        ✓   +1e+03        ✓
  ✓ large differences: Right, but infinite.
    Hint: Why?
○ c (cs231n_kit/classifiers/softmax.py)
  ○ Not done yet. notebooks/softmax.ipynb explains it.
! d: 0 of 2 checks right (cs231n_kit/classifiers/softmax.py)
  ! Your code stopped in line 3 of f.py: ValueError: no
      s = a[i]
3 of 8 checks right"""


def test_every_state_reads_like_this():
    assert text.plain(EVERY_STATE) == EVERY_STATE_IN_TEXT


@pytest.mark.parametrize("name, value", [("COLUMNS", "20"), ("FORCE_COLOR", "1"), ("TERM", "dumb")])
def test_the_plain_text_does_not_depend_on_the_terminal(monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    assert text.plain(EVERY_STATE) == EVERY_STATE_IN_TEXT


def test_a_terminal_gets_colour_and_the_same_words():
    console = Console(file=io.StringIO(), force_terminal=True, color_system="standard", width=text.WIDTH)
    text.write(EVERY_STATE, console)
    coloured = console.file.getvalue()
    assert "\x1b[31m" in coloured and "\x1b[1;32m" in coloured
    console = Console(file=io.StringIO(), width=text.WIDTH, color_system=None)
    text.write(EVERY_STATE, console)
    assert [line.rstrip() for line in console.file.getvalue().splitlines()] == EVERY_STATE_IN_TEXT.split("\n")


@pytest.mark.parametrize("width", [20, 40, 72])
def test_long_lines_are_broken_between_words(width):
    long = finding(message="a well-known word " * 20, hint="and " * 30)
    console = Console(file=io.StringIO(), width=width, color_system=None)
    text.write(Report((report(long),)), console)
    lines = console.file.getvalue().splitlines()
    assert max(map(len, lines)) <= width
    assert all("well-known" in line or "well" not in line for line in lines)


@pytest.mark.parametrize("hostile", ["[bold]x[/bold]", "[/red]", ":smile:", "{reg}", "\x1b[31mred"])
def test_what_an_exception_says_is_text_and_nothing_else(hostile):
    shown = text.plain(Report((report(finding(message=f"It says {hostile}")),)))
    assert hostile.replace("\x1b", "") in shown
    assert "\x1b" not in shown


@pytest.mark.parametrize(
    "findings, status",
    [
        ([RIGHT, ADVICE], "passed"),
        ([NOT_DONE, NOT_DONE], "not_done"),
        ([RIGHT, NOT_DONE], "failed"),
        ([RIGHT, GRADIENT], "failed"),
        ([GRADIENT, CRASHED, RIGHT], "crashed"),
        ([finding(status="timeout"), RIGHT], "timeout"),
    ],
)
def test_a_task_is_as_its_gravest_finding(findings, status):
    assert report(*findings).status == status


def test_the_same_said_by_several_checks_is_said_once():
    (said,) = report(RIGHT, finding("loss"), finding("gradient"), ADVICE).problems
    assert said.heading == "loss, gradient not yet right: "


def test_what_is_true_of_all_checks_is_said_of_the_task():
    (said,) = report(finding("loss"), finding("gradient")).problems
    assert said.heading == ""


def test_a_line_that_stops_is_shown_once_whatever_it_says_each_time():
    place = {"file": "f.py", "line": 3}
    findings = [finding(check, "crashed", "exception", f"{check} stopped", **place) for check in "ab"]
    (said,) = report(*findings, RIGHT).problems
    assert (said.checks, said.message) == (("a", "b"), "a stopped")
    further = finding("c", "crashed", "exception", "c stopped", **place | {"line": 4})
    assert len(report(*findings, further).problems) == 2
