"""``cs231n-kit similarity``, as it is typed: who is found, who is not, and what the page is like."""

import csv
import re
import sys
from html.parser import HTMLParser
from itertools import combinations

import pytest

from cs231n_kit.grading.similarity.compare import default_common

from .similar import FILE, alone, class_of, reference, renamed, reordered, untouched


@pytest.fixture
def compared(cli, tmp_path):
    """Compare a class: the rows of the table, the page, and what was printed."""

    def run(texts, *options):
        out = tmp_path / "out" / "similar.html"
        done = cli("similarity", class_of(tmp_path / "class", texts), "--out", out, *options)
        assert (done.returncode, done.stderr) == (0, "")
        with open(out.with_suffix(".csv"), encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file)), out.read_text("utf-8"), done.stdout

    return run


def found(rows):
    return {(row["first"], row["second"]) for row in rows}


def test_copies_are_found_and_nobody_who_worked_alone(compared):
    copies = {
        "copied": reference(),
        "renamed": renamed(reference()),
        "turned": reordered(renamed(reference())),
    }
    assert copies["turned"] != copies["renamed"]
    rows, page, said = compared(alone() | copies)
    assert found(rows) == set(combinations(sorted(copies), 2))
    assert rows[0] | {"shared": ""} == {
        **{"first": "copied", "second": "renamed", "similarity": "1.0000"},
        **{"of_first": "1.0000", "of_second": "1.0000", "shared": ""},
    }
    assert [float(row["similarity"]) for row in rows] == sorted(
        (float(row["similarity"]) for row in rows), reverse=True
    )
    assert said.startswith(
        "7 submissions compared, 3 pairs alike in 70% or more\n  100%  copied and renamed\n"
    )
    assert said.endswith("Similarity is no proof of copying: read both texts, and ask.\n")
    assert "Similarity is no proof of copying." in page


def test_both_texts_are_shown_with_what_they_share(compared):
    """All of a renamed copy is marked but what the kit has handed out, and nothing is lost of it."""
    _, page, _ = compared({"a": reference(), "b": renamed(reference())})
    shown = Texts(page).texts
    assert [text for text, _ in shown] == [
        reference().strip("\n") + "\n",
        renamed(reference()).strip("\n") + "\n",
    ]
    for line in ("log_Z = np.log(np.exp(s).sum())", "dW[:, c] += (p_c - (c == y[i])) * X[i]"):
        assert line in shown[0][1]
    assert "Softmax loss and its gradient" not in shown[0][1]
    assert not {"from cs231n_kit.errors import NotDone"} & set(shown[0][1].split("\n"))


def test_what_a_large_part_of_the_class_shares_is_left_out(compared):
    """Twelve write the textbook's solution, and two of the others have the same unusual one."""
    texts = {f"s{n:02d}": reference() for n in range(12)} | alone()
    rows, page, said = compared(texts | {"mate": renamed(alone()["grace"])})
    assert found(rows) == {("grace", "mate")}
    assert "12 submissions without code of their own" in said
    assert "that more than 8 submissions share" in page


@pytest.mark.parametrize("number, common", [(2, 5), (6, 5), (11, 5), (12, 6), (20, 10), (500, 10)])
def test_how_many_may_share_a_passage(number, common):
    assert default_common(number) == common


def test_the_number_that_may_share_can_be_set(compared):
    rows, _, _ = compared({f"s{n:02d}": reference() for n in range(12)}, "--common", "12")
    assert len(rows) == 12 * 11 / 2


def test_what_the_kit_hands_out_is_no_similarity(compared):
    rows, page, said = compared({"idle": untouched(), "idler": untouched()} | alone())
    assert rows == []
    assert said.startswith("4 submissions compared, 0 pairs alike in 70% or more\n")
    assert "2 submissions without code of their own" in said
    assert "<li><bdi>idle</bdi></li>" in page


def test_two_attempts_of_one_student_are_not_compared(cli, tmp_path):
    for name in ("adal_7_1_softmax.py", "adal_7_2_softmax-1.py", "alant_8_3_softmax.py"):
        (tmp_path / "canvas").mkdir(exist_ok=True)
        (tmp_path / "canvas" / name).write_text(reference(), "utf-8")
    done = cli("similarity", tmp_path / "canvas", "--out", tmp_path / "out.html")
    assert (done.returncode, done.stderr) == (0, "")
    names = re.findall(r"%  (\S+) and (\S+)", done.stdout)
    assert names and all({one[:4] for one in pair} == {"adal", "alan"} for pair in names)


def test_the_same_class_gives_the_same_bytes(compared, tmp_path, cli):
    _, page, _ = compared(alone() | {"copied": reference(), "renamed": renamed(reference())})
    again = tmp_path / "again.html"
    assert cli("similarity", tmp_path / "class", "--out", again, PYTHONHASHSEED="1").returncode == 0
    assert again.read_text("utf-8") == page


HOSTILE = [
    ("<script>alert(1)</script>", "_script_alert(1)__script_"),
    ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
    ("\u202egnp.exe", "_gnp.exe"),
]


