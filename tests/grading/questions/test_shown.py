"""An answer in the page: readable, and harmless whatever is in it."""

import re

import pytest

from cs231n_kit.grading.questions.answers import Answer, Part
from cs231n_kit.grading.questions.page import page
from cs231n_kit.grading.questions.shown import LARGEST, MOST, shown

PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


def html(text, kind="markdown", **attachments):
    return shown(Answer((Part(kind, text, attachments),)))


@pytest.mark.parametrize(
    "text, part",
    [
        ("**bold** and `code`", "<strong>bold</strong> and <code>code</code>"),
        ("- one\n- two", "<li>one</li>"),
        ("# Large", "<h4>Large</h4>"),
        ("$e^x$", 'role="img" aria-label="e^x"'),
        ("$$\\frac{1}{2}$$", '<svg class="tex display"'),
        ("1 < 2 && 3 > 2", "1 &lt; 2 &amp;&amp; 3 &gt; 2"),
    ],
)
def test_markdown_and_formulas_can_be_read(text, part):
    assert part in html(text)


def test_code_and_raw_text_stay_as_they_are():
    assert "<b>" not in html("<b>*x*", "raw") and "*x*" in html("<b>*x*", "raw")
    assert '<span class="n">x</span>' in html("x = 1", "code")
    assert "**x**" in re.sub("<[^>]*>", "", html("**x**\n```\n**x**", "code"))


def test_what_is_not_there_is_said():
    assert shown(Answer()) == '<p class="none">not answered</p>'
    assert shown(Answer(problem="<b>")) == '<p class="none">&lt;b&gt;</p>'


HARMFUL = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "![x](http://evil.example/x.png)",
    "![x](//evil.example/x.png)",
    "[x](javascript:alert(1))",
    "<a href='data:text/html,x'>x</a>",
    "<iframe src=http://evil.example></iframe><object data=x></object><embed src=x>",
    "<form action=http://evil.example><input name=x><button>x</button></form>",
    "<style>* { display: none }</style><link rel=stylesheet href=http://evil.example>",
    "<div style='background: url(http://evil.example/x)'>x</div>",
    "<div id=save class=marks name=status>x</div>",
    "</article></section><h1>x</h1>",
    "<svg onload=alert(1)><script>1</script></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<meta http-equiv=refresh content='0;url=http://evil.example'>",
    "<base href=http://evil.example>",
    "<!--><script>alert(1)</script>-->",
    "![x](data:image/svg+xml;base64,PHN2Zy8+)",
    "<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>",
    "$</svg><script>alert(1)</script>$",
    "```\n</pre></div><script>alert(1)</script>\n```",
]
TAGS = re.compile(r"<(script|iframe|object|embed|form|input|button|style|link|meta|base|article|section)\b")


@pytest.mark.parametrize("text", HARMFUL)
@pytest.mark.parametrize("kind", ["markdown", "code", "raw"])
def test_nothing_acts_or_is_fetched(text, kind):
    said = html(text, kind)
    assert not TAGS.search(said)
    inside = "".join(re.findall(r"<[^>]*>", said))
    assert not re.search(r"\son\w+=|javascript:|url\(| (id|name)=|src=\"(?!data:image/(png|jpeg);)", inside)
    assert "evil.example" not in inside and said.count("<div") == said.count("</div>")


def test_pictures_pasted_into_a_cell():
    for kind, is_shown in (("image/png", True), ("image/jpeg", True), ("image/svg+xml", False)):
        said = html("![a](attachment:a.png)", **{"a.png": {kind: PIXEL}})
        assert (f'src="data:{kind};base64,{PIXEL}"' in said) is is_shown
        assert ("<img" in said, "attachment:a.png" in said) == (is_shown, not is_shown)
    assert "attachment:b.png" in html("![a](attachment:b.png)")
    assert html("<img src=http://x/a.png>").count("[a picture that is not shown]") == 1
    assert '<img alt="picture" src="data:image/png' in html(f"<img src='data:image/png;base64,{PIXEL}'>")
    assert "script" not in html("![a](attachment:a.png)", **{"a.png": {"image/png": '"><script>'}})


@pytest.mark.parametrize("text", ["$x$ " * 5000, "<div>" * 4000, "> " * 9000, "[" * 10**6, "$" * 10**6])
def test_no_answer_fills_the_page(text):
    said = html(text)
    assert len(said) < 2 * LARGEST
    assert (f"… and {len(text) - MOST:,} characters more" in said) == (len(text) > MOST)


def test_the_page_lets_no_script_run_but_its_own():
    text = page("softmax", [])
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', text)
    assert policy.startswith("default-src 'none'; script-src 'sha256-") and "unsafe-inline'; img" in policy
    assert text.count("<script") == 1 and "http" not in text.replace("http-equiv", "")
