"""A submission as it goes to a worker, and how a class is graded: plain data that can cross to a process."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Submission:
    """What was found on disk.

    Parameters
    ----------
    id : str
        The name of its folder, or of its file without an archive's suffix.
    files : dict
        The text of each task file that was found, by its path relative to the package.
    notes : tuple of str
        What the instructor should know: which of two files was taken, and the like.
    unreadable : str
        Why nothing of it can be used, in a sentence; empty if something can.
    digest : str
        Of everything that bears on its grade: two submissions with one digest are graded alike.
    identity : dict
        Who handed it in, where a learning platform's download says so; else empty. ``platform`` is
        ``canvas``, ``moodle``, ``gradescope`` or ``blackboard``; ``people`` a list of dicts with what is
        known of ``user`` (the platform's id), ``name`` and ``email``, several for a group. If known, as text:
        ``submission`` (the platform's number of it), ``attempt`` (its number, or its time, of which the later
        sorts last) and ``late`` (``yes``).
    """

    id: str
    files: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    unreadable: str = ""
    digest: str = ""
    identity: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Settings:
    """How every submission of a run is graded.

    ``timeout`` is in seconds a call, and six times that a submission; ``memory`` in MB beyond what NumPy
    needs; ``layers`` are those of the sandbox.
    """

    assignment: str
    seed: int
    timeout: float = 10.0
    memory: int = 2048
    layers: tuple[str, ...] = ()
