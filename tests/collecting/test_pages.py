"""The page of a notebook: readable, in itself, and harmless whatever the notebook brings along."""

import re
from html.parser import HTMLParser

import pytest

from cs231n_kit.checks.assignments import NAMES, assignment
from cs231n_kit.collecting.notebook import Cell, cells_of
from cs231n_kit.collecting.pages.cells import MOST, shown
from cs231n_kit.collecting.pages.formulas import drawn, marked
from cs231n_kit.collecting.pages.page import page
from cs231n_kit.collecting.questions import questions
from cs231n_kit.collecting.taken import notebook

PNG = "iVBORw0KGgo="
VOID = {"meta", "br", "img", "hr", "col"}


class Tags(HTMLParser):
    """The tags of a page, which must close in order."""

    def __init__(self, html):
        super().__init__()
        self.open, self.all = [], []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attributes):
        self.all.append((tag, dict(attributes)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.all.append((tag, dict(attributes)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def is_harmless(html):
    tags = Tags(html).all
    names = {name for _, attributes in tags for name in attributes}
    sources = [attributes["src"] for _, attributes in tags if "src" in attributes]
    links = [attributes["href"] for _, attributes in tags if "href" in attributes]
    styles = " ".join(attributes.get("style") or "" for _, attributes in tags)
    return (
        {tag for tag, _ in tags}.isdisjoint(
            {"script", "style", "iframe", "object", "form", "input", "base", "link"}
        )
        and not any(name.startswith("on") or name in ("srcset", "srcdoc", "action") for name in names)
        and all(source.startswith("data:image/") for source in sources)
        and all(re.match(r"(https?://|mailto:)", link) for link in links)
        and not re.search(r"url|position|expression|@import", styles)
    )


def markdown(source, **others):
    return shown(Cell("markdown", source, **others))


def result(**data):
    data = {kind.replace("__", "+").replace("_", "/"): value for kind, value in data.items()}
    return shown(Cell("code", "x", count=1, outputs=({"output_type": "display_data", "data": data},)))


HOSTILE = {
    "a script": "<script>alert(1)</script>",
    "an event": '<img src="data:image/png;base64,AAAA" onerror="alert(1)" onload=alert(1)>',
    "a picture from elsewhere": '<img src="https://example.org/x.png"><img src=//example.org/x.png>',
    "a file": '<img src="file:///etc/passwd"><img src="x.png" srcset="https://example.org/y.png 2x">',
    "a page in a picture": '<img src="data:text/html;base64,PHNjcmlwdD4=">',
    "a frame": '<iframe src="https://example.org"></iframe><object data="x"></object><embed src="x">',
    "a form": '<form action="https://example.org"><input name=a><button formaction=x>go</button></form>',
    "a style sheet": '<style>@import "https://example.org/x.css";</style><link rel=stylesheet href="https://e.org">',
    "a style": '<p style="background-image: url(https://e.org/x); position: fixed; top: 0; color: red">x</p>',
    "a link that runs": '<a href="javascript:alert(1)">x</a><a href=" JaVaScRiPt:alert(1)">y</a>',
    "a link to data": '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    "a refresh": '<meta http-equiv="refresh" content="0; url=https://example.org"><base href="https://e.org">',
    "tags left open": "<div><section><b><table><tr><td>",
    "tags closed too often": "</div></section></main></body></html>",
    "another document": "<svg><style><img src=x onerror=alert(1)></style></svg><math><mtext></math><script>x",
    "a comment": "<!--><script>alert(1)</script>--><!-- <!-- --!> <img src=x onerror=alert(1)>",
    "a name": '<p id="q1" class="answer" name="x">x</p>',
    "a formula": '<code class="tex">"><script>alert(1)</script></code>',
    "words in a formula": '$x" onload="alert(1)$ and $$</code><script>alert(1)</script>$$',
    "a fence": "```html\n<script>alert(1)</script>\n```\n~~~mermaid\n<script>alert(1)</script>\n~~~",
    "Markdown": "[x](javascript:alert(1)) ![y](https://example.org/x.png) <javascript:alert(1)>",
}


@pytest.mark.parametrize("case", HOSTILE)
def test_what_acts_is_taken_out(case):
    html = HOSTILE[case]
    cells = [
        Cell("markdown", html),
        Cell("markdown", f"**Inline question 1.** {html}"),
        Cell("raw", html),
        Cell("code", html, count=1, outputs=({"output_type": "stream", "name": html, "text": html},)),
        Cell("code", "x", outputs=({"output_type": "error", "ename": html, "evalue": html},)),
        Cell("code", "x", outputs=({"output_type": "error", "traceback": [html]},)),
        *(
            Cell(
                "code",
                "x",
                outputs=({"output_type": "display_data", "data": {kind: html, "text/plain": html}},),
            )
            for kind in (
                "text/html",
                "text/markdown",
                "text/latex",
                "image/png",
                "image/svg+xml",
                "text/javascript",
            )
        ),
    ]
    for cell in cells:
        assert is_harmless(shown(cell)), shown(cell)
    whole = page(f"notebooks/{html}.ipynb", cells, questions(cells), [html])
    assert [tag for tag, _ in Tags(whole).all].count("script") == 0


KEPT = {
    "a table": ('<table><tr><th scope="row">1</th></tr></table>', '<th scope="row">1</th>'),
    "a colour": ('<p style="color: red; position: fixed">x</p>', '<p style="color: red;">x</p>'),
    "a picture": (f'<img alt="a" src="data:image/png;base64,{PNG}">', f'src="data:image/png;base64,{PNG}"'),
    "a link": (
        '<a href="https://cs231n.github.io/">notes</a>',
        '<a href="https://cs231n.github.io/">notes</a>',
    ),
    "Markdown": ("**bold** and `code`", "<strong>bold</strong> and <code>code</code>"),
    "a formula": ("a $x$ b", '<svg class="tex" role="img" aria-label="x"'),
    "a displayed formula": (
        "$$\\frac{1}{2}$$",
        '<svg class="tex display" role="img" aria-label="\\frac{1}{2}"',
    ),
    "an environment": (
        "\\begin{align}a\\end{align}",
        '<code class="tex display">\\begin{align}a\\end{align}</code>',
    ),
    "an unknown formula": ("$\\foo{1} < 2$", '<code class="tex">\\foo{1} &lt; 2</code>'),
    "money": ("`$x$` costs 5 $", "<code>$x$</code> costs 5 $"),
    "a script, as text": ("<script>alert(1)</script>", "alert(1)"),
}


@pytest.mark.parametrize("case", KEPT)
def test_what_only_shows_is_kept(case):
    source, wanted = KEPT[case]
    assert wanted in markdown(source)


DRAWN = {
    **dict.fromkeys((r"\tfrac12 k", r"\frac1N\sum_i", r"m \le 0", r"\texttt{reg}", r"\sqrt 5", "90°"), True),
    **dict.fromkeys((r"\sin\!\big(x\big)", r"\lVert w\rVert", r"\|w\|", r"\qquad x", r"\text{if } x"), True),
    **dict.fromkeys((r"\begin{pmatrix}1\end{pmatrix}", "因", "{", r"\foo", "", "x" * 2000), False),
}


@pytest.mark.parametrize("tex", DRAWN)
def test_formulas_are_drawn_or_left_as_written(tex):
    html = drawn(marked(tex))
    assert html.startswith("<svg" if DRAWN[tex] else "<code")
    if DRAWN[tex]:
        (_, box), (_, path) = Tags(html).all
        assert box["aria-label"] == tex
        assert re.fullmatch(r"[MLQCZ0-9 -]{50,}", path["d"])


def test_results_are_shown_as_jupyter_would_choose():
    assert "<b>1</b>" in result(text_html="<b>1</b>", text_plain="1")
    assert f'<img src="data:image/png;base64,{PNG}" alt="Figure">' in result(
        image_png=PNG, text_plain="Figure"
    )
    assert "data:image/svg+xml;base64,PHN2Zz4=" in result(image_svg__xml=["<svg", ">"])
    assert "<em>1</em>" in result(text_markdown="*1*", text_plain="1")
    assert 'aria-label="x"' in result(text_latex="$x$", text_plain="x")
    assert "<pre>1</pre>" in result(text_javascript="alert(1)", text_plain=["1"])
    assert "[1]" in result(text_plain="1") and "not run" in shown(Cell("code", "x"))
    assert shown(Cell("code", " ")) == ""


def test_colours_of_a_terminal_are_shown_and_nothing_else_of_it():
    html = shown(
        Cell("code", "x", outputs=({"output_type": "error", "traceback": ["\x1b[31mred\x1b[0m\x1b[2J"]},))
    )
    assert '<span class="ansi-red-fg">red</span>' in html and "\x1b" not in html


def test_a_pasted_picture_is_shown_and_one_that_is_gone_does_no_harm():
    pictures = {"a.png": {"image/png": PNG}}
    assert f"data:image/png;base64,{PNG}" in markdown("![](attachment:a.png)", attachments=pictures)
    assert (
        markdown("![](attachment:b.png) *x*") == '<div class="own"><pre>![](attachment:b.png) *x*</pre></div>'
    )
    assert is_harmless(markdown("![](attachment:a)", attachments={"a": {"text/html": '"><script>'}}))


def test_a_long_output_is_cut_in_the_middle():
    html = shown(Cell("code", "x", outputs=({"output_type": "stream", "text": "a" * MOST + "b" * MOST},)))
    assert f"… {MOST:,} characters more are in the notebook …" in html
    assert html.count("a" * 100) == html.count("b" * 100) == MOST // 200


@pytest.mark.parametrize("name", NAMES)
def test_the_kits_notebooks_are_readable(name):
    taken = notebook(assignment(name))
    cells = cells_of(taken)
    found = questions(cells)
    html = page(taken.name, cells, found, [])
    tags = Tags(html).all
    pictures = [attributes for tag, attributes in tags if tag == "img"]
    saved = sum('src=\\"data:image/png' in line for line in taken.data.decode().splitlines())
    assert len(pictures) == saved >= 3
    assert all(one["alt"] and one["src"].startswith("data:image/png;base64,") for one in pictures)
    formulas = [attributes.get("class", "").split()[:1] == ["tex"] and tag for tag, attributes in tags]
    assert formulas.count("svg") > 15 and formulas.count("code") <= 2  # matrices, braces below a term
    sections = [attributes.get("class") for tag, attributes in tags if tag == "section"]
    assert sections.count("question") == sections.count("answer") == len(found)
    assert html == page(taken.name, cells, found, [])
