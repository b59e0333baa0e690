"""The list of the submissions, a plain table that ``students.js`` makes sortable and filterable."""

from collections.abc import Sequence
from html import escape

from ...row import STATUSES
from ..names import link
from ..page import name, text
from ..summary import Line, Summary
from .figure import Section

MOST = 5000  # lines; with as many a browser stays quick
AT_ONCE = 500  # of them that are shown until more are asked for
WITHOUT_SCRIPT = "<noscript><style>tbody[hidden] { display: table-row-group }</style></noscript>"
CODES = 8  # of a line that are named
STALE = "stale"


def students(summary: Summary) -> Section:
    """The controls, which are hidden where no script runs, and the table."""
    lines = summary.lines[:MOST]
    if not lines:
        return Section("")
    numbers = {one.code: n for n, one in enumerate(summary.misunderstood.ordered)}
    named = any(one.names for one in lines)
    columns = [("id", "Submission"), *([("names", "Name")] if named else [])]
    columns += [("status", "Status"), ("points", "Score"), ("mistakes", "Mistakes")]
    heads = "".join(
        f'<th scope="col" class="{key}" data-column="{n}"><span>{title}</span></th>'
        for n, (key, title) in enumerate(columns)
    )
    rows = [_row(one, numbers, named) for one in lines]
    first, rest = "\n".join(rows[:AT_ONCE]), "\n".join(rows[AT_ONCE:])
    left = len(summary.lines) - len(lines)
    cut = f'<p class="notice">{left:,} more are not listed here; gradebook.csv has all.</p>' if left else ""
    return Section(
        f'<h2 id="students" tabindex="-1">Submissions</h2>{cut}{_controls(summary)}'
        '<p id="shown" role="status"></p>'
        '<div class="wide" tabindex="0" role="region" aria-label="The list of submissions">'
        f'<table id="list" data-at-once="{AT_ONCE}"><thead><tr>{heads}</tr></thead><tbody>\n{first}\n</tbody>'
        f"<tbody hidden>\n{rest}\n</tbody></table></div>{WITHOUT_SCRIPT}"
        '<p><button type="button" id="more" hidden>Show more</button></p>'
    )


def _row(line: Line, numbers: dict[str, int], named: bool) -> str:
    codes = " ".join(f"<code>{text(one)}</code>" for one in line.codes[:CODES])
    more = f" and {len(line.codes) - CODES} more" if len(line.codes) > CODES else ""
    names = f"<td>{name(line.names)}</td>" if named else ""
    status = f"{line.status}, {STALE}" if line.stale else line.status
    score = "no score" if line.score is None else f"{line.score:g}"
    return (
        f'<tr data-mistakes="{" ".join(str(numbers[one]) for one in line.codes)}">'
        f'<th scope="row"><a href="{escape(link(line.id))}">{name(line.id)}</a></th>{names}'
        f'<td>{escape(status)}</td><td class="number">{score}</td><td>{codes}{more}</td></tr>'
    )


def _controls(summary: Summary) -> str:
    known = summary.misunderstood.ordered
    mistakes = _options([(one.code, f"{one.code} ({one.count})") for one in known], "any")
    statuses = _options([(one, one) for one in (*STATUSES, STALE)], "any")
    top = max((one.max_score or 0.0 for one in summary.lines), default=0.0)
    return (
        '<form id="filter" hidden autocomplete="off" role="search" aria-label="Filter the submissions">'
        '<label>Find <input type="search" name="find" autocomplete="off"></label>'
        f'<label>Status <select name="status">{statuses}</select></label>'
        f'<label>Mistake <select name="mistake">{mistakes}</select></label>'
        f'<label>Score from <input type="number" name="from" min="0" max="{top:g}" step="any"></label>'
        f'<label>to <input type="number" name="to" min="0" max="{top:g}" step="any"></label>'
        '<button type="reset">Show all</button></form>'
    )


def _options(values: Sequence[tuple[str, str]], none: str) -> str:
    first = f'<option value="">{none}</option>'
    return first + "".join(f'<option value="{text(value)}">{text(words)}</option>' for value, words in values)
