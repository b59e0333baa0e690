"""What the files of a graded class say, each read as its reader reads it."""

import csv
import json
import re
from html import unescape


def results(graded):
    """The submissions of ``results.json`` by id."""
    found = json.loads((graded / "results.json").read_text("utf-8"))["submissions"]
    return {one["id"]: one for one in found}


def totals(graded):
    """The points of each submission out of how many; the files must all tell the same."""
    by_program = {
        id: (_sum(one, "score", "points"), _sum(one, "max_score")) for id, one in results(graded).items()
    }
    with (graded / "gradebook.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["id"]: float(row["total"]) for row in rows} == {
        id: one for id, (one, _) in by_program.items()
    }
    assert {id: _heading(graded, id) for id in by_program} == by_program
    report = (graded / "report.html").read_text("utf-8")
    listed = re.findall(r"<bdi>(\w+)</bdi></a></th>.*?<td class=\"number\">([\d.]+)</td>", report)
    assert {id: float(score) for id, score in listed} == {id: one for id, (one, _) in by_program.items()}
    return by_program


def text(graded, id):
    """What a student reads on the page of feedback."""
    page = (graded / f"feedback/{id}.html").read_text("utf-8").partition("</h1>")[2]
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", page)).split())


def wrong(graded, id):
    """The codes of what a submission lost points for, with their messages."""
    return {
        one["code"]: one["message"]
        for task in results(graded)[id]["tasks"]
        for one in task["findings"]
        if one["points"] < one["max_points"]
    }


def _sum(one, task, question="max_points"):
    return one[task] + sum(given[question] for given in one.get("manual", ()))


def _heading(graded, id):
    points, most = re.match(r"([\d.]+) of ([\d.]+) ", text(graded, id)).groups()
    return float(points), float(most)
