import re
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest

from cs231n_kit.errors import KitError
from cs231n_kit.grading.platforms.policy import Late, Override, Policy
from cs231n_kit.grading.platforms.policy_file import read_policy

ROOT = Path(__file__).resolve().parents[3]
DEADLINE = datetime(2026, 10, 14, 23, 59, tzinfo=timezone(timedelta(hours=2)))
LATE = "[late]\ndeadline = 2026-10-14T23:59:00+02:00\npercent_per_day = 10\n"
WHOLE = f"""
[points]
attempt = "best"
decimals = 1
out_of = 100
{LATE}grace_minutes = 15
cap_percent = 50.5
[late.extensions]
s001 = 2026-10-20T12:00:00Z
[late.submitted]
s002 = 2026-10-15T00:30:00+02:00
[[override]]
student = "s003"
points = 18.25
reason = " read by hand "
[groups]
"team 1" = ["s004", " s005"]
"""


def read(tmp_path, text):
    path = tmp_path / "policy.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_policy(path)


def test_no_policy_changes_nothing():
    assert read_policy(None) == Policy()


@pytest.mark.parametrize(
    "text, policy",
    [
        ("", Policy()),
        ("\ufeff[points]\n", Policy()),
        ("[points]\ndecimals = 0\n", Policy(decimals=0)),
        ("[points]\nout_of = 12.5\n", Policy(out_of=Decimal("12.5"))),
        (LATE, Policy(late=Late(DEADLINE, Decimal(10)))),
        (
            WHOLE,
            Policy(
                "best",
                1,
                Decimal(100),
                Late(
                    DEADLINE,
                    Decimal(10),
                    Decimal(15),
                    Decimal("50.5"),
                    {"s001": datetime(2026, 10, 20, 12, tzinfo=timezone.utc)},  # noqa: UP017
                    {"s002": datetime(2026, 10, 15, 0, 30, tzinfo=DEADLINE.tzinfo)},
                ),
                (Override("s003", Decimal("18.25"), "read by hand"),),
                {"team 1": ("s004", "s005")},
            ),
        ),
    ],
)
def test_accepted(tmp_path, text, policy):
    assert read(tmp_path, text) == policy


OVERRIDE = '[[override]]\nstudent = "a"\npoints = 1\nreason = "b"\n'
EVERY = "[late]\npercent_per_day = 10\n"
TIME = "a time with its offset from UTC such as 2026-10-14T23:59:00+02:00"


