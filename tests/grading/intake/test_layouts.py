"""Layouts that are accepted, each as a folder, a .zip and a .tar.gz: what is taken, and what is noted."""

import pytest

from cs231n_kit.grading.intake import Source, read

S, L = "classifiers/softmax.py", "classifiers/linear_classifier.py"
SOFTMAX = "def softmax_loss_naive(W, X, y, reg):\n    return 0.0, W\n"
LINEAR = "class LinearClassifier:\n    pass\n"
STUB = 'def softmax_loss_naive(W, X, y, reg):\n    raise NotDone("a", "b")\n    raise NotDone("c", "d")\n'
HEAD = "def softmax_loss_naive(W, X, y, reg):\n"
OFFICIAL = f"{HEAD}    # *****START OF YOUR CODE*****\n    pass\n    # END OF YOUR CODE\n"
NO_L = f"{L}: there is none; its tasks count as not done."
NO_S = f"{S}: there is none; its tasks count as not done."


def content(path, text):
    return (text + f"# {path}\n").encode()


def softmax(*paths):
    return {path: content(path, SOFTMAX) for path in paths}


def linear(*paths):
    return {path: content(path, LINEAR) for path in paths}


# name: files, the path that is taken for softmax.py, the one for linear_classifier.py, notes
ACCEPTED = {
    "kit": (
        softmax("cs231n_kit/classifiers/softmax.py") | linear("cs231n_kit/classifiers/linear_classifier.py"),
        "cs231n_kit/classifiers/softmax.py",
        "cs231n_kit/classifiers/linear_classifier.py",
        (),
    ),
    "course": (
        softmax("cs231n/classifiers/softmax.py") | linear("cs231n/classifiers/linear_classifier.py"),
        "cs231n/classifiers/softmax.py",
        "cs231n/classifiers/linear_classifier.py",
        (),
    ),
    "no package": (
        softmax("softmax.py") | linear("linear_classifier.py"),
        "softmax.py",
        "linear_classifier.py",
        (),
    ),
    "classifiers alone": (
        softmax("classifiers/softmax.py") | linear("classifiers/linear_classifier.py"),
        "classifiers/softmax.py",
        "classifiers/linear_classifier.py",
        (),
    ),
    "deep": (
        softmax("a/b/c/d/e/f/cs231n/classifiers/softmax.py") | linear("x/linear_classifier.py"),
        "a/b/c/d/e/f/cs231n/classifiers/softmax.py",
        "x/linear_classifier.py",
        (),
    ),
    "one file of two": (softmax("hw/softmax.py"), "hw/softmax.py", None, (NO_L,)),
    "the other of two": (linear("hw/linear_classifier.py"), None, "hw/linear_classifier.py", (NO_S,)),
    "package path beats root": (
        softmax("softmax.py", "hw/cs231n/classifiers/softmax.py"),
        "hw/cs231n/classifiers/softmax.py",
        None,
        (
            f"{S}: `hw/cs231n/classifiers/softmax.py` was taken and not `softmax.py`: its path is the one"
            f" in the"
            " package.",
            NO_L,
        ),
    ),
    "package beats half of it": (
        softmax("classifiers/softmax.py", "hw/cs231n_kit/classifiers/softmax.py"),
        "hw/cs231n_kit/classifiers/softmax.py",
        None,
        (
            f"{S}: `hw/cs231n_kit/classifiers/softmax.py` was taken and not `classifiers/softmax.py`: its"
            f" path is"
            " the one in the package.",
            NO_L,
        ),
    ),
    "shallower beats deeper": (
        softmax("old/backup/softmax.py", "hw/softmax.py"),
        "hw/softmax.py",
        None,
        (f"{S}: `hw/softmax.py` was taken and not `old/backup/softmax.py`: it lies higher up.", NO_L),
    ),
    "alphabet decides last": (
        softmax("b/softmax.py", "a/softmax.py", "c/softmax.py"),
        "a/softmax.py",
        None,
        (
            f"{S}: `a/softmax.py` was taken and not `b/softmax.py`, `c/softmax.py`: it comes first by the"
            " alphabet.",
            NO_L,
        ),
    ),
    "later copy beats earlier": (
        softmax("softmax.py", "softmax (1).py", "softmax (2).py"),
        "softmax (2).py",
        None,
        (
            f"{S}: `softmax (2).py` was taken and not `softmax (1).py`, `softmax.py`: its name is that of a"
            f" later"
            " copy.",
            NO_L,
        ),
    ),
    "work beats the kit's stub": (
        {"cs231n_kit/classifiers/softmax.py": STUB.encode()} | softmax("mine/softmax.py"),
        "mine/softmax.py",
        None,
        (
            f"{S}: `mine/softmax.py` was taken and not `cs231n_kit/classifiers/softmax.py`: the others are"
            " untouched.",
            NO_L,
        ),
    ),
    "work beats the course's stub": (
        {"cs231n/classifiers/softmax.py": OFFICIAL.encode()} | softmax("mine/softmax.py"),
        "mine/softmax.py",
        None,
        (
            f"{S}: `mine/softmax.py` was taken and not `cs231n/classifiers/softmax.py`: the others are"
            " untouched.",
            NO_L,
        ),
    ),
    "copy of a browser": (
        softmax("softmax (1).py"),
        "softmax (1).py",
        None,
        (f"{S}: `softmax (1).py` was taken for it.", NO_L),
    ),
    "copy of a desktop": (
        softmax("softmax copy 2.py"),
        "softmax copy 2.py",
        None,
        (f"{S}: `softmax copy 2.py` was taken for it.", NO_L),
    ),
    "capital letters": (
        softmax("Softmax.PY"),
        "Softmax.PY",
        None,
        (f"{S}: `Softmax.PY` was taken for it.", NO_L),
    ),
    "name with the student's": (
        softmax("alice_softmax.py") | linear("alice-linear_classifier-v2.py"),
        "alice_softmax.py",
        "alice-linear_classifier-v2.py",
        (
            f"{S}: `alice_softmax.py` was taken for it: there is no file of that name.",
            f"{L}: `alice-linear_classifier-v2.py` was taken for it: there is no file of that name.",
        ),
    ),
    "everything in one file": (
        {"hw1.py": content("hw1.py", SOFTMAX + LINEAR)},
        "hw1.py",
        "hw1.py",
        (
            f"{S}: `hw1.py` was taken for it: there is no file of that name.",
            f"{L}: `hw1.py` was taken for it: there is no file of that name.",
        ),
    ),
    "the only one that defines it": (
        softmax("hw1.py") | {"utils.py": b"x = 1\n", "plots.py": b"y = 2\n"},
        "hw1.py",
        None,
        (f"{S}: `hw1.py` was taken for it: there is no file of that name.", NO_L),
    ),
    "junk beside": (
        softmax("softmax.py")
        | {
            f"{folder}/softmax.py": b"junk"
            for folder in (
                *("__MACOSX", ".git", ".ipynb_checkpoints", "__pycache__", "venv", ".venv", "node_modules"),
                *("env", "lib/python3.11/site-packages/x", "datasets", "x.egg-info"),
            )
        }
        | {"._softmax.py": b"\0\5\26\7", ".DS_Store": b"\0"},
        "softmax.py",
        None,
        (NO_L,),
    ),
    "the kit handed in whole": (
        softmax("cs231n_kit/classifiers/softmax.py")
        | {
            "cs231n_kit/stubs/classifiers/softmax.py": b"junk",
            "cs231n_kit/solutions/classifiers/softmax.py": b"junk",
        },
        "cs231n_kit/classifiers/softmax.py",
        None,
        (NO_L,),
    ),
    "in a folder called solutions": (softmax("solutions/softmax.py"), "solutions/softmax.py", None, (NO_L,)),
    "an archive beside": (
        softmax("softmax.py") | {"old.zip": b"PK"},
        "softmax.py",
        None,
        ("An archive in it was not opened: `old.zip`.", NO_L),
    ),
    "a notebook beside": (
        softmax("softmax.py") | {"softmax.ipynb": b"{}"},
        "softmax.py",
        None,
        (NO_L, "There is a notebook, `softmax.ipynb`, but the functions are read from the .py files."),
    ),
    "blanks and letters of all kinds": (
        softmax("Übung 1 – Lösung/软件/softmax.py"),
        "Übung 1 – Lösung/软件/softmax.py",
        None,
        (NO_L,),
    ),
    "a test of it is not it": (
        softmax("softmax.py") | {"test_softmax.py": b"from softmax import softmax_loss_naive\n"},
        "softmax.py",
        None,
        (NO_L,),
    ),
    "a numbered folder": (
        softmax("assignment1 (3)/softmax.py"),
        "assignment1 (3)/softmax.py",
        None,
        (NO_L,),
    ),
}


