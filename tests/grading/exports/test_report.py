import json
import re

import pytest

from cs231n_kit import __version__
from cs231n_kit.grading.exports.names import link
from cs231n_kit.grading.exports.report import (
    ANONYMOUS,
    FILE,
    anonymous_report,
    report,
    write_anonymous_report,
    write_report,
)
from cs231n_kit.grading.exports.scripts import asset, libraries
from cs231n_kit.grading.exports.sections import students
from cs231n_kit.grading.submission import Settings

from ..rows import NAIVE, RIGHT, TRAIN, WRONG, finding, row, scoreless, task
from .hostile import PLACES, TEXTS
from .html import Page
from .test_summary import scored, summed

SETTINGS = Settings("softmax", 7, layers=("landlock", "rlimits"))
DATA = re.compile(r'<script type="application/json" id="data">([^<]*)</script>')


def opened(html, own=("charts.js", "students.js")):
    """The page without its scripts, which are the kit's and no other; and the data of the charts."""
    for script in (*libraries(), *map(asset, own)):
        assert html.count(f"<script>{script}</script>") == 1
        html = html.replace(f"<script>{script}</script>", "")
    (data,) = DATA.findall(html)
    page = Page(DATA.sub("", html))
    assert page.needs_nothing_else()
    return page, json.loads(data)


def shown(*rows):
    return opened(report(summed(*rows), SETTINGS))


def test_it_says_what_the_class_is_like(tmp_path):
    summary = summed(*(row(f"s{n}") for n in range(25)), scoreless("lost"))
    write_report(tmp_path, SETTINGS, summary)
    page, data = opened((tmp_path / FILE).read_text("utf-8"))
    for words in (
        *("softmax: 26 submissions", "25 graded, 0 unreadable, 1 error", "of 6 points", "All have begun."),
        *("grad_wrong", "It is wrong.", "25 (100%)", "lost", "no score"),
        "assignment softmax, seed 7, 10 seconds a call, 2048 MB, sandbox: landlock, rlimits.",
    ):
        assert words in page.text
    links = [attributes["href"] for attributes in page.all("a")]
    assert links[:4] == ["#scores", "#checks", "#mistakes", "#students"]
    assert links[4:6] == ["#mistake=grad_wrong", "feedback/s0.html"]
    assert links[6:] == [*(f"feedback/s{n}.html" for n in range(25)), "feedback/lost.html"]
    assert data["scores"]["median"] == 4.0
    assert data["checks-0"] == [
        {"check": "loss", "right": 25, "wrong": 0, "unjudged": 0},
        {"check": "gradient", "right": 0, "wrong": 25, "unjudged": 0},
    ]
    assert data["mistakes"] == [{"code": "grad_wrong", "count": 25, "share": "100%"}]


def test_each_chart_is_read_aloud_and_stands_in_a_table():
    page, data = opened(report(scored(1.0, 1.4, 5.0, 20.0), SETTINGS))
    charts = {one["data-chart"]: one["data-aloud"] for one in page.all("div") if "data-chart" in one}
    assert set(charts) == {"scores", "checks-0", "mistakes"} == set(data)
    assert charts["scores"] == (
        "Histogram of the scores. 1 to 2 points: 2; 5 to 6 points: 1; 19 to 20 points: 1."
    )
    counts = {bar["from"]: bar["count"] for bar in data["scores"]["bars"]}
    assert len(counts) == 20 and {n: count for n, count in counts.items() if count} == {1: 2, 5: 1, 19: 1}
    assert len(page.all("table")) == len(charts) + 1


def test_which_mistakes_come_together():
    both = task(finding("a", code="loss_sign"), finding("b", code="grad_sign"))
    one = task(finding("a", code="loss_sign"), name=TRAIN)
    page, data = shown(row("s1", both), row("s2", both), row("s3", one), row("s4", task(RIGHT)))
    assert data["together"]["codes"] == ["loss_sign", "grad_sign"]
    assert [list(cell.values()) for cell in data["together"]["cells"]] == [
        ["loss_sign", "loss_sign", 3, 1.0],
        ["loss_sign", "grad_sign", 2, 0.667],
        ["grad_sign", "loss_sign", 2, 1.0],
        ["grad_sign", "grad_sign", 2, 1.0],
    ]
    for words in (
        f"In {NAIVE} 2, {TRAIN} 1; often with grad_sign (2 of 3).",
        f"In {NAIVE} 2; often with loss_sign (2 of 2).",
        *("3 (75%)", "2 (50%)"),
    ):
        assert words in page.text


def test_an_example_has_its_evidence_and_its_picture():
    page, _ = shown(row("s1", task(RIGHT, WRONG)))
    assert "Example: s1" in page.text and "features wrong" in page.text
    (picture,) = page.all("svg")
    assert "feature 0, class 1: +0.25" in picture["aria-label"]


def test_who_has_not_begun_has_misunderstood_nothing():
    idle = task(*(finding(one, "not_done", "not_implemented") for one in "ab"))
    page, data = shown(row("s1", idle), row("s2", task(*(finding(one, "passed", "ok") for one in "ab"))))
    assert "None was found." in page.text and "1 of 2 have not begun." in page.text
    assert data["checks-0"][0] == {"check": "a", "right": 1, "wrong": 0, "unjudged": 1}


