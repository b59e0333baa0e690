"""A wrong implementation: the reference with a few words exchanged."""

from dataclasses import dataclass

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
        The code that the findings of `task` must have, and no other: advice, or what costs points.
    edits : tuple of (str, str)
        Each first text stands exactly once in the task's function in the reference; the second
        takes its place.
    also : tuple of str
        Further codes of the same mistake: what another result of the task calls it.
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
