"""Reading a file from one mirror: where it starts, how fast it comes, and why it stopped."""

import http.client
import re
import socket
import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ... import __version__

CHUNK = 1 << 18


@dataclass(frozen=True)
class Patience:
    """When to leave a mirror for the next one.

    After ``stall`` seconds without a byte, or after ``window`` seconds in which fewer than
    ``floor`` bytes a second came in.
    """

    stall: float = 30.0
    window: float = 60.0
    floor: float = 20_000.0


PATIENCE = Patience()


class MirrorError(Exception):
    """Why a mirror did not deliver, in a few words that follow its name and a colon."""


class WrongBytes(MirrorError):
    """What came does not fit what was there: worth one more try from the first byte."""


# A response is urllib's, whose class depends on the scheme: http.client's, or that of a file.
def request(url: str, start: int, patience: Patience = PATIENCE) -> Any:
    """The mirror's response, asked for the bytes from `start` on."""
    headers = {"User-Agent": f"cs231n-kit/{__version__}"}
    if start:
        headers["Range"] = f"bytes={start}-"
    try:
        return urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=patience.stall)
    except urllib.error.HTTPError as error:
        error.close()
        kind = WrongBytes if error.code == 416 else MirrorError
        raise kind(f"answered {error.code} {error.reason}") from None
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise MirrorError(_reason(error, f"no answer for {patience.stall:g} s")) from None


def first_byte(response: Any, asked: int, size: int) -> int:
    """Where in the file of `size` bytes the response starts, by its headers: at `asked`, or at 0."""
    if response.headers.get_content_type() == "text/html":
        raise MirrorError("sent a web page instead of the file")
    start, total = 0, response.headers.get("Content-Length", "")
    if response.status == 206:
        said = re.fullmatch(r"bytes (\d+)-\d+/(\d+|\*)", response.headers.get("Content-Range", ""))
        if not said or int(said[1]) != asked:
            raise WrongBytes("sent another part of the file than the one asked for")
        start, total = asked, said[2]
    if total.isdecimal() and int(total) != size:
        raise MirrorError(f"offers a file of {int(total):,} bytes instead of {size:,}")
    return start


def chunks(response: Any, start: int, size: int, patience: Patience = PATIENCE) -> Iterator[bytes]:
    """The bytes from `start` to `size` as they come in; a `MirrorError` where they stop or trickle."""
    at, mark, since = start, start, time.monotonic()
    while at < size:
        try:
            chunk = response.read1(min(CHUNK, size - at))  # read() would wait until all of it is there
        except (OSError, http.client.HTTPException) as error:
            raise MirrorError(_reason(error, f"no byte for {patience.stall:g} s")) from None
        if not chunk:
            raise MirrorError(f"cut the connection after {at:,} of {size:,} bytes")
        if at == 0 and chunk.lstrip()[:1] == b"<":
            raise MirrorError("sent a web page instead of the file")
        yield chunk
        at += len(chunk)
        if (seconds := time.monotonic() - since) >= patience.window:
            if at - mark < patience.floor * seconds:
                raise MirrorError(f"slower than {patience.floor / 1000:g} kB/s for {patience.window:g} s")
            mark, since = at, time.monotonic()


def _reason(error: Exception, timeout: str) -> str:
    """What went wrong on the way, without Python's words for it."""
    cause = error.reason if isinstance(error, urllib.error.URLError) else error
    match cause:
        case TimeoutError():
            return timeout
        case socket.gaierror():
            return "host not found"
        case ssl.SSLCertVerificationError():
            return f"its certificate is not trusted ({cause.verify_message})"
        case http.client.HTTPException() if not isinstance(cause, OSError):
            return f"did not answer in HTTP ({type(cause).__name__})"
        case OSError(strerror=str(words)):
            return words[:1].lower() + words[1:]
    return str(cause)
