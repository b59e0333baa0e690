"""An update that is interrupted at any moment: nothing was changed, or the rest is done later."""

import errno
import os
import shutil
from pathlib import Path

import pytest

from cs231n_kit.releases import UNFINISHED
from cs231n_kit.updating import applied
from cs231n_kit.updating.applied import apply, finish
from cs231n_kit.updating.plan import Change

CHANGES = [
    Change("a.txt", b"new a"),
    Change("deep/b.txt", b"new b", ("changed",), backup=True),
    Change("gone.txt", None),
    Change("made/here.txt", b"new"),
    Change("z.json", b"2"),
]
BEFORE = {"a.txt": b"a", "deep/b.txt": b"b", "gone.txt": b"gone", "z.json": b"1", "mine.txt": b"mine"}
AFTER = {
    "a.txt": b"new a",
    "deep/b.txt": b"new b",
    "made/here.txt": b"new",
    "z.json": b"2",
    "mine.txt": b"mine",
}


@pytest.fixture
def root(tmp_path):
    for name, content in BEFORE.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    return tmp_path


def there(root):
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()
    }


def without_backups(files):
    """Without the temporary file of a backup that was being written, too."""
    names = [name for name in files if not name.endswith(".bak") and not name.startswith("deep/.b.txt.")]
    return {name: files[name] for name in names}


def test_everything_is_done_and_nothing_left_over(root):
    backups = apply(root, CHANGES)
    assert without_backups(there(root)) == AFTER
    assert list(backups) == ["deep/b.txt"]
    assert backups["deep/b.txt"].parent == root / "deep"
    assert backups["deep/b.txt"].read_bytes() == b"b"
    assert not (root / UNFINISHED).exists()
    assert not finish(root)


class Killed(BaseException):
    """The process ends here."""


def failing(monkeypatch, at, error):
    """The `at`-th of all calls that change something fails, and all after it; gives the count so far."""
    count = []

    def guarded(function):
        def call(*arguments, **named):
            count.append(function)
            if len(count) >= at:
                raise error
            return function(*arguments, **named)

        return call

    for owner, name in [
        *((applied.os, name) for name in ("rename", "replace")),
        *((Path, name) for name in ("write_bytes", "write_text", "unlink")),
        (applied, "backup_of"),
    ]:
        monkeypatch.setattr(owner, name, guarded(getattr(owner, name)))
    monkeypatch.setattr(applied.shutil, "rmtree", guarded(shutil.rmtree))
    return count


@pytest.mark.parametrize("at", range(1, 19))
def test_killed_at_any_call_it_is_as_it_was_or_can_be_finished(root, monkeypatch, at):
    with monkeypatch.context() as patched:
        count = failing(patched, at, Killed())
        try:
            apply(root, CHANGES)
            assert len(count) < at  # there are no more calls than that
        except Killed:
            pass
    decided = (root / UNFINISHED).exists()
    kept = {name: content for name, content in there(root).items() if not name.startswith(UNFINISHED)}
    assert kept["mine.txt"] == b"mine"
    if not decided:
        assert without_backups(kept) in (BEFORE, AFTER)
    finish(root)
    if not decided and without_backups(kept) == BEFORE:
        apply(root, CHANGES)
    assert without_backups(there(root)) == AFTER
    assert b"b" in [content for name, content in there(root).items() if name.endswith(".bak")]
    assert sorted(path.name for path in root.iterdir()) == ["a.txt", "deep", "made", "mine.txt", "z.json"]


def test_a_full_disk_changes_nothing(root, monkeypatch):
    def full(path, content):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", full)
        with pytest.raises(OSError):
            apply(root, CHANGES)
    assert there(root) == BEFORE
