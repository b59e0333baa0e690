"""HTML from a notebook without what acts: no script, no frame, no form, nothing that is fetched."""

import re
from functools import cache
from typing import Any

_TAGS = {
    *("a", "abbr", "b", "blockquote", "br", "caption", "code", "col", "colgroup", "dd", "del", "details"),
    *("div", "dl", "dt", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img"),
    *(
        "kbd",
        "li",
        "ol",
        "p",
        "pre",
        "q",
        "s",
        "samp",
        "section",
        "small",
        "span",
        "strong",
        "sub",
        "summary",
    ),
    *("sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "tt", "u", "ul", "var"),
}
_ATTRIBUTES = {
    *("align", "alt", "aria-hidden", "colspan", "height", "rowspan", "scope", "style", "title", "width"),
}
_CLASSES = re.compile(r"tex|tex display|highlight|[a-z][a-z0-9]{0,2}")  # formulas, and words of a program
_PROPERTIES = [
    *("background-color", "border", "border-bottom", "border-collapse", "border-left", "border-right"),
    *(
        "border-top",
        "color",
        "font-family",
        "font-size",
        "font-style",
        "font-weight",
        "height",
        "line-height",
    ),
    *("margin", "margin-bottom", "margin-left", "margin-right", "margin-top", "max-width", "padding"),
    *("text-align", "vertical-align", "white-space", "width"),
]
_PICTURE = re.compile(r"data:image/(png|jpeg|gif|webp|svg\+xml);base64,[A-Za-z0-9+/=\s]*")
_LINK = re.compile(r"(https?://|mailto:)", re.IGNORECASE)


def safe(html: str) -> str:
    """A piece of HTML that is closed in itself and only shows: other tags go, their text stays.

    Pictures must be in the text itself (``data:``), links lead to the web or are none.
    """
    return str(_cleaner().clean(html))


@cache
def _cleaner() -> Any:
    from bleach.css_sanitizer import CSSSanitizer  # type: ignore[import-untyped]
    from bleach.sanitizer import Cleaner  # type: ignore[import-untyped]

    return Cleaner(
        tags=_TAGS,
        attributes=_is_allowed,
        protocols={"http", "https", "mailto", "data"},
        strip=True,
        css_sanitizer=CSSSanitizer(allowed_css_properties=_PROPERTIES),
    )


def _is_allowed(tag: str, attribute: str, value: str) -> bool:
    match tag, attribute:
        case "img", "src":
            return bool(_PICTURE.fullmatch(value))
        case "a", "href":
            return bool(_LINK.match(value))
        case _, "class":
            return bool(_CLASSES.fullmatch(value))
    return attribute in _ATTRIBUTES
