"""A cell as HTML: its code in colour, its outputs as Jupyter would choose them."""

from collections.abc import Mapping
from html import escape
from typing import Any

from nbconvert.filters.ansi import ansi2html
from pygments import highlight  # type: ignore[import-untyped]
from pygments.formatters import HtmlFormatter  # type: ignore[import-untyped]
from pygments.lexers import PythonLexer  # type: ignore[import-untyped]

from ..notebook import Cell, text_of
from .formulas import drawn, marked
from .markdown import markdown
from .safe import safe

MOST = 20_000  # characters of one output that is text: beyond that nobody reads
_PICTURES = ("image/png", "image/jpeg", "image/gif", "image/svg+xml")


def shown(cell: Cell) -> str:
    """The HTML of a cell. What it brings along is made safe piece by piece, so that none reaches beyond."""
    if cell.kind == "markdown":
        return f'<div class="own">{markdown(cell.source, cell.attachments)}</div>'
    if cell.kind == "raw":
        return f'<pre class="own">{_cut(cell.source)}</pre>'
    if not cell.source.strip() and not cell.outputs:
        return ""
    count = "not run" if cell.count is None else f"[{cell.count}]"
    outputs = "".join(map(_output, cell.outputs))
    code = f'<pre class="code"><code>{_coloured(cell.source)}</code></pre>'
    return f'<p class="count">{count}</p>\n{code}\n{outputs}'


def _coloured(code: str) -> str:
    if len(code) > MOST:
        return escape(code)
    lexer = PythonLexer(stripnl=False, ensurenl=False)
    return str(highlight(code, lexer, HtmlFormatter(nowrap=True))).rstrip("\n")


def _output(output: Mapping[str, Any]) -> str:
    match output.get("output_type"):
        case "stream":
            kind = " stderr" if output.get("name") == "stderr" else ""
            return f'<pre class="out{kind}">{_cut(text_of(output.get("text")))}</pre>\n'
        case "error":
            trace = output.get("traceback")
            lines = [text_of(line) for line in trace] if isinstance(trace, list) else []
            last = f"{text_of(output.get('ename'))}: {text_of(output.get('evalue'))}"
            said = "\n".join(lines) or last
            return f'<pre class="out error">{_cut(said)}</pre>\n'
    data = output.get("data")
    return f'<div class="out own">{_data(data)}</div>\n' if isinstance(data, dict) else ""


def _data(data: Mapping[str, Any]) -> str:
    """The richest form of a result that only shows: scripts and widgets are left to Jupyter."""
    said = text_of(data.get("text/plain"))
    if html := text_of(data.get("text/html")):
        return safe(html)
    for kind in _PICTURES:
        if content := text_of(data.get(kind)):
            return safe(
                f'<img src="data:{kind};base64,{escape(_base64(kind, content))}" alt="{escape(said)}">'
            )
    if text := text_of(data.get("text/markdown")):
        return markdown(text, {})
    if tex := text_of(data.get("text/latex")):
        return drawn(marked(tex.strip("$ \n"), display=True))
    return f"<pre>{_cut(said)}</pre>"


def _base64(kind: str, content: str) -> str:
    if kind != "image/svg+xml":
        return content
    from base64 import b64encode

    return b64encode(content.encode("utf-8", "replace")).decode()


def _cut(text: str) -> str:
    """A text with its terminal colours as HTML; of a long one beginning and end."""
    if len(text) <= MOST:
        return str(ansi2html(text))
    left = f"\n\n… {len(text) - MOST:,} characters more are in the notebook …\n\n"
    return str(ansi2html(text[: MOST // 2])) + left + str(ansi2html(text[-MOST // 2 :]))