@pytest.mark.parametrize("rows", [[], [scoreless()]])
def test_a_class_without_scores(rows):
    page, data = shown(*rows)
    assert "No submission has a score." in page.text and data == {}


def test_a_class_without_points():
    nothing = row("s1", task(finding(max_points=0.0)), max_score=0.0)
    page, data = shown(nothing)
    assert data["scores"]["bars"][0]["count"] == 1 and "graded" in page.text


def test_names_of_a_platform_and_manual_points_are_told():
    people = {"identity": {"people": [{"name": "Ann Lee"}]}}
    manual = {"manual": [{"question": "q1", "points": 1.5, "max_points": 2.0, "comment": ""}]}
    page, _ = shown(row("s1") | people | manual, row("s2"))
    for words in ("Ann Lee", "5.5", "Points that a person gave are not among them."):
        assert words in page.text
    page, _ = shown(row("s2"))
    assert "Name" not in page.text and "person" not in page.text


def test_a_very_large_class_is_cut_and_says_so(monkeypatch):
    rows = [row(f"s{n}") for n in range(30)]
    monkeypatch.setattr(students, "MOST", 20)
    monkeypatch.setattr(students, "AT_ONCE", 5)
    page, _ = shown(*rows)
    assert "10 more are not listed here; gradebook.csv has all." in page.text
    assert "s19" in page.text and "s20" not in page.text
    first, rest = (
        re.search(mark + r"\n(.*?)</tbody>", page.html, re.DOTALL)[1]
        for mark in ("<tbody>", "<tbody hidden>")
    )
    assert (first.count("<tr"), rest.count("<tr")) == (5, 15)


def tags(html, own=("charts.js", "students.js")):
    """What the page is made of, but for its words and their order."""
    page, _ = opened(html, own)
    return sorted((tag, sorted(attributes)) for tag, attributes in page.tags)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("place", PLACES)
def test_nothing_of_a_submission_is_more_than_text(place, text):
    html = report(summed(PLACES[place](text), row("s2")), SETTINGS)
    assert tags(html) == tags(report(summed(PLACES[place]("x"), row("s2")), SETTINGS))
    page, _ = opened(html)
    for one in page.all("a"):
        assert re.fullmatch(r"#[a-z]+|#mistake=[A-Za-z0-9_.~%-]*|feedback/[^\s\"<>&#?/]+\.html", one["href"])
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00\x1b]", html)
    if place not in ("task", "check", "code"):  # those are the kit's own
        assert len(html) - len(report(summed(row("s2")), SETTINGS)) < 60_000


@pytest.mark.parametrize("id", ["../../etc/passwd", "a/b", "x" * 10_000, "\u202eb", "50%", "."])
def test_a_link_leads_to_the_page_whatever_the_name(id):
    page, _ = shown(row(id, task(RIGHT)))
    assert [one["href"] for one in page.all("a")][-1] == link(id)


def test_to_be_shown_in_class_it_names_nobody(tmp_path):
    secret = {"visibility": "hidden", "message": "SECRET", "code": "SECRET"}
    own = finding(
        "loss", "crashed", "exception", message="SECRET", evidence={"text": "SECRET"}, hint="SECRET"
    )
    rows = [
        row("SECRET", task(RIGHT, own, finding("SECRET", **secret)), notes=["SECRET"])
        | {"identity": {"people": [{"name": "SECRET"}]}}
        | {"manual": [{"question": "SECRET", "points": 1.0, "max_points": 2.0, "comment": "SECRET"}]},
        scoreless("SECRET2"),
    ]
    path = write_anonymous_report(tmp_path, SETTINGS, rows)
    assert path == tmp_path / ANONYMOUS
    html = path.read_text("utf-8")
    assert html == anonymous_report(rows, SETTINGS)
    page, data = opened(html, ("charts.js",))
    assert "SECRET" not in html and "seed" not in page.text
    assert all(one["href"].startswith("#") and "=" not in one["href"] for one in page.all("a"))
    assert [one["code"] for one in data["mistakes"]] == ["exception"]
    for words in (
        "softmax: 2 submissions",
        "hidden check 3",
        "Your code stopped in line … of …: …",
        __version__,
    ):
        assert words in page.text


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("place", [place for place in PLACES if place not in ("task", "check", "code")])
def test_nothing_of_a_submission_is_in_it_at_all(place, text):
    html, other = (anonymous_report([PLACES[place](one)], SETTINGS) for one in (text, "x"))
    assert html == other


def test_the_same_class_gives_the_same_bytes():
    def rows():
        return [
            make(text) | {"id": f"s{n}"} for text in TEXTS.values() for n, make in enumerate(PLACES.values())
        ]

    assert report(summed(*rows()), SETTINGS) == report(summed(*rows()), SETTINGS)
    assert anonymous_report(rows(), SETTINGS) == anonymous_report(rows(), SETTINGS)
