"""Does a release hold all that it imports? Asked of the source, for much is imported only when needed."""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from ...errors import KitError


def refuse_missing(files: Mapping[str, bytes], package: Path) -> None:
    """A `KitError` with ``file:line`` if a file of a release imports a file of the kit that is left out."""
    for name, content in files.items():
        if not name.startswith(f"{package.name}/") or not name.endswith(".py"):
            continue
        for line, module in imported(name, content):
            wanted = module.replace(".", "/")
            candidates = [f"{wanted}.py", f"{wanted}/__init__.py"]
            in_kit = [file for file in candidates if (package.parent / file).is_file()]
            if in_kit and not set(in_kit) & set(files):
                raise KitError(
                    f"{name}:{line}: a student's file must not need a file of the staff's, and this needs"
                    f" {in_kit[0]}; move what is needed, or name the file in authoring/bundle/contents.py"
                )


def imported(name: str, content: bytes) -> Iterator[tuple[int, str]]:
    """What a file imports, anywhere in it: lines and dotted names, of modules and of what is in them."""
    package = PurePosixPath(name).parts[:-1]
    for node in ast.walk(ast.parse(content)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join([*base, *([node.module] if node.module else [])])
            yield node.lineno, module
            yield from ((node.lineno, f"{module}.{alias.name}") for alias in node.names)
