"""Which submissions are found, under which ids, whatever their names are made of."""

import os
import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cs231n_kit.errors import KitError
from cs231n_kit.grading.intake import sources
from cs231n_kit.grading.intake.entries import LIMITS, inside
from cs231n_kit.grading.intake.names import safe_id, same_to_the_eye, shown


def made(folder, *names):
    """Files, and folders where a name ends in a slash."""
    for name in names:
        path = folder / name
        (path if name.endswith("/") else path.parent).mkdir(parents=True, exist_ok=True)
        if not name.endswith("/"):
            path.touch()
    return folder


def ids(*paths):
    return [source.id for source in sources(paths)]


# what lies in a folder: the ids that are found
FOLDERS = {
    "one of each": (
        ("a/softmax.py", "b.zip", "c.tar.gz", "d.tgz", "e.py", "f.ipynb"),
        ["a", "b", "c", "d", "e.py", "f.ipynb"],
    ),
    "in the order of the names": (("b/", "10/", "9/", "a/", "B/"), ["10", "9", "B", "a", "b~2"]),
    "one by a task file": (("softmax.py", "data/x", "old.zip"), ["folder"]),
    "one by a package": (("cs231n/classifiers/softmax.py", "README.md"), ["folder"]),
    "one by the kit": (("cs231n_kit/x.py", "notebooks/softmax.ipynb"), ["folder"]),
    "one by its assignment": (("assignment1/cs231n/softmax.py",), ["folder"]),
    "a class's assignment": (("assignment1/a.zip", "assignment2/a.zip"), ["assignment1", "assignment2"]),
    "one with an old version": (("softmax.py", "old/softmax.py"), ["folder"]),
    "a class with a stray file": (
        ("softmax.py", "a/softmax.py", "b/softmax.py"),
        ["a", "b", "softmax.py"],
    ),
    "a class of archives with a stray file": (
        ("softmax.py", "a.zip", "b.zip"),
        ["a", "b", "softmax.py"],
    ),
    "one student": (("alice/softmax.py",), ["alice"]),
    "what cannot be read": (("a.rar", "b.7z", "c.pdf", "d", "e.txt"), ["a", "b", "c.pdf", "d", "e.txt"]),
    "paperwork": (("a/", "grades.csv", "README.md", "results.json", "report.html", "run.sh"), ["a"]),
    "junk": (("a/", ".git/x", "__MACOSX/._a", ".DS_Store", "Thumbs.db", "._a.zip", ".gitignore"), ["a"]),
    "a hidden one": ((".a/", ".b.zip", "c/"), ["_a", "_b", "c"]),
    "results": (("a/", "graded/gradebook.sqlite", "graded/feedback/a.html"), ["a"]),
    "alike": (("a/", "a.zip", "a.tgz", "a.py"), ["a", "a.py", "a~2", "a~3"]),
    "alike but for small letters": (("Ann/", "ann/", "ANN.zip"), ["ANN", "Ann~2", "ann~3"]),
    "a name that looks like a number of ours": (("a/", "a.zip", "a~2/"), ["a", "a~2", "a~2~2"]),
    "composed or not": (("Zoe\u0308/", "Zo\u00eb/"), ["Zoë", "Zoë~2"]),
    "of full width": (("ann/", "\uff41nn/"), ["ann", "\uff41nn~2"]),
}


@pytest.mark.parametrize("name", FOLDERS)
def test_what_is_found_in_a_folder(name, tmp_path):
    files, expected = FOLDERS[name]
    assert ids(made(tmp_path / "folder", *files)) == expected


# the name of a file: the id
NAMES = {
    "alice": "alice",
    "Ana María Ñuñez": "Ana María Ñuñez",
    "李小龙.zip": "李小龙",
    "alice.tar.gz": "alice",
    "alice.TGZ": "alice",
    "alice.b.zip": "alice.b",
    ".zip": "_zip",
    "..zip": "_",
    "...": "___",
    ".hidden": "_hidden",
    "-rf.zip": "_rf",
    "~root": "_root",
    "a\nb": "a_b",
    "a\x1b[31mb": "a_[31mb",
    "a\u202egpj.zip": "a_gpj",
    "a\u200bb": "a_b",
    "a\u2028b": "a_b",
    "a\u00a0b": "a_b",
    "a\udcffb": "a_b",
    "a\ue000b": "a_b",
    "a\\b": "a_b",
    "<script>alert(1)</script>": "_script_alert(1)__script_",
    "a&b'c\"d`e": "a_b_c_d_e",
    "C:evil": "C_evil",
    "a. . ": "a",
    " ": "unnamed",
    "CON": "_CON",
    "com1.txt": "_com1.txt",
    "console": "console",
    "=cmd()": "=cmd()",
    "x" * 100: "x" * 100,
}


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_the_id_of_a_name(name):
    assert safe_id(name) == NAMES[name]


def test_long_names_are_cut_and_kept_apart():
    a, b = safe_id("x" * 120 + "a.zip"), safe_id("x" * 120 + "b.zip")
    assert a != b and a[:101] == b[:101] == "x" * 100 + "-"
    assert len(safe_id("李" * 255).encode()) <= 180


