"""Grade as a program of its own, in the layers that are named: ``grade_as.py SETTINGS``, which are JSON.

The keys are ``paths`` and ``out``; ``layers``, of the sandbox, or null for those that ``--sandbox auto``
chooses; and any of the fields of `Options`.
"""

import json
import signal
import sys
from pathlib import Path

from cs231n_kit.errors import KitError
from cs231n_kit.grading.command import Options, Parts, grade
from cs231n_kit.grading.inside.sandbox.layers import chosen
from cs231n_kit.grading.intake import sources
from cs231n_kit.grading.run import grade_class


def main(settings):
    layers = settings.pop("layers", None)
    paths, out = tuple(map(Path, settings.pop("paths"))), Path(settings.pop("out"))
    parts = Parts(sources, lambda sandbox: tuple(layers or chosen(sandbox)), grade_class)
    try:
        return grade(Options(paths, out, **settings), lambda: parts)
    except KitError as error:
        print(f"cs231n-kit grade: {error}", file=sys.stderr)
        return 2


if __name__ == "__main__":  # workers import this file once more
    signal.signal(signal.SIGINT, signal.default_int_handler)  # whatever the tests were started with
    sys.exit(main(json.loads(sys.argv[1])))