@pytest.mark.parametrize(
    "text, said",
    [
        ("[point]\n", "point is not known; did you mean points"),
        ("[xyz]\n", "xyz is not known; the keys there are points, late, override, groups"),
        ("points = 1\n", "points must be a table, got 1"),
        ("[points]\nround = 1\n", "points.round is not known; the keys there are attempt, decimals, out_of"),
        ("[points]\ndecimal = 1\n", "points.decimal is not known; did you mean points.decimals"),
        ("[points]\ndecimals = 7\n", "points.decimals must be a whole number from 0 to 6, got 7"),
        ("[points]\ndecimals = 1.0\n", "points.decimals must be a whole number from 0 to 6, got 1.0"),
        ("[points]\ndecimals = true\n", "points.decimals must be a whole number from 0 to 6, got True"),
        ("[points]\nout_of = 0\n", "points.out_of must be a number from 0.01 to 1000000, got 0"),
        ("[points]\nout_of = nan\n", "points.out_of must be a number from 0.01 to 1000000, got NaN"),
        ('[points]\nattempt = "first"\n', 'points.attempt must be "latest" or "best", got \'first\''),
        ("[points]\nattempt = []\n", 'points.attempt must be "latest" or "best", got []'),
        ("[late]\npercent_per_day = 10\n", "late.deadline is missing"),
        ("[late]\ndeadline = 2026-10-14T23:59:00Z\n", "late.percent_per_day is missing"),
        (
            EVERY + "deadline = 2026-10-14T23:59:00\n",
            f"late.deadline must be {TIME}, got 2026-10-14T23:59:00",
        ),
        (EVERY + "deadline = 2026-10-14\n", f"late.deadline must be {TIME}, got 2026-10-14"),
        (EVERY + 'deadline = "today"\n', f"late.deadline must be {TIME}, got 'today'"),
        (LATE + "cap_percent = 101\n", "late.cap_percent must be a number from 0 to 100, got 101"),
        (LATE + "cap_percent = -1\n", "late.cap_percent must be a number from 0 to 100, got -1"),
        (
            LATE + "grace_minutes = inf\n",
            "late.grace_minutes must be a number from 0 to 1000000, got Infinity",
        ),
        (LATE + 'grace_minutes = "1"\n', "late.grace_minutes must be a number from 0 to 1000000, got '1'"),
        (LATE + "grace = 1\n", "late.grace is not known; did you mean late.grace_minutes"),
        (LATE + "extensions = 1\n", "late.extensions must be a table of times by student, got 1"),
        (LATE + "[late.extensions]\ns1 = 3\n", f"late.extensions.s1 must be {TIME}, got 3"),
        (
            LATE + "[late.extensions]\ns1 = 2026-10-14T21:58:59Z\n",
            "late.extensions.s1 must not be before late.deadline 2026-10-14T23:59:00+02:00, got"
            " 2026-10-14T21:58:59+00:00",
        ),
        ("override = 1\n", "override must be tables, each headed [[override]], got 1"),
        (
            "[override]\nstudent = 1\n",
            "override must be tables, each headed [[override]], got {'student': 1}",
        ),
        ('[[override]]\nstudent = "a"\n', "override[1].points is missing"),
        (OVERRIDE + '[[override]]\nstudent = "c"\npoints = 1\n', "override[2].reason is missing"),
        (OVERRIDE.replace('"b"', '" "'), "override[1].reason must be text, got ' '"),
        (OVERRIDE.replace("1", "-1"), "override[1].points must be a number from 0 to 1000000, got -1"),
        (OVERRIDE.replace("1", "1e300"), "override[1].points must be a number from 0 to 1000000, got 1E+300"),
        (
            OVERRIDE + 'why = "c"\n',
            "override[1].why is not known; the keys there are student, points, reason",
        ),
        (
            '"a\\u001b[2J\\nb" = 1\n',
            "a�[2J�b is not known; the keys there are points, late, override, groups",
        ),
        ("groups = []\n", "groups must be a table of lists of students, got []"),
        ('[groups]\na = "b"\n', "groups.a must be a list of students, got 'b'"),
        ("[groups]\na = []\n", "groups.a must be a list of students, got []"),
        ("[groups]\na = [1]\n", "groups.a must be text, got 1"),
        (
            "points\n",
            "must be TOML, and is not: Expected '=' after a key in a key/value pair (at line 1, column 7)",
        ),
        (
            OVERRIDE.replace("1", "1e9999999999999999999999"),
            "override[1].points must be a number from 0 to 1000000, got Infinity",
        ),
    ],
)
def test_rejected_with_the_key(tmp_path, text, said):
    with pytest.raises(KitError) as error:
        read(tmp_path, text)
    message = str(error.value)
    between = " " if said.startswith("must be TOML") else ": "
    assert message == f"{tmp_path / 'policy.toml'}{between}{said}; correct it"


def test_a_file_that_cannot_be_read(tmp_path):
    with pytest.raises(KitError) as error:
        read(tmp_path, b"\xff\xfe")
    assert str(error.value) == f"{tmp_path / 'policy.toml'} must be UTF-8, and is not; save it as UTF-8"
    with pytest.raises(KitError) as error:
        read_policy(tmp_path)
    assert str(error.value) == f"--policy {tmp_path} cannot be read (Is a directory); correct that"


def test_the_example_in_the_documentation_is_accepted(tmp_path):
    text = (ROOT / "docs" / "export.md").read_text("utf-8")
    (example,) = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
    policy = read(tmp_path, example)
    assert policy.late.extensions and policy.late.submitted and policy.overrides and policy.groups
