"""Formulas drawn without LaTeX and without a script: by matplotlib's mathtext, as outlines.

What mathtext does not know (matrices, braces below a term) is shown as it was written.
"""

import re
from functools import cache
from html import escape, unescape
from typing import Any

LONGEST = 1000  # characters
EM = 100.0  # units of a drawing; outlines are rounded to whole ones
SCALE = 1.1  # of the letters around it: as large as these to the eye
_MARKED = re.compile(r'<code class="tex( display)?">(.*?)</code>', re.DOTALL)
# What mathtext has under another name, or only with braces.
_NAMES = {
    **{r"\le": r"\leq", r"\ge": r"\geq", r"\ne": r"\neq", r"\lvert": "|", r"\rvert": "|"},
    **{r"\lVert": r"\Vert", r"\rVert": r"\Vert", r"\texttt": r"\mathtt", r"\tfrac": r"\frac"},
    **{rf"\{size}{side}": "" for size in ("big", "Big", "bigg", "Bigg") for side in ("", "l", "r")},
}
_COMMAND = re.compile(r"\\[A-Za-z]+")
_FRACTION = re.compile(r"(\\d?frac)\s*([A-Za-z0-9])\s*([A-Za-z0-9])")
_ROOT = re.compile(r"\\sqrt\s*([A-Za-z0-9])")


def marked(tex: str, display: bool = False) -> str:
    """A formula as HTML that waits to be drawn."""
    return f'<code class="tex{" display" if display else ""}">{escape(tex.strip(), quote=False)}</code>'


def drawn(html: str) -> str:
    """`html` with all that is `marked` drawn, if it can be."""
    return _MARKED.sub(lambda found: _drawn(unescape(found[2]), bool(found[1])) or found[0], html)


def _drawn(tex: str, display: bool) -> str:
    text = _known(tex, display)
    # For signs that are not in its fonts mathtext would put others.
    drawing = _outline(text) if len(text) <= LONGEST and text.isascii() else None
    if drawing is None:
        return ""
    path, width, height, depth = drawing
    lengths = (f"{SCALE * length / EM:.2f}em" for length in (width, height, -depth))
    size = "width: {}; height: {}; vertical-align: {}".format(*lengths)
    return (
        f'<svg class="tex{" display" if display else ""}" role="img" aria-label="{escape(tex)}"'
        f' style="{size}" viewBox="0 {depth - height:.0f} {width:.0f} {height:.0f}"><path d="{path}"/></svg>'
    )


@cache
def _outline(tex: str) -> tuple[str, float, float, float] | None:
    """The path, its width, its height and how far it reaches below the line; None if it cannot be drawn."""
    import matplotlib
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    text = f"${tex}$"
    # The fonts that come with matplotlib, whatever the reader's settings are.
    with matplotlib.rc_context({"mathtext.fontset": "cm", "mathtext.default": "it"}):
        font = FontProperties(size=EM)
        try:
            size = text_to_path.get_text_width_height_descent(text, font, ismath=True)
            points, codes = text_to_path.get_text_path(font, text, ismath=True)
        except (ValueError, RuntimeError, RecursionError):  # pyparsing's words on what it did not expect
            return None
    width, height, depth = map(float, size)
    return _path(points, codes), width, height, depth


def _known(tex: str, display: bool) -> str:
    """The formula in mathtext's words; one on a line of its own has room for large fractions."""
    names = _NAMES | {r"\frac": r"\dfrac"} if display else _NAMES
    text = " ".join(tex.replace("°", r"^\circ").split())
    text = _COMMAND.sub(lambda found: names.get(found[0], found[0]), text)
    return _ROOT.sub(r"\\sqrt{\1}", _FRACTION.sub(r"\1{\2}{\3}", text))


def _path(points: Any, codes: Any) -> str:
    """SVG's words for the points of a path, with y downwards."""
    letters: dict[int, tuple[str, int]] = {1: ("M", 1), 2: ("L", 1), 3: ("Q", 2), 4: ("C", 3), 79: ("Z", 0)}
    parts, place = [], 0
    while place < len(codes):
        letter, count = letters[int(codes[place])]
        pairs = points[place : place + count]
        parts.append(letter + " ".join(f"{x:.0f} {-y:.0f}" for x, y in pairs))
        place += max(count, 1)
    return "".join(parts)
