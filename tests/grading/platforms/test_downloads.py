"""From the names in a class download, through the gradebook, back to the platform that it came from."""

import pytest

from cs231n_kit.grading.intake.platforms import parts_of
from cs231n_kit.grading.platforms.command import export
from cs231n_kit.grading.platforms.options import Options

from ..rows import row, scoreless
from .classes import gradebook
from .made import BLACKBOARD, CANVAS, MOODLE

LATE = "[late]\ndeadline = 2026-10-14T23:59:00+02:00\npercent_per_day = 10\n"
DOWNLOADS = {
    "canvas": (
        CANVAS,
        [
            "hoppergrace_LATE_102_9002_softmax.py",
            "leekim_103_9003_softmax.py",
            "lovelaceada_101_9001_softmax.py",
        ],
    ),
    "moodle": (
        MOODLE,
        [
            "Ada Lovelace_11_assignsubmission_file_softmax.py",
            "Grace Hopper_12_assignsubmission_file_softmax.py",
        ],
    ),
    "blackboard": (
        BLACKBOARD,
        [
            "Softmax_ada_attempt_2026-10-14-23-58-01_softmax.py",
            "Softmax_grace_attempt_2026-10-15-08-00-00_softmax.py",
        ],
    ),
}


def rows(platform, make=row):
    parts = parts_of([(name, False) for name in DOWNLOADS[platform][1]])
    assert len(parts) == len(DOWNLOADS[platform][1])
    return [make(part.id) | {"identity": dict(part.identity)} for part in parts]


def exported(tmp_path, platform, policy=None):
    path = tmp_path / "their.csv"
    path.write_text(DOWNLOADS[platform][0], "utf-8", newline="")
    given = None
    if policy is not None:
        given = tmp_path / "policy.toml"
        given.write_text(policy, "utf-8")
    graded = gradebook(tmp_path, *rows(platform))
    code = export(Options(platform, graded, path, policy=given))
    return code, (graded / f"{platform}.csv").read_bytes().decode()


@pytest.mark.parametrize(
    "platform, found, cells",
    [
        ("canvas", "3 by user id", ['"CS231N, 1",4,5.00', '"CS231N ""B""",4,', "103,S3,kl1,x.edu,CS231N,4,"]),
        ("moodle", "2 by user id", ['"Submitted for grading","4","20.00"', 'Graded","4","20.00"']),
        ("blackboard", "2 by user id", ['""\t"4"\r\n', '"55,5"\t"4"\r\n']),
    ],
)
def test_everybody_is_found_by_what_the_platform_calls_them(tmp_path, capsys, platform, found, cells):
    text = exported(tmp_path, platform)[1]
    assert capsys.readouterr().out.endswith(f"; found {found}\n")
    for cell in cells:
        assert cell in text


@pytest.mark.parametrize(
    "platform, said, listed",
    [
        ("canvas", "", ":\n  hoppergrace_102\n"),  # marked late, by nobody knows how much; the others are not
        ("moodle", "", ":\n  Ada Lovelace_11\n  Grace Hopper_12\n"),
        ("blackboard", "  grace: 4 -> 3.4 (1 day late: 10 % less)\n", None),
    ],
)
def test_what_a_download_tells_about_times(tmp_path, capsys, platform, said, listed):
    exported(tmp_path, platform, LATE)
    shown = capsys.readouterr()
    assert said in shown.out and ("late: " in shown.out) is bool(said)
    headline = "handed in at a time that is not told, so nothing was taken for being late"
    if listed is None:
        assert headline not in shown.err
    else:
        assert f"{headline} ({listed.count('  ')}){listed}" in shown.err


def test_the_latest_attempt_of_blackboard_counts(tmp_path, capsys):
    names = [
        "Softmax_ada_attempt_2026-10-14-23-58-01_softmax.py",
        "Softmax_ada_attempt_2026-10-15-08-00-00_softmax.py",
    ]
    parts = parts_of([(name, False) for name in names])
    one, other = (dict(part.identity) for part in parts)
    early = row("ada_attempt_2026-10-14-23-58-01") | {"identity": one}
    late = scoreless("ada", "unreadable") | {"identity": other}
    graded = gradebook(tmp_path, early, late)
    policy = tmp_path / "policy.toml"
    policy.write_text(f'[points]\nattempt = "best"\n{LATE}', "utf-8")
    assert export(Options("blackboard", graded)) == 0
    assert (graded / "blackboard.csv").read_text("utf-8-sig").splitlines()[1:] == ['"","","ada","",""']
    assert export(Options("blackboard", graded, policy=policy)) == 0
    assert (graded / "blackboard.csv").read_text("utf-8-sig").splitlines()[1:] == ['"","","ada","","4"']
    assert (
        "ada: 4 -> 4 (ada_attempt_2026-10-14-23-58-01 counts, the best of several)" in capsys.readouterr().out
    )


@pytest.mark.parametrize(
    "platform, lines",
    [
        ("canvas", ['"leekim","103","","","","4"', '"lovelaceada","101","","","","4"']),
        ("moodle", ['"Participant 11","Ada Lovelace","","","4","6","Yes","-","-",""']),
        ("blackboard", ['"","","ada","","4"', '"","","grace","","4"']),
    ],
)
def test_a_new_file(tmp_path, capsys, platform, lines):
    graded = gradebook(tmp_path, *rows(platform))
    assert export(Options(platform, graded)) == 0
    text = (graded / f"{platform}.csv").read_text("utf-8-sig")
    assert all(line in text.splitlines() for line in lines)
    assert capsys.readouterr().err == ""
