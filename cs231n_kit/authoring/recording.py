"""The recorded answers of the reference: made in a child process, compared, written beside the stubs.

Run as a module, in a tree with the reference, it prints them.
"""

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np

from ..checks.assignments import assignment, assignments
from ..checks.sides.local import Local
from ..checks.sides.record import answers
from ..checks.sides.recorded import SEED, path_of
from ..errors import KitError
from ..files import write_atomically
from ..mistakes.side import WithMistakes
from .child import child, reference_tree

SAME = 1e-9  # relative: the last digits differ from one BLAS to the next

Answers = dict[str, list[Any]]


def record(names: tuple[str, ...] = (), seed: int = SEED) -> dict[str, Answers]:
    """The reference's answers to inputs of this seed, by the name of the assignment; all without `names`."""
    with reference_tree() as tree:
        process = child(tree, "authoring.recording", str(seed), *names)
        out, errors = process.communicate()
    if process.returncode:
        said = errors.strip().splitlines()[-1:] or ["it ended without a word"]
        raise KitError(
            f"the reference's answers cannot be recorded: {said[0]}; mend the solution or the check"
        )
    found: dict[str, Answers] = json.loads(out)
    return found


def drifted(names: tuple[str, ...] = ()) -> dict[Path, tuple[str, list[str]]]:
    """The files of answers that have drifted: the text that belongs there, and the checks that differ."""
    found = {}
    for name, wanted in record(names).items():
        path = path_of(name)
        kept: Answers = json.loads(path.read_text("utf-8")) if path.exists() else {}
        checks = [check for check in wanted | kept if not same(kept.get(check), wanted.get(check))]
        if checks or list(kept) != list(wanted):
            found[path] = (text_of(wanted), checks)
    return found


def write_answers() -> list[Path]:
    """Write the files of answers that have drifted; which they were."""
    stale = drifted()
    for path, (text, _) in stale.items():
        write_atomically(path, text)
    return list(stale)


def text_of(recorded: Answers) -> str:
    """JSON with one check a line, so that a difference is seen at the check that it belongs to."""
    lines = [f"{json.dumps(check)}: {json.dumps(values)}" for check, values in recorded.items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def same(a: Any, b: Any) -> bool:
    """Whether two recorded values agree: numbers to `SAME` of their array's largest, all else exactly."""
    if isinstance(a, dict) and isinstance(b, dict) and "shape" in a and "shape" in b:
        return bool(a["shape"] == b["shape"]) and _close(a["values"], b["values"])
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(same(a[name], b[name]) for name in a)
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, float) and isinstance(b, float):
        return _close([a], [b])
    return type(a) is type(b) and bool(a == b)


def _close(a: list[float], b: list[float]) -> bool:
    kinds = {type(value) for value in [*a, *b]}
    if kinds != {float} or len(a) != len(b):
        return a == b and [type(value) for value in a] == [type(value) for value in b]
    finite = np.abs(np.array(b)[np.isfinite(b)])
    return np.allclose(a, b, rtol=SAME, atol=SAME * max(finite.max(initial=0.0), 1e-6), equal_nan=True)


def main(seed: int, names: list[str]) -> None:
    chosen = [assignment(name) for name in names] if names else assignments()
    reference = Local()
    expected = WithMistakes(reference)
    json.dump({each.name: answers(each, reference, expected, seed) for each in chosen}, sys.stdout)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
