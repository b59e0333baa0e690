"""What a submission might bring to a page: texts, and the places where they could stand in a row."""

from ..rows import finding, row, task

TEXTS = {
    "markup": "</p></section></main><img src=x onerror=alert(1)><h1>20 of 20</h1>",
    "a script": "</script><script>alert(1)</script>",
    "an attribute": "\" onmouseover='alert(1)' x=\"",
    "a comment": "<!-- --!> <![CDATA[ ]]>",
    "a noscript": "</noscript></style></title><svg onload=alert(1)>",
    "entities": "&lt;script&gt; &#x3c;script&#x3e;",
    "a path": "../../../etc/passwd",
    "an address": "javascript:alert(1)//http://example.com",
    "another direction": "\u202egnp.exe\u2066",
    "control characters": "\x00\x1b[31m\x07\x9b",
    "a formula": '=HYPERLINK("http://example.com")',
    "10,000 characters": "<b>" * 3333,
    "a template": "${alert(1)} {{7*7}} %s {0}",
    "an address of the list": "#mistake=x&find=y",
}


def _told(**said):
    return lambda text: row("s1", task(finding(**{name: form(text) for name, form in said.items()})))


def _task(text):
    return row("s1", task(finding(), name=text))


def same(text):
    return text


PLACES = {
    "id": lambda text: row(text),
    "name": lambda text: row("s1") | {"identity": {"people": [{"name": text}]}},
    "note": lambda text: row("s1", notes=[text]),
    "task": _task,
    "check": _told(check=same),
    "code": _told(code=same),
    "message": _told(message=same),
    "line of code": _told(message=lambda text: f"It stopped\n    {text}"),
    "hint": _told(hint=same),
    "evidence": _told(evidence=lambda text: {"error": text}),
    "name of evidence": _told(evidence=lambda text: {text: 1}),
    "list of evidence": _told(evidence=lambda text: {"names": [text, text]}),
    "picture": _told(evidence=lambda text: {"difference": [[0.0, 1.0]], "what": text}),
    "no picture": _told(evidence=lambda text: {"difference": text}),
    "question": lambda text: row("s1") | _manual(question=text),
    "comment": lambda text: row("s1") | _manual(comment=text),
}


def _manual(**said):
    return {"manual": [{"question": "q", "points": 1.0, "max_points": 2.0, "comment": "c"} | said]}
