import os
import subprocess

import pytest

from cs231n_kit.errors import KitError
from cs231n_kit.grading.exports.stream import written


def test_the_file_takes_its_place_when_all_of_it_is_written(tmp_path):
    path = tmp_path / "a"
    path.write_text("old")
    with written(path) as file:
        file.write("new\r\n")
        file.flush()
        assert path.read_text() == "old"
    assert path.read_bytes() == b"new\r\n"
    assert os.listdir(tmp_path) == ["a"]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_what_fails_on_the_way_changes_nothing(tmp_path, error):
    path = tmp_path / "a"
    path.write_text("old")
    with pytest.raises(error), written(path) as file:
        file.write("half")
        raise error
    assert path.read_text() == "old"
    assert os.listdir(tmp_path) == ["a"]


def test_what_a_killed_run_left_is_written_over(tmp_path):
    (tmp_path / ".a.part").write_text("half of it, and longer than the whole")
    with written(tmp_path / "a") as file:
        file.write("whole")
    assert os.listdir(tmp_path) == ["a"]
    assert (tmp_path / "a").read_text() == "whole"


def test_a_place_that_cannot_be_written_is_told_in_one_sentence(tmp_path):
    path = tmp_path / "none" / "a"
    with pytest.raises(KitError) as error, written(path):
        pass
    assert str(error.value) == (
        f"{path} cannot be written (No such file or directory); correct that and run the same command again:"
        " the results are kept in gradebook.sqlite"
    )


def test_a_file_that_may_not_grow_is_told_and_the_old_one_stays(tmp_path):
    import sys

    path = tmp_path / "a"
    path.write_text("old")
    script = (
        "import resource, sys\nfrom pathlib import Path\nfrom cs231n_kit.errors import KitError\n"
        "from cs231n_kit.grading.exports.stream import written\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try:\n    with written(Path(sys.argv[1])) as file:\n        file.write('x' * 100_000)\n"
        "except KitError as error:\n    print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", script, path], capture_output=True, text=True)
    assert done.stderr == ""
    assert done.stdout.startswith(f"{path} cannot be written (File too large); ")
    assert path.read_text() == "old"
    assert os.listdir(tmp_path) == ["a"]
