"""Class downloads of learning platforms: what is recognised, whose it is, and what is an ordinary folder."""

import os
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cs231n_kit.grading.intake import read, sources
from cs231n_kit.grading.intake.platforms import parts_of

S, L = FILES = "classifiers/softmax.py", "classifiers/linear_classifier.py"
SOFTMAX = b"def softmax_loss_naive(W, X, y, reg):\n    return 0.0, W\n"
LINEAR = b"class LinearClassifier:\n    pass\n"
TIMES = "2026-11-20-10-00-00", "2026-11-21-09-30-00"
EXPORT = "assignment_123_export"


def a_zip(path, files):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path.read_bytes()


@pytest.fixture
def packed(tmp_path):
    return a_zip(tmp_path / "x.zip", {"hw/softmax.py": SOFTMAX, "hw/linear_classifier.py": LINEAR})


@pytest.fixture(params=["folder", "zip"])
def download(request, tmp_path):
    """Writes a download as a folder or a .zip, and gives what is found and read in it."""

    def make(files, name="submissions"):
        path = tmp_path / "here" / name
        if request.param == "zip":
            path = path.with_name(f"{name}.zip")
            path.parent.mkdir(parents=True)
            a_zip(path, files)
        else:
            for file, data in files.items():
                (path / file).parent.mkdir(parents=True, exist_ok=True)
                (path / file).write_bytes(data)
        return [read(source, FILES) for source in sources([path])]

    return make


def told(found):
    return [(one.id, sorted(one.files), dict(one.identity)) for one in found]


def test_canvas(download, packed):
    found = download(
        {
            "doejane_12345_6789012_softmax.py": SOFTMAX,
            "doejane_12345_6789013_linear_classifier-1.py": LINEAR,
            "müllerzoë_LATE_12346_6789020_hw-1.zip": packed,
            "roe-smithjohn_12347_6789030_notes.pdf": b"%PDF",
        }
    )
    jane, zoe, john = sorted(found, key=lambda one: one.id)
    assert (jane.id, jane.files) == ("doejane_12345", {S: SOFTMAX.decode(), L: LINEAR.decode()})
    assert jane.identity["people"] == [{"user": "12345", "name": "doejane"}]
    assert (jane.notes, jane.identity["platform"]) == ((), "canvas")
    assert (zoe.id, sorted(zoe.files), zoe.notes) == ("müllerzoë_12346", sorted(FILES), ())
    assert dict(zoe.identity) == {
        "platform": "canvas",
        "people": [{"user": "12346", "name": "müllerzoë"}],
        "submission": "6789020",
        "attempt": "1",
        "late": "yes",
    }
    assert (john.id, john.files) == ("roe-smithjohn_12347", {})
    assert john.unreadable.startswith("There is no softmax.py or linear_classifier.py in it")


def test_the_attempts_of_a_student_of_canvas(download):
    found = download(
        {
            f"doejane_12345_678901{n}_softmax{f'-{n}' if n else ''}.py": SOFTMAX + b"#%d" % n
            for n in (0, 1, 10)
        }
    )
    assert {one.id: one.files[S][-3:].strip("\n") for one in found} == {
        "doejane_12345_attempt_0": "#0",
        "doejane_12345_attempt_1": "#1",
        "doejane_12345": "#10",
    }
    assert sorted(one.identity.get("attempt", "0") for one in found) == ["0", "1", "10"]


def test_moodle_in_folders(download, packed):
    found = download(
        {
            "Jane Doe_1234567_assignsubmission_file_/softmax.py": SOFTMAX,
            "Jane Doe_1234567_assignsubmission_onlinetext_/onlinetext.html": b"<p>hello",
            "Zoë_Ann X_12_assignsubmission_file/hw.zip": packed,
            "Participant_77_assignsubmission_file_/a/linear_classifier.py": LINEAR,
        }
    )
    assert told(found) == [
        (
            "Jane Doe_1234567",
            [S],
            {"platform": "moodle", "people": [{"user": "1234567", "name": "Jane Doe"}]},
        ),
        ("Participant_77", [L], {"platform": "moodle", "people": [{"user": "77"}]}),
        (
            "Zoë_Ann X_12",
            sorted(FILES),
            {"platform": "moodle", "people": [{"user": "12", "name": "Zoë_Ann X"}]},
        ),
    ]


def test_moodle_flat(download, packed):
    found = download(
        {
            "Jane Doe_1234567_assignsubmission_file_softmax.zip": packed,
            "Participant 9_9_assignsubmission_file_softmax.py": SOFTMAX,
            "Participant 9_9_assignsubmission_file_linear_classifier.py": LINEAR,
        }
    )
    assert [(one.id, len(one.files), one.notes) for one in found] == [
        ("Jane Doe_1234567", 2, ()),
        ("Participant_9", 2, ()),
    ]


