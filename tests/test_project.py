"""The files around the code agree with each other."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def requirement_lines(name):
    lines = (ROOT / name).read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def test_requirements_are_the_dependencies_and_the_kit():
    assert requirement_lines("requirements.txt") == [*PROJECT["dependencies"], "-e ."]


def test_a_student_installs_what_was_agreed_and_nothing_more():
    names = [re.split(r"[>=]", line)[0] for line in PROJECT["dependencies"]]
    assert names == ["numpy", "matplotlib", "jupyter", "nbval", "rich", "tqdm"]


def test_constraints_pin_every_direct_dependency():
    pinned = {line.split("==")[0].lower() for line in requirement_lines("constraints.txt")}
    direct = PROJECT["dependencies"] + [
        r for extra in PROJECT["optional-dependencies"].values() for r in extra
    ]
    names = {re.split(r"[>=\[]", line)[0].lower() for line in direct}
    assert names - {PROJECT["name"]} <= pinned  # one extra is made of others


def test_ci_runs_what_the_readme_says():
    run = (ROOT / ".ci/run").read_text("utf-8")
    readme = (ROOT / "README.md").read_text("utf-8")
    assert run.rstrip().endswith("\nmake test")
    for command in ("make demo", "make test", "make lab", "pip install -r requirements.txt"):
        assert command in readme


def test_the_changelog_knows_this_version():
    from cs231n_kit import __version__

    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text("utf-8")
