"""The file of a submission's feedback: named as the submission is, wherever a file can be named so."""

import hashlib
from urllib.parse import quote

FOLDER = "feedback"
LONGEST = 240  # bytes; file systems take 255, of which the suffix and a temporary name need some


def file_name(id: str) -> str:
    """The name of the page in its folder."""
    plain = "".join(c if c.isprintable() and c != "/" else "_" for c in id)
    if plain == id and id and not id.startswith(".") and len(id.encode()) <= LONGEST:
        return f"{id}.html"
    start = plain.lstrip(".").encode()[: LONGEST - 20].decode(errors="ignore")
    return f"{start}~{hashlib.sha256(id.encode()).hexdigest()[:12]}.html"


def link(id: str) -> str:
    """The page as seen from the folder above."""
    return f"{FOLDER}/{quote(file_name(id))}"