METADATA = """\
---
submission_456:
  :submitters:
  - :name: Jane Doe
    :sid: '007'
    :email: jane@example.edu
  - :name: "<b>Al"
    :sid:
    :email: al@example.edu
  :created_at: 2026-11-20 10:00:00 Z
  :results: !ruby/object:Evil
    a: 1
submission_457: nobody
"""


@pytest.mark.parametrize("top", ["", f"{EXPORT}/"])
def test_gradescope(download, top):
    found = download(
        {
            f"{top}submission_metadata.yml": METADATA.encode(),
            f"{top}submission_456/softmax.py": SOFTMAX,
            f"{top}submission_457/cs231n/classifiers/softmax.py": SOFTMAX,
        }
    )
    people = [
        {"user": "007", "name": "Jane Doe", "email": "jane@example.edu"},
        {"name": "<b>Al", "email": "al@example.edu"},
    ]
    assert told(found) == [
        ("Jane Doe_456", [S], {"platform": "gradescope", "people": people, "submission": "456"}),
        ("submission_457", [S], {"platform": "gradescope", "people": [], "submission": "457"}),
    ]


@pytest.mark.parametrize(
    "metadata",
    [
        b"",
        b"\0",
        b"- 1",
        b"submission_1: [",
        b"[" * 10**4,
        b"submission_1:\n  :submitters: [[1], {}]",
        b"? {a: 1}\n: 2",
        b"submission_1: &a [*a]",
    ],
    ids=lambda data: repr(data[:12]),
)
def test_metadata_of_gradescope_that_cannot_be_read(download, metadata):
    found = download({"submission_metadata.yml": metadata, "submission_1/softmax.py": SOFTMAX}, EXPORT)
    assert [(one.id, sorted(one.files)) for one in found] == [("submission_1", [S])]


def test_blackboard(download, packed):
    companion = "Name: Jane Doe (j_doe)\nAssignment: HW_1\nDate Submitted: Friday\n"
    found = download(
        {
            f"HW_1_j_doe_attempt_{TIMES[0]}.txt": companion.encode(),
            f"HW_1_j_doe_attempt_{TIMES[0]}_softmax.py": SOFTMAX,
            f"HW_1_j_doe_attempt_{TIMES[1]}.txt": companion.encode(),
            f"HW_1_j_doe_attempt_{TIMES[1]}_hw.zip": packed,
            f"HW_1_kim_attempt_{TIMES[0]}_softmax.py": SOFTMAX,
        }
    )
    person = {"user": "j_doe", "name": "Jane Doe"}
    assert told(found) == [
        (
            f"j_doe_attempt_{TIMES[0]}",
            [S],
            {"platform": "blackboard", "people": [person], "attempt": TIMES[0]},
        ),
        ("j_doe", sorted(FILES), {"platform": "blackboard", "people": [person], "attempt": TIMES[1]}),
        ("kim", [S], {"platform": "blackboard", "people": [{"user": "kim"}], "attempt": TIMES[0]}),
    ]


B = f"HW_jdoe_attempt_{TIMES[0]}"
RECOGNISED = {
    "canvas": ["doejane_1_2_softmax.py", "doejohn_3_4_x.tar.gz"],
    "canvas, late": ["doejane_LATE_1_2_softmax.py"],
    "moodle": ["Jane Doe_1_assignsubmission_file_/", "Jane Doe_2_assignsubmission_file/"],
    "moodle, flat": ["Jane Doe_1_assignsubmission_file_a b.zip"],
    "blackboard": [f"{B}_softmax.py", f"{B}.txt"],
    "gradescope": ["submission_1/", "submission_22/"],
}
ORDINARY = {
    "nothing": [],
    "one of another name": ["doejane_1_2_softmax.py", "bob.zip"],
    "no numbers": ["doejane_softmax.py"],
    "one number": ["doejane_1_softmax.py"],
    "a date": ["alice_2026_11_softmax.py", "bob_2026_11_softmax.py"],
    "one number for two files": ["alice_1_11_softmax.py", "bob_2_11_softmax.py"],
    "capital letters": ["DoeJane_1_2_softmax.py"],
    "small late": ["doejane_late_1_2_softmax.py"],
    "no file": ["doejane_1_2"],
    "no suffix": ["doejane_1_2_softmax"],
    "folders like files of canvas": ["doejane_1_2_softmax.py/"],
    "digits of another script": ["doejane_\u0661_\u0662_softmax.py"],
    "a folder where a file is named": ["Jane Doe_1_assignsubmission_file_a.zip/"],
    "a file where none is named": ["Jane Doe_1_assignsubmission_file_"],
    "no participant": ["Jane Doe_assignsubmission_file_/"],
    "another kind": ["Jane Doe_1_assignsubmission_comments_/"],
    "no time": ["HW_jdoe_attempt_2026-11-20_softmax.py"],
    "no user": [f"jdoe_attempt_{TIMES[0]}_softmax.py"],
    "submissions as files": ["submission_1.zip", "submission_2.zip"],
    "submissions with names": ["submission_alice/"],
    "a number that never ends": [f"doejane_{'1' * 21}_2_softmax.py"],
    "a name that never ends": [f"{'a' * 300}_1_2_softmax.py"],
    "two platforms": ["doejane_1_2_softmax.py", "Jane Doe_1_assignsubmission_file_/"],
}


