"""Results, grades and files of platforms written by hand, for the tests of what is exported."""

from decimal import Decimal

from cs231n_kit.grading.platforms.final import Final
from cs231n_kit.grading.platforms.grades import Grade
from cs231n_kit.grading.platforms.result import Identity, Result
from cs231n_kit.grading.platforms.sheet import parse

CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Root Account,Section,Softmax (123456),Large margin"
    " (77),Current Score\n"
    ",,,,,,Manual Posting,,\n"
    "    Points Possible,,,,,,20.00,10.00,(read only)\n"
    '"Lovelace, Ada",101,S1,ada,x.edu,"CS231N, 1",,5.00,=1+1\n'
    '"Hopper, Grace",102,S2,grace@x.edu,x.edu,"CS231N ""B""",3.00,,\n'
    '"Lee, Kim",103,S3,kl1,x.edu,CS231N,,,\n'
    '"Lee, Kim",104,S4,kl2,x.edu,CS231N,,,\n'
    '"Student, Test",999,,8f2c,x.edu,CS231N,,,\n'
)
MOODLE = (
    '"Identifier","Full name","Email address","Status","Grade","Maximum Grade","Grade can be changed",'
    '"Last modified (submission)","Online text","Last modified (grade)","Feedback comments"\n'
    '"Participant 11","Ada Lovelace","ada@x.edu","Submitted for grading","","20.00","Yes",'
    '"Monday, 12 October 2026, 10:00 AM","","-",""\n'
    '"Participant 12","Grace Hopper","grace@x.edu","Submitted for grading - Graded","3.00","20.00","Yes",'
    '"Monday, 12 October 2026, 11:00 AM","<p>two\nlines</p>","Tuesday, 13 October 2026, 9:00'
    ' AM","<p>Good.</p>"\n'
)
MOODLE_GERMAN = (
    '"ID","Vollständiger Name","E-Mail-Adresse","Status","Bewertung","Bestwertung",'
    '"Bewertung kann geändert werden","Zuletzt geändert (Abgabe)","Zuletzt geändert (Bewertung)"\n'
    '"Teilnehmer/in11","Ada Lovelace","ada@x.edu","Zur Bewertung abgegeben","","20,00","Ja","-","-"\n'
    '"Teilnehmer/in12","Grace Hopper","grace@x.edu","Zur Bewertung abgegeben","3,50","20,00","Ja","-","-"\n'
)
BLACKBOARD = (
    '"Last Name"\t"First Name"\t"Username"\t"Student ID"\t"Last Access"\t"Availability"\t'
    '"Weighted Total [Total Pts: up to 0 Percentage] |100"\t"Softmax [Total Pts: 20 Score] |123456"\r\n'
    '"Lovelace"\t"Ada"\t"ada"\t"S1"\t"2026-10-12 10:00:00"\t"Yes"\t""\t""\r\n'
    '"Hopper"\t"Grace"\t"grace"\t"S2"\t"2026-10-12 10:00:00"\t"Yes"\t"55,5"\t"Needs Grading"\r\n'
)


def utf16(text):
    """As Blackboard writes its .xls that is none."""
    return b"\xff\xfe" + text.encode("utf-16-le")


def result(id="ada", score=17.5, max_score=20, people=(), **others):
    number = None if score is None else Decimal(str(score))
    return Result(id, tuple(people), number, Decimal(max_score), **others)


def person(platform="canvas", user="", name="", email=""):
    return Identity(platform, user, name, email)


def grade(student="ada", points=17.5, identity=None, reasons=(), **others):
    one = result(student, points, **others)
    return Grade(student, identity or Identity(), one, Final(one.score, one.max_score, reasons))


def sheet(text):
    return parse(text if isinstance(text, bytes) else text.encode())
