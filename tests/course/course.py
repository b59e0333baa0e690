"""An instructor's folder and five students beside it."""

import csv
import zipfile

from cs231n_kit.authoring.bundle.leaks import distinctive_lines, leaks
from cs231n_kit.overlay import REFERENCE

from .platforms import canvas_download
from .students import NOTEBOOK, QUESTIONS, SOFTMAX, five
from .told import text, totals, wrong

POINTS = {  # for the answers, by hand; who is not here answered nothing
    "emmy": (2, 1, 0.5, 1, 0.75, 1),
    "grace": (1.5, 0, 0, 0, 0, 0),
}
COMMENT = "=Which <b>numbers</b>?"  # on what gets 0.75


class Course:
    """Runs the command line, and reads what it wrote."""

    def __init__(self, cli, place):
        self.cli, self.place, self.graded = cli, place, place / "graded"
        self.students = five()

    def run(self, *arguments, tree=None, code=0, warned=""):
        """A command of the instructor's, or, in its `tree`, of a student's; what it printed."""
        where = {"tree": tree} if tree else {"cwd": self.place}
        done = self.cli(*arguments, **where)
        assert (done.returncode, done.stderr) == (code, warned), done.stdout + done.stderr
        return done.stdout

    def collect(self, student):
        """A student's archive; all that is left open is an exit code of 1."""
        said = self.run("collect", tree=student.home, code=0 if len(student.answers) == 6 else 1)
        archive = student.home / "softmax-submission.zip"
        assert said.endswith(f"Upload this one file, as it is: {archive}\n")
        with zipfile.ZipFile(archive) as packed:
            names = {"manifest.json", SOFTMAX, NOTEBOOK, "notebooks/softmax.html"}
            assert names < set(packed.namelist())
        return said

    def download(self, *again):
        canvas_download(self.place / "submissions.zip", self.students.values(), again)

    def table(self):
        with (self.graded / "questions.csv").open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    def fill_in(self, rows):
        """Give the points, as in a spreadsheet, and save it as ``filled-in.csv``."""
        points = {
            (self.students[name].name, question): given
            for name in self.students
            for question, given in zip(QUESTIONS, POINTS.get(name, (0,) * 6), strict=True)
        }
        for row in rows:
            assert row["max_points"] == ("2" if row["question"] == "underflow" else "1")
            row["points"] = str(points[row["submission"], row["question"]])
            row["comment"] = COMMENT if row["points"] == "0.75" else ""
        with (self.place / "filled-in.csv").open("w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(file, rows[0])
            table.writeheader()
            table.writerows(rows)

    def expect(self, points, out_of):
        """These and no other points, wherever they are told."""
        expected = {self.students[name].name: (of, out_of) for name, of in points.items()}
        assert totals(self.graded) == expected

    def wrong(self, name):
        return wrong(self.graded, self.students[name].name)

    def feedback(self, name):
        return text(self.graded, self.students[name].name)


def refuse_leaks(files):
    """No file holds a distinctive line of the reference; `files` by their names."""
    content = {name: path.read_bytes() for name, path in files.items()}
    assert list(leaks(content, distinctive_lines(REFERENCE))) == []
