"""What is compared of a file: its passages, short runs of code in which one name is as good as another.

copydetect makes them: Pygments takes the code apart; names, strings and docstrings become one sign each and
comments and white space none; each run of `PASSAGE` signs is a passage. All are kept and none is sampled
(its window is 1), because sampling would hang on Python's hash seed.
"""

import io
import unicodedata
from collections.abc import Iterable, Set
from typing import Any

import numpy as np
from pygments.lexers.python import PythonLexer  # type: ignore[import-untyped]
from pygments.token import Comment, String  # type: ignore[import-untyped]

from ...errors import KitError

PASSAGE = 15  # signs: about half a line, so that lines in another order are found too
LONGEST = 50_000  # characters of a file that are looked at; task files have a tenth of that
Marks = tuple[tuple[int, int], ...]  # from where to where in a text, in order and apart
NEEDED = (
    "similarity needs copydetect 0.5 or newer, and it is not installed;"
    ' run `python -m pip install "copydetect>=0.5"`'
)


class Fingerprint:
    """The passages of one file that are somebody's own.

    ``text`` is what is shown of it, ``passages`` their hashes, and ``size`` says how many signs of code they
    cover.
    """

    def __init__(self, text: str) -> None:
        detect = library()
        self.text = plain(text)
        self.made = detect.CodeFingerprint("", PASSAGE, 1, language="python", fp=io.StringIO(self.text))
        # Where a class is defined copydetect takes a position back; positions only ever grow.
        offsets = self.made.offsets
        for n in range(1, len(offsets)):
            offsets[n, 1] = max(offsets[n, 1], offsets[n - 1, 1])

    @property
    def passages(self) -> Set[int]:
        found: Set[int] = self.made.hashes
        return found

    @property
    def size(self) -> int:
        return int(self.made.token_coverage)

    def leave_out(self, passages: Set[int]) -> None:
        """Forget these; copydetect's own way forgets too many where a passage is there twice."""
        for one in passages & self.passages:
            del self.made.hash_idx[one]
        self.made.hashes = self.passages - passages
        self.made.token_coverage = library().utils.get_token_coverage(
            self.made.hash_idx, PASSAGE, len(self.made.filtered_code)
        )

    def marks(self, places: Iterable[Iterable[int]]) -> Marks:
        """What to show as alike: `places` has starts and ends, and comments and docstrings do not count."""
        marked = np.zeros(len(self.text) + 2, bool)  # with an end before it and one behind
        for start, stop in zip(*places, strict=True):
            marked[int(start) + 1 : int(stop) + 1] = True
        for start, kind, said in PythonLexer().get_tokens_unprocessed(self.text):
            if kind in Comment or kind in String.Doc:
                marked[start + 1 : start + len(said) + 1] = False
        marked[[0, -1]] = False
        runs = np.flatnonzero(marked[1:] != marked[:-1]).reshape(-1, 2).tolist()
        whole = ((start, start + len(self.text[start:stop].rstrip())) for start, stop in runs)
        return tuple((start, stop) for start, stop in whole if start < stop)


def library() -> Any:
    """copydetect, imported when it is needed: it brings matplotlib along."""
    try:
        import copydetect  # type: ignore[import-untyped]
        import copydetect.utils  # type: ignore[import-untyped]
    except ImportError:
        raise KitError(NEEDED) from None
    return copydetect


def plain(text: str) -> str:
    """A text that shows as it is: what has no sign of its own, or turns the text around it, has one now."""
    shown = "".join(sign if sign in "\n\t" or not _is_unseen(sign) else "�" for sign in text[:LONGEST])
    return shown.strip("\n") + "\n"


def _is_unseen(sign: str) -> bool:
    return unicodedata.category(sign)[0] == "C"
