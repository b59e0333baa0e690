"""Answers with bytes that are no frame, or one that is hard to read; FRAME says which."""

import json
import os
import struct
import sys

import numpy as np

FRAME = 0


TREES = [
    {"a": ["|O", [3], "C"]},
    {"a": ["<f8", [-1], "C"]},
    {"a": ["<f8", [2**62, 0], "C"]},
    {"a": ["<f8", [10**30], "C"]},
    {"a": ["<f8", [1] * 1000, "C"]},
    {"a": ["(1,2f8", [1], "C"]},
    {"a": ["(1000000000,)f8", [0], "C"]},
    {"a": [["f8"], 3, None]},
    {"a": "<f8"},
    {"a": [None, [0], "C"]},
    {"a": ["<f8", {}, "C"]},
    {"a": ["<f7", [0], "C"]},
    {"o": {}},
    {"o": "\0\ud800"},
    {"g": ["<f8", [0], "C"]},
    {"d": [[[], []]]},
    {"x": 1, "y": 2},
    b"[" * 10**6,
    b'{"l":[' * 10**5,
    b"9" * 10**6,
    b"[1, NaN]",
    10**400,
    "x" * 2 * 10**7,
    b"\xff\xfe\0",
    b"[" + b"0," * 10**7 + b"0]",
    b"",
]
NOTHING = [["changed", {"l": []}], ["printed", 0]]


def _place():
    """The call at hand, as the other side of the channel knows it."""
    frame = sys._getframe()
    while frame.f_code.co_name != "_make":
        frame = frame.f_back
    return frame.f_locals["place"]


def softmax_loss_vectorized(W, X, y, reg):
    text = TREES[FRAME]
    if not isinstance(text, bytes):
        text = json.dumps({"d": [["value", text], *NOTHING]}).encode()
    reply = struct.pack("<IIBd", *_place(), 0, 0.0) + struct.pack("<I", len(text)) + text
    frame = struct.pack("<I", len(reply)) + reply
    for descriptor in range(3, 64):
        try:
            os.fstat(descriptor)
        except OSError:
            continue
        rest = memoryview(frame)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
    return 0.0, np.zeros_like(W)
