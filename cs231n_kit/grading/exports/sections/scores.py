"""How the scores are spread."""

from ..summary import Summary
from .figure import Section, figure, percent, plain_table

BARS = 20


def scores(summary: Summary) -> Section:
    """Key figures and a histogram."""
    known = summary.distribution()
    if known is None:
        return Section('<h2 id="scores">Scores</h2><p>No submission has a score.</p>')
    full = sum(one >= summary.max_score for one in summary.scores)
    tiles = (
        ("mean", f"{known['mean']:.3g}"),
        ("median", f"{known['median']:.3g}"),
        ("middle half", f"{known['quartile_1']:.3g} – {known['quartile_3']:.3g}"),
        ("full points", f"{full} ({percent(full, len(summary.scores))})"),
    )
    shown = "".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in tiles)
    bars = _bars(summary)
    said = [(f"{one['from']:.3g} to {one['to']:.3g}", one["count"]) for one in bars]
    aloud = f"Histogram of the scores. {'; '.join(f'{place} points: {n}' for place, n in said if n)}."
    manual = " Points that a person gave are not among them." if summary.manual else ""
    caption = (
        f"Submissions by their score, of {summary.max_score:g} points; the line is the median.{manual}"
        " Full points are in the last bar."
    )
    table = plain_table(("points", "submissions"), said, "Submissions by their score")
    html = (
        f'<h2 id="scores">Scores</h2><dl class="tiles">{shown}</dl>{figure("scores", aloud, caption, table)}'
    )
    return Section(html, {"scores": {"bars": bars, "median": known["median"], "most": summary.max_score}})


def _bars(summary: Summary) -> list[dict[str, float]]:
    step = summary.max_score / BARS
    counts = [0] * BARS
    for score in summary.scores:
        counts[min(max(int(score / step), 0), BARS - 1) if step else 0] += 1
    return [
        {"from": round(n * step, 6), "to": round((n + 1) * step, 6), "count": count}
        for n, count in enumerate(counts)
    ]
