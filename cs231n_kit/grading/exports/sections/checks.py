"""How many passed each check."""

from ..page import text
from ..summary import Rate, Summary
from .figure import Section, figure, percent, plain_table

KEY = (
    '<span class="key"><i class="right"></i>passed</span> <span class="key"><i class="wrong"></i>not yet'
    ' right</span> <span class="key"><i class="unjudged"></i>not done, or not judged yet because something'
    " else comes first</span>"
)


def checks(summary: Summary) -> Section:
    """A chart for each task, its checks in their order."""
    tasks: dict[str, list[tuple[str, Rate]]] = {}
    for (task, check), rate in summary.rates.items():
        tasks.setdefault(task, []).append((check.replace("_", " "), rate))
    if not tasks:
        return Section("")
    parts = [_task(n, task, rates) for n, (task, rates) in enumerate(tasks.items())]
    data = {f"checks-{n}": [_bar(*one) for one in rates] for n, rates in enumerate(tasks.values())}
    return Section(
        f'<h2 id="checks">Checks</h2><p class="quiet">{KEY}</p><div class="pair">{"".join(parts)}</div>', data
    )


def _task(number: int, task: str, rates: list[tuple[str, Rate]]) -> str:
    rows = [
        (check, one.passed, _wrong(one), one.not_done, one.not_judged, percent(one.passed, one.asked))
        for check, one in rates
    ]
    aloud = f"Passed, by check. {'; '.join(f'{check}: {share}' for check, *_, share in rows)}."
    heads = ("check", "passed", "not yet right", "not done", "not judged yet", "passed of all")
    idle = max(one.not_done for _, one in rates)
    caption = f"{idle} of {rates[0][1].asked} have not begun." if idle else "All have begun."
    table = plain_table(heads, rows, f"Checks of {task}")
    return (
        f"<section><h3><code>{text(task)}</code></h3>"
        f"{figure(f'checks-{number}', aloud, caption, table)}</section>"
    )


def _bar(check: str, rate: Rate) -> dict[str, str | int]:
    return {
        "check": check,
        "right": rate.passed,
        "wrong": _wrong(rate),
        "unjudged": rate.not_done + rate.not_judged,
    }


def _wrong(rate: Rate) -> int:
    return rate.asked - rate.passed - rate.not_done - rate.not_judged
