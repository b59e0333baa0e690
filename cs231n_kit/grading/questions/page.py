"""``questions.html``: the class's answers question by question, with fields for points and comments.

The page holds all that it needs and saves what was typed as a table: it works from a folder or a mail.
"""

import hashlib
import json
from base64 import b64encode
from collections.abc import Sequence
from html import escape

from ...collecting.pages.style import STYLE
from ..exports.page import name, points
from ..exports.table import FORMULA
from .script import SCRIPT
from .sheet import Group, Row, Sheet
from .shown import question, shown
from .table import neutral

NAMED = 4  # submissions that are listed before the rest is folded away
OWN = """
h2 { margin-top: 3rem } h3 { font-size: 1rem; margin: 0; overflow-wrap: anywhere }
article { border: 1px solid var(--line); border-radius: 4px; padding: .6rem 1rem; margin: 1rem 0 }
article.done { border-left: 4px solid var(--accent) } body.open article.done { display: none }
article { content-visibility: auto; contain-intrinsic-size: auto 12rem }
.answer :not(svg)[style] { height: auto !important; margin: 0 !important; padding: 0 !important }
.none { font-style: italic; color: var(--quiet) }
.marks { display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; align-items: start; margin-top: .6rem }
.marks label { display: flex; gap: .5rem; align-items: start } .marks label.comment { flex: 1 1 20rem }
input, textarea, button { font: inherit; color: inherit; background: var(--field);
  border: 1px solid var(--quiet); border-radius: 4px; padding: .2rem .5rem }
input[inputmode] { width: 4.5rem } textarea { flex: 1; min-height: 1.6rem; field-sizing: content }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 1px }
input[aria-invalid=true] { border-color: var(--error) } .wrong { color: var(--error); flex-basis: 100% }
button { cursor: pointer; font-weight: 600 }
header { position: sticky; top: 0; z-index: 1; background: var(--ground); padding: .5rem 0 }
header p { margin: .2rem 0 } .bar { display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; align-items: center }
section { scroll-margin-top: 7rem } article, input { scroll-margin: 7rem 0 2rem }
@media print { header { position: static } button, .bar label, nav { display: none }
  article { content-visibility: visible; break-inside: avoid } body.open article.done { display: block } }
""".strip()


def page(assignment: str, found: Sequence[Sheet]) -> str:
    """The whole page."""
    body = "\n".join(_sheet(sheet) for sheet in found)
    script = f"const FORMULA = {json.dumps(''.join(FORMULA))};\n{SCRIPT}"
    title = f"{assignment}: inline questions"
    links = " · ".join(
        f'<a href="#q-{escape(sheet.question.name)}">{escape(sheet.question.name)}</a>' for sheet in found
    )
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_policy(script)}">\n'
        '<meta name="referrer" content="no-referrer">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>\n{STYLE}\n{OWN}\n</style></head>\n"
        f'<body data-page="{hashlib.sha256(body.encode()).hexdigest()[:16]}">\n'
        f"<header><h1>{escape(title)}</h1>\n"
        '<p class="bar"><button type="button" id="save">Save questions.csv</button> <span id="count"></span>'
        ' <label><input type="checkbox" id="open"> only what is not graded</label>'
        f' <span id="status" role="status"></span></p>\n<nav aria-label="Questions">{links}</nav></header>\n'
        f"<main>\n{_manual()}\n{body}\n</main>\n<script>\n{script}\n</script></body></html>\n"
    )


def _policy(script: str) -> str:
    """No script but the page's own runs, whatever an answer brings along, and nothing is fetched."""
    known = b64encode(hashlib.sha256(f"\n{script}\n".encode()).digest()).decode()
    return (
        f"default-src 'none'; script-src 'sha256-{known}'; style-src 'unsafe-inline'; img-src data:;"
        " base-uri 'none'; form-action 'none'"
    )


def _manual() -> str:
    return (
        '<p class="quiet">Type points and go on with Enter, or with Tab to the comment, which the student'
        " reads. Answers that are alike are graded together. Ctrl+S saves what is new in questions.csv;"
        " <code>cs231n-kit questions --out DIR --from questions.csv</code> takes it in.</p>"
        "<noscript><p>Without its script this page saves nothing; fill in questions.csv.</p></noscript>"
    )


def _sheet(sheet: Sheet) -> str:
    one = sheet.question
    groups = "\n".join(_group(sheet, group, number) for number, group in enumerate(sheet.groups, start=1))
    id = f"q-{escape(one.name)}"
    return (
        f'<section id="{id}" aria-labelledby="{id}-title">'
        f'<h2 id="{id}-title">{escape(one.title)}: {escape(one.name)}</h2>\n{question(one.text)}\n'
        f'<p class="quiet tally"></p>\n'
        f"{groups}\n</section>"
    )


def _group(sheet: Sheet, group: Group, number: int) -> str:
    first, id = group.rows[0], f"q-{escape(sheet.question.name)}-{number}"
    rows = json.dumps([[neutral(row.name), str(row.stamp)] for row in group.rows], ensure_ascii=False)
    return (
        f'<article id="{id}" data-question="{escape(sheet.question.name)}" data-max="{sheet.worth:g}"'
        f' data-rows="{escape(rows)}" aria-labelledby="{id}-who">\n'
        f'<h3 id="{id}-who">Answer {number}{_who(group.rows)}</h3>\n'
        f'<div class="answer" role="group" aria-label="Answer {number}">{shown(group.answer)}</div>\n'
        f"{_changed(first)}"
        f'<div class="marks"><label>Points of {sheet.worth:g} <input inputmode="decimal" autocomplete="off"'
        f' aria-describedby="{id}-who {id}-wrong" value="{escape(first.points)}"></label>'
        f'<label class="comment">Comment <textarea rows="1" aria-describedby="{id}-who">'
        f"\n{escape(first.comment)}</textarea></label>"
        f'<span class="wrong" id="{id}-wrong"></span></div></article>'
    )


def _who(rows: Sequence[Row]) -> str:
    """The names, or how many they are where nobody is to be named."""
    if rows[0].name != rows[0].id:
        return f" of {len(rows)} submissions" if len(rows) > 1 else ""
    names = ", ".join(name(row.id) for row in rows[:NAMED])
    if len(rows) <= NAMED:
        return f": {names}"
    rest = ", ".join(name(row.id) for row in rows[NAMED:])
    return f": {names} <details><summary>and {len(rows) - NAMED} more</summary>{rest}</details>"


def _changed(row: Row) -> str:
    if not row.changed or row.before is None:
        return ""
    said = f": {escape(row.before.comment.strip())}" if row.before.comment.strip() else ""
    return (
        f'<p class="notice">This answer is another one than was graded. Its points stay,'
        f" {points(row.before.points, row.before.max_points)}{said}, until you give others.</p>\n"
    )
