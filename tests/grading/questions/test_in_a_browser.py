"""The page as it is used: points typed by keyboard, saved as a table, taken in."""

import csv
import io
import shutil
from contextlib import contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect, sync_playwright

from .made import FIRST, SECOND, graded, notebook, submit

pytestmark = pytest.mark.browser


@contextmanager
def chromium(**options):
    """A page, and what it said at the console and asked of others."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    assert found, "no Chromium on PATH; `make test` says how to get one"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(accept_downloads=True, **options)
        said = []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: said.append(request.url) if "file:" not in request.url else None)
        yield page, said
        browser.close()


@pytest.fixture
def place(cli, tmp_path):
    submissions = tmp_path / "submissions"
    submit(submissions, "ada", notebook(underflow="Because $e^{-1000}$ is 0.", grid="=1+1"))
    submit(submissions, "bob", notebook(underflow="Because $e^{-1000}$ is 0."))
    submit(submissions, "eve", notebook(underflow="<script>document.title = 'x'</script><img src=x>"))
    graded(tmp_path / "graded", "ada", "bob", "eve")
    assert cli("questions", "submissions", "--out", "graded", cwd=tmp_path).returncode == 0
    return tmp_path


def address(place):
    return (place / "graded" / "questions.html").as_uri()


def saved(page, place, keys="Control+s"):
    with page.expect_download() as download:
        page.keyboard.press(keys)
    assert download.value.suggested_filename == "questions.csv"
    download.value.save_as(place / "mine.csv")
    text = (place / "mine.csv").read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_points_by_keyboard_come_to_the_feedback(cli, place):
    with chromium() as (page, said):
        page.goto(address(place))
        assert page.title() == "softmax: inline questions"
        expect(page.locator("article")).to_have_count(8)
        expect(page.locator(f"#q-{FIRST} .tally")).to_have_text("0 of 2 graded")
        assert page.locator("article svg.tex").count() == 1
        page.locator(f"#q-{FIRST} input").first.focus()
        page.keyboard.type("0,5")
        page.keyboard.press("Tab")
        page.keyboard.type("=Good, but why?")
        page.keyboard.press("Tab")
        page.keyboard.type("2")  # of 1
        expect(page.locator(f"#q-{FIRST}-2-wrong")).to_have_text("Points must be a number from 0 to 1.")
        page.keyboard.press("Control+s")
        expect(page.locator("#status")).to_contain_text("Not saved: Points must be a number from 0 to 1.")
        page.keyboard.press("Control+a")
        page.keyboard.type("0")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.closest('article').id") == f"q-{SECOND}-1"
        page.keyboard.type("1")
        expect(page.locator(f"#q-{FIRST} .tally")).to_have_text("2 of 2 graded")
        expect(page.locator("#count")).to_have_text("5 to grade")
        rows = saved(page, place)
        expect(page.locator("#status")).to_contain_text("points for 6 submissions' answers")
        assert said == [] and page.title() == "softmax: inline questions"
    given = {(row["submission"], row["question"]): (row["points"], row["comment"]) for row in rows}
    assert given == {
        ("ada", FIRST): ("0.5", "'=Good, but why?"),
        ("bob", FIRST): ("0.5", "'=Good, but why?"),
        ("eve", FIRST): ("0", ""),
        **{(id, SECOND): ("1", "") for id in ("ada", "bob", "eve")},
    }
    done = cli("questions", "--out", "graded", "--from", "mine.csv", cwd=place)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("mine.csv: 6 answers taken in: 6 new, 0 changed, 0 as they were\n")
    feedback = (place / "graded/feedback/ada.html").read_text("utf-8")
    assert "5.5 of 8" in feedback and "=Good, but why?" in feedback  # 4 of 6 for the tasks
    assert "5 of 8" in (place / "graded/feedback/eve.html").read_text("utf-8")


def test_what_was_typed_outlives_the_page_and_only_what_is_new_is_saved(cli, place):
    with chromium() as (page, said):
        page.on("dialog", lambda dialog: dialog.accept())
        page.goto(address(place))
        page.locator(f"#q-{FIRST}-1 input").fill("1")
        page.locator(f"#q-{FIRST}-1 textarea").fill("Fine.\nYes.")
        page.reload()
        expect(page.locator(f"#q-{FIRST}-1 textarea")).to_have_value("Fine.\nYes.")
        expect(page.locator("#status")).to_contain_text("is back")
        assert len(saved(page, place)) == 2
        assert cli("questions", "--out", "graded", "--from", "mine.csv", cwd=place).returncode == 0
        assert cli("questions", "submissions", "--out", "graded", cwd=place).returncode == 0
        page.goto(address(place))
        expect(page.locator(f"#q-{FIRST}-1 input")).to_have_value("1")
        expect(page.locator("#count")).to_have_text("7 to grade")
        page.keyboard.press("Control+s")
        expect(page.locator("#status")).to_have_text("There is nothing new to save.")
        page.get_by_label("only what is not graded").check()
        expect(page.locator("article:visible")).to_have_count(7)
        page.locator(f"#q-{FIRST}-2 textarea").fill("No points yet")
        page.keyboard.press("Control+s")
        expect(page.locator("#status")).to_have_text("Not saved: Give points too, or the comment is lost.")
        assert page.evaluate("document.activeElement.closest('article').id") == f"q-{FIRST}-2"
        page.keyboard.type("1")
        assert [row["submission"] for row in saved(page, place)] == ["eve"]
        assert said == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_can_be_used_by_everybody_and_prints(place, scheme, tmp_path):
    with chromium(color_scheme=scheme, bypass_csp=True) as (page, said):
        page.goto(address(place))
        fields = page.get_by_role("textbox")
        assert fields.count() == 16
        names = fields.evaluate_all("all => all.map(e => e.labels[0].textContent.trim())")
        assert names == ["Points of 1", "Comment"] * 8
        described = fields.evaluate_all(
            "all => all.map(e => document.getElementById(e.getAttribute('aria-describedby').split(' ')[0])"
            ".textContent)"
        )
        assert described[:4] == ["Answer 1: ada, bob"] * 2 + ["Answer 2: eve"] * 2
        assert Axe().run(page).response["violations"] == []
        page.screenshot(path=tmp_path / f"{scheme}.png")
        page.emulate_media(media="print")
        expect(page.locator("#save")).to_be_hidden()
        expect(page.locator(f"#q-{FIRST}-1 .answer")).to_be_visible()
        assert said == []
