"""Markdown as Jupyter reads it, to HTML that is safe, with its formulas drawn."""

from collections.abc import Mapping
from html import escape

from nbconvert.filters.markdown_mistune import InvalidNotebook, IPythonRenderer, MarkdownWithMath

from .formulas import drawn, marked
from .safe import safe


class _Renderer(IPythonRenderer):  # type: ignore[misc]
    """HTML in which formulas are marked; Jupyter's own leaves them to a script."""

    def inline_math(self, body: str) -> str:
        return marked(body)

    def block_math(self, body: str) -> str:
        return f"<p>{marked(body, display=True)}</p>"

    def latex_environment(self, name: str, body: str) -> str:
        whole = f"\\begin{{{name}}}{body}\\end{{{name}}}"
        return f"<p>{marked(whole, display=True)}</p>"


def markdown(text: str, attachments: Mapping[str, Mapping[str, str]]) -> str:
    """The HTML of a text; `attachments` are the pictures pasted into its cell."""
    renderer = _Renderer(
        escape=False,
        exclude_anchor_links=True,
        attachments={name: dict(one) for name, one in attachments.items()},
    )
    try:
        html = str(MarkdownWithMath(renderer=renderer).render(text))
    except (InvalidNotebook, RecursionError):  # a picture that is not there, lists in lists in lists
        return f"<pre>{escape(text)}</pre>"
    return drawn(safe(html))
