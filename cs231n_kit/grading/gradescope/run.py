"""What ``run_autograder`` does in Gradescope's container, as root: one submission in, ``results.json`` out.

Beside the submission lies nothing that its code may read: ``source`` with the solutions, ``results`` and the
metadata are closed to everybody but root first, and boxes run as nobody, in all layers that are there.

A score is written only where there is one. Where there is none, because nothing could be read or the grader
failed, ``results.json`` has no score either, which Gradescope reports as an error and never counts as 0; why
stands on standard output, which is for staff alone.
"""

import json
import os
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from ...errors import KitError
from ...files import write_atomically
from ..gradebook import Gradebook
from ..inside.sandbox.layers import chosen
from ..intake import Source
from ..platforms.final import final
from ..platforms.gradescope import as_json
from ..platforms.policy import Policy
from ..platforms.result import result
from ..row import Row
from ..run import grade_class
from ..submission import Settings, Submission
from ..worker import ungraded

SETTINGS = "autograder.json"  # in the archive: what it grades and how
ID = "submission"  # of a gradebook that holds no other
CLOSED = ("source", "submission", "results", "submission_metadata.json")

Probe = Callable[[str], tuple[str, ...]]


@dataclass(frozen=True)
class Grading:
    """What the archive grades and how: its ``autograder.json``.

    A call may take twice the seconds that it may for `grade`, because a container has half a processor unless
    an instructor asks for more, and little more than the memory in MB that a submission may take.
    """

    assignment: str
    sandbox: str = "auto"
    timeout: float = 20.0
    memory: int = 512

    def as_json(self) -> str:
        return json.dumps(asdict(self), indent=1) + "\n"


def run(root: Path, probe: Probe = chosen) -> int:
    """Grade what lies in ``submission`` under `root`; 0 if there is a score, else 1.

    Parameters
    ----------
    root : Path
        ``/autograder`` but in tests.
    probe : callable
        Gives the layers of the sandbox that is asked for, or raises what is missing.

    Raises
    ------
    KitError
        If the archive or the container is not as Gradescope makes it: then there is no ``results.json``.
    """
    grading = _read(root / "source" / SETTINGS)
    name = grading.assignment
    _close(root)
    try:
        row = _graded(root / "submission", grading, probe)
    except KitError as error:
        print(f"The autograder could not grade: {error}")
        row = ungraded(Submission(ID), Settings(name, 0))
    else:
        print("\n".join([f"{row['status']}: {row['score']} of {row['max_score']}", *row["notes"]]))
    found = result(row)
    content = as_json(row, found, final(Policy(), found), name)
    write_atomically(root / "results" / "results.json", content)
    return int(row["score"] is None)


def _graded(submission: Path, grading: Grading, probe: Probe) -> Row:
    """The row of the gradebook, made as `grade` makes it."""
    if grading.sandbox == "process" and os.geteuid() != 0:
        raise KitError(
            "--sandbox process keeps the solutions from student code by user ids alone, so that"
            " run_autograder must be run by root; run it as Gradescope does"
        )
    layers = probe(grading.sandbox)
    with (
        TemporaryDirectory(prefix="cs231n-autograder-") as folder,
        Gradebook.open(
            Path(folder),
            assignment=grading.assignment,
            timeout=grading.timeout,
            memory=grading.memory,
            layers=layers,
        ) as book,
    ):
        print(f"assignment {grading.assignment}, seed {book.settings.seed}, sandbox: {', '.join(layers)}")
        sources = [Source(ID, submission.resolve())]
        grade_class(sources, book.settings, book, 1, lambda row: None, lambda: None)
        row = book.row(ID)
    if row is None:
        raise KitError("the gradebook holds no row of the submission; run the autograder again")
    return row


def _read(path: Path) -> Grading:
    try:
        return Grading(**json.loads(path.read_bytes()))
    except (OSError, ValueError, TypeError):
        raise KitError(
            f"{path} must be what `cs231n-kit gradescope` wrote, and cannot be read as that; upload the"
            " archive to Gradescope again"
        ) from None


def _close(root: Path) -> None:
    """Take everybody else's rights on what student code must not see."""
    for name in CLOSED:
        path = root / name
        if path.exists():
            path.chmod(0o700 if path.is_dir() else 0o600)


if __name__ == "__main__":
    try:
        sys.exit(run(Path(os.environ["AUTOGRADER_ROOT"])))
    except KitError as error:
        sys.exit(f"run_autograder: {error}")
