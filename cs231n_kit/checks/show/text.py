"""A report as text: in colour on a terminal, and always the same characters."""

import io
from textwrap import wrap
from typing import TYPE_CHECKING

from .picture import picture
from .report import Report, Said, TaskReport

if TYPE_CHECKING:
    from rich.console import Console

WIDTH = 100  # of the plain text, wherever it is made
STYLES = {"passed": "green", "failed": "red", "not_done": "default", "skipped": "default"}
STOPPED = "yellow"


def plain(report: Report) -> str:
    """The report as plain text."""
    from rich.console import Console

    file = io.StringIO()
    # No setting of the terminal or of its environment makes a difference.
    console = Console(
        file=file,
        width=WIDTH,
        color_system=None,
        force_terminal=False,
        force_jupyter=False,
        legacy_windows=False,
        _environ={},
    )
    write(report, console)
    return "\n".join(line.rstrip() for line in file.getvalue().splitlines())


def show(report: Report) -> None:
    """Print the report on standard output: with colour if that is a terminal, plain otherwise."""
    from rich.console import Console

    console = Console()
    if console.is_terminal:
        write(report, console)
    else:
        print(plain(report))


def write(report: Report, console: "Console") -> None:
    """Write the report to a console of rich."""
    for task in report.tasks:
        _task(task, console)
    if len(report.tasks) > 1:
        _line(console, f"{report.right} of {report.asked} checks right", indent=0, style="bold")


def _task(task: TaskReport, console: "Console") -> None:
    count = f": {task.count}" if task.count else ""
    _line(console, f"{task.sign} {task.task}{count} ({task.ran})", 0, f"bold {_style(task.status)}")
    for note in task.notes:
        _line(console, f"Note: {note}", 2)
    if task.right and task.status != "passed":
        _line(console, f"✓ right: {', '.join(task.right)}", 2, _style("passed"))
    for said in [*task.problems, *task.advice]:
        _said(said, console)


def _said(said: Said, console: "Console") -> None:
    first, *lines = said.message.split("\n")
    _line(console, f"{said.sign} {said.heading}{first}", 2, _style(said.status))
    for line in lines:
        _line(console, line.strip(), 6, "bold")
    if said.hint:
        _line(console, f"Hint: {said.hint}", 4)
    _picture(said, console)


def _picture(said: Said, console: "Console") -> None:
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    drawn = picture(said.evidence)
    if drawn is None:
        return
    rows, columns = drawn.difference.shape
    table = Table(box=None, pad_edge=False, padding=(0, 1))
    table.add_column("")
    for column in range(columns):
        table.add_column(Text(f"{drawn.columns} {column}"), justify="right")
    for row in range(rows):
        entries = [Text(drawn.entry(row, column) or "✓") for column in range(columns)]
        table.add_row(Text(f"{drawn.rows} {row}"), *entries)
    _line(console, f"Yours minus the right one. {drawn.text}", 4)
    console.print(Padding(table, (0, 0, 0, 6), expand=False), overflow="fold")


def _line(console: "Console", text: str, indent: int, style: str = "default") -> None:
    """One line, and where it is too long further ones that are indented more."""
    from rich.text import Text

    text = "".join(c if c.isprintable() or c.isspace() else "�" for c in text)  # no code for the terminal
    first, further = " " * indent, " " * (indent + 2)
    lines = wrap(text, console.width, initial_indent=first, subsequent_indent=further, break_on_hyphens=False)
    console.print(Text("\n".join(lines), style=style))


def _style(status: str) -> str:
    return STYLES.get(status, STOPPED)
