"""The page of a notebook: what is still open at the top, then cell by cell."""

from collections.abc import Sequence
from html import escape

from ..notebook import Cell
from ..questions import Question
from .cells import shown
from .style import POLICY, STYLE


def page(name: str, cells: Sequence[Cell], found: Sequence[Question], stale: Sequence[str]) -> str:
    """A whole page of HTML.

    Parameters
    ----------
    name : str
        The notebook's path in the archive.
    cells, found, stale
        Its cells, their questions, and why the outputs are not to be relied on.
    """
    title = escape(name.rpartition("/")[2])
    frames = {one.asked: f'class="question" id="q{number}"' for number, one in enumerate(found, start=1)}
    frames |= {
        one.place: f'class="answer" aria-label="Answer to {escape(one.title)}"'
        for one in found
        if one.place is not None
    }
    body = "\n".join(_framed(shown(cell), frames.get(place, "")) for place, cell in enumerate(cells))
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="referrer" content="no-referrer">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>\n{STYLE}\n</style></head>\n<body>\n"
        f"<header><p><strong>{title}</strong>, to be read; the notebook itself lies beside this page.</p>\n"
        f"{_questions(found)}{_stale(stale)}</header>\n<main>\n{body}\n</main>\n</body></html>\n"
    )


def _framed(html: str, frame: str) -> str:
    return f"<section {frame}>{html}</section>" if frame else html


def _questions(found: Sequence[Question]) -> str:
    if not found:
        return ""
    items = "".join(
        f"<li>{_link(one, number)}: {'answered' if one.answer else 'no answer'}</li>"
        for number, one in enumerate(found, start=1)
    )
    return f'<nav aria-label="Inline questions"><ul>{items}</ul></nav>\n'


def _link(question: Question, number: int) -> str:
    title = escape(question.title)
    return title if question.asked is None else f'<a href="#q{number}">{title}</a>'


def _stale(stale: Sequence[str]) -> str:
    if not stale:
        return ""
    items = "".join(f"<li>{escape(reason)}</li>" for reason in stale)
    return f'<div class="notice"><p>The outputs may be those of another run:</p><ul>{items}</ul></div>\n'
