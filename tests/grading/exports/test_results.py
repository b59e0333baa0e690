import json

from cs231n_kit import __version__
from cs231n_kit.grading.exports.results import FILE, results
from cs231n_kit.grading.submission import Settings

from ..rows import row, scoreless

SETTINGS = Settings("softmax", 7, layers=("landlock", "rlimits"))


def write(folder, *rows):
    with results(folder, SETTINGS) as put:
        for one in rows:
            put(one)
    return (folder / FILE).read_text("utf-8")


def test_it_keeps_to_the_schema(tmp_path):
    rows = [row("Ünï <b>"), scoreless("s2")]
    data = json.loads(write(tmp_path, *rows))
    assert list(data) == ["schema", "assignment", "kit_version", "seed", "sandbox", "submissions"]
    assert data == {
        "schema": 1,
        "assignment": "softmax",
        "kit_version": __version__,
        "seed": 7,
        "sandbox": ["landlock", "rlimits"],
        "submissions": rows,
    }


def test_an_empty_class_is_json_too(tmp_path):
    assert json.loads(write(tmp_path))["submissions"] == []


def test_one_row_a_line_and_the_same_bytes_each_time(tmp_path):
    text = write(tmp_path, row("a"), row("b"))
    assert [line.count('"id"') for line in text.splitlines()] == [0, 0, 1, 1, 0]
    assert write(tmp_path, row("a"), row("b")) == text