@pytest.mark.parametrize("kind", ["folder", "zip", "tar.gz"])
@pytest.mark.parametrize("name", ACCEPTED)
def test_accepted(name, kind, read_in):
    files, softmax_path, linear_path, notes = ACCEPTED[name]
    found = read_in(kind, files)
    expected = {file: path for file, path in ((S, softmax_path), (L, linear_path)) if path}
    assert found.unreadable == ""
    assert found.files == {file: files[path].decode() for file, path in expected.items()}
    assert found.notes == notes


def test_the_table_is_long_enough():
    assert len(ACCEPTED) >= 25


def test_the_digest_depends_on_the_texts_alone(read_in):
    digests = set()
    for path in ("softmax.py", "cs231n/classifiers/softmax.py"):
        for ending in ("\n", "\r\n", "\r"):
            text = SOFTMAX.replace("\n", ending).encode()
            digests |= {read_in(kind, {path: text}).digest for kind in ("zip", "tar.gz")}
    other = read_in("zip", {"softmax.py": SOFTMAX.encode() + b"#"}).digest
    moved = read_in("zip", {"linear_classifier.py": SOFTMAX.encode()}).digest
    assert len(digests) == 1 and len({*digests, other, moved}) == 3


@pytest.mark.parametrize("name", ["softmax.py", "alice.py", "softmax (1).py"])
def test_a_single_file(tmp_path, name):
    (tmp_path / name).write_text(SOFTMAX)
    assert read(Source("x", tmp_path / name), (S, L)).files == {S: SOFTMAX}


