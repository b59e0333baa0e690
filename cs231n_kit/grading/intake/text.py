"""The bytes of a Python file as text: by its byte-order mark, its declaration, or a guess."""

import codecs
import re

# The byte-order mark of UTF-32 begins with that of UTF-16.
MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32-le",
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
# A declaration may name any codec that Python has, and some of them do much more than decode letters.
LETTERS = re.compile(
    r"ascii|utf_?(8|8_sig|16|16_le|16_be|32)|latin_?1|iso_?8859_?\d+|(cp|windows_?)\d+|koi8_[rtu]|mac_\w+|macroman"
    r"|big5(_?hkscs)?|gb2312|gbk|gb18030|euc_?\w+|shift_?jis\w*|sjis|iso_?2022_\w+|johab|hz|tis_?620"
)
_DECLARED = re.compile(rb"[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")


def decoded(data: bytes) -> tuple[str, str]:
    """The text with line ends ``\\n``, and a note in case the encoding had to be guessed.

    Returns
    -------
    text, note : str
        The note is empty if the encoding is the declared one, or UTF-8.
    """
    for mark, encoding in MARKS.items():
        if data.startswith(mark):
            return _lines(data[len(mark) :].decode(encoding, "replace")), _lost(data[len(mark) :], encoding)
    declared = _declared(data)
    for encoding in [declared, "utf-8"] if declared else ["utf-8"]:
        try:
            text = data.decode(encoding)
        except (UnicodeError, LookupError):
            continue
        return _lines(text), "" if encoding == (
            declared or "utf-8"
        ) else f"It is UTF-8, and declares {declared}."
    said = f"neither {declared} nor UTF-8" if declared and declared != "utf-8" else "not UTF-8"
    return _lines(data.decode("latin-1")), f"It is {said}, and was read as Latin-1."


def _declared(data: bytes) -> str:
    for line in re.split(rb"\r\n|\r|\n", data[:4096], maxsplit=2)[:2]:
        found = _DECLARED.match(line)
        if found:
            name = found[1].decode("ascii", "replace").lower()
            known = LETTERS.fullmatch(name.replace("-", "_").replace(".", "_"))
            return name if known else ""
        if line.strip() and not line.lstrip().startswith(b"#"):
            break
    return ""


def _lost(data: bytes, encoding: str) -> str:
    try:
        data.decode(encoding)
    except UnicodeError:
        return f"Some of its signs are not {encoding[:6].upper().rstrip('-')}, as its mark says."
    return ""


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
