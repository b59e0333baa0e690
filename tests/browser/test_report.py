"""The report and a page of feedback as one sees them: opened from a folder in a Chromium, clicked through."""

import time

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from cs231n_kit.grading.exports.every import export
from cs231n_kit.grading.exports.report import ANONYMOUS, write_anonymous_report
from cs231n_kit.grading.submission import Settings

from .classes import HOSTILE, class_of, hostile_class
from .lab import chromium

pytestmark = pytest.mark.browser
SETTINGS = Settings("softmax", 7, layers=("landlock",))
PAINTED = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
OPENS = 10.0  # seconds; what it takes is printed, and far less than a second on a machine that is idle
IDS = "rows => rows.map(row => row.cells[0].textContent)"
SCORES = "rows => rows.map(row => row.querySelector('.number').textContent)"


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """The folder of a graded class of 500."""
    folder = tmp_path_factory.mktemp("graded")
    rows = class_of(500)
    export(iter(rows), SETTINGS, folder)
    write_anonymous_report(folder, SETTINGS, rows)
    return folder


@pytest.fixture
def page():
    """A page that may ask for nothing but files, and may not complain."""
    complaints = []
    with chromium() as page:
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: complaints.append(dialog.message) or dialog.dismiss())
        page.on("request", lambda sent: sent.url.startswith("file:") or complaints.append(sent.url))
        yield page
    assert complaints == []


def opened(page, path, after="", scheme="light"):
    """Open a file, as a person does; gives the seconds until it is painted."""
    page.emulate_media(color_scheme=scheme)
    began = time.perf_counter()
    page.goto(f"{path.as_uri()}{after}")
    page.evaluate(PAINTED)
    return time.perf_counter() - began


def listed(page, what=IDS):
    return page.locator("#list tbody tr").evaluate_all(what)


def feedback(folder):
    """The page of somebody who has much to read."""
    return max((folder / "feedback").iterdir(), key=lambda path: (path.stat().st_size, path.name))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_read_it(graded, page, scheme, tmp_path):
    for path in (graded / "report.html", graded / ANONYMOUS, feedback(graded)):
        seconds = opened(page, path, scheme=scheme)
        print(f"{path.name}, {scheme}: painted after {seconds:.2f} s, {path.stat().st_size / 1000:.0f} kB")
        assert seconds < OPENS
        page.screenshot(path=tmp_path / f"{path.stem}-{scheme}.png")
        for line in page.locator("summary").all()[:12]:
            line.click()  # what is folded is read too
        if path.name == "report.html":
            page.get_by_label("Find").fill("s00")  # 100 rows are as good as 500, and read sooner
        violations = Axe().run(page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in violations] == []


def test_the_charts_are_drawn_for_the_eye_and_said_for_the_ear(graded, page):
    opened(page, graded / "report.html")
    charts = page.locator(".chart")
    expect(charts).to_have_count(7)
    assert charts.evaluate_all("all => all.every(one => one.querySelector('svg').clientHeight > 50)")
    expect(page.get_by_role("img")).to_have_count(7)
    assert page.locator("svg [aria-label]").count() == 0
    name = "Histogram of the scores."
    expect(page.get_by_role("img", name=name)).to_be_visible()
    assert page.get_by_role("img", name=name).locator("rect").count() == 20


def test_sorted_by_the_headings(graded, page):
    opened(page, graded / "report.html")
    score = page.get_by_role("columnheader", name="Score")
    before = listed(page)
    assert before == sorted(before) and len(before) == 500
    score.get_by_role("button").click()
    down = [float(one) for one in listed(page, SCORES) if one != "no score"]
    assert down == sorted(down, reverse=True) and down[0] > down[-1]
    assert score.get_attribute("aria-sort") == "descending"
    score.get_by_role("button").click()
    up = [float(one) for one in listed(page, SCORES) if one != "no score"]
    assert up == down[::-1] and score.get_attribute("aria-sort") == "ascending"
    page.get_by_role("columnheader", name="Submission").get_by_role("button").click()
    assert listed(page) == before and score.get_attribute("aria-sort") is None


def test_filtered_by_words_status_mistake_and_score(graded, page):
    opened(page, graded / "report.html")
    shown = page.locator("#shown")
    expect(shown).to_have_text("500 of 500 found")
    page.get_by_label("Find").fill("S000")
    assert listed(page) == [f"s000{n}" for n in range(10)]
    expect(shown).to_have_text("10 of 500 found")
    page.get_by_role("button", name="Show all").click()
    expect(shown).to_have_text("500 of 500 found")
    page.get_by_label("Status").select_option("stale")
    stale = page.locator("#list tbody tr").all_inner_texts()
    assert stale and all("stale" in one for one in stale)
    page.get_by_label("Status").select_option("")
    page.get_by_role("combobox", name="Mistake").select_option("grad_transposed")
    some = page.locator("#list tbody tr").all_inner_texts()
    assert 0 < len(some) < 500 and all("grad_transposed" in one or " more" in one for one in some)
    page.get_by_role("button", name="Show all").click()
    page.get_by_label("Score from").fill("5")
    page.get_by_label("to", exact=True).fill("7.5")
    scores = [float(one) for one in listed(page, SCORES)]
    assert scores and all(5 <= one <= 7.5 for one in scores)
    page.get_by_label("Find").fill("nobody is called so")
    assert listed(page) == []
    expect(shown).to_have_text("0 of 500 found")


