"""Temporary folders: one is there while its process lives, and is removed by the next one otherwise."""

import subprocess
import sys
import tempfile

import pytest

from cs231n_kit.grading.scratch import PREFIX, scratch_folder, sweep


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_a_folder_is_there_and_open_to_everybody_and_then_gone(place):
    with scratch_folder() as folder:
        assert folder.parent == place and folder.name.startswith(PREFIX)
        assert folder.stat().st_mode & 0o777 == 0o755
    assert list(place.iterdir()) == []


def test_a_second_one_leaves_the_first_alone(place):
    with scratch_folder() as first, scratch_folder() as second:
        sweep(place)
        assert first.is_dir() and second.is_dir()


def test_what_a_killed_process_left_is_removed_by_the_next(place):
    text = (
        "import os, tempfile; from cs231n_kit.grading.scratch import scratch_folder\n"
        f"tempfile.tempdir = {str(place)!r}\n"
        "with scratch_folder() as folder: (folder / 'tree').mkdir(); os.kill(os.getpid(), 9)"
    )
    assert subprocess.run([sys.executable, "-P", "-c", text]).returncode == -9
    assert len(list(place.iterdir())) == 1
    sweep(place)
    assert list(place.iterdir()) == []


def test_another_folder_of_that_name_is_not_touched(place):
    (place / f"{PREFIX}mine").mkdir()
    sweep(place)
    assert (place / f"{PREFIX}mine").is_dir()
