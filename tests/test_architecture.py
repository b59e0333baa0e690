"""Which file may import which: the tree tells the architecture, so the imports must keep to it."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from cs231n_kit.tasks import PACKAGE

# From the ground up; a file imports from its own floor or from one below.
FLOORS = [
    {"errors", "files", "inputs", "vis_utils", "datasets", "gradient_check", "layers", "optim", "solver"},
    {"data_utils", "classifiers", "releases", "tasks"},
    {"overlay", "checks", "mistakes"},
    {"authoring", "collecting", "grading", "updating"},
    {"commands"},
    {"cli"},
    {"__main__"},
]
STUDENT = [
    "classifiers",
    *("data_utils.py", "errors.py", "gradient_check.py", "inputs.py", "layers.py", "optim.py", "solver.py"),
    "vis_utils.py",
]
FILES = [path for path in sorted(PACKAGE.rglob("*.py")) if not {"solutions", "stubs"} & set(path.parts)]


def imports(path, anywhere=True):
    """Absolute dotted names that a file imports; with `anywhere` false at module level alone."""
    tree = ast.parse(path.read_text("utf-8"))
    package = ("cs231n_kit", *path.relative_to(PACKAGE).parts[:-1])
    for node in ast.walk(tree) if anywhere else tree.body:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join([*base, *([node.module] if node.module else [])])
            submodules = [f"{module}.{alias.name}" for alias in node.names]
            files = [name for name in submodules if file_of(name)]
            yield from files or [module]


def file_of(name):
    parts = name.split(".")
    if parts[0] != "cs231n_kit":
        return None
    path = PACKAGE.joinpath(*parts[1:])
    for candidate in (path.with_suffix(".py"), path / "__init__.py"):
        if candidate.is_file():
            return candidate
    return None


def floor(path):
    part = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    return next((n for n, names in enumerate(FLOORS) if part in names), None)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_arrows_only_go_down(path):
    if path == PACKAGE / "__init__.py":  # `check` is imported when it is asked for
        assert not list(imports(path, anywhere=False))
        return
    assert floor(path) is not None, "name the new file's floor"
    for name in imports(path):
        if target := file_of(name):
            assert target == PACKAGE / "__init__.py" or floor(target) <= floor(path), name


def test_no_two_files_import_each_other():
    arrows = {path: {file_of(name) for name in imports(path)} - {None, path} for path in FILES}

    def reachable(start):
        seen, todo = set(), [start]
        while todo:
            for target in arrows.get(todo.pop(), ()):
                if target not in seen and target.name != "__init__.py":
                    seen.add(target)
                    todo.append(target)
        return seen

    assert [path for path in FILES if path in reachable(path)] == []


@pytest.mark.parametrize("part", STUDENT)
def test_the_students_part_imports_numpy_siblings_and_matplotlib(part):
    path = PACKAGE / part
    for file in [path] if path.is_file() else path.rglob("*.py"):
        foreign = {name.split(".")[0] for name in imports(file)} - set(sys.stdlib_module_names)
        # PIL is what matplotlib writes its pictures with.
        assert foreign <= {"numpy", "matplotlib", "PIL", "cs231n_kit"}, file


SHOWING = {"text.py", "progress.py"}  # they import rich and IPython, each inside a function


def test_the_checks_import_numpy_and_siblings():
    for file in (PACKAGE / "checks").rglob("*.py"):
        everywhere, at_once = (
            {name.split(".")[0] for name in imports(file, anywhere)} - set(sys.stdlib_module_names)
            for anywhere in (True, False)
        )
        assert at_once <= {"numpy", "cs231n_kit"}, file
        assert everywhere <= {
            "numpy",
            "cs231n_kit",
            *({"rich", "IPython"} if file.name in SHOWING else ()),
        }, file


def test_nobody_imports_the_solutions():
    tests = Path(__file__).parent  # what submissions import is theirs to try
    everything = [path for folder in (PACKAGE, tests) for path in folder.rglob("*.py")]
    everything = [path for path in everything if tests / "submissions" not in path.parents]
    assert [
        path for path in everything if any("solutions" in name.split(".") for name in imports_of_any(path))
    ] == []


def imports_of_any(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module or ''}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize(
    "module, absent",
    [
        ("cs231n_kit", {"numpy", "argparse", "json"}),
        ("cs231n_kit.cli", {"numpy", "nbformat", "pytest", "rich", "tqdm"}),
        ("cs231n_kit.classifiers", {"matplotlib", "tqdm", "rich", "nbformat"}),
        ("cs231n_kit.gradient_check", {"matplotlib", "tqdm", "rich", "nbformat"}),
        ("cs231n_kit.data_utils", {"matplotlib", "rich", "nbformat"}),
        ("cs231n_kit.checks.student", {"matplotlib", "tqdm", "rich", "IPython", "nbformat"}),
        ("cs231n_kit.vis_utils", {"matplotlib", "IPython"}),
    ],
)
def test_importing_stays_cheap(module, absent):
    code = f"import sys, {module}; print(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not absent & set(done.stdout.split())


def test_what_runs_beside_student_code_imports_nothing_else_of_grading():
    inside = PACKAGE / "grading" / "inside"
    for file in inside.rglob("*.py"):
        for name in imports(file):
            target = file_of(name)
            assert target is None or PACKAGE / "grading" not in target.parents or inside in target.parents, (
                name
            )
