"""What the learning platforms give: a download of submissions, and files for the grades."""

import csv
import io
import zipfile

FULL = ("Lovelace, Ada", "Hopper, Grace", "Lee, Kim", "Turing, Alan", "Noether, Emmy")
CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Gradient check (77),Softmax (123456),Current Score\n"
    "    Points Possible,,,,,10.00,27.00,(read only)\n"
) + "".join(f'"{name}",{n},S{n},login{n},"CS231N, 1",5.00,,\n' for n, name in enumerate(FULL, start=101))
MOODLE = (
    '"Identifier","Full name","Email address","Status","Grade","Maximum Grade","Grade can be changed",'
    '"Last modified (submission)","Last modified (grade)","Feedback comments"\n'
) + "".join(
    f'"Participant {n}","{name}","","Submitted for grading","","27.00","Yes","-","-",""\n'
    for n, name in enumerate(FULL, start=11)
)
POLICY = """
[late]
deadline = 2026-10-14T23:59:00+02:00
percent_per_day = 10

[late.submitted]
hoppergrace_102 = 2026-10-15T08:30:00+02:00

[[override]]
student = "turingalan_104"
points = 13.5
reason = "told at the blackboard"
"""


def canvas_download(path, students, again=()):
    """The class's submissions as the one `.zip` that Canvas makes; Grace is late.

    What somebody in `again` has handed in once more has a number after its name.
    """
    with zipfile.ZipFile(path, "w") as archive:
        for number, student in enumerate(students, start=9001):
            name, user = student.name.split("_")
            late = "LATE_" if name == "hoppergrace" else ""
            file = student.home / "softmax-submission.zip"
            attempt = "-1" if student in again else ""
            archive.write(file, f"{name}_{late}{user}_{number}_{file.stem}{attempt}.zip")


def column(text, header, key):
    """The cells of a column of a CSV by those of another."""
    lines = csv.reader(io.StringIO(text))
    first = next(lines)
    place, by = first.index(header), first.index(key)
    return {row[by].strip(): row[place] for row in lines}