def recognised(names):
    return parts_of([(name.rstrip("/"), name.endswith("/")) for name in names])


@pytest.mark.parametrize("name", RECOGNISED)
def test_recognised(name):
    parts = recognised(RECOGNISED[name])
    assert [part.place for part in parts] == [one.rstrip("/") for one in RECOGNISED[name]]
    assert {part.identity["platform"] for part in parts} == {name.partition(",")[0]}


@pytest.mark.parametrize("name", ORDINARY)
def test_an_ordinary_folder(name):
    assert recognised(ORDINARY[name]) == []


def test_folders_of_gradescope_need_more_than_their_names(tmp_path):
    for name in ("submission_1", "submission_2"):
        (tmp_path / name).mkdir()
    (found, _) = sources([tmp_path])
    assert (found.id, found.identity, found.parts) == ("submission_1", {}, ())


def test_a_zip_of_a_student_is_one_submission(tmp_path):
    a_zip(tmp_path / "alice.zip", {"softmax.py": SOFTMAX, "alice_1_2_softmax.py": SOFTMAX})
    (found,) = sources([tmp_path / "alice.zip"])
    assert (found.id, found.parts) == ("alice", ())


def test_links_in_a_download_are_not_followed(tmp_path):
    (tmp_path / "secret.py").write_bytes(SOFTMAX)
    folder = tmp_path / "class"
    folder.mkdir()
    (folder / "doejane_1_2_softmax.py").symlink_to(tmp_path / "secret.py")
    (found,) = (read(source, FILES) for source in sources([folder]))
    assert found.files == {}
    assert "A link was not followed: `softmax.py`." in found.unreadable


PIECE = st.sampled_from(
    [
        *"ab_-. /\\:\0<é\u202e",
        "..",
        "1",
        "12",
        "_1_2_",
        "LATE",
        ".py",
        ".zip",
        "softmax.py",
        "_assignsubmission_file_",
    ]
    + [
        "Participant 1",
        f"_attempt_{TIMES[0]}",
        ".txt",
        "submission_1",
        EXPORT,
        "submission_metadata.yml",
        "\udcff",
    ]
)
NAMES = st.lists(st.lists(PIECE, min_size=1, max_size=7).map("".join), min_size=1, max_size=5, unique=True)


@given(NAMES, st.booleans())
def test_no_name_leads_elsewhere(names, is_folder):
    for part in parts_of([(name, is_folder) for name in names]):
        assert part.place in names


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100, deadline=None)
@given(names=NAMES)
def test_no_name_in_an_archive_makes_it_fail_or_write(names, tmp_path_factory):
    path = tmp_path_factory.mktemp("class") / "class.zip"
    told = (name.replace("\0", "").encode("utf-8", "replace").decode() for name in names)
    a_zip(
        path, {name: SOFTMAX for name in told if name} or {"softmax.py": SOFTMAX}
    )  # zipfile writes no others
    for source in sources([path]):
        found = read(source, FILES)
        assert source.path == path and bool(found.files) != bool(found.unreadable)
    assert os.listdir(path.parent) == ["class.zip"]


# what lies in a folder: the ids, and how many task files each has
FLAT = {
    "one student": (["alice_softmax.py", "alice_linear_classifier.py"], {"alice": 2}),
    "two": (
        ["alice_softmax.py", "alice_linear_classifier.py", "bob-softmax.py", "bob-linear_classifier.py"],
        {"alice": 2, "bob": 2},
    ),
    "one file alone keeps its name": (["alice_softmax.py", "bob.py"], {"alice_softmax.py": 1, "bob.py": 1}),
    "another rest": (
        ["alice_softmax.py", "alice_softmax2.py"],
        {"alice_softmax.py": 1, "alice_softmax2.py": 1},
    ),
    "no sign between": (
        ["mysoftmax.py", "mylinear_classifier.py"],
        {"mylinear_classifier.py": 1, "mysoftmax.py": 1},
    ),
    "no name": (["_softmax.py", "_linear_classifier.py"], {"_softmax.py": 1, "_linear_classifier.py": 1}),
}


@pytest.mark.parametrize("name", FLAT)
def test_files_called_after_students(name, tmp_path):
    files, expected = FLAT[name]
    for file in files:
        (tmp_path / file).write_bytes(SOFTMAX + LINEAR)
    found = {one.id: one for one in (read(source, (S, L)) for source in sources([tmp_path]))}
    assert set(found) == set(expected)
    grouped = {id for id, one in found.items() if expected[id] == 2}
    assert all(not found[id].notes and len(found[id].files) == 2 for id in grouped)
