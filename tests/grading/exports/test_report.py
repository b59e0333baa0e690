import pytest

from cs231n_kit.grading.exports.report import FILE, report, write_report
from cs231n_kit.grading.submission import Settings

from ..rows import finding, row, scoreless, task
from .html import Page
from .test_summary import scored, summed

SETTINGS = Settings("softmax", 7, layers=("landlock", "rlimits"))
HOSTILE = "</td></table><script>alert(1)</script>"


def shown(summary):
    return Page(report(summary, SETTINGS))


def test_it_says_what_the_class_is_like(tmp_path):
    summary = summed(*(row(f"s{n}") for n in range(25)), scoreless("lost"))
    write_report(tmp_path, SETTINGS, summary)
    page = Page((tmp_path / FILE).read_text("utf-8"))
    assert page.needs_nothing_else()
    for words in (
        *("softmax: 26 submissions", "25 graded, 0 unreadable, 1 error", "Mean 4, median 4", "of 6 points"),
        *("grad_wrong", "It is wrong.", "and 5 more", "100%", "0%", "lost"),
        "assignment softmax, seed 7, 10 seconds a call, 2048 MB, sandbox: landlock, rlimits.",
    ):
        assert words in page.text
    links = [attributes["href"] for attributes in page.all("a")]
    assert links == [*(f"feedback/s{n}.html" for n in range(20)), "feedback/lost.html"]


def test_the_picture_is_read_aloud_and_its_bars_are_as_high_as_their_counts():
    page = shown(scored(1.0, 1.0, 5.0, 20.0))
    (picture,) = page.all("svg")
    assert picture["aria-label"] == "0 to 2 points: 2; 4 to 6 points: 1; 18 to 20 points: 1"
    heights = [int(bar["height"]) for bar in page.all("rect")]
    assert heights == [130, 0, 65, 0, 0, 0, 0, 0, 0, 65]


@pytest.mark.parametrize("rows", [[], [scoreless()]])
def test_a_class_without_scores(rows):
    assert "No submission has a score." in shown(summed(*rows)).text


def test_nothing_of_a_submission_is_markup():
    hostile = row(HOSTILE, task(finding(HOSTILE, code=HOSTILE, message=HOSTILE), name=HOSTILE))
    page = shown(summed(hostile, scoreless(f"{HOSTILE}2")))
    assert page.needs_nothing_else()
    assert page.text.count("<script>") >= 5
    assert all('"' not in link["href"] and "<" not in link["href"] for link in page.all("a"))
