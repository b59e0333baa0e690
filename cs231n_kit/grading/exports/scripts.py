"""What the report carries with it: the library that draws its charts, and the kit's own scripts."""

import json
from functools import cache
from pathlib import Path
from typing import Any

ASSETS = Path(__file__).with_name("assets")
LIBRARIES = {"d3": "d3.min.js", "Observable Plot": "plot.min.js"}


@cache
def asset(name: str) -> str:
    """The text of one of the kit's own files."""
    return (ASSETS / name).read_text("utf-8")


@cache
def libraries() -> tuple[str, ...]:
    """The scripts of the libraries, in their order, each with the licence that must go with every copy."""
    return tuple(
        f"/*\n{name}\n{asset(file.replace('min.js', 'LICENSE.txt'))}*/\n{asset(file)}"
        for name, file in LIBRARIES.items()
    )


def data_block(data: Any) -> str:
    """Data for a script, in an element that nothing within the data can close."""
    text = json.dumps(data, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return f'<script type="application/json" id="data">{text}</script>'
