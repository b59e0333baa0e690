"""The page that `collect` makes of a notebook, as somebody sees it who grades: opened from a file."""

import json
import zipfile

import pytest

from .lab import chromium

pytestmark = pytest.mark.browser

HOSTILE = """
<script>document.title = "taken"; alert(1)</script><img src=x onerror="alert(2)">
<iframe src="http://127.0.0.1:9/frame"></iframe><img src="http://127.0.0.1:9/picture.png">
<style>@import "http://127.0.0.1:9/style.css"; body { display: none }</style>
<p style="position: fixed; inset: 0; background: url(http://127.0.0.1:9/style.png)">cover</p>
<link rel="stylesheet" href="http://127.0.0.1:9/link.css">
<svg onload="alert(3)"><script>alert(4)</script></svg>
<meta http-equiv="refresh" content="0; url=http://127.0.0.1:9/elsewhere">
"""


def bring_along(path):
    """Put hostile HTML into every kind of cell of a notebook, and answer its first question."""
    content = json.loads(path.read_text("utf-8"))
    html = {"output_type": "display_data", "data": {"text/html": HOSTILE}, "metadata": {}}
    svg = {"output_type": "display_data", "data": {"image/svg+xml": f"<svg>{HOSTILE}</svg>"}, "metadata": {}}
    content["cells"][:0] = [
        {"cell_type": "markdown", "metadata": {}, "source": HOSTILE},
        {"cell_type": "raw", "metadata": {}, "source": HOSTILE},
        {"cell_type": "code", "metadata": {}, "source": "x", "execution_count": 1, "outputs": [html, svg]},
    ]
    answers = [cell for cell in content["cells"] if cell.get("id", "").endswith("-answer")]
    answers[0]["source"] = "*Your answer:* " + HOSTILE
    path.write_text(json.dumps(content), "utf-8")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_asks_for_nothing_and_runs_nothing(cli, kit_tree, tmp_path, scheme):
    bring_along(kit_tree / "notebooks/softmax.ipynb")
    assert cli("collect", tree=kit_tree, cwd=tmp_path).returncode == 1
    with zipfile.ZipFile(tmp_path / "softmax-submission.zip") as archive:
        archive.extractall(tmp_path / "unpacked")
    address = (tmp_path / "unpacked/notebooks/softmax.html").as_uri()
    with chromium() as page:
        asked, said, popped = [], [], []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: said.append(message.text))
        page.on("dialog", lambda dialog: (popped.append(dialog.message), dialog.dismiss()))
        page.emulate_media(color_scheme=scheme)
        page.goto(address)
        page.wait_for_timeout(500)
        assert [url for url in asked if not url.startswith("data:")] == [address]
        assert (said, popped, page.title(), page.url) == ([], [], "softmax.ipynb", address)

        page.screenshot(path=tmp_path / "top.png")
        assert page.locator("nav li").all_inner_texts()[:2] == [
            "Inline question 1: answered",
            "Inline question 2: no answer",
        ]
        page.get_by_role("link", name="Inline question 2").click()
        question = page.locator("section.question", has_text="Inline question 2.")
        assert question.evaluate("one => Math.abs(one.getBoundingClientRect().top) < 5")
        page.screenshot(path=tmp_path / "question.png")

        assert page.locator("svg.tex").count() > 80
        figures = page.locator("img[src^='data:image/png']")
        assert figures.count() == 7
        assert figures.evaluate_all("all => all.every(one => one.naturalWidth > 300)")
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= page.viewport_size["width"]
