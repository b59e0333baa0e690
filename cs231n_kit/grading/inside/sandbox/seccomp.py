"""seccomp: which system calls a process may still make, as a program in the kernel's packet-filter language.

https://docs.kernel.org/userspace-api/seccomp_filter.html
"""

import ctypes
import errno
import os
import socket
import struct

from .calls import allowed, allowed_arguments, must_be_null
from .kernel import call, machine, require

ARCHITECTURES = (0xC000003E, 0xC00000B7)  # as the kernel names x86_64 and aarch64 to a filter
LOAD, EQUAL, RETURN = 0x20, 0x15, 0x06  # load a word of the call, jump if equal, return a verdict
ALLOW, DENY, KILL = 0x7FFF0000, 0x00050000 | errno.EPERM, 0x80000000
NUMBER, ARCHITECTURE, ARGUMENTS = 0, 4, 16  # where these are in what a filter sees

SET_MODE_FILTER = 1
# Without this, kernels before 5.16 turn a mitigation on that slows arithmetic; the secrets that it would
# guard are in other processes.
SPEC_ALLOW = 1 << 2


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p)]


def _instruction(code: int, value: int, then: int = 0, otherwise: int = 0) -> bytes:
    """One instruction; a jump skips `then` instructions where it is equal, `otherwise` where it is not."""
    return struct.pack("=HBBI", code, then, otherwise, value)


def _any_of(values: tuple[int, ...]) -> list[bytes]:
    """Return ALLOW where the word loaded is one of the values, else go on."""
    tests = [_instruction(EQUAL, value, len(values) - i) for i, value in enumerate(values[:-1], 1)]
    return [*tests, _instruction(EQUAL, values[-1], 0, 1), _instruction(RETURN, ALLOW)]


def program(process: int) -> bytes:
    """The filter for the process of this id; lower halves of arguments come first on both machines."""
    code = [
        _instruction(LOAD, ARCHITECTURE),
        _instruction(EQUAL, ARCHITECTURES[machine()], 1),
        _instruction(RETURN, KILL),
        _instruction(LOAD, NUMBER),
        *_any_of(tuple(allowed())),
    ]
    for number, index, values in allowed_arguments(process):
        tests = [_instruction(LOAD, ARGUMENTS + 8 * index), *_any_of(values), _instruction(RETURN, DENY)]
        code += [_instruction(EQUAL, number, 0, len(tests)), *tests]
    for number, index in must_be_null():
        tests = [
            _instruction(LOAD, ARGUMENTS + 8 * index),
            _instruction(EQUAL, 0, 0, 3),
            _instruction(LOAD, ARGUMENTS + 8 * index + 4),
            *_any_of((0,)),
            _instruction(RETURN, DENY),
        ]
        code += [_instruction(EQUAL, number, 0, len(tests)), *tests]
    return b"".join([*code, _instruction(RETURN, DENY)])


def confine() -> None:
    """Allow this process only the calls of `calls.py`, for ever; comes last, for it denies the others."""
    code = program(os.getpid())
    filter = _Program(len(code) // 8, code)
    call("seccomp", SET_MODE_FILTER, SPEC_ALLOW, ctypes.byref(filter))
    try:
        socket.socket(socket.AF_UNIX).close()
    except PermissionError:
        return
    require(False, "seccomp", "a socket can still be made")