def test_from_a_mistake_to_a_student_and_back(graded, page):
    opened(page, graded / "report.html")
    page.get_by_role("link", name="with lowest_score: show them in the list").click()
    expect(page.get_by_role("combobox", name="Mistake")).to_have_value("lowest_score")
    page.get_by_role("columnheader", name="Score").get_by_role("button").click()
    before = listed(page)
    page.locator("#list tbody a").nth(3).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(before[3])
    assert "It predicts the class with the lowest score." in page.locator("main").inner_text()
    page.go_back()
    expect(page.get_by_role("combobox", name="Mistake")).to_have_value("lowest_score")
    assert listed(page) == before
    page.reload()
    assert listed(page) == before  # what is chosen stands in the address


def test_the_keyboard_is_enough(graded, page):
    opened(page, graded / "report.html")

    def tab_to(*words):
        for _ in range(400):
            page.keyboard.press("Tab")
            # How what has the focus is called, or where it leads to.
            name = page.evaluate(
                "(e => [e.ariaLabel, e.labels?.[0]?.textContent, e.textContent].find(t => t?.trim()))"
                "(document.activeElement)"
            )
            if all(word in name for word in words):
                return
        raise AssertionError(words)

    tab_to("Submissions")
    page.keyboard.press("Enter")
    expect(page.locator("#students")).to_be_focused()
    tab_to("Find")
    page.keyboard.type("s01")
    tab_to("Score")  # from, to
    page.keyboard.type("12")
    expect(page.locator("#shown")).not_to_have_text("500 of 500 found")
    tab_to("Score")
    page.keyboard.press("Enter")
    scores = [float(one) for one in listed(page, SCORES)]
    assert 0 < len(scores) < 100 and scores == sorted(scores, reverse=True) and scores[-1] >= 12
    first = listed(page)[0]
    tab_to(first)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(first)


def test_a_very_large_class_is_listed_in_parts(tmp_path, page):
    rows = class_of(1200)
    export(iter(rows), SETTINGS, tmp_path)
    opened(page, tmp_path / "report.html")
    expect(page.locator("#shown")).to_have_text("1,200 of 1,200 found, the first 500 are listed")
    assert len(listed(page)) == 500
    more = page.get_by_role("button", name="Show more")
    more.click()
    assert len(listed(page)) == 1000
    assert page.evaluate("document.activeElement.textContent") == "s0500"
    more.click()
    expect(page.locator("#shown")).to_have_text("1,200 of 1,200 found")
    expect(more).to_be_hidden()
    page.get_by_label("Find").fill("s1199")
    assert listed(page) == ["s1199"]


def test_on_paper_it_is_light_and_has_nothing_to_click(graded, page, tmp_path):
    for path in (graded / "report.html", feedback(graded)):
        opened(page, path, scheme="dark")
        page.emulate_media(media="print", color_scheme="dark")
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        expect(page.locator("nav, #filter, details:not([open])").filter(visible=True)).to_have_count(0)
        page.screenshot(path=tmp_path / f"{path.stem}-print.png")
        assert page.pdf(format="A4").startswith(b"%PDF")


def test_a_small_screen_needs_no_sideways_scrolling(graded, page):
    page.set_viewport_size({"width": 390, "height": 800})
    for path in (graded / "report.html", feedback(graded)):
        opened(page, path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_without_scripts_everything_stands_in_tables(tmp_path):
    export(iter(class_of(600)), SETTINGS, tmp_path)
    with chromium("--blink-settings=scriptEnabled=false") as page:
        page.goto((tmp_path / "report.html").as_uri())
        assert "each stands here as a table" in page.locator("noscript").first.inner_text()
        expect(page.locator("#list tbody tr").filter(visible=True)).to_have_count(600)
        expect(page.locator("#filter, #more").filter(visible=True)).to_have_count(0)
        page.locator("summary").first.click()
        expect(page.get_by_role("rowheader", name="19 to 20")).to_be_visible()


def test_whatever_submissions_bring_is_text(tmp_path, page):
    export(iter(hostile_class()), SETTINGS, tmp_path)
    opened(page, tmp_path / "report.html")
    strangers = page.locator("img, h1, main script:not(#data), b, [onmouseover], [onfocus], [onload]")
    assert strangers.count() == 1  # the title
    links = page.locator("#list tbody a").evaluate_all("all => all.map(one => one.href)")
    assert len(set(links)) == len(HOSTILE)
    for link, text in zip(links, HOSTILE, strict=True):
        page.goto(link)  # each leads to the page of its submission, whatever the name
        assert strangers.count() == 1
        shown = page.get_by_role("heading", level=1).inner_text()
        assert shown[:10].strip("�") == text[:10].strip("\u202e\u2066"), "another page"
        assert page.evaluate("document.title").endswith(": softmax") or len(text) > 200
