"""What a grader sees: a bar while it goes on, a summary at the end. Names and messages are never markup."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from .exports.summary import BINS, Mistake, Summary
from .row import Row, findings

if TYPE_CHECKING:
    from rich.console import Console

FREQUENT = 8  # mistakes that are listed; report.html has them all
BAR = 30  # characters of the longest bar of the histogram

Watch = Callable[[Row], None]


@contextmanager
def progress(total: int, skipped: Callable[[], int]) -> Iterator[Watch]:
    """Give a function that is told of each row; it says nothing unless standard error is a terminal.

    Parameters
    ----------
    total : int
        How many submissions there are.
    skipped : callable
        How many of them had their result already.
    """
    if sys.stderr is None or not sys.stderr.isatty():
        yield lambda row: None
        return
    from rich.console import Console

    with shown(Console(stderr=True), total, skipped) as watch:
        yield watch


@contextmanager
def shown(console: "Console", total: int, skipped: Callable[[], int]) -> Iterator[Watch]:
    """The bar with its rate and the time left, and under it the last row."""
    from rich.console import Group
    from rich.live import Live
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
    from rich.text import Text

    bar = Progress(
        TextColumn("grading"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        console=console,
    )
    task = bar.add_task("", total=total, rate="")
    with Live(Group(bar), console=console, refresh_per_second=8, transient=True) as live:
        graded = 0

        def watch(row: Row) -> None:
            nonlocal graded
            graded += 1
            spent = bar.tasks[0].elapsed
            rate = f"{graded / spent:.1f}/s" if spent else ""
            bar.update(task, completed=graded, total=total - skipped(), rate=rate)
            line = Text(printable(last_line(row)), style="dim", overflow="ellipsis", no_wrap=True)
            live.update(Group(bar, line))

        yield watch


def last_line(row: Row) -> str:
    """A row in a line: its score, and the first thing that is wrong."""
    score = row["status"] if row["score"] is None else f"{row['score']:g} of {row['max_score']:g}"
    wrong = [one for one in findings(row) if one["status"] not in ("passed", "skipped")]
    what = f", {wrong[0]['task']}: {wrong[0]['message'].partition(chr(10))[0]}" if wrong else ""
    return f"{row['id']}: {score}{what}"


def printable(text: str) -> str:
    """The text without codes for the terminal."""
    return "".join(c if c.isprintable() else "�" for c in text)


def counted(number: int, what: str) -> str:
    """So many of these."""
    return f"{number} {what}{'' if number == 1 else 's'}"


def show(summary: Summary, folder: Path, console: "Console") -> None:
    """Print the summary: the numbers, the scores, the most frequent mistakes, where the files are."""
    counts = [f"{count} {status}" for status, count in summary.statuses.items()]
    _line(console, f"{counted(sum(summary.statuses.values()), 'submission')}: {', '.join(counts)}", "bold")
    if summary.stale:
        _line(console, f"{summary.stale} with the score of an earlier grading, the notes say why")
    _scores(summary, console)
    _mistakes(summary.mistakes, console)
    _line(console, "")
    for name, what in (
        ("report.html", "the class"),
        ("feedback", "a page for each submission"),
        ("gradebook.csv", "for a spreadsheet"),
        ("results.json", "for a program"),
    ):
        _line(console, f"{folder / name}  {what}")


def _scores(summary: Summary, console: "Console") -> None:
    known = summary.distribution()
    if known is None:
        return
    _line(
        console,
        f"mean {known['mean']:.3g}, median {known['median']:.3g}, quartiles {known['quartile_1']:.3g} and"
        f" {known['quartile_3']:.3g}, of {summary.max_score:g} points",
    )
    _line(console, "")
    most, step = max(summary.bins), summary.max_score / BINS
    for n, count in enumerate(summary.bins):
        bar = f"{'█' * round(BAR * count / most) or '▏'} {count}" if count else ""
        _line(console, f"{n * step:>6.3g} – {(n + 1) * step:<6.3g} {bar}".rstrip())


def _mistakes(mistakes: list[Mistake], console: "Console") -> None:
    from rich.table import Table
    from rich.text import Text

    if not mistakes:
        return
    _line(console, "")
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("found in", justify="right", no_wrap=True)
    table.add_column("most frequent mistakes")
    for one in mistakes[:FREQUENT]:
        table.add_row(str(one.count), Text(printable(f"{one.task} ({one.code}): {one.message}")))
    console.print(table)
    if len(mistakes) > FREQUENT:
        _line(console, f"and {len(mistakes) - FREQUENT} more kinds in report.html")


def _line(console: "Console", text: str, style: str = "default") -> None:
    from rich.text import Text

    console.print(Text(printable(text), style=style), soft_wrap=True)
