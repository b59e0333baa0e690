"""A pytest plugin that closes the gaps through which a notebook passes nbval without holding.

nbval 0.11 passes a cell that timed out where the kernel answers without an error message, and counts
the later ones as expected failures; it waits for a dead kernel until the cell's time is up; it compares
nothing for a cell that was never run; and it does not look whether the kernel outlived the last cell.
Here each of these fails, and a pytest that is told to terminate ends its kernel first. Pictures inside
HTML are left out of the comparison as nbval leaves out all others: their bytes depend on how a font was
drawn. With ``--guard-report FILE`` what became of each cell is written there as it happens, one JSON
object a line.

Load it beside nbval: ``pytest -p nbval.plugin -p cs231n_kit.authoring.nbval_guard --nbval x.ipynb``.
"""

import json
import re
import signal
import time
from collections.abc import Generator
from queue import Empty
from typing import Any

import nbval.plugin  # type: ignore[import-untyped]
import pytest
from nbval.kernel import RunningKernel  # type: ignore[import-untyped]

from .replayed import NOT_COMPARABLE

LOOK_EVERY = 0.5  # seconds between two looks at whether the kernel still lives
OUTLIVE = 1.0  # seconds that it must live after its last answer: `exit()` ends it 0.1 s later

_PICTURE = r"data:image/[\w.+-]+;base64,[\w+/=]*"
_FIGURE = re.compile(r"<Figure size [^>]*>")  # how a picture is named in text: its digits are no result
_NUMBER = re.compile(r"(?<![\w-])-?\d")  # not the 10 of CIFAR-10 or the 1 of W1
_CHANGED = re.compile(r"unhandled iopub msg: (clear_output|update_display_data)")  # as nbval prints it
_COLOUR = re.compile(r"\x1b\[[\d;]*m")


class WatchedKernel(RunningKernel):
    """nbval's kernel, waited for in slices so that its death is noticed at once."""

    def await_reply(self, msg_id: str, timeout: float | None = None) -> None:
        end = time.monotonic() + timeout if timeout is not None else float("inf")
        while True:
            try:
                return super().await_reply(msg_id, timeout=max(0.0, min(LOOK_EVERY, end - time.monotonic())))
            except Empty:
                if not self.is_alive():
                    raise RuntimeError("the kernel died in this cell; did memory run out?") from None
                if time.monotonic() >= end:
                    raise

    def outlives(self, timeout: float) -> bool:
        """Whether it still lives after a moment, and answers."""
        end = time.monotonic() + OUTLIVE
        while time.monotonic() < end:
            if not self.is_alive():
                return False
            time.sleep(0.05)
        try:
            self.await_reply(self.kc.kernel_info(), timeout)
        except (Empty, RuntimeError):
            return False
        return True


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--guard-report", metavar="FILE", help="append what became of each cell, as JSON lines")


def pytest_configure(config: pytest.Config) -> None:
    nbval.plugin.RunningKernel = WatchedKernel  # nbval has no other place to name the class
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # or the kernel would be left running


def pytest_keyboard_interrupt() -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # a second signal must not keep the kernel from being ended


def pytest_collection_finish(session: pytest.Session) -> None:
    for item in session.items:
        item.parent.sanitize_patterns[_PICTURE] = "a picture"  # type: ignore[union-attr]
    _tell(session.config, {"cells": len(session.items)})


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: Any) -> None:
    """Run no cell after one that timed out or killed the kernel: whatever it did would prove nothing."""
    kernel = item.parent.kernel  # None before the first cell
    if item.parent.timed_out or (kernel is not None and not kernel.is_alive()):
        pytest.fail("not run: an earlier cell timed out or killed the kernel", pytrace=False)


@pytest.hookimpl(wrapper=True, tryfirst=True)  # outermost: judges after pytest has dealt with xfail
def pytest_runtest_makereport(item: Any, call: pytest.CallInfo[None]) -> Generator[None, Any, Any]:
    report = yield
    message = _message(call.excinfo.value) if call.excinfo else ""
    if call.when == "call" and not report.failed and (objection := _objection(item, report.skipped)):
        report.outcome = "failed"
        report.longrepr = message = objection
        vars(report).pop("wasxfail", None)
    if message.startswith("Cell outputs differ") and (changed := _CHANGED.findall(report.capstdout)):
        message += f"\n{NOT_COMPARABLE} ({', '.join(dict.fromkeys(changed))}): print or show once instead"
    if call.when == "call" or report.failed:
        outcome = "not run" if call.when == "setup" else report.outcome
        _tell(item.config, _about(item) | {"outcome": outcome, "message": message})
    return report


def _objection(item: Any, skipped: bool) -> str:
    """Why a cell that nbval lets pass, or skips, must fail; empty if it need not."""
    if item.parent.timed_out:
        return f"Timeout of {item.config.option.nbval_cell_timeout:g} seconds exceeded executing cell"
    if skipped:
        return "Skipped, and every cell must run"
    cells = [other for other in item.session.items if other.parent is item.parent]
    last = item is cells[-1]
    if last and not item.parent.kernel.outlives(item.config.option.nbval_cell_timeout):
        return "The kernel did not outlive the last cell: something in this notebook ends it"
    if not item.parent.compare_outputs:  # --nbval-lax
        return ""
    if item.cell.execution_count is None and item.cell.source.strip():
        return "Never run when the notebook was saved: nothing would be compared"
    if last and not any(compared_texts(cell) for cell in cells):
        return "No cell of this notebook has a saved text output: nothing is compared"
    return ""


def compared_texts(item: Any) -> list[str]:
    """The saved outputs of a cell that nbval compares as text, one string an output."""
    if not item.options["check"] or item.cell.execution_count is None:
        return []
    texts = [_text(output, item.parent.skip_compare) for output in item.cell.outputs]
    return [text for text in texts if text]


def _text(output: Any, not_compared: tuple[str, ...]) -> str:
    fields = output | output.get("data", {})
    left_out = {*not_compared, "data"}
    texts = [text for key, text in fields.items() if key not in left_out and isinstance(text, str)]
    return re.sub(_PICTURE, "", "\n".join(texts))


def _about(item: Any) -> dict[str, Any]:
    texts = compared_texts(item)
    return {
        "number": item.cell_num + 1,
        "id": item.cell.get("id", ""),
        "line": next((line for line in item.cell.source.splitlines() if line.strip()), ""),
        "compared": len(texts),
        "with_numbers": sum(bool(_NUMBER.search(_FIGURE.sub("", text))) for text in texts),
        "ignored": item.parent.compare_outputs and not item.options["check"],
        "notes": dict(item.user_properties),  # where other plugins say what they found
    }


def _message(error: BaseException) -> str:
    """What nbval has to say about a failure, with its diff or the traceback, in plain text."""
    detail = getattr(error, "inner_traceback", None)
    return _COLOUR.sub("", f"{error}\n{detail}" if detail else str(error))


def _tell(config: pytest.Config, record: dict[str, Any]) -> None:
    if path := config.getoption("guard_report"):
        with open(path, "a", encoding="utf-8") as file:
            file.write(json.dumps(record) + "\n")