def is_safe(id):
    return (
        all(unicodedata.category(sign)[0] not in "CZ" or sign == " " for sign in id)
        and not set(id) & set("/\\<>&\"'`:*?|")
        and id[0] not in ".-~ "
        and id[-1] not in ". "
        and 0 < len(id.encode()) <= 200
    )


ANY_NAME = st.text(st.characters(exclude_characters="\0/"), min_size=1, max_size=300)


@given(ANY_NAME)
def test_any_id_is_safe_and_the_id_of_itself(name):
    id = safe_id(name)
    assert is_safe(id) and unicodedata.is_normalized("NFC", id)


@given(ANY_NAME)
def test_any_path_can_be_shown(name):
    said = shown(name)
    assert said[0] == said[-1] == "`" and "`" not in said[1:-1]
    assert said.isprintable() and len(said) <= 82


def is_possible(name):
    try:
        return len(os.fsencode(name)) < 200 and name not in (".", "..")
    except UnicodeEncodeError:
        return False


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50, deadline=None)
@given(names=st.lists(ANY_NAME.filter(is_possible), min_size=1, max_size=8, unique=True))
def test_every_folder_of_a_class_has_an_id_of_its_own(names, tmp_path_factory):
    folder = tmp_path_factory.mktemp("class")
    for name in names:
        (folder / f"{name}.zip").touch()
    found = sources([folder])
    assert sorted(source.path.name for source in found) == sorted(
        f"{name}.zip" for name in names if not name.startswith("._")
    )
    assert len({same_to_the_eye(source.id) for source in found}) == len(found)
    assert all(is_safe(source.id) for source in found)
    assert found == sources([folder])


@given(st.text(st.sampled_from("abc./\\:\0 é"), max_size=20))
def test_no_path_in_an_archive_leads_outside(name):
    path = inside(name, LIMITS)
    if path is not None:
        assert os.path.normpath(path) == path and not os.path.isabs(path)
        assert path.split("/")[0] != ".." and not set(path) & {"\\", "\0"}


# a path in an archive: the same made plain, or None if it leads outside
PATHS = {
    "a/b.py": "a/b.py",
    "./a/./b.py": "a/b.py",
    "a//b.py": "a/b.py",
    "a\\b.py": "a/b.py",
    "a/..b/c": "a/..b/c",
    "..a/b": "..a/b",
    "a/": "a",
    "./": None,
    "": None,
    "/a": None,
    "//host/a": None,
    "\\a": None,
    "../a": None,
    "a/../b": None,
    "a\\..\\b": None,
    "a/..": None,
    "C:/a": None,
    "c:\\a": None,
    "a\0b": None,
    "a" * 5000: None,
}


@pytest.mark.parametrize("path", PATHS, ids=lambda path: ascii(path[:20]))
def test_paths_in_an_archive(path):
    assert inside(path, LIMITS) == PATHS[path]


def test_notes_say_why_an_id_is_not_the_name(tmp_path):
    made(tmp_path, "ann/", "ann.zip", "b\x1bob.zip")
    first, second, third = (source.notes for source in sources([tmp_path]))
    assert first == ()
    assert second == ("Another submission is called ann too; this one, `ann.zip`, is ann~2.",)
    assert third == ("The name has signs that were replaced, or is too long; it was 'b\\x1bob.zip'.",)


def test_paths_may_be_single_submissions(tmp_path):
    made(tmp_path, "a.zip", "b/softmax.py", "class/c/", "class/d.py")
    paths = [tmp_path / "b", tmp_path / "class", tmp_path / "a.zip"]
    assert ids(*paths) == ["b", "c", "d.py", "a"]
    assert ids(*paths, tmp_path / "b", tmp_path / "class" / "c" / ".." / "d.py") == ["b", "c", "d.py", "a"]


def test_a_link_that_is_given_is_followed_and_one_that_is_found_is_a_submission(tmp_path):
    made(tmp_path, "class/a/")
    (tmp_path / "class" / "b").symlink_to("/etc")
    (tmp_path / "class" / "c.py").symlink_to("nowhere")
    (tmp_path / "here").symlink_to("class")
    found = sources([tmp_path / "here"])
    assert [source.id for source in found] == ["a", "b", "c.py"]
    assert [source.path.name for source in found] == ["a", "b", "c.py"]


def test_nothing_is_read(tmp_path):
    made(tmp_path, "a/", "b.zip")
    os.mkfifo(tmp_path / "c.py")  # would wait for ever
    assert ids(tmp_path) == ["a", "b", "c.py"]


@pytest.mark.parametrize(
    "name, said",
    [
        (
            "absent",
            "submissions must be in a folder or a file that can be read, but `{}` cannot be (No such file or"
            " directory); correct the path or its permissions",
        ),
        (
            "round",
            "submissions must be in a folder or a file that can be read, but `{}` cannot be (its links lead"
            " in a"
            " circle); correct the path or its permissions",
        ),
        (
            "empty",
            "`{}` holds no submission; a submission is a folder, a .zip, a .tar.gz or a .py file: pass a"
            " folder"
            " with some in it",
        ),
    ],
)
def test_a_path_without_submissions(name, said, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    made(tmp_path, "empty/.DS_Store")
    (tmp_path / "round").symlink_to("round")
    with pytest.raises(KitError) as raised:
        sources([tmp_path.__class__(name)])
    assert str(raised.value) == said.format(name)
