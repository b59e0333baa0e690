"""The map of misunderstandings: which mistakes, how many, which together, and what they look like."""

from html import escape
from urllib.parse import quote

from ..findings import Room, evidence, message
from ..mistaken import Example, Misunderstanding, Misunderstandings
from ..names import link
from ..page import name, text
from ..shorten import shortened
from .figure import Cell, Section, figure, percent, plain_table

BARS, MAP = 15, 12  # the most frequent that are drawn; the list has them all
ROOM = Room(text=600, evidence=200, things=20)


def mistakes(found: Misunderstandings, scored: int, anonymous: bool) -> Section:
    """Two charts and a list.

    Parameters
    ----------
    found : Misunderstandings
    scored : int
        How many submissions have a score.
    anonymous : bool
        Without examples and links: what the kit says in general, and numbers.
    """
    ordered = found.ordered
    if not ordered:
        return Section('<h2 id="mistakes">Misunderstandings</h2><p>None was found.</p>')
    head = (
        '<h2 id="mistakes">Misunderstandings</h2><p>What went wrong, by how many submissions have it. Who has'
        " not begun a task is not counted here; the same mistake in two tasks of a submission is one.</p>"
    )
    frequent = [(one.code, one.count, percent(one.count, scored)) for one in ordered[:BARS]]
    bars = figure(
        "mistakes",
        f"Most frequent mistakes. {'; '.join(f'{code}: {count}' for code, count, _ in frequent)}.",
        f"Submissions with each mistake, of the {scored} that have a score.",
        plain_table(("mistake", "submissions", "share"), frequent, "Most frequent mistakes"),
    )
    data = {"mistakes": [{"code": code, "count": count, "share": share} for code, count, share in frequent]}
    parts = [head, bars]
    if len(ordered) > 1:
        together = _together(found, ordered[:MAP])
        parts.append(together.html)
        data |= together.data
    listed = "".join(_listed(found, one, scored, anonymous) for one in ordered)
    parts.append(f'<h3 id="each">Each of them</h3><ol class="mistakes">{listed}</ol>')
    return Section("".join(parts), data)


def _together(found: Misunderstandings, frequent: list[Misunderstanding]) -> Section:
    """Of those who have the mistake of a row, how many have that of the column as well."""
    codes = [one.code for one in frequent]
    cells = [
        {
            "row": row,
            "column": column,
            "both": found.together(row, column),
            "share": round(found.together(row, column) / found.by_code[row].count, 3),
        }
        for row in codes
        for column in codes
    ]
    pairs = sorted(
        ((found.together(a, b), a, b) for n, a in enumerate(codes) for b in codes[n + 1 :]),
        key=lambda one: (-one[0], one[1:]),
    )
    aloud = "; ".join(f"{a} and {b}: {both}" for both, a, b in pairs[:8] if both) or "no two of them"
    rows: list[list[Cell]] = [[row, *(found.together(row, column) for column in codes)] for row in codes]
    return Section(
        "<h3>Which come together</h3>"
        + figure(
            "together",
            f"Mistakes that come together. {aloud}.",
            "How many have both. The stronger the colour, the larger the share of those who have the row’s"
            " mistake; on the diagonal are all who have it.",
            plain_table(("mistake", *codes), rows, "Mistakes that come together"),
        ),
        {"together": {"codes": codes, "cells": cells}},
    )


def _listed(found: Misunderstandings, one: Misunderstanding, scored: int, anonymous: bool) -> str:
    who = f"{one.count} ({percent(one.count, scored)})"
    if not anonymous:
        aloud = text(f"{who} with {one.code}: show them in the list")
        who = f'<a href="#mistake={quote(one.code, safe="")}" aria-label="{aloud}">{who}</a>'
    tasks = ", ".join(f"<code>{text(task)}</code> {count}" for task, count in one.tasks.most_common())
    others = ", ".join(
        f"<code>{text(code)}</code> ({both} of {one.count})" for code, both in found.companions(one.code)
    )
    # What somebody was told has no gaps; what is said in general has nothing of a submission.
    words = one.words if anonymous else one.examples[0].message.split("\n")[0]
    parts = [
        f'<h4><code>{text(one.code)}</code> <span class="count">{who}</span></h4>',
        f"<p>{escape(shortened(words, ROOM.text))}</p>",
        f'<p class="quiet">In {tasks}{f"; often with {others}" if others else ""}.</p>',
    ]
    if not anonymous:
        parts += [_example(example) for example in one.examples]
    return f"<li>{''.join(parts)}</li>"


def _example(example: Example) -> str:
    """What one was told, behind a line that opens."""
    place = f'<a href="{escape(link(example.id))}">{name(example.id)}</a>, <code>{text(example.task)}</code>'
    return (
        f"<details><summary>Example: {name(example.id)}</summary><p>{place}</p>"
        f"{message(example.message, ROOM)}{evidence(example.evidence, ROOM)}</details>"
    )
