"""A class with right, wrong and hostile submissions: each gets its row, and what it earns.

It is graded as root and as an ordinary user, in all layers of the sandbox and in those without namespaces.
"""

import json
import re
from pathlib import Path

import pytest

from cs231n_kit.authoring.mutants.catalogue.softmax import MUTANTS

from . import class_folder
from .expected import FAIR, FORM, HOSTILE, NAMED, UNREADABLE
from .grader import AUTO, FALLBACK, USERS, Grader, fingerprint, open_folder, rows

OPTIONS = {"seed": "7", "timeout": "1", "memory": "512", "jobs": "2"}
MODES = [(user, layers) for user in USERS for layers in (AUTO, FALLBACK)]
LEFT = re.compile(r"cs231n.kit.(was.here|payload|mark)")  # names that hostile files try to write


@pytest.fixture(scope="module")
def place():
    with open_folder() as folder:
        yield folder


@pytest.fixture(scope="module")
def well_behaved(place):
    class_folder.fair(place / "fair")
    return place / "fair"


@pytest.fixture(scope="module")
def everybody(place):
    class_folder.fair(place / "class")
    class_folder.hostile(place / "class")
    return place / "class"


@pytest.fixture(scope="module")
def alone(place, well_behaved):
    """The rows of the well-behaved submissions without the others."""
    return Grader(place, USERS[0]).grade([well_behaved], "alone", **OPTIONS)


@pytest.fixture(
    scope="module", params=MODES, ids=lambda mode: f"{mode[0]}-{'fallback' if mode[1] else 'auto'}"
)
def graded(request, place, everybody):
    """The folder of results of the whole class, in one mode."""
    user, layers = request.param
    before = fingerprint(everybody)
    out = f"{user}-{'fallback' if layers else 'auto'}"
    Grader(place, user).grade([everybody], out, layers=layers, **OPTIONS)
    assert fingerprint(everybody) == before
    return place / out


def judged(row):
    """The codes of the function that a submission attacks with."""
    (task,) = (task for task in row["tasks"] if task["task"] == "softmax_loss_vectorized")
    return {one["code"] for one in task["findings"]}


def test_each_submission_has_one_row(graded, everybody):
    found = set(rows(graded))
    assert found >= {*FAIR, *HOSTILE, *FORM, *UNREADABLE, *NAMED}
    assert len(found) == len(list(everybody.iterdir()))


def test_hostile_ones_earn_what_their_code_earns(graded):
    found = {id: row for id, row in rows(graded).items() if id in HOSTILE}
    earned = {id: (row["status"], row["score"]) for id, row in found.items()}
    assert earned == {id: ("graded", score) for id, (score, _) in HOSTILE.items()}
    others = {
        id: judged(row) - codes for id, row in found.items() if not judged(row) <= (codes := HOSTILE[id][1])
    }
    assert not others, others


def test_a_lie_about_form_saves_the_points_of_form_alone(graded):
    found = rows(graded)
    for id, (honest, most) in FORM.items():
        assert honest <= found[id]["score"] <= most


def test_what_cannot_be_read_says_why(graded):
    found = {id: row for id, row in rows(graded).items() if id in UNREADABLE}
    assert {id: (row["status"], row["score"]) for id, row in found.items()} == dict.fromkeys(
        UNREADABLE, ("unreadable", None)
    )
    assert not {id: row["notes"] for id, row in found.items() if UNREADABLE[id] not in " ".join(row["notes"])}


def test_names_cost_nothing(graded):
    found = rows(graded)
    assert {id: found[id]["score"] for id in NAMED} == dict.fromkeys(NAMED, 8.0)


def test_no_other_grade_changes(graded, alone):
    found = rows(graded)
    assert {id: found[id] for id in alone} == alone


def test_well_behaved_ones_earn_what_they_deserve(alone):
    assert {id: alone[id]["score"] for id in FAIR} == FAIR


def test_each_kind_of_mistake_is_named_and_costs_points(place):
    clearest = sorted(MUTANTS, key=lambda mutant: len(mutant.also))
    kinds = {mutant.code: mutant for mutant in reversed(clearest)}  # of several with a code, the first
    del kinds["calls_other_task"]  # that one is of another assignment, and a stub here
    class_folder.mistakes(place / "mistakes", kinds.values())
    found = Grader(place, USERS[-1]).grade([place / "mistakes"], "kinds", **OPTIONS)
    said = {
        id: {one["code"] for task in row["tasks"] for one in task["findings"]} for id, row in found.items()
    }
    assert not [code for code in kinds if code not in said[f"mutant {code}"]]
    assert not [id for id, row in found.items() if row["score"] >= row["max_score"]]


def test_nothing_acts_where_results_are_shown(graded):
    table = graded / "gradebook.csv"
    for page in (graded / "report.html", table, *(graded / "feedback").iterdir()):
        text = page.read_text("utf-8")
        assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202e]", text), page
        assert page == table or not re.search(r"<script>alert|<img src=x", text), page
    assert not re.search(r"(^|,)\"?[=+@]", table.read_text("utf-8"), re.MULTILINE)


def test_nothing_is_written_elsewhere(graded):
    for folder in ("/tmp", "/dev/shm", "/var/tmp", "/"):
        assert not [path for path in Path(folder).iterdir() if LEFT.search(path.name)]


def test_the_same_seed_gives_the_same_results(place, well_behaved, alone):
    again = Grader(place, USERS[-1]).grade([well_behaved], "again", **OPTIONS | {"jobs": "1"})
    assert again == alone
    assert _text(place / "again") == _text(place / "alone")


def test_another_seed_gives_the_same_scores(place, well_behaved, alone):
    other = Grader(place, USERS[-1]).grade([well_behaved], "other", **OPTIONS | {"seed": "8"})
    assert {id: row["score"] for id, row in other.items()} == {id: row["score"] for id, row in alone.items()}
    assert other != alone  # the evidence is of other numbers


def _text(out):
    """The bytes of the results, times aside."""
    text = (out / "results.json").read_text("utf-8")
    assert json.loads(text)["seed"] == 7
    return re.sub(r'"seconds": [\d.]+', '"seconds": 0', text)
