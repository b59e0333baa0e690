"""Two ways of doing the same thing, timed in turn, so that a machine that slows down slows both."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cs231n_kit.overlay import REFERENCE, build_tree


@dataclass(frozen=True)
class Row:
    """One line of the table: the ratio of what is measured to its peer, over repeats."""

    what: str
    against: str
    ratios: list[float]
    target: str

    @property
    def median(self) -> float:
        return statistics.median(self.ratios)

    @property
    def is_met(self) -> bool:
        """Whether the median keeps to the target, which is ``≤ x`` or ``≥ x``."""
        sign, number = self.target.split()
        return self.median <= float(number) if sign == "≤" else self.median >= float(number)

    def line(self) -> str:
        spread = f"{min(self.ratios):.3g}–{max(self.ratios):.3g}"
        return f"| {self.what} | {self.against} | {self.median:.3g} | {spread} | {self.target} |"


HEADER = "| what | against | ratio (median) | spread | target |\n|---|---|---|---|---|"


def paired_ratios(
    ours: Callable[[], object], peer: Callable[[], object], repeats: int, rounds: int = 1
) -> list[float]:
    """Time of `ours` over time of `peer`, `repeats` times in turn after a warm-up of both.

    A figure is the best of `rounds` calls: what is short is disturbed often.
    """
    ours(), peer()
    ratios = []
    for _ in range(repeats):
        seconds = {ours: float("inf"), peer: float("inf")}
        for _ in range(rounds):
            for function in (ours, peer):
                start = time.perf_counter()
                function()
                seconds[function] = min(seconds[function], time.perf_counter() - start)
        ratios.append(seconds[ours] / seconds[peer])
    return ratios


def in_reference_kit(code: str, threads: int = 1) -> list[float]:
    """Run `code`, which prints a JSON list of ratios, with the reference solutions and so many threads."""
    with tempfile.TemporaryDirectory() as folder:
        tree = build_tree(Path(folder) / "tree", REFERENCE)
        environment = os.environ | {
            "PYTHONPATH": os.pathsep.join([str(tree), str(Path(__file__).parents[1])]),
            **dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), str(threads)),
        }
        # -P: the working folder, which may hold the stubs, must not come before PYTHONPATH.
        command = [sys.executable, "-P", "-c", code]
        done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True)
        return json.loads(done.stdout)
