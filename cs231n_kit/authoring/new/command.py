"""``cs231n-kit authoring new``: an assignment that works, for an author to change step by step."""

from ...overlay import NOTEBOOKS
from ...tasks import PACKAGE
from ..notebooks import require_notebooks
from .layout import TEMPLATES, about, laid_out, made
from .names import Names, names_of
from .stage import made_in_a_copy
from .written import write_all


def new(assignment: str, module: str | None) -> int:
    """Lay out the assignment, try it in a copy of the kit, write it and say what is next; the exit code."""
    require_notebooks()
    names, root = names_of(assignment, module), NOTEBOOKS.parent
    files, changed = laid_out(names, root)
    texts = files | changed
    texts |= made_in_a_copy(texts, list(made(names)), names)
    write_all({root / path: text for path, text in texts.items()})
    print(_told(names, list(texts)))
    return 0


def _told(names: Names, paths: list[str]) -> str:
    """What was written, and what an author does with it."""
    known = about(names)
    width = max(map(len, paths))
    lines = [f"  {path:{width}}  {known.get(path, 'a row or an entry more')}" for path in sorted(paths)]
    steps = names.fill((TEMPLATES / "next.txt").read_text("utf-8"))
    return "\n".join([f"written in {PACKAGE.parent}:", *lines, "", steps.rstrip()])
