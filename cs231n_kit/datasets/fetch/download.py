"""One archive from the first of its mirrors that delivers it: resumed where it stopped, verified.

The checksum is the only thing trusted. Whatever bytes lie in ``NAME.part``, from an earlier run
or from another mirror, any mirror may go on where they end; if the whole then has the wrong
checksum it is thrown away and fetched from its first byte. No ETag could say more than that.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from ...errors import DataError
from ..checksums import sha256
from ..sources import Archive
from .transfer import PATIENCE, MirrorError, Patience, WrongBytes, chunks, first_byte, request

Say = Callable[[str], None]


def part_of(archive: Archive, folder: Path) -> Path:
    """Where in `folder` the bytes of `archive` are collected."""
    return folder / f"{archive.name}.part"


def download(archive: Archive, folder: Path, *, patience: Patience = PATIENCE, say: Say = print) -> Path:
    """Fetch `archive` into `folder` and return the path of the verified file, ``NAME.part``.

    Mirrors are tried in order; the last one left may be as slow as it likes. One that broke off
    is asked again after the others, as long as it brings a hundredth of the file each time.

    Raises
    ------
    DataError
        If no mirror delivers; it names each with its reason. What came so far is kept.
    OSError
        If `folder` cannot be written to.
    """
    part = part_of(archive, folder)
    if _size(part) == archive.size and sha256(part) == archive.sha256:
        return part
    reasons: dict[str, str] = {}
    mirrors, announced = list(archive.urls), archive.name
    while mirrors:
        useful = []
        for url in mirrors:
            before = _size(part)
            say(f"  {announced} from {_host(url)}")
            try:
                _complete(part, archive, url, replace(patience, floor=0) if url == mirrors[-1] else patience)
                return part
            except MirrorError as error:
                reasons[url] = str(error)
                announced = f"{error}; now"
            if _size(part) - before >= max(1, archive.size // 100):
                useful.append(url)
        mirrors = useful
    raise DataError(_no_mirror_left(archive, reasons, _size(part)))


def _complete(part: Path, archive: Archive, url: str, patience: Patience) -> None:
    """Go on where `part` ends; where that leads to the wrong bytes, once more from the first one."""
    if _size(part) >= archive.size:  # of something else, or it would have been taken as it is
        part.unlink()
    have = _size(part)
    try:
        _transfer(part, archive, url, have, patience)
    except WrongBytes:
        if not have:
            raise
        _transfer(part, archive, url, 0, patience)


def _transfer(part: Path, archive: Archive, url: str, start: int, patience: Patience) -> None:
    """Write the bytes of `archive` from `start` on to `part`, then verify the whole."""
    with request(url, start, patience) as response:
        start = first_byte(response, start, archive.size)
        # A mirror without ranges overwrites the bytes that are there and does not shorten them:
        # should it break off early, nothing is lost.
        with part.open("r+b" if part.exists() else "wb") as file, _bar(archive.size, start) as bar:
            file.seek(start)
            for chunk in chunks(response, start, archive.size, patience):
                file.write(chunk)
                bar.update(len(chunk))
    if sha256(part) != archive.sha256:
        part.unlink()
        raise WrongBytes("delivered bytes that have another checksum")


def _no_mirror_left(archive: Archive, reasons: dict[str, str], have: int) -> str:
    kept = f" (the {have / 1e6:,.1f} MB that came are kept)" if have else ""
    return "\n".join(
        [
            f"{archive.name} could not be downloaded, no mirror delivered it:",
            *(f"  {url}: {reason}" for url, reason in reasons.items()),
            f"Run the same command again when the network is back{kept},"
            " or open one of these addresses in a browser and give the file with --from FILE",
        ]
    )


def _bar(size: int, start: int) -> Any:
    from tqdm import tqdm  # type: ignore[import-untyped]

    shape = "    {percentage:3.0f}%|{bar}| {n_fmt}B/{total_fmt}B [{elapsed}<{remaining}, {rate_fmt}]"
    # disable=None: no bar where there is no terminal to draw it on.
    return tqdm(total=size, initial=start, unit="B", unit_scale=True, bar_format=shape, disable=None)


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _host(url: str) -> str:
    return urlsplit(url).netloc or url
