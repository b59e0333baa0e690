"""A report as a card in a notebook: HTML that needs nothing else.

JupyterLab takes style sheets, scripts and drawings out of a notebook that it does not trust yet, so the card
is made of what it leaves: headings, lists, a table, styles of single elements, and words beside every colour.
The text has the notebook's own colour, and backgrounds are translucent: both are right in a light and in a
dark theme.
"""

from html import escape

from .picture import Picture, picture
from .report import SIGNS, Report, Said, TaskReport

# Okabe and Ito's colours, which nearly everybody can tell apart.
COLOURS = {"passed": "0,158,115", "failed": "213,94,0", "not_done": "128,128,128", "skipped": "128,128,128"}
STOPPED = "204,121,167"
TOO_LARGE, TOO_SMALL = "213,94,0", "0,114,178"
FAINT, DEEPEST = 0.1, 0.5  # opacity of a background


def card(report: Report) -> str:
    """The report as HTML."""
    parts = [_task(task) for task in report.tasks]
    if len(report.tasks) > 1:
        parts.append(f"<p>{report.right} of {report.asked} checks right</p>")
    return f'<div style="max-width: 48em; line-height: 1.45">{"".join(parts)}</div>'


def _task(task: TaskReport) -> str:
    count = f"{task.count} · " if task.count else ""
    parts = [
        f'<h4 style="margin: 0; font-size: 1.05em">{_sign(task.sign)} <code>{escape(task.task)}</code></h4>',
        f'<p style="margin: 0 0 0.3em 0; font-size: 0.9em">{count}{escape(task.ran)}</p>',
        *(f'<p style="margin: 0.3em 0"><strong>Note:</strong> {escape(note)}</p>' for note in task.notes),
    ]
    if task.right and task.status != "passed":
        right = ", ".join(map(escape, task.right))
        parts.append(f'<p style="margin: 0.3em 0">{_sign(SIGNS["passed"])} Right: {right}</p>')
    said = [*task.problems, *task.advice]
    if said:
        items = "".join(_said(one) for one in said)
        parts.append(f'<ul style="margin: 0; padding: 0; list-style: none">{items}</ul>')
    colour = COLOURS.get(task.status, STOPPED)
    style = (
        f"border-left: 4px solid rgb({colour}); background-color: rgba({colour},{FAINT});"
        " padding: 0.5em 0.9em; margin: 0 0 0.6em 0"
    )
    return f'<section style="{style}">{"".join(parts)}</section>'


def _said(said: Said) -> str:
    first, *lines = said.message.split("\n")
    heading = f"<strong>{escape(said.heading)}</strong>" if said.heading else ""
    head = f"{_sign(said.sign)} {heading}"
    code = "\n".join(line.strip() for line in lines)
    parts = [
        f'<p style="margin: 0">{head}{escape(first)}</p>',
        f'<pre style="margin: 0.2em 0 0.2em 1.2em">{escape(code)}</pre>' if code else "",
        f'<p style="margin: 0"><em>Hint:</em> {escape(said.hint)}</p>' if said.hint else "",
    ]
    drawn = picture(said.evidence)
    if drawn:
        parts.append(_table(drawn))
    return f'<li style="margin: 0.5em 0 0 0">{"".join(parts)}</li>'


def _sign(sign: str) -> str:
    """A sign for the eye; the words beside it say the same aloud."""
    return f'<span aria-hidden="true">{sign}</span>'


def _table(drawn: Picture) -> str:
    rows, columns = drawn.difference.shape
    across = "".join(_heading("col", drawn.columns, column) for column in range(columns))
    lines = [
        f"<tr>{_heading('row', drawn.rows, row)}{''.join(_cell(drawn, row, c) for c in range(columns))}</tr>"
        for row in range(rows)
    ]
    caption = f"Yours minus the right one. {escape(drawn.text)}"
    return (
        '<table style="margin: 0.4em 0 0 0; font-size: 0.85em; border-collapse: collapse">'
        f'<caption style="text-align: left; white-space: nowrap">{caption}</caption>'
        f"<thead><tr><td></td>{across}</tr></thead><tbody>{''.join(lines)}</tbody></table>"
    )


def _heading(scope: str, name: str, number: int) -> str:
    style = "font-weight: normal; padding: 0.15em 0.6em"
    return f'<th scope="{scope}" style="{style}">{name} {number}</th>'


def _cell(drawn: Picture, row: int, column: int) -> str:
    size = drawn.size(row, column)
    style = "text-align: right; padding: 0.15em 0.6em"
    if size:
        opacity = FAINT + (DEEPEST - FAINT) * abs(size)
        style += f"; background-color: rgba({TOO_LARGE if size > 0 else TOO_SMALL},{opacity:.2f})"
    entry = escape(drawn.entry(row, column)) or "✓"
    return f'<td style="{style}">{entry}</td>'
