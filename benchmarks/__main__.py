"""``python -m benchmarks``: measure everything and print one table; ``--write`` puts it into the README."""

import argparse
import os
import platform
from pathlib import Path

import numpy as np

from cs231n_kit.files import write_atomically

from . import (
    bench_checks,
    bench_fc_net,
    bench_gradient_check,
    bench_import,
    bench_layers,
    bench_loader,
    bench_softmax,
)
from .measure import HEADER

README = Path(__file__).parents[1] / "README.md"
BENCHES = (
    bench_softmax,
    bench_layers,
    bench_fc_net,
    bench_loader,
    bench_import,
    bench_gradient_check,
    bench_checks,
)
BEGIN, END = "<!-- benchmarks -->", "<!-- end of benchmarks -->"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--write", action="store_true", help="put the table into the README")
    arguments = parser.parse_args()

    lines = [HEADER]
    print(HEADER)
    for bench in BENCHES:
        for row in bench.rows():
            print(row.line(), flush=True)
            lines.append(row.line())
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    versions = f"Python {platform.python_version()}, NumPy {np.__version__}"
    lines.append(f"\nMeasured on {machine} with {versions}; the two in turn, the ratio of each pair.")
    print(lines[-1])
    if arguments.write:
        before, _, rest = README.read_text("utf-8").partition(BEGIN)
        after = rest.partition(END)[2]
        write_atomically(README, before + "\n".join([BEGIN, "", *lines, "", END]) + after)


if __name__ == "__main__":
    main()
