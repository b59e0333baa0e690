"""What can be asked of an export, and where it may be written."""

from dataclasses import dataclass
from pathlib import Path

from ...errors import KitError
from ..exports.every import FILES
from ..exports.report import ANONYMOUS
from ..gradebook import FILE
from .blackboard import BLACKBOARD
from .canvas import CANVAS
from .moodle import MOODLE

PLATFORMS = {one.name: one for one in (CANVAS, MOODLE, BLACKBOARD)}
GRADESCOPE = "gradescope"


@dataclass(frozen=True)
class Options:
    """What was typed."""

    platform: str
    folder: Path
    into: Path | None = None
    out: Path | None = None
    policy: Path | None = None
    column: str | None = None
    comments: bool = False
    submission: str | None = None
    anonymous: bool = False


def require_fitting(options: Options) -> None:
    """Refuse options that mean nothing here, because somebody hoped that they would do something."""
    one = options.platform == GRADESCOPE
    wrong = {
        "--into": one and options.into is not None,
        "--column": one and options.column is not None,
        "--comments": options.comments and (one or not PLATFORMS[options.platform].comments),
        "--anonymous": options.anonymous,
        "--submission": not one and options.submission is not None,
    }
    for flag, given in wrong.items():
        if given:
            raise KitError(f"{flag} means nothing to {options.platform}; leave it out")


def place(options: Options) -> Path:
    """Where to write: never over what grade wrote, the policy, or unasked the platform's own file."""
    suffix = ".json" if options.platform == GRADESCOPE else options.into.suffix if options.into else ".csv"
    out = options.out or options.folder / f"{options.platform}{suffix}"
    kept = [options.folder / name for name in (FILE, ANONYMOUS, *FILES)]
    kept += [options.policy] if options.policy else []
    if out.is_dir() or any(out.resolve().is_relative_to(one.resolve()) for one in kept):
        what = "a folder" if out.is_dir() else "kept for something else"
        raise KitError(f"--out must be a file to write, and {out} is {what}; name another")
    if options.out is None and options.into is not None and out.resolve() == options.into.resolve():
        raise KitError(f"--into {out} would be written over; name it with --out too, or name another there")
    return out
