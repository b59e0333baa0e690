"""Rows written by hand, for the tests of how a class is stored and shown."""

from cs231n_kit.grading.submission import Submission

NAIVE, TRAIN = "softmax_loss_naive", "LinearClassifier.train"


def finding(check="gradient", status="failed", code="grad_wrong", points=0.0, max_points=2.0, **others):
    known = {"visibility": "public", "message": "It is wrong.", "hint": "Look.", "evidence": {}}
    told = {"check": check, "status": status, "code": code, "points": points, "max_points": max_points}
    return told | known | others


RIGHT = finding("loss", "passed", "ok", 4.0, 4.0, message="Right.", hint="")
WRONG = finding(
    evidence={"features_wrong": [0], "classes_wrong": [1], "difference": [[0.0, 0.25], [0.0, 0.0]]}
)


def task(*findings, name=NAIVE):
    return {
        "task": name,
        "score": sum(one["points"] for one in findings),
        "max_score": sum(one["max_points"] for one in findings),
        "findings": list(findings),
    }


def row(id="s001", *tasks, notes=(), max_score=6.0):
    tasks = tasks or (task(RIGHT, WRONG),)
    return {
        "id": id,
        "stale": False,
        "status": "graded",
        "score": sum(one["score"] for one in tasks),
        "max_score": max_score,
        "seconds": 0.25,
        "notes": list(notes),
        "tasks": list(tasks),
    }


def scoreless(id="s001", status="error", notes=("the grader failed: OSError: gone",)):
    return row(id) | {"status": status, "score": None, "tasks": [], "notes": list(notes)}


def submission(id="s001", digest="0", **others):
    return Submission(id, digest=digest, **others)
