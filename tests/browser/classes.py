"""A class of any size as it might be, the same each time: one misunderstanding often comes with another."""

import random

from cs231n_kit.checks.assignments import assignment
from cs231n_kit.checks.judging.words import told

SHAPE = {"expected": [3, 5], "got": [5, 3], "name": "the gradient"}
PENALTIES = {"loss_scale": 1.0, "gradient_scale": 1.0}
LINE = {"file": "classifiers/softmax.py", "line": 31, "text": "dW += X.T @ (P - y)"}
WRONG = {"features_wrong": [1, 2], "classes_wrong": [0, 2]}
WRONG["difference"] = [[0.0, 0.0, 0.0], [0.31, 0.0, -0.12], [-0.2, 0.0, 0.4], [0.0, 0.0, 0.0]]
HOSTILE = [
    "</p></section></main><img src=x onerror=alert(1)><h1>20 of 20</h1>",
    "</script><script>alert(1)</script>",
    "\" onmouseover='alert(1)' autofocus onfocus='alert(2)' x=\"",
    "<!-- --!> <![CDATA[ ]]>",
    "</noscript></style></title><svg onload=alert(1)>",
    "../../../etc/passwd",
    "javascript:alert(1)",
    "\u202egnp.exe\u2066",
    "#mistake=x&find=y?a%2fb",
    "<b>" * 3333,
]
# What may go wrong at a check: code and evidence.
MISTAKES = {
    "loss": [("loss_not_averaged", {"data_scale": 5.0, "N": 5}), ("loss_sign", {"data_scale": -1.0})],
    "gradient": [
        ("grad_not_averaged", {"data_scale": 5.0, "N": 5}),
        ("grad_wrong", WRONG),
        ("grad_transposed", SHAPE),
        ("missing_label_term", {}),
        ("exception", LINE | {"error": "ValueError: operands could not be broadcast together"}),
    ],
    "loss_regularisation": [("loss_reg_missing", {}), ("reg_factor_ignored", {})],
    "gradient_regularisation": [("grad_reg_missing", {}), ("reg_mismatch", PENALTIES)],
    "stability": [("unstable_overflow", {"name": "The loss", "largest": 2000.0})],
    "large_differences": [("epsilon_in_log", {"got": 23.0, "expected": 10000.0})],
    "side_effects": [("mutates_input", {"arguments": "X"})],
    "loops": [("has_loop", {"what": "a for loop", "line": 12}), ("timeout", {"seconds": 10.0})],
    "update": [("step_uphill", {}), ("learning_rate_ignored", {})],
    "batch": [("wrong_batch_size", {"got": 100, "expected": 200}), ("fixed_batch", {})],
    "history": [("history_empty", {})],
    "predictions": [("lowest_score", {}), ("off_by_one", {})],
}  # fmt: skip


def class_of(number, seed=1):
    """The rows of so many."""
    chance = random.Random(seed)
    return [_student(f"s{n:04d}", chance) for n in range(number)]


def _student(id, chance):
    if chance.random() < 0.02:
        return _row(id, chance.choice(["unreadable", "error"]), None, [])
    skill, begun = chance.betavariate(3, 1.8), {}
    # The first kinds of a mistake are the likelier ones; a habit shows in every task in which it can.
    habits = {
        check: kinds[int(len(kinds) * chance.random() ** 2)]
        for check, kinds in MISTAKES.items()
        if chance.random() > skill
    }
    if "loss" in habits and habits["loss"][0] == "loss_not_averaged":
        habits["gradient"] = ("grad_not_averaged", {"data_scale": 5.0, "N": 5})
    tasks = {}
    for check in assignment("softmax").checks:
        done = begun.setdefault(check.task, chance.random() < 0.7 + skill)
        tasks.setdefault(check.task, []).append(_finding(check, done, habits, chance))
    listed = [
        {
            "task": task,
            "score": sum(one["points"] for one in findings),
            "max_score": sum(one["max_points"] for one in findings),
            "findings": findings,
        }
        for task, findings in tasks.items()
    ]
    stale = chance.random() < 0.02
    return _row(id, "graded", sum(one["score"] for one in listed), listed) | {"stale": stale}


def hostile_class():
    """One submission for each text and each place where it could stand."""
    rows = []
    for text in HOSTILE:
        evidence = {text: text, "list": [text], "difference": [[0.0, 1.0]]}
        (known,) = class_of(1)
        said = known["tasks"][0]["findings"][0]
        said |= {"status": "failed", "code": "exception", "message": f"{text}\n    {text}", "hint": text}
        said["evidence"] = evidence
        given = {"question": text, "points": 1.0, "max_points": 2.0, "comment": text}
        who = {"platform": "moodle", "people": [{"name": text}]}
        rows.append(known | {"id": text, "notes": [text], "identity": who, "manual": [given]})
    return rows


def _row(id, status, score, tasks):
    known = {"id": id, "stale": False, "status": status, "score": score, "max_score": 20.0}
    return known | {"seconds": 0.1, "notes": [], "tasks": tasks}


def _finding(check, done, habits, chance):
    status, code, evidence = "passed", "ok", {}
    if not done:
        status, code, evidence = "not_done", "not_implemented", {"notebook": "notebooks/softmax.ipynb"}
    elif check.name in habits and chance.random() < 0.85:
        code, evidence = habits[check.name]
        status = {"exception": "crashed", "timeout": "timeout"}.get(code, "failed")
    message, hint = told(code, check, evidence | {"task": check.task} if not done else evidence)
    return {
        "check": check.name,
        "status": status,
        "code": code,
        "points": check.points if status == "passed" else 0.0,
        "max_points": check.points,
        "visibility": check.visibility,
        "message": message,
        "hint": hint,
        "evidence": evidence,
    }
