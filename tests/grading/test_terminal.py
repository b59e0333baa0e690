import io
from pathlib import Path

import pytest
from rich.console import Console

from cs231n_kit.grading import terminal

from .exports.test_summary import summed
from .rows import RIGHT, finding, row, scoreless, task

OUT = Path("graded")


def printed(summary, width=100):
    file = io.StringIO()
    terminal.show(summary, OUT, Console(file=file, width=width, _environ={}))
    return file.getvalue()


def test_the_summary():
    summary = summed(
        *(row(f"s{n}") for n in range(3)), row("s4", task(RIGHT), max_score=4.0), scoreless("s5")
    )
    lines = [line.rstrip() for line in printed(summary).splitlines()]
    assert lines == [
        "5 submissions: 4 graded, 0 unreadable, 1 error",
        "mean 4, median 4, quartiles 4 and 4, of 6 points",
        "",
        "     0 – 0.6",
        "   0.6 – 1.2",
        "   1.2 – 1.8",
        "   1.8 – 2.4",
        "   2.4 – 3",
        "     3 – 3.6",
        "   3.6 – 4.2    ██████████████████████████████ 3",
        "   4.2 – 4.8",
        "   4.8 – 5.4",
        "   5.4 – 6      ██████████ 1",
        "",
        "found in  most frequent mistakes",
        "       3  softmax_loss_naive (grad_wrong): It is wrong.",
        "",
        "graded/report.html  the class",
        "graded/feedback  a page for each submission",
        "graded/gradebook.csv  for a spreadsheet",
        "graded/results.json  for a program",
    ]


def test_a_class_without_scores_and_mistakes():
    assert printed(summed(scoreless())).startswith("1 submission: 0 graded, 0 unreadable, 1 error\n\ngraded/")


def test_old_scores_are_counted():
    assert "1 with the score of an earlier grading" in printed(summed(row() | {"stale": True}))
    assert "earlier grading" not in printed(summed(row()))


def test_only_the_most_frequent_mistakes_are_listed():
    many = [finding(code=f"code{n}") for n in range(terminal.FREQUENT + 2)]
    text = printed(summed(row("s", task(*many))))
    assert text.count("(code") == terminal.FREQUENT
    assert "and 2 more kinds in report.html" in text


def test_text_of_a_submission_is_neither_markup_nor_a_code_for_the_terminal():
    text = printed(summed(row("s", task(finding(message="[red]a[/red] [/] \x1b[31mb\x07")))))
    assert "[red]a[/red] [/] �[31mb�" in text
    assert "\x1b" not in text


@pytest.mark.parametrize(
    "one, line",
    [
        (row("s1", task(RIGHT)), "s1: 4 of 6"),
        (row("s2"), "s2: 4 of 6, softmax_loss_naive: It is wrong."),
        (row("s3", task(finding(message="First.\n  line"))), "s3: 0 of 6, softmax_loss_naive: First."),
        (row("s4", task(finding(message=""))), "s4: 0 of 6, softmax_loss_naive: "),
        (scoreless("s5", "unreadable"), "s5: unreadable"),
    ],
)
def test_the_line_of_a_row(one, line):
    assert terminal.last_line(one) == line


def test_the_bar_counts_what_is_left_to_do_and_shows_the_last_row():
    file = io.StringIO()
    console = Console(file=file, width=100, force_terminal=True, _environ={"TERM": "xterm"})
    with terminal.shown(console, 10, lambda: 4) as watch:
        watch(row("first"))
        watch(row("evil \x1b[31m [/red]"))
    text = file.getvalue()
    assert "2/6" in text and "/s" in text
    assert "evil �[31m [/red]: 4 of 6, softmax_loss_naive: It is wrong." in text


def test_it_is_quiet_where_there_is_no_terminal(capsys):
    with terminal.progress(3, lambda: 0) as watch:
        watch(row())
    assert capsys.readouterr() == ("", "")
