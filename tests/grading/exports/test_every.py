import json
import os
import tracemalloc

import pytest

from cs231n_kit.grading.exports.every import FILES, export
from cs231n_kit.grading.exports.names import file_name
from cs231n_kit.grading.submission import Settings

from ..rows import row, scoreless

SETTINGS = Settings("softmax", 7)


def files(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*.*")
        if path.is_file()
    }


def test_everything_is_there_and_the_same_bytes_each_time(tmp_path):
    rows = [row("a"), scoreless("b"), row("c/../d")]
    summary = export(iter(rows), SETTINGS, tmp_path)
    assert sorted(os.listdir(tmp_path)) == sorted(FILES)
    assert summary.statuses == {"graded": 2, "unreadable": 0, "error": 1}
    assert len(os.listdir(tmp_path / "feedback")) == 3
    assert json.loads((tmp_path / "results.json").read_text("utf-8"))["submissions"] == rows
    before = files(tmp_path)
    export(iter(rows), SETTINGS, tmp_path)
    assert files(tmp_path) == before


def test_a_gradebook_that_cannot_be_read_to_its_end_changes_no_table(tmp_path):
    def rows():
        yield row("a")
        raise KeyboardInterrupt

    export([row("old")], SETTINGS, tmp_path)
    before = files(tmp_path)
    with pytest.raises(KeyboardInterrupt):
        export(rows(), SETTINGS, tmp_path)
    after = files(tmp_path)
    assert after.pop("feedback/a.html")
    assert after == before


def test_manual_points_stand_beside_the_score(tmp_path):
    given = {"question": "q1", "points": 1.5, "max_points": 2.0, "comment": "Why?"}
    rows = [row("a") | {"manual": [given]}, row("b")]
    summary = export(iter(rows), SETTINGS, tmp_path, ("q1",))
    assert json.loads((tmp_path / "results.json").read_text("utf-8"))["submissions"] == rows
    assert '"q1","total"' in (tmp_path / "gradebook.csv").read_text("utf-8-sig")
    assert summary.scores == [4.0, 4.0]  # of the tasks


def test_pages_of_submissions_that_are_none_any_more_go(tmp_path):
    export([row("a"), row("b")], SETTINGS, tmp_path)
    (tmp_path / "feedback" / "mine.html").write_text("mine")
    export([row("b"), row("c/../d")], SETTINGS, tmp_path)
    assert sorted(os.listdir(tmp_path / "feedback")) == ["b.html", file_name("c/../d"), "mine.html"]


def test_memory_stays_flat(tmp_path):
    peaks = []
    for number in (20, 200):
        tracemalloc.start()
        export((row(f"s{n}", notes=["x" * 20_000]) for n in range(number)), SETTINGS, tmp_path)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] + 1_000_000  # 180 further rows are 3.6 MB
