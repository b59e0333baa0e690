"""``report.html``: the class at a glance, for those who teach it."""

from html import escape
from pathlib import Path

from ... import __version__
from ..submission import Settings
from .names import link
from .page import name, page
from .stream import written
from .summary import BINS, Mistake, Summary

FILE = "report.html"
WIDTH, HEIGHT, BAR = 640, 180, 64  # of the histogram and of one bin of it


def write_report(folder: Path, settings: Settings, summary: Summary) -> None:
    """Write the page."""
    with written(folder / FILE) as file:
        file.write(report(summary, settings))


def report(summary: Summary, settings: Settings) -> str:
    """The page."""
    counts = ", ".join(f"{count} {status}" for status, count in summary.statuses.items())
    parts = [
        f"<h1>{escape(settings.assignment)}: {_counted(summary)}</h1>",
        f'<p class="quiet">{counts}{f", {summary.stale} of them stale" if summary.stale else ""}</p>',
        _scores(summary),
        _mistakes(summary.mistakes),
        _rates(summary),
        _scoreless(summary),
    ]
    layers = ", ".join(settings.layers) or "none"
    made = (
        f"Graded by cs231n-kit {__version__}: assignment {settings.assignment}, seed {settings.seed},"
        f" {settings.timeout:g} seconds a call, {settings.memory} MB, sandbox: {layers}."
    )
    return page(f"{settings.assignment}: the class", "\n".join(filter(None, parts)), made)


def _counted(summary: Summary) -> str:
    number = sum(summary.statuses.values())
    return f"{number} submission{'' if number == 1 else 's'}"


def _scores(summary: Summary) -> str:
    known = summary.distribution()
    if known is None:
        return "<h2>Scores</h2><p>No submission has a score.</p>"
    words = (
        f"Mean {known['mean']:.3g}, median {known['median']:.3g}, the middle half from"
        f" {known['quartile_1']:.3g} to {known['quartile_3']:.3g}, of {summary.max_score:g} points."
    )
    return f'<h2>Scores</h2><p>{words}</p><div class="wide">{_histogram(summary)}</div>'


def _histogram(summary: Summary) -> str:
    """Bars with their numbers; the list of them is read aloud in its place."""
    most, step = max(summary.bins), summary.max_score / BINS
    drawn = []
    for n, count in enumerate(summary.bins):
        height = round(count / most * (HEIGHT - 50))
        x, y = n * BAR, HEIGHT - 24 - height
        drawn.append(f'<rect x="{x + 4}" y="{y}" width="{BAR - 8}" height="{height}"/>')
        if count:
            drawn.append(f'<text x="{x + BAR / 2:g}" y="{y - 6}" text-anchor="middle">{count}</text>')
        drawn.append(f'<text x="{x}" y="{HEIGHT - 6}">{n * step:.3g}</text>')
    drawn.append(f'<line x1="0" y1="{HEIGHT - 23}" x2="{WIDTH}" y2="{HEIGHT - 23}"/>')
    drawn.append(f'<text x="{WIDTH}" y="{HEIGHT - 6}" text-anchor="end">{summary.max_score:.3g}</text>')
    aloud = "; ".join(
        f"{n * step:.3g} to {(n + 1) * step:.3g} points: {count}"
        for n, count in enumerate(summary.bins)
        if count
    )
    return (
        f'<svg role="img" aria-label="{escape(aloud)}" width="{WIDTH}" height="{HEIGHT}"'
        f' viewBox="0 0 {WIDTH} {HEIGHT}">{"".join(drawn)}</svg>'
    )


def _mistakes(mistakes: list[Mistake]) -> str:
    if not mistakes:
        return ""
    lines = "".join(
        f'<tr><td class="number">{one.count}</td><td><code>{escape(one.task)}</code><br>'
        f"<code>{escape(one.code)}</code></td><td>{escape(one.message)}{_who(one)}</td></tr>"
        for one in mistakes
    )
    head = (
        '<tr><th class="number">submissions</th><th>task and code</th><th>what the first was told</th></tr>'
    )
    return _table("Most frequent mistakes", head, lines)


def _who(mistake: Mistake) -> str:
    links = ", ".join(f'<a href="{escape(link(id))}">{name(id)}</a>' for id in mistake.ids)
    more = mistake.count - len(mistake.ids)
    return f"<details><summary>who</summary>{links}{f' and {more} more' if more else ''}</details>"


def _rates(summary: Summary) -> str:
    lines = "".join(
        f"<tr><td><code>{escape(task)}</code></td><td>{escape(check.replace('_', ' '))}</td>"
        f'<td class="number">{rate.passed / rate.asked:.0%}</td>'
        f'<td><meter value="{rate.passed / rate.asked:.4f}"></meter></td></tr>'
        for (task, check), rate in summary.rates.items()
    )
    head = '<tr><th>task</th><th>check</th><th class="number">passed</th><th></th></tr>'
    return _table("Passed, by check", head, lines) if lines else ""


def _scoreless(summary: Summary) -> str:
    if not summary.scoreless:
        return ""
    lines = "".join(
        f'<tr><td><a href="{escape(link(id))}">{name(id)}</a></td><td>{status}</td></tr>'
        for id, status in summary.scoreless
    )
    more = sum(summary.statuses.values()) - len(summary.scores) - len(summary.scoreless)
    last = f"<p>and {more} more</p>" if more else ""
    return _table("Without a score", "<tr><th>submission</th><th>status</th></tr>", lines) + last


def _table(title: str, head: str, lines: str) -> str:
    table = f"<table><thead>{head}</thead><tbody>{lines}</tbody></table>"
    return f'<h2>{title}</h2><div class="wide">{table}</div>'
