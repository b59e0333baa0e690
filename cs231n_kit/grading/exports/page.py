"""A page of HTML that needs nothing else: it opens from a folder, a mail or a zip, light, dark or printed."""

import base64
import hashlib
from collections.abc import Sequence
from html import escape

from .shorten import shortened

LONGEST = 250  # characters of a name; a file system gives no more
# Okabe and Ito's colours, as on the card of a notebook, darker or lighter where text has them; nothing is
# said by colour alone.
STYLE = """
:root { color-scheme: light dark; --line: #8886; --faint: #8881; --text: #1f1f1f; --quiet: #595959;
  --ground: #fff; --accent: #0072b2; --right: #009e73; --wrong: #d55e00; --less: #0072b2 }
@media screen and (prefers-color-scheme: dark) {
  :root { --text: #e6e6e6; --quiet: #adadad; --ground: #161616; --accent: #56b4e9; --less: #56b4e9 } }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 52rem; margin: 2.5rem auto; padding: 0 1.2rem;
  color: var(--text); background: var(--ground) }
h1 { font-size: 1.6rem; margin: 0 0 .3rem; overflow-wrap: anywhere }
h2 { font-size: 1.25rem; margin: 2.2rem 0 .6rem }
h3 { font-size: 1rem; margin: 0 0 .2rem; overflow-wrap: anywhere }
p { margin: .4rem 0; overflow-wrap: anywhere } a { color: var(--accent) }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
code, pre { font: .92em ui-monospace, monospace }
pre { overflow-x: auto; background: var(--faint); padding: .4rem .7rem; margin: .4rem 0 }
table { border-collapse: collapse }
th, td { text-align: left; padding: .3rem .9rem .3rem 0; vertical-align: top; overflow-wrap: anywhere }
thead th, tbody tr { border-bottom: 1px solid var(--line) }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap }
.score { font-size: 2.2rem; font-weight: 650; margin: .2rem 0; font-variant-numeric: tabular-nums }
.quiet, figcaption { color: var(--quiet); font-size: .9rem }
.notice { border-left: 4px solid var(--accent); background: var(--faint); padding: .5rem .9rem;
  margin: 1rem 0 }
.said { white-space: pre-wrap } .notes li { overflow-wrap: anywhere }
.task { border-left: 4px solid var(--line); background: var(--faint); padding: .7rem 1rem; margin: 0 0 .9rem }
.task.right { border-color: var(--right) } .task.wrong { border-color: var(--wrong) }
.found { list-style: none; margin: 0; padding: 0 } .found > li { display: flex; gap: .6em; margin-top: .8rem }
.found > li > div { min-width: 0; flex: 1 } .found p:first-child { margin-top: 0 }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; margin: .4rem 0;
  font-size: .9rem }
dt { color: var(--quiet); max-width: 16rem; overflow-wrap: anywhere }
dd { margin: 0; overflow-wrap: anywhere; min-width: 0; font-variant-numeric: tabular-nums }
figure { margin: .6rem 0 } .wide { overflow-x: auto } summary { cursor: pointer; width: fit-content }
details { font-size: .95em } footer { margin-top: 2.5rem; overflow-wrap: anywhere }
svg text { fill: currentColor; font-size: 12px } .more { fill: var(--wrong) } .less { fill: var(--less) }
@media print {
  @page { margin: 16mm } body { margin: 0; max-width: none; font-size: 10.5pt; padding: 0 }
  .task, .notice, pre { background: none } h2, h3 { break-after: avoid }
  .found > li, figure, tr { break-inside: avoid } a { color: inherit; text-decoration: none }
  details:not([open]) { display: none } .wide { overflow: visible } svg { max-width: 100%; height: auto } }
""".strip()


def page(title: str, body: str, footer: str, style: str = "", scripts: Sequence[str] = ()) -> str:
    """The whole page; `body` is HTML, `title` and `footer` are text, `style` is added to that of every page.

    No picture is fetched, no form sent, and of scripts only those given run: the page names their hashes, so
    that whatever a submission brings into the text stays text.
    """
    allowed = " ".join(f"'sha256-{_hash(script)}'" for script in scripts)
    policy = (
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
        f"{f'; script-src {allowed}' if allowed else ''}"
    )
    run = "".join(f"\n<script>{script}</script>" for script in scripts)
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(shortened(title, LONGEST))}</title>\n<style>\n{STYLE}\n{style}</style></head>\n"
        f'<body><main>\n{body}\n</main>\n<footer class="quiet">{escape(footer)}</footer>{run}</body></html>\n'
    )


def name(id: str) -> str:
    """A submission's name, cut if it is endless, and kept from turning the text around it to the left."""
    return f"<bdi>{text(id)}</bdi>"


def text(said: object) -> str:
    """Any words as HTML, cut if they are endless."""
    return escape(shortened(str(said), LONGEST))


def points(score: float | None, most: float | None) -> str:
    """The score in words."""
    if score is None:
        return "not graded"
    return f"{score:g}" if most is None else f"{score:g} of {most:g}"


def _hash(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
