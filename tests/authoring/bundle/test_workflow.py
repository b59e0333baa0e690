"""The workflow of a release: its own steps are run as GitHub would run them, the others' are looked at."""

import base64
import json
import os
import subprocess
import sys

import yaml

from cs231n_kit.tasks import tasks


def test_it_checks_and_reports_points(released, tmp_path):
    workflow = yaml.safe_load((released / ".github/workflows/check.yml").read_text("utf-8"))
    steps = {step.get("name"): step for step in workflow["jobs"]["run-autograding-tests"]["steps"]}
    program = tmp_path / "cs231n-kit"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m cs231n_kit "$@"\n', "utf-8")
    program.chmod(0o755)
    files = {name: str(tmp_path / name) for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
    path = os.pathsep.join([str(tmp_path), os.environ["PATH"]])
    environment = (
        os.environ | files | {"PYTHONPATH": str(released), "PATH": path, "PYTHONDONTWRITEBYTECODE": "1"}
    )
    for name, shell in (("Check", ["bash", "-e", "-c"]), ("Points", [sys.executable, "-c"])):
        subprocess.run([*shell, steps[name]["run"]], cwd=tmp_path, env=environment, check=True)

    name, _, value = (tmp_path / "GITHUB_OUTPUT").read_text("utf-8").strip().partition("=")
    assert steps["Points"]["id"] == steps["Report to GitHub Classroom"]["with"]["runners"] == "points"
    reported = steps["Report to GitHub Classroom"]["env"]["POINTS_RESULTS"]
    assert reported.strip("${ }") == f"steps.points.outputs.{name}"
    result = json.loads(base64.b64decode(value))
    assert (result["version"], result["status"]) == (1, "fail")
    assert {test["name"] for test in result["tests"]} == {task.name for task in tasks()}
    assert {(test["status"], test["score"]) for test in result["tests"]} == {("fail", 0)}
    assert all("not done yet" in test["message"].lower() for test in result["tests"])
    summary = (tmp_path / "GITHUB_STEP_SUMMARY").read_text("utf-8").splitlines()
    assert len(summary) == 2 + len(result["tests"]) + 1
    assert summary[-1] == f"| all | 0 | {result['max_score']:g} |"
