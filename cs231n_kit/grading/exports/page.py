"""A page of HTML that needs nothing else: it opens from a folder, a mail or a zip, light or dark."""

from html import escape

# Okabe and Ito's colours, as on the card of a notebook; nothing is said by colour alone.
STYLE = """
:root { color-scheme: light dark; --line: #8884; --faint: #8882;
  --text: #1f1f1f; --quiet: #595959; --ground: #fff; --accent: #0072b2 }
@media (prefers-color-scheme: dark) {
  :root { --text: #e6e6e6; --quiet: #a6a6a6; --ground: #161616; --accent: #56b4e9 } }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 52rem; margin: 2.5rem auto; padding: 0 1.2rem;
  color: var(--text); background: var(--ground) }
h1 { font-size: 1.6rem; margin: 0 0 .3rem; overflow-wrap: anywhere }
h2 { font-size: 1.15rem; margin: 2rem 0 .6rem }
a { color: var(--accent) } code, pre { font: .92em ui-monospace, monospace } pre { overflow-x: auto }
table { border-collapse: collapse }
th, td { text-align: left; padding: .25rem .9rem .25rem 0; vertical-align: top }
thead th, tbody tr { border-bottom: 1px solid var(--line) } .number { text-align: right }
.score { font-size: 2.2rem; font-weight: 650; margin: .2rem 0; font-variant-numeric: tabular-nums }
.quiet { color: var(--quiet); font-size: .9rem }
.notice { border-left: 4px solid var(--accent); background: var(--faint);
  padding: .5rem .9rem; margin: 1rem 0 }
.said { white-space: pre-wrap }
.wide { overflow-x: auto } summary { cursor: pointer } footer { margin-top: 2.5rem }
svg text { fill: currentColor; font-size: 12px }
svg rect { fill: var(--accent) } svg line { stroke: currentColor }
meter { width: 8rem }
""".strip()
# No script, no picture, no address: whatever a submission brings into the text stays text.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def page(title: str, body: str, footer: str) -> str:
    """The whole page; `body` is HTML, `title` and `footer` are text."""
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>\n{STYLE}\n</style></head>\n"
        f'<body><main>\n{body}\n</main>\n<footer class="quiet">{escape(footer)}</footer></body></html>\n'
    )


def name(id: str) -> str:
    """A submission's name, kept from turning the text around it to the left."""
    return f"<bdi>{escape(id)}</bdi>"


def points(score: float | None, most: float | None) -> str:
    """The score in words."""
    if score is None:
        return "not graded"
    return f"{score:g}" if most is None else f"{score:g} of {most:g}"
