"""What honest student code does goes on working in a box."""

import pytest

ALL = ("namespaces", "landlock", "seccomp", "rlimits")
LAYERS = pytest.mark.parametrize("layers", [ALL, ALL[1:], ("rlimits",)], ids="+".join)

HONEST = {
    "arithmetic": (
        "W = np.random.default_rng(1).normal(size=(3073, 10)); X = np.ones((500, 3073))\n"
        "say(list((X @ W).shape)); say(float(np.linalg.svd(np.eye(3))[1].sum()))",
        [[500, 10], 3.0],
    ),
    "imports": (
        "import csv, decimal, collections, random, statistics, tempfile, unittest, warnings, numpy.fft\n"
        "say(str(decimal.Decimal('0.1')))",
        ["0.1"],
    ),
    "import of its own": (
        "sys.path.insert(0, str(tree)); import task; say(task.answer)",
        [42],
    ),
    "read": ("say((tree / 'task.py').read_text())", ["answer = 42\n"]),
    "write": (
        "import tempfile; from pathlib import Path\n"
        "np.save('W.npy', np.arange(3)); say(np.load('W.npy').tolist())\n"
        "with tempfile.TemporaryFile() as f: f.write(b'x' * 1000); say(f.tell())\n"
        "Path('W.npy').rename('V.npy'); os.remove('V.npy'); say(os.listdir())\n"
        "say(Path.home() == Path.cwd())",
        [[0, 1, 2], 1000, [], True],
    ),
    "exceptions": (
        "import traceback\ntry: {}['x']\nexcept KeyError: say(traceback.format_exc().splitlines()[-1])",
        ["KeyError: 'x'"],
    ),
    "large": ("a = np.ones(40_000_000); say(a.sum())", [40e6]),
    "recursion": (
        "def f(n): return f(n + 1)\ntry: f(0)\nexcept RecursionError: say('caught')",
        ["caught"],
    ),
    "clocks": (
        "import time; t = time.perf_counter(); time.sleep(0.01); say(time.perf_counter() > t)",
        [True],
    ),
    "prints": ("print('x' * 100_000); sys.stderr.write('y'); say(sys.stdout.isatty())", [False]),
    "random": ("import random, secrets; say(len(os.urandom(8) + secrets.token_bytes(8)))", [16]),
    "own signals": (
        "import signal\nsignal.signal(signal.SIGALRM, lambda *_: say('rang'))\n"
        "signal.setitimer(signal.ITIMER_REAL, 0.01); signal.pause()",
        ["rang"],
    ),
}


@LAYERS
def test_honest_code_works(boxes, layers):
    results = boxes(layers, *(source for source, _ in HONEST.values()))
    said = {name: result["said"] for name, result in zip(HONEST, results, strict=True)}
    assert said == {name: expected for name, (_, expected) in HONEST.items()}
    assert all(result["status"] == 0 and result["all_ended"] for result in results)
