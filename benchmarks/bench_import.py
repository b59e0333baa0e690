"""`import cs231n_kit` against `import numpy`, each in a fresh process."""

import subprocess
import sys

from .measure import Row, paired_ratios


def rows() -> list[Row]:
    """Whole processes, so start-up of Python is in both."""

    def start(statement: str) -> None:
        subprocess.run([sys.executable, "-c", statement], check=True)

    return [
        Row(
            f"`{what}`, whole process",
            "`import numpy`",
            paired_ratios(lambda what=what: start(what), lambda: start("import numpy"), repeats=9, rounds=5),
            "≤ 1.1",
        )
        for what in ("import cs231n_kit", "from cs231n_kit.classifiers import Softmax")
    ]
