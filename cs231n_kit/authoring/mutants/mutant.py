"""A wrong implementation: the reference with a few words exchanged."""

from dataclasses import dataclass, replace
from typing import Self

from ...errors import KitError


@dataclass(frozen=True)
class Mutant:
    """A mistake that a student could make, and the code that it must earn.

    Parameters
    ----------
    task : str
    name : str
        The mistake in a few words.
    code : str
        The code that one check of `task` must find, and no other check any: advice, or what costs points.
    edits : tuple of (str, str)
        Each first text stands exactly once in the task's function in the reference; the second
        takes its place.
    also : tuple of str
        What further checks find, one code for each: another result of the task that shows the mistake too,
        or the same code again where it leaves several checks nothing.
    """

    task: str
    name: str
    code: str
    edits: tuple[tuple[str, str], ...]
    also: tuple[str, ...] = ()

    def of(self, function: str) -> str:
        """The text of the function with the mistake in it."""
        for right, wrong in self.edits:
            if function.count(right) != 1:
                raise KitError(
                    f"mutant {self.name!r} of {self.task}: {right!r} must stand there once; mend it"
                )
            function = function.replace(right, wrong)
        return function

    def in_checks(self, count: int) -> Self:
        """The same mistake, where so many checks find its code: each of them needs what it spoils."""
        return replace(self, also=(*(self.code,) * (count - 1), *self.also))
