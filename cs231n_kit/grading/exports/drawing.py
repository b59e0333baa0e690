"""Where a gradient is wrong, drawn: the picture of a notebook's card as a drawing that stands in a page."""

from html import escape

from ...checks.show.picture import Picture

WIDE, HIGH, MARGIN = 74, 26, 92  # of an entry, and of the names of the rows
FAINT, DEEPEST = 0.12, 0.55  # opacity of an entry's ground: the number on it stays readable in light and dark
ALOUD = 24  # entries that are read one by one


def drawing(picture: Picture) -> str:
    """The picture with its caption. Entries that are right have a tick, the others their difference."""
    rows, columns = picture.difference.shape
    width, height = MARGIN + columns * WIDE, (rows + 1) * HIGH
    across = [_text(MARGIN + (n + 0.5) * WIDE, 0, f"{picture.columns} {n}") for n in range(columns)]
    down = [_text(MARGIN - 8, n + 1, f"{picture.rows} {n}", "end") for n in range(rows)]
    entries = [_entry(picture, row, column) for row in range(rows) for column in range(columns)]
    caption = f"Yours minus the right one. {picture.text}"
    return (
        '<figure class="where"><div class="wide" tabindex="0" role="group" aria-label="Where it is wrong">'
        f'<svg role="img" aria-label="{escape(f"{caption} {_aloud(picture)}")}" width="{width}"'
        f' height="{height}" viewBox="0 0 {width} {height}">{"".join([*across, *down, *entries])}</svg></div>'
        f"<figcaption>{escape(caption)}</figcaption></figure>"
    )


def _entry(picture: Picture, row: int, column: int) -> str:
    size = picture.size(row, column)
    text = _text(MARGIN + (column + 0.5) * WIDE, row + 1, picture.entry(row, column) or "✓")
    if not size:
        return text
    opacity = FAINT + (DEEPEST - FAINT) * abs(size)
    return (
        f'<rect class="{"more" if size > 0 else "less"}" x="{MARGIN + column * WIDE + 1}"'
        f' y="{(row + 1) * HIGH + 1}" width="{WIDE - 2}" height="{HIGH - 2}" rx="2"'
        f' fill-opacity="{opacity:.2f}"/>{text}'
    )


def _text(x: float, row: int, text: str, anchor: str = "middle") -> str:
    return f'<text x="{x:g}" y="{row * HIGH + 17}" text-anchor="{anchor}">{escape(text)}</text>'


def _aloud(picture: Picture) -> str:
    """The entries that are wrong, for who cannot see them."""
    rows, columns = picture.difference.shape
    wrong = [(row, column) for row in range(rows) for column in range(columns) if picture.wrong[row, column]]
    said = [
        f"{picture.rows} {row}, {picture.columns} {column}: {picture.entry(row, column)}"
        for row, column in wrong[:ALOUD]
    ]
    more = f"; and {len(wrong) - ALOUD} more" if len(wrong) > ALOUD else ""
    return f"{'; '.join(said)}{more}."
