"""``python -m benchmarks.peers.box``: a box against a bare fork of a warm process, in turn, as JSON."""

import gc
import json
import statistics
import time
from collections.abc import Callable

from cs231n_kit.grading.boxes import Server
from cs231n_kit.grading.inside.load import warm
from cs231n_kit.grading.inside.sandbox.layers import chosen

from .bare import in_a_fork

REPEATS = 100


def milliseconds(what: Callable[[], object]) -> float:
    start = time.perf_counter()
    what()
    return 1000 * (time.perf_counter() - start)


def main() -> None:
    layers = chosen("auto")
    with Server(layers, {"memory": 2048, "cpu": 70}) as server:
        warm()
        gc.freeze()
        pairs = [
            (
                milliseconds(lambda: server.end(server.fork())),
                milliseconds(lambda: in_a_fork(lambda _: None)),
            )
            for _ in range(REPEATS)
        ]
    boxed, bare = ([pair[place] for pair in pairs] for place in (0, 1))
    print(json.dumps({"boxed": statistics.median(boxed), "bare": statistics.median(bare)}))


if __name__ == "__main__":
    main()
