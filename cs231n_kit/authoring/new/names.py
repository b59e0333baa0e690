"""What a new assignment is called, and what its parts are called after it."""

import keyword
import re
from dataclasses import dataclass

from ...errors import KitError

LONGEST = 24  # so that no line of a template grows too long


@dataclass(frozen=True)
class Names:
    """The name of an assignment, and that of the file which the student writes, without ``.py``."""

    assignment: str
    module: str

    @property
    def task(self) -> str:
        """The first task, to be replaced by the author's own."""
        return f"{self.assignment}_means"

    @property
    def file(self) -> str:
        """The student's file, relative to the package."""
        return f"classifiers/{self.module}.py"

    def fill(self, template: str) -> str:
        """A template with the names in place of ``<<assignment>>``, ``<<module>>`` and so on."""
        known = {
            "assignment": self.assignment,
            "module": self.module,
            "task": self.task,
            "title": self.assignment.replace("_", " ").capitalize(),
        }
        return re.sub("<<([a-z]+)>>", lambda found: known[found.group(1)], template)


def names_of(assignment: str, module: str | None = None) -> Names:
    """The names, each checked.

    Parameters
    ----------
    assignment : str
        What the user typed as NAME.
    module : str, optional
        What was given as --file; NAME without it.

    Raises
    ------
    KitError
        If one cannot be the name of a Python file.
    """
    _require_name("NAME", assignment)
    if module is not None:
        _require_name("--file", module.removesuffix(".py"))
    return Names(assignment, (module or assignment).removesuffix(".py"))


def _require_name(what: str, name: str) -> None:
    if not re.fullmatch("[a-z][a-z0-9]*(_[a-z0-9]+)*", name) or len(name) > LONGEST:
        proposed = re.sub("[^a-z0-9]+", "_", name.lower()).strip("_0123456789")[:LONGEST].strip("_")
        raise KitError(
            f"{what} must be small letters, digits and single underscores, a letter first, at most {LONGEST}"
            f" characters, got {name!r}; take {proposed or 'my_assignment'!r}, for example"
        )
    if keyword.iskeyword(name):
        raise KitError(
            f"{what} must be a name that Python can import, got the keyword {name!r}; take {name}_loss"
        )
