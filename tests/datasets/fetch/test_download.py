"""An archive comes whole from whichever mirror has it, and what was fetched once is not fetched again."""

import sys

import pytest

from cs231n_kit.datasets.fetch.download import download, part_of
from cs231n_kit.datasets.fetch.transfer import Patience
from cs231n_kit.errors import DataError

from .mirror import (
    Mirror,
    cut,
    cut_whole,
    no_ranges_416,
    page,
    ranges,
    stall,
    status,
    trickle,
    whole,
    wrong_range,
)
from .tiny import archive_of, noise

DATA = noise(0, 100_000)
CORRUPT = DATA[:50_000] + b"?" + DATA[50_001:]
CALM = Patience(stall=20)


@pytest.fixture
def mirror(monkeypatch):
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with Mirror() as mirror:
        yield mirror


class Fetch:
    """One download into a folder of its own; `said` is what it told the user."""

    def __init__(self, folder):
        self.folder, self.said = folder, []

    def __call__(self, *urls, patience=CALM):
        part = download(archive_of(DATA, *urls), self.folder, patience=patience, say=self.said.append)
        assert part == self.part
        return part.read_bytes()

    @property
    def part(self):
        return part_of(archive_of(DATA), self.folder)


@pytest.fixture
def fetch(tmp_path):
    return Fetch(tmp_path)


def starts(mirror, url):
    return [request.start for request in mirror.asked(url)]


def test_the_first_mirror_suffices(mirror, fetch):
    first, second = mirror.serve("x", DATA), mirror.serve("x", DATA)
    assert fetch(first, second) == DATA
    assert (starts(mirror, first), starts(mirror, second)) == ([None], [])
    assert fetch.said == [f"  tiny.tar.gz from {mirror.host}"]


@pytest.mark.parametrize(
    ("manner", "patience", "kept", "reason"),
    [
        (stall(1000), Patience(stall=0.5), 1000, "no byte for 0.5 s"),
        (trickle(1000, 0.05), Patience(20, 0.2, 1e6), ..., "slower than 1000 kB/s for 0.2 s"),
        (cut(1000), CALM, 1000, "cut the connection after 1,000 of 100,000 bytes"),
        (status(404), CALM, None, "answered 404 Not Found"),
        (status(500), CALM, None, "answered 500 Internal Server Error"),
        (page(Content_Type="text/html"), CALM, None, "sent a web page instead of the file"),
        (page(), CALM, None, "sent a web page instead of the file"),
    ],
)
def test_the_next_mirror_goes_on_where_one_fails(mirror, fetch, manner, patience, kept, reason):
    bad, good = mirror.serve("x", DATA, manner), mirror.serve("x", DATA)
    assert fetch(bad, good, patience=patience) == DATA
    assert fetch.said[1] == f"  {reason}; now from {mirror.host}"
    (request,) = mirror.asked(good)
    if kept is ...:
        assert 0 < request.start < len(DATA) and request.start % 1000 == 0
    else:
        assert request.start == kept
    assert request.sent == len(DATA) - (request.start or 0)


def test_corrupt_bytes_are_thrown_away(mirror, fetch):
    bad, good = mirror.serve("x", CORRUPT), mirror.serve("x", DATA)
    assert fetch(bad, good) == DATA
    assert (starts(mirror, bad), starts(mirror, good)) == ([None], [None])
    assert fetch.said[1] == f"  delivered bytes that have another checksum; now from {mirror.host}"


def test_a_later_run_goes_on_where_an_earlier_one_stopped(mirror, fetch):
    url = mirror.serve("x", DATA)
    fetch.part.write_bytes(DATA[:60_000])
    assert fetch(url) == DATA
    (request,) = mirror.asked(url)
    assert (request.start, request.sent) == (60_000, 40_000)


def test_a_complete_download_asks_nobody(mirror, fetch):
    url = mirror.serve("x", DATA)
    fetch(url)
    assert fetch(url) == DATA
    assert len(mirror.requests) == 1


@pytest.mark.parametrize(
    ("manner", "asked"),
    [(whole, [60_000]), (no_ranges_416, [60_000, None]), (wrong_range, [60_000, None])],
)
def test_a_mirror_without_ranges_starts_again(mirror, fetch, manner, asked):
    url = mirror.serve("x", DATA, manner)
    fetch.part.write_bytes(DATA[:60_000])
    assert fetch(url) == DATA
    assert starts(mirror, url) == asked
    assert mirror.asked(url)[-1].sent == len(DATA)


def test_a_mirror_without_ranges_loses_nothing_when_it_breaks_off(mirror, fetch):
    bad, good = mirror.serve("x", DATA, cut_whole(1000)), mirror.serve("x", DATA)
    fetch.part.write_bytes(DATA[:60_000])
    assert fetch(bad, good) == DATA
    assert starts(mirror, good) == [60_000]


