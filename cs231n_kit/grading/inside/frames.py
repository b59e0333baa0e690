"""Frames: bodies of bytes through a channel, each with its length before it."""

import struct
from collections.abc import Callable

from .wire import LARGEST, BadFrame

_LENGTH = struct.Struct("<I")


def framed(body: bytes) -> bytes:
    """A body with its length before it."""
    return _LENGTH.pack(len(body)) + body


class Frames:
    """The bodies of frames, one after the other, from what comes through a channel in pieces.

    A frame may have come with the one before it, so that it is kept here until it is asked for.
    """

    def __init__(self) -> None:
        self._come = bytearray()

    def next(self, read: Callable[[int], bytes]) -> bytes:
        """The next body; `read` gives at most as many bytes as it is asked for, and none at the end.

        Raises
        ------
        EOFError
            If the frame does not come to its end.
        """
        self._wait_for(_LENGTH.size, read)
        (size,) = _LENGTH.unpack_from(self._come)
        if size > LARGEST:
            raise BadFrame(f"a frame of {size} bytes; at most {LARGEST} are taken")
        end = _LENGTH.size + size
        self._wait_for(end, read)
        body = bytes(memoryview(self._come)[_LENGTH.size : end])
        del self._come[:end]
        return body

    def _wait_for(self, size: int, read: Callable[[int], bytes]) -> None:
        while len(self._come) < size:
            part = read(2**16 if size < 2**16 else 2**20)
            if not part:
                raise EOFError
            self._come += part