@pytest.mark.parametrize("name, cell", HOSTILE)
def test_hostile_names_and_code_are_harmless(compared, name, cell):
    spell = '\n    x = "</pre><script>alert(1)</script><img src=x onerror=alert(1)>\u202e\x1b[31m"\n'
    text = reference().replace("    loss = 0.0\n", f"    loss = 0.0{spell}")
    folder = name.replace("/", "\u2215")
    rows, page, said = compared({folder: text, "z": text})
    assert rows[0]["first"].replace("\u2215", "_") == cell
    assert "<script" not in page and "<img" not in page
    assert not {"\u202e", "\x1b"} & set(page + said)
    assert Texts(page).texts[0][0].count("alert(1)") == 2
    assert not re.search(r"https?://|//cdn|\bsrc=[\"']", re.sub(r"<pre.*?</pre>", "", page, flags=re.DOTALL))


def test_nothing_that_was_handed_in_is_run(compared, tmp_path):
    witness = tmp_path / "witness"
    text = reference() + f"\nopen({str(witness)!r}, 'w')\n"
    compared({"a": text, "b": text})
    assert not witness.exists()


def test_text_that_no_python_reads_is_compared_too(compared):
    broken = "def (:\n" + "'''" + "(" * 60_000
    rows, _, _ = compared(
        {"a": reference(), "b": renamed(reference()), "c": broken, "d": "\0\x0c" + reference()}
    )
    assert ("a", "b") in found(rows) and ("a", "d") in found(rows)


@pytest.mark.parametrize(
    "texts, message",
    [
        ({"ada": "x"}, "and of 1 found only one has code of its own for softmax; pass the folder of a class"),
        ({"ada": "x", "zoe": ""}, "and of 2 found only one has code of its own for softmax; pass the folder"),
        ({"zoe": ""}, "and of 1 found none has code of its own for softmax; pass the folder of a class\n"),
    ],
)
def test_one_alone_cannot_be_compared(cli, tmp_path, texts, message):
    written = {id: reference() if text else untouched() for id, text in texts.items()}
    done = cli("similarity", class_of(tmp_path / "class", written), "--out", tmp_path / "out.html")
    assert (done.returncode, done.stdout) == (2, "")
    assert "similarity compares submissions with each other, " + message in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["class"]


@pytest.mark.parametrize(
    "arguments, message",
    [
        (("--out", "a.csv"), "--out must be an .html file to write, got a.csv; name one\n"),
        (
            ("--out", "class/a.html"),
            "--out must lie outside the submissions, but class/a.html lies in class; name another place\n",
        ),
        (("--out", "a.html", "--assignment", "x"), "assignment must be one of gradient_check, softmax,"),
        (
            ("--out", "a.html", "--threshold", "0"),
            "--threshold must be a number of percent above 0 and at most 100, got '0'; correct it\n",
        ),
        (
            ("--out", "a.html", "--threshold", "nan"),
            "--threshold must be a number of percent above 0 and at most 100, got 'nan'; correct it\n",
        ),
        (
            ("--out", "a.html", "--common", "1"),
            "--common must be a whole number of submissions, 2 or more, got '1'; correct it\n",
        ),
        ((), "the following arguments are required: --out"),
    ],
)
def test_what_it_refuses(cli, tmp_path, arguments, message):
    class_of(tmp_path / "class", alone())
    done = cli("similarity", "class", *arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["class"]


def test_without_the_library_it_says_how_to_get_it(cli, tmp_path):
    (tmp_path / "none").mkdir()
    (tmp_path / "none" / "copydetect.py").write_text("raise ModuleNotFoundError(name='copydetect')\n")
    class_of(tmp_path / "class", alone())
    path = f"{tmp_path / 'none'}:{sys.path[0]}"
    done = cli("similarity", tmp_path / "class", "--out", tmp_path / "a.html", PYTHONPATH=path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "cs231n-kit similarity: similarity needs copydetect 0.5 or newer, and it is not installed; run"
        ' `python -m pip install "copydetect>=0.5"`\n'
    )


def test_several_files_of_one_assignment_count_together(cli, tmp_path):
    """Two share one of their two files, which is less than 70 % of either's code."""
    other = "classifiers/linear_classifier.py"
    texts = {"a": (renamed(reference()), reference(other)), "b": (alone()["grace"], reference(other))}
    for id, (softmax, classifier) in texts.items():
        class_of(tmp_path / "class", {id: softmax})
        (tmp_path / "class" / id / "linear_classifier.py").write_text(classifier, "utf-8")
    done = cli("similarity", tmp_path / "class", "--out", tmp_path / "a.html")
    assert done.stdout.startswith("2 submissions compared, 0 pairs alike"), done.stderr
    done = cli("similarity", tmp_path / "class", "--out", tmp_path / "a.html", "--threshold", "40")
    assert done.stdout.startswith("2 submissions compared, 1 pair alike"), done.stderr
    assert f"<code>{other}</code>" in (tmp_path / "a.html").read_text("utf-8")
    assert FILE.endswith("softmax.py")


class Texts(HTMLParser):
    """The texts on a page, each with what is marked in it, one line a mark."""

    def __init__(self, page):
        super().__init__()
        self.texts, self._open = [], set()
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self._open.add(tag)
        if tag == "pre":
            self.texts.append(("", ""))

    def handle_endtag(self, tag):
        self._open.discard(tag)

    def handle_data(self, data):
        if "pre" in self._open:
            text, marked = self.texts[-1]
            self.texts[-1] = (text + data, marked + (f"{data}\n" if "mark" in self._open else ""))
