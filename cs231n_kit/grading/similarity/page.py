"""The page of what is alike, and the same as a table."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from ... import __version__
from ..exports.page import name, page
from ..exports.table import cell
from .compare import SHARED, Pair, Side, sides
from .fingerprint import PASSAGE

SHOWN = 200  # pairs with their code: beyond that nobody reads on, and the table has them all
COLUMNS = ("first", "second", "similarity", "of_first", "of_second", "shared")
NO_PROOF = (
    "Similarity is no proof of copying. Short solutions of the same assignment are alike by nature, and two"
    " students may have used the same source. Read both texts, and ask, before you conclude anything."
)
STYLE = """
body { max-width: 96rem }
main > p, main > ul, main > table { max-width: 52rem }
.two { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem }
.two > div { min-width: 0 }
.two pre { max-height: 70vh; tab-size: 4 }
mark { background: #f0e442; color: #1f1f1f }
@media (max-width: 60rem) { .two { grid-template-columns: 1fr } }
@media print { details:not([open]) { display: block } .two pre { max-height: none; white-space: pre-wrap } }
"""


@dataclass(frozen=True)
class Compared:
    """What was compared, and how.

    ``idle`` are the submissions without code of their own, ``unreadable`` those of which nothing could be
    read.
    """

    assignment: str
    number: int
    threshold: float
    common: int
    pairs: Sequence[Pair]
    idle: Sequence[str]
    unreadable: Sequence[str]


def as_page(compared: Compared) -> str:
    """The whole page."""
    shown = compared.pairs[:SHOWN]
    parts = [
        f"<h1>{escape(compared.assignment)}: similar submissions</h1>",
        f'<p class="notice">{NO_PROOF}</p>',
        f"<p>{_counted(compared)} {_left_out(compared)}</p>",
        _list(shown),
        _rest(compared),
        *(_pair(number, pair) for number, pair in enumerate(shown, start=1)),
        _aside("Without code of their own, as they were handed out or all common", compared.idle),
        _aside("Could not be read", compared.unreadable),
    ]
    made = f"Made by cs231n-kit {__version__} with copydetect: assignment {compared.assignment}."
    return page(f"{compared.assignment}: similar submissions", "\n".join(filter(None, parts)), made, STYLE)


def as_table(compared: Compared) -> str:
    """All pairs as CSV, names kept from being formulas."""
    text = io.StringIO()
    lines = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    lines.writerow(COLUMNS)
    for pair in compared.pairs:
        shares = (f"{share:.4f}" for share in (pair.similarity, pair.of_first, pair.of_second))
        lines.writerow([cell(pair.first.id), cell(pair.second.id), *shares, str(pair.shared)])
    return text.getvalue()


def _counted(compared: Compared) -> str:
    number = len(compared.pairs)
    found = f"{number} pair{' is' if number == 1 else 's are'}" if number else "No pair is"
    return (
        f"{compared.number} submissions were compared. {found} alike in {compared.threshold:.0%} or more of"
        f" what one of the two wrote, and in {SHARED} signs of code at least."
    )


def _left_out(compared: Compared) -> str:
    return (
        "Names, comments, docstrings and white space do not count, nor what the kit hands out, nor a passage"
        f" ({PASSAGE} signs) that more than {compared.common} submissions share: that is what the assignment"
        " asks for."
    )


def _list(pairs: Sequence[Pair]) -> str:
    if not pairs:
        return ""
    lines = "".join(
        f'<tr><td class="number"><a href="#pair-{number}">{pair.similarity:.0%}</a></td>'
        f'<td>{name(pair.first.id)}</td><td class="number">{pair.of_first:.0%}</td>'
        f'<td>{name(pair.second.id)}</td><td class="number">{pair.of_second:.0%}</td>'
        f'<td class="number">{pair.shared}</td></tr>'
        for number, pair in enumerate(pairs, start=1)
    )
    head = (
        '<tr><th class="number" scope="col">alike</th><th scope="col">one</th>'
        '<th class="number" scope="col">of its code</th><th scope="col">the other</th>'
        '<th class="number" scope="col">of its code</th><th class="number" scope="col">signs</th></tr>'
    )
    return f"<h2>Pairs</h2><table><thead>{head}</thead><tbody>{lines}</tbody></table>"


def _rest(compared: Compared) -> str:
    more = len(compared.pairs) - SHOWN
    return f"<p>{more} more are in the table beside this page.</p>" if more > 0 else ""


def _pair(number: int, pair: Pair) -> str:
    files = "".join(
        f"<h3><code>{escape(file)}</code></h3>"
        f'<div class="two">{_side(pair.first.id, one)}{_side(pair.second.id, other)}</div>'
        for file, (one, other) in sides(pair).items()
    )
    who = f"{name(pair.first.id)} and {name(pair.second.id)}"
    return (
        f'<h2 id="pair-{number}">{pair.similarity:.0%}: {who}</h2>'
        f"<details{' open' if number == 1 else ''}><summary>both texts</summary>{files}</details>"
    )


def _side(id: str, side: Side) -> str:
    parts, end = [], 0
    for start, stop in side.marks:
        parts += [escape(side.text[end:start]), f"<mark>{escape(side.text[start:stop])}</mark>"]
        end = stop
    parts.append(escape(side.text[end:]))
    return f'<div><p>{name(id)}</p><pre tabindex="0">{"".join(parts)}</pre></div>'


def _aside(title: str, ids: Sequence[str]) -> str:
    listed = "".join(f"<li>{name(id)}</li>" for id in ids)
    return f"<h2>{escape(title)}</h2><ul>{listed}</ul>" if ids else ""