def test_a_folder_with_an_archive_alone_is_read_through(tmp_path, read_in):
    read_in("zip", {"hw/softmax.py": SOFTMAX.encode()})
    folder = tmp_path / "Alice_123_assignsubmission_file"
    folder.mkdir()
    (tmp_path / "alice.zip").rename(folder / "hw.zip")
    found = read(Source("x", folder), (S, L))
    assert found.files == {S: SOFTMAX}
    assert found.notes == ("There is no Python file beside `hw.zip`, which was read.", NO_L)


def test_an_archive_by_another_name_is_read_as_what_it_is(tmp_path, hand_in):
    source = hand_in("tar.gz", {"softmax.py": SOFTMAX.encode()})
    source.path.rename(tmp_path / "bob.zip")
    found = read(Source("bob", tmp_path / "bob.zip"), (S, L))
    assert found.files == {S: SOFTMAX}
    assert found.notes == ("The archive `bob.zip` is a .tar.gz, whatever its name says.", NO_L)


def test_the_layout_of_2015_is_named(read_in):
    text = f"{HEAD}  '''\n  - W: C x D array of weights\n  - X: D x N array of data.\n  '''\n"
    assert read_in("zip", {"softmax.py": text.encode()}).notes[0] == (
        f"{S}: It is written for the layout of 2015, W (C, D) and X (D, N); it is graded with W (D, C) and"
        f" X (N, D),"
        " as the assignment asks."
    )


def test_a_later_layout_is_not_taken_for_that_of_2015(read_in):
    text = f"{HEAD}  '''\n  - W: (D, C) array of weights\n  - X: (N, D) array of data.\n  '''\n"
    assert read_in("zip", {"softmax.py": text.encode()}).notes == (NO_L,)
