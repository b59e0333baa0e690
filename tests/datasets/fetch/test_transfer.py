"""Every way in which a mirror can fail has its own words, and a file is read where it starts."""

import socket
import ssl
from http import HTTPStatus

import pytest

from cs231n_kit.datasets.fetch.transfer import MirrorError, Patience, WrongBytes, chunks, first_byte, request

from .mirror import (
    PAGE,
    Mirror,
    cut,
    garbage,
    no_ranges_416,
    page,
    ranges,
    redirect,
    reset,
    silent,
    stall,
    status,
    trickle,
    unsized,
    whole,
    wrong_range,
)
from .tiny import noise

DATA = noise(0, 100_000)
# A busy machine may keep a good mirror waiting: only those that are to be given up get little time.
CALM = Patience(stall=20)
SHORT = Patience(stall=0.5)
HURRIED = Patience(stall=20, window=0.2, floor=1_000_000)


@pytest.fixture
def mirror(monkeypatch):
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with Mirror() as mirror:
        yield mirror


def read(url, start=0, patience=CALM):
    """What comes from `start` on, and where it began."""
    with request(url, start, patience) as response:
        start = first_byte(response, start, len(DATA))
        return start, b"".join(chunks(response, start, len(DATA), patience))


@pytest.mark.parametrize(
    ("manner", "asked", "began"),
    [(ranges, 0, 0), (ranges, 40_000, 40_000), (whole, 0, 0), (whole, 40_000, 0), (unsized, 40_000, 0)],
)
def test_it_says_where_the_bytes_start(mirror, manner, asked, began):
    assert read(mirror.serve("x", DATA, manner), asked) == (began, DATA[began:])


def test_a_redirect_is_followed_with_the_range(mirror):
    here = mirror.serve("x", DATA)
    assert read(mirror.serve("moved", b"", redirect(here)), 40_000) == (40_000, DATA[40_000:])
    assert [each.start for each in mirror.asked(here)] == [40_000]


def test_a_file_url_is_a_mirror_too(tmp_path):
    (tmp_path / "x").write_bytes(DATA)
    assert read((tmp_path / "x").as_uri(), 40_000) == (0, DATA)


def test_it_names_itself_and_asks_for_no_range_at_the_start(mirror):
    read(mirror.serve("x", DATA))
    (only,) = mirror.requests
    assert only.agent.startswith("cs231n-kit/")
    assert only.start is None


@pytest.mark.parametrize(
    ("manner", "patience", "reason"),
    [
        (silent, SHORT, "no answer for 0.5 s"),
        (stall(0), SHORT, "no byte for 0.5 s"),
        (stall(1000), SHORT, "no byte for 0.5 s"),
        (trickle(1000, 0.02), HURRIED, "slower than 1000 kB/s for 0.2 s"),
        (cut(0), CALM, "cut the connection after 0 of 100,000 bytes"),
        (cut(1000), CALM, "cut the connection after 1,000 of 100,000 bytes"),
        (status(403), CALM, "answered 403 Forbidden"),
        (status(404), CALM, "answered 404 Not Found"),
        (status(500), CALM, "answered 500 Internal Server Error"),
        (status(503), CALM, "answered 503 Service Unavailable"),
        (status(200), CALM, "sent a web page instead of the file"),
        (page(Content_Type="text/html; charset=utf-8"), CALM, "sent a web page instead of the file"),
        (page(Content_Type="application/gzip"), CALM, "sent a web page instead of the file"),
        (page(), CALM, "sent a web page instead of the file"),
        (page(Content_Length=len(PAGE)), CALM, "offers a file of 56 bytes instead of 100,000"),
        (garbage, CALM, "did not answer in HTTP (BadStatusLine)"),
    ],
)
def test_every_failure_has_its_own_words(mirror, manner, patience, reason):
    with pytest.raises(MirrorError) as failure:
        read(mirror.serve("x", DATA, manner), patience=patience)
    assert str(failure.value) == reason
    assert type(failure.value) is MirrorError


def test_a_cut_after_a_resume_counts_from_the_start_of_the_file(mirror):
    with pytest.raises(MirrorError, match="cut the connection after 41,000 of 100,000 bytes"):
        read(mirror.serve("x", DATA, cut(1000)), 40_000)


def test_a_range_of_another_file_is_refused(mirror):
    with pytest.raises(MirrorError, match="offers a file of 90,000 bytes instead of 100,000"):
        read(mirror.serve("x", DATA[:90_000], ranges), 40_000)


@pytest.mark.parametrize(
    ("manner", "reason"),
    [
        (no_ranges_416, f"answered 416 {HTTPStatus(416).phrase}"),
        (wrong_range, "sent another part of the file than the one asked for"),
    ],
)
def test_a_misunderstood_range_is_worth_another_try(mirror, manner, reason):
    with pytest.raises(WrongBytes) as failure:
        read(mirror.serve("x", DATA, manner), 40_000)
    assert str(failure.value) == reason


def test_a_reset_connection_is_told_in_the_system_s_words(mirror):
    with pytest.raises(MirrorError, match="connection.*reset|forcibly closed"):
        read(mirror.serve("x", DATA, reset(1000)))


def test_nobody_listening(monkeypatch):
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with socket.socket() as taken:  # bound, but not listening
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(MirrorError, match="refused"):
            read(f"http://127.0.0.1:{taken.getsockname()[1]}/x")


def test_a_host_that_nobody_knows(monkeypatch):
    def unknown(*_, **__):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    monkeypatch.setenv("no_proxy", "*")
    with pytest.raises(MirrorError, match="^host not found$"):
        read("https://data.example.org/x")


def test_a_certificate_that_is_not_trusted(monkeypatch):
    def distrust(*_, **__):
        error = ssl.SSLCertVerificationError(1, "certificate verify failed")
        error.verify_message = "self-signed certificate"
        raise error

    monkeypatch.setattr(socket, "create_connection", distrust)
    monkeypatch.setenv("no_proxy", "*")
    with pytest.raises(MirrorError) as failure:
        read("https://data.example.org/x")
    assert str(failure.value) == "its certificate is not trusted (self-signed certificate)"


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("htp://data.example.org/x", "unknown url type: htp"),
        ("data.example.org/x", "unknown url type: 'data.example.org/x'"),
        ("http:///x", "no host given"),
    ],
)
def test_what_is_no_address(url, reason):
    with pytest.raises(MirrorError) as failure:
        read(url)
    assert str(failure.value) == reason


def test_a_trickle_is_fast_enough_for_a_patient_reader(mirror):
    url = mirror.serve("x", DATA, trickle(5000, 0.01))
    assert read(url, patience=Patience(stall=20, window=0.05, floor=0)) == (0, DATA)
