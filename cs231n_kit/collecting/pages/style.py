"""How a page looks: text at a width to be read, light or dark, and printed without waste."""

# Nothing is fetched and nothing runs, even if something got by `safe`.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"

STYLE = """
:root { color-scheme: light dark; --text: #1f1f1f; --quiet: #595959; --ground: #fff; --field: #f5f5f3;
  --line: #8886; --accent: #0072b2; --word: #00588a; --string: #7a4a00; --error: #a82a00 }
@media (prefers-color-scheme: dark) {
  :root { --text: #e6e6e6; --quiet: #a6a6a6; --ground: #161616; --field: #222; --accent: #56b4e9;
    --word: #7cc4ee; --string: #e6b566; --error: #ff9b7a } }
body { font: 1rem/1.55 system-ui, sans-serif; max-width: 56rem; margin: 2rem auto; padding: 0 1.2rem;
  color: var(--text); background: var(--ground) }
.own { overflow-x: auto; contain: content; overflow-wrap: break-word }
header { border-bottom: 1px solid var(--line); margin-bottom: 1.5rem } .quiet, .count { color: var(--quiet) }
.notice { border-left: 4px solid var(--accent); background: var(--field); padding: .5rem .9rem }
a { color: var(--accent) } h1, h2, h3 { line-height: 1.25 }
pre, code { font: .9em/1.45 ui-monospace, Menlo, Consolas, monospace }
pre { margin: .3rem 0; overflow-x: auto; white-space: pre-wrap; overflow-wrap: anywhere }
.code { background: var(--field); border: 1px solid var(--line); border-radius: 4px; padding: .6rem .8rem }
.count { font-size: .8rem; margin: 1.1rem 0 .1rem } .out { padding: .1rem .8rem }
.error { border-left: 4px solid var(--error) } .stderr { color: var(--quiet) }
.question, .answer { border: 1px solid var(--line); border-radius: 4px; padding: .1rem 1rem; margin: 1rem 0 }
.answer { border: 2px solid var(--accent) }
pre code { font-size: 1em }
img { max-width: 100%; height: auto; background: #fff }
table { border-collapse: collapse }
td, th { padding: .15rem .7rem .15rem 0; text-align: left; vertical-align: top }
thead th { border-bottom: 1px solid var(--line) }
svg.tex path { fill: currentColor } .display { display: block; margin: .9rem auto; max-width: 100% }
code.display { white-space: pre-wrap }
.k, .kn, .kc, .kd, .ow { color: var(--word); font-weight: 600 }
.c1, .c { color: var(--quiet); font-style: italic }
span[class^=s] { color: var(--string) } .nf, .nc { color: var(--word) }
@media print { body { max-width: none; margin: 0 } .code, .question, .answer, img { break-inside: avoid } }
""".strip()
