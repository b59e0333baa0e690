"""A loopback server with the manners of real mirrors, good and bad.

    mirror.serve("x.gz", data, cut(1000))    the URL at which `data` breaks off after 1,000 bytes

A manner is a function of one `Reply`: it decides what goes over the wire.
"""

import re
import struct
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import SO_LINGER, SOL_SOCKET

PAGE = b"\n<!DOCTYPE html><html><body>Please sign in</body></html>"


@dataclass
class Request:
    """What one client asked for, and how many bytes of the body it was sent."""

    path: str
    start: int | None
    agent: str
    sent: int = 0


class Mirror:
    """The server, to be used in a ``with`` block; `requests` lists what it was asked."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self._served: dict[str, tuple[bytes, Callable]] = {}
        self._closing = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"mirror": self}))
        self._server.daemon_threads = True

    def __enter__(self):
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_):
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self._server.server_address[1]}"

    def serve(self, name: str, data: bytes, *manners: Callable) -> str:
        """Serve `data` at the URL that is returned: in the first manner first, in the last ever after."""
        path = f"/{len(self._served)}/{name}"
        self._served[path] = data, manners or (ranges,)
        return f"http://{self.host}{path}"

    def asked(self, url: str) -> list[Request]:
        """The requests for one URL."""
        return [request for request in self.requests if url.endswith(request.path)]


class _Handler(BaseHTTPRequestHandler):
    mirror: Mirror

    def do_GET(self):
        data, manners = self.mirror._served[self.path]
        asked = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
        request = Request(self.path, int(asked[1]) if asked else None, self.headers["User-Agent"])
        earlier = sum(other.path == self.path for other in self.mirror.requests)
        self.mirror.requests.append(request)
        manner = manners[min(earlier, len(manners) - 1)]
        with suppress(ConnectionError):  # the client may leave
            manner(Reply(self, request, data))

    def log_message(self, *_):
        pass


class Reply:
    """One answer in the making."""

    def __init__(self, handler: _Handler, request: Request, data: bytes) -> None:
        self.handler, self.request, self.data = handler, request, data
        self.start = request.start or 0

    def head(self, code: int, **headers: object) -> None:
        """The status line and headers; ``_`` in a name stands for ``-``."""
        self.handler.send_response(code)
        for name, value in headers.items():
            self.handler.send_header(name.replace("_", "-"), str(value))
        self.handler.end_headers()

    def partial_head(self) -> None:
        """The right headers for what was asked for."""
        size, rest = len(self.data), len(self.data) - self.start
        if self.request.start is None:
            self.head(200, Content_Length=size)
        else:
            self.head(206, Content_Length=rest, Content_Range=f"bytes {self.start}-{size - 1}/{size}")

    def body(self, data: bytes) -> None:
        self.request.sent += len(data)
        self.handler.wfile.write(data)

    def sleep(self, seconds: float) -> bool:
        """Keep the client waiting; False if the server is closing."""
        return not self.handler.mirror._closing.wait(seconds)


def ranges(reply: Reply) -> None:
    """A good mirror."""
    reply.partial_head()
    reply.body(reply.data[reply.start :])


def whole(reply: Reply) -> None:
    """No ranges: the whole file, whatever is asked for."""
    reply.head(200, Content_Length=len(reply.data))
    reply.body(reply.data)


def unsized(reply: Reply) -> None:
    """The whole file without saying how long it is."""
    reply.head(200)
    reply.body(reply.data)


def cut(after: int, by: Callable = Reply.partial_head) -> Callable:
    """The connection is closed after so many bytes."""

    def manner(reply: Reply) -> None:
        by(reply)
        reply.body(reply.data[reply.start :][:after])

    return manner


def cut_whole(after: int) -> Callable:
    """The connection is closed after so many bytes, and there are no ranges."""

    def manner(reply: Reply) -> None:
        reply.head(200, Content_Length=len(reply.data))
        reply.body(reply.data[:after])

    return manner


def reset(after: int) -> Callable:
    """The connection is reset after so many bytes."""

    def manner(reply: Reply) -> None:
        cut(after)(reply)
        reply.sleep(0.1)  # or the reset overtakes the bytes
        reply.handler.connection.setsockopt(SOL_SOCKET, SO_LINGER, struct.pack("ii", 1, 0))
        reply.handler.rfile.close()  # the socket closes with the last file on it
        reply.handler.connection.close()

    return manner


def stall(after: int) -> Callable:
    """Nothing more comes after so many bytes, and the connection stays open."""

    def manner(reply: Reply) -> None:
        cut(after)(reply)
        reply.sleep(20)

    return manner


def trickle(size: int, pause: float) -> Callable:
    """So many bytes, a pause of so many seconds, and again."""

    def manner(reply: Reply) -> None:
        reply.partial_head()
        for at in range(reply.start, len(reply.data), size):
            reply.body(reply.data[at : at + size])
            if not reply.sleep(pause):
                return

    return manner


def silent(reply: Reply) -> None:
    """No answer at all."""
    reply.sleep(20)


def garbage(reply: Reply) -> None:
    """An answer in no known language."""
    reply.handler.wfile.write(b"220 ftp.example.org ready\r\n")


def status(code: int) -> Callable:
    """An error with its page."""

    def manner(reply: Reply) -> None:
        reply.head(code, Content_Type="text/html", Content_Length=len(PAGE))
        reply.body(PAGE)

    return manner


def page(**headers: object) -> Callable:
    """A web page that claims to be what was asked for."""

    def manner(reply: Reply) -> None:
        reply.head(200, **headers)
        reply.body(PAGE)

    return manner


def redirect(url: str) -> Callable:
    """The file has moved."""
    return lambda reply: reply.head(302, Location=url, Content_Length=0)


def no_ranges_416(reply: Reply) -> None:
    """Every range is refused."""
    if reply.request.start is None:
        ranges(reply)
    else:
        reply.head(416, Content_Range=f"bytes */{len(reply.data)}", Content_Length=0)


def wrong_range(reply: Reply) -> None:
    """Another range than the one asked for."""
    if reply.request.start is None:
        ranges(reply)
    else:
        size = len(reply.data)
        reply.head(206, Content_Length=size - 1, Content_Range=f"bytes 1-{size - 1}/{size}")
        reply.body(reply.data[1:])
