"""An answer as HTML: as Jupyter shows it, with its formulas drawn, and nothing of it that acts."""

import re
from dataclasses import replace
from html import escape

from ...collecting.pages.markdown import markdown
from .answers import Answer, Part

MOST = 20_000  # characters of an answer that are shown
LARGEST = 2**20  # characters of its HTML: a formula takes a hundred times its own
PICTURES = ("image/png", "image/jpeg")
PICTURE = 2**21  # characters of one in base64
_IMAGE = re.compile(r"""<img((?:\s+[\w-]+=(?:"[^"]*"|'[^']*'))*)\s*/?>""")  # as `safe` writes it
_PASTED = re.compile(r'\ssrc="data:image/(?:png|jpeg);')
_HEADING = re.compile(r"<(/?)h[1-6]\b")  # those of the page are h1, h2 and h3


def shown(answer: Answer) -> str:
    """The answer, or in its place why there is none."""
    if not answer.parts:
        return f'<p class="none">{escape(answer.problem or "not answered")}</p>'
    return "".join(f'<div class="own">{_part(part)}</div>' for part in answer.parts)


def question(text: str) -> str:
    """The text of a question, which is the kit's own."""
    return f'<div class="own">{_lowered(markdown(text, {}))}</div>'


def _part(part: Part) -> str:
    text, cut = part.text, len(part.text) - MOST
    if cut > 0:
        part = replace(part, text=f"{text[:MOST]}\n")
    html = _html(part)
    return html + f'<p class="quiet">… and {cut:,} characters more</p>' if cut > 0 else html


def _html(part: Part) -> str:
    if part.kind == "raw":
        return f"<pre>{escape(part.text)}</pre>"
    pictures = {
        name: {kind: data for kind, data in one.items() if kind in PICTURES and len(data) <= PICTURE}
        for name, one in part.attachments.items()
    }
    most = LARGEST + sum(len(data) for one in pictures.values() for data in one.values())
    try:
        html = markdown(part.markdown, {name: one for name, one in pictures.items() if one})
    except RecursionError:
        html = ""
    if not html or len(html) > most:
        return f"<pre>{escape(part.text)}</pre>"
    return _lowered(_IMAGE.sub(_image, html))


def _image(found: re.Match[str]) -> str:
    """A picture that is in the notebook, with a name; of others that there was one."""
    if not _PASTED.search(found[1]):
        return "<em>[a picture that is not shown]</em>"
    return found[0] if " alt=" in found[1] else f'<img alt="picture"{found[1]}>'


def _lowered(html: str) -> str:
    return _HEADING.sub(r"<\1h4", html)