@pytest.mark.parametrize(
    ("left", "asked"),
    [
        (b"?" * 60_000, [60_000, None]),  # resumed, found to be wrong, fetched from the start
        (CORRUPT, [None]),
        (DATA + b"?", [None]),
        (b"", [None]),
    ],
    ids=["wrong", "wrong and whole", "too long", "empty"],
)
def test_what_an_earlier_run_left_is_not_trusted(mirror, fetch, left, asked):
    url = mirror.serve("x", DATA)
    fetch.part.write_bytes(left)
    assert fetch(url) == DATA
    assert starts(mirror, url) == asked


def test_a_bad_start_from_one_mirror_does_not_spoil_the_next(mirror, fetch):
    bad, good = mirror.serve("x", b"?" * len(DATA), cut(30_000)), mirror.serve("x", DATA)
    assert fetch(bad, good) == DATA
    assert starts(mirror, good) == [30_000, None]


def test_the_only_mirror_is_asked_again_as_long_as_it_brings_something(mirror, fetch):
    url = mirror.serve("x", DATA, cut(30_000))
    assert fetch(url) == DATA
    assert starts(mirror, url) == [None, 30_000, 60_000, 90_000]


def test_the_last_mirror_may_be_slow(mirror, fetch):
    dead, slow = mirror.serve("x", DATA, status(404)), mirror.serve("x", DATA, trickle(5000, 0.02))
    assert fetch(dead, slow, patience=Patience(stall=20, window=0.1, floor=1e6)) == DATA


def test_slow_mirrors_are_better_than_none(mirror, fetch):
    slow, dead = mirror.serve("x", DATA, trickle(5000, 0.02)), mirror.serve("x", DATA, status(404))
    assert fetch(slow, dead, patience=Patience(stall=20, window=0.1, floor=1e6)) == DATA
    assert len(mirror.asked(slow)) == 2  # left once for the other, then given all the time it needs


def test_every_mirror_is_named_with_its_reason_when_none_delivers(mirror, fetch):
    one, two = mirror.serve("x", DATA, status(404)), mirror.serve("x", DATA, page())
    with pytest.raises(DataError) as failure:
        fetch(one, two)
    assert str(failure.value) == (
        "tiny.tar.gz could not be downloaded, no mirror delivered it:\n"
        f"  {one}: answered 404 Not Found\n"
        f"  {two}: sent a web page instead of the file\n"
        "Run the same command again when the network is back, or open one of these addresses in a browser"
        " and give the file with --from FILE"
    )
    assert len(mirror.requests) == 2
    assert fetch.said == [
        f"  tiny.tar.gz from {mirror.host}",
        f"  answered 404 Not Found; now from {mirror.host}",
    ]


def test_what_came_is_kept_when_none_delivers_the_rest(mirror, fetch):
    url = mirror.serve("x", DATA, cut(60_000), status(503))
    with pytest.raises(DataError, match=r"network is back \(the 0\.1 MB that came are kept\), or open"):
        fetch(url)
    assert starts(mirror, url) == [None, 60_000]
    assert fetch.part.read_bytes() == DATA[:60_000]


@pytest.mark.parametrize("manner", [cut(500), cut_whole(60_000)], ids=["too little", "no ranges"])
def test_a_mirror_that_brings_nothing_new_is_not_asked_for_ever(mirror, fetch, manner):
    url = mirror.serve("x", DATA, manner)
    with pytest.raises(DataError, match="cut the connection"):
        fetch(url)
    assert len(mirror.requests) <= 2


def test_a_full_or_read_only_disk_is_no_mirror_s_fault(mirror, fetch):
    fetch.part.mkdir()
    one, two = mirror.serve("x", DATA), mirror.serve("x", DATA)
    with pytest.raises(OSError):
        fetch(one, two)
    assert len(mirror.requests) <= 1


def test_there_is_no_bar_without_a_terminal(mirror, fetch, capfd):
    fetch(mirror.serve("x", DATA))
    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals to try it on")
def test_a_terminal_gets_a_bar_that_starts_where_the_file_does(mirror, fetch, monkeypatch):
    import os
    import pty
    import termios

    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, 80))
    fetch.part.write_bytes(DATA[:60_000])
    with os.fdopen(theirs, "w") as terminal:
        monkeypatch.setattr(sys, "stderr", terminal)
        fetch(mirror.serve("x", DATA, ranges))
        shown = ""
        while "100%" not in shown:  # a terminal gives what was written in pieces
            shown += os.read(ours, 10_000).decode()
    os.close(ours)
    assert "60%" in shown and "100%" in shown
    assert "100kB/100kB" in shown and "B/s]" in shown
