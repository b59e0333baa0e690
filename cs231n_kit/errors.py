"""The two things the kit says to a person: a sentence about bad input, and "not done yet"."""


class KitError(Exception):
    """Bad input, told in one sentence: what was required, what came, what to do.

    The command line prints it on stderr and exits with 2; a notebook shows the
    sentence alone, because the frames above it are the kit's and not the reader's.
    """

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


class DataError(KitError):
    """A data set is missing, incomplete or not what its checksums say it is."""


class NotDone(NotImplementedError):
    """Raised by a stub: a task that nobody has written yet.

    Parameters
    ----------
    task : str
        Name of the function or method, e.g. ``"LinearClassifier.train"``.
    notebook : str
        Where the task is explained, e.g. ``"notebooks/softmax.ipynb"``.
    """

    def __init__(self, task: str, notebook: str) -> None:
        super().__init__(f"not done yet: {task}, see {notebook}")
        self.task = task
        self.notebook = notebook

    def _render_traceback_(self) -> list[str]:
        """One calm line instead of a traceback (IPython asks for it by this name)."""
        return [str(self)]
