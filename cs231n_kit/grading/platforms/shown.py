"""``cs231n-kit export report --anonymous``: the class report, to be shown in class."""

from collections.abc import Sequence
from pathlib import Path

from ...errors import KitError
from ..exports.report import write_anonymous_report
from ..gradebook import Gradebook
from ..terminal import printable


def export_report(folder: Path, anonymous: bool, others: Sequence[str]) -> int:
    """Write the report without anybody in it, and say where it is.

    Parameters
    ----------
    folder : Path
        What ``grade`` wrote.
    anonymous : bool
    others : sequence of str
        Options that were typed and mean nothing here.

    Raises
    ------
    KitError
        If there is nothing to write.
    """
    if others:
        raise KitError(f"{others[0]} means nothing to report; leave it out")
    if not anonymous:
        raise KitError(
            f"export report makes one to show in class, with --anonymous; the report with names is"
            f" {folder / 'report.html'}, which grade wrote"
        )
    with Gradebook.reopen(folder) as book:
        print(
            printable(f"{write_anonymous_report(folder, book.settings, book.rows())}: nobody is named in it")
        )
    return 0
