import re
from html.parser import HTMLParser

import pytest

from cs231n_kit.checks.show.card import card
from cs231n_kit.checks.show.report import Report

from .findings import EVERY_STATE, RIGHT, finding, report

VOID = {"br", "hr", "img", "input", "link", "meta"}
# Text and background of a notebook's output in JupyterLab; of a dark editor whose text is greyer.
THEMES = {
    "light": ((0, 0, 0, 0.87), (255, 255, 255)),
    "dark": ((255, 255, 255, 1.0), (17, 17, 17)),
    "grey on dark": ((204, 204, 204, 1.0), (31, 31, 31)),
}


class Page(HTMLParser):
    """What is in a piece of HTML: its tags, that must close in order, and its text."""

    def __init__(self, html):
        super().__init__()
        self.open, self.tags, self.text = [], [], ""
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data

    def all(self, tag):
        return [attributes for name, attributes in self.tags if name == tag]


def test_the_card_is_well_formed_and_needs_nothing_else():
    html = card(EVERY_STATE)
    page = Page(html)
    assert {tag for tag, _ in page.tags}.isdisjoint({"script", "style", "link", "img", "iframe", "svg"})
    assert not re.search(r"http|url\(|@import|on\w+=|class=|\bid=", html)


def test_it_can_be_read_aloud():
    page = Page(card(EVERY_STATE))
    assert len(page.all("h4")) == len(EVERY_STATE.tasks)
    assert [th["scope"] for th in page.all("th")] == ["col"] * 3 + ["row"] * 4
    assert len(page.all("caption")) == 1
    assert "Wrong: all features; class 1." in page.text
    # A sign is for the eye alone, so the same must stand in words.
    assert {tuple(span) for span in page.all("span")} == {("aria-hidden",)}
    for words in ("2 of 3 checks right", "not yet right", "Not done yet.", "stopped", "Right: loss"):
        assert words in page.text


def test_it_says_what_the_text_says():
    shown = " ".join(Page(card(EVERY_STATE)).text.split())
    for task in EVERY_STATE.tasks:
        assert task.ran in shown
        for said in [*task.problems, *task.advice]:
            assert said.message.split("\n")[0] in shown and said.hint in shown
        for note in task.notes:
            assert note in shown
    assert "s = a[i]" in shown


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "</p></section>",
        '"><img src=x onerror=alert(1)>',
        "&lt;",
        "a\n<b>code</b>",
    ],
)
def test_what_an_exception_says_is_text_and_nothing_else(hostile):
    usual = card(Report((report(finding(message="a\nb", hint="c"), notes=("d",)),)))
    one = finding(check=hostile, message=f"{hostile}\n{hostile}", hint=hostile)
    page = Page(card(Report((report(one, notes=(hostile,)),))))
    assert page.tags == Page(usual).tags
    assert page.text.count(hostile.split("\n")[0]) >= 4


def test_points_are_not_shown():
    assert "point" not in card(EVERY_STATE)


def luminance(colour):
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in (v / 255 for v in colour)]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def over(colour, below):
    *rgb, opacity = colour
    return tuple(opacity * c + (1 - opacity) * b for c, b in zip(rgb, below, strict=True))


def backgrounds(html):
    return [
        tuple(map(float, found.split(","))) for found in re.findall(r"background-color: rgba\((.*?)\)", html)
    ]


@pytest.mark.parametrize("theme", THEMES)
def test_text_stands_out_in_light_and_in_dark(theme):
    text, page = THEMES[theme]
    deepest = [[sign * 1.0, sign * 0.3] for sign in (1, -1)]
    html = card(EVERY_STATE) + card(Report((report(RIGHT, finding("gradient", difference=deepest)),)))
    assert not re.search(r"(?<![-\w])color:", html)  # the text has the notebook's own colour
    tints = backgrounds(card(EVERY_STATE))
    sections = [tint for tint in tints if tint[3] == 0.1]
    assert len(backgrounds(html)) > 6
    for section in sections:
        for tint in backgrounds(html):
            ground = over(tint, over(section, page))
            a, b = sorted((luminance(over(text, ground)), luminance(ground)))
            assert (b + 0.05) / (a + 0.05) >= 4.5, (theme, section, tint)


def test_entries_are_coloured_by_size_and_sign():
    tints = backgrounds(card(Report((report(finding(difference=[[0, 1], [4, -2]])),))))[1:]
    small, large, negative = ((tint[:3], tint[3]) for tint in tints)
    assert small[0] == large[0] != negative[0]
    assert 0.1 < small[1] < negative[1] < large[1]
