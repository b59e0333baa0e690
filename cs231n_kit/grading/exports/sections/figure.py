"""A chart with its words: drawn by a script, read aloud as a sentence, and there as a table too."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

from ..page import text
from ..shorten import shortened

ALOUD = 3000  # characters that are read aloud in place of a chart

Cell = str | int | float


@dataclass(frozen=True)
class Section:
    """Some HTML, and the data of its charts by the name that each chart asks for."""

    html: str
    data: dict[str, Any] = field(default_factory=dict)


def figure(chart: str, aloud: str, caption: str, table: str) -> str:
    """The place of a chart; ``charts.js`` draws into it.

    Parameters
    ----------
    chart : str
        Which one, as ``charts.js`` knows it.
    aloud : str
        What it shows, for who cannot see it.
    caption : str
        HTML under it.
    table : str
        The same as a table, in HTML.
    """
    aloud = escape(shortened(aloud, ALOUD))
    return (
        f'<figure><div class="chart" data-chart="{escape(chart)}" data-aloud="{aloud}"></div>'
        f"<figcaption>{caption}</figcaption>"
        f"<details><summary>As a table</summary>{table}</details></figure>"
    )


def plain_table(heads: Sequence[str], rows: Sequence[Sequence[Cell]], label: str) -> str:
    """A table of text and numbers; the first cell of a row is its heading."""
    head = "".join(f'<th scope="col">{text(one)}</th>' for one in heads)
    lines = "".join(
        f'<tr><th scope="row">{text(first)}</th>{"".join(_cell(one) for one in others)}</tr>'
        for first, *others in rows
    )
    # What scrolls can be reached by the keyboard.
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="{text(label)}">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table></div>"
    )


def percent(part: int, whole: int) -> str:
    """A share in words."""
    return f"{part / whole:.0%}" if whole else "–"


def _cell(value: Cell) -> str:
    return f"<td>{text(value)}</td>" if isinstance(value, str) else f'<td class="number">{value:g}</td>'
