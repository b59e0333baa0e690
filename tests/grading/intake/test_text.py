"""Bytes of any encoding as text."""

import codecs

import pytest

from cs231n_kit.grading.intake.text import decoded

TEXT = "# Größe\nx = 1\n"


def coded(encoding, declared=None, ending="\n"):
    first = f"# -*- coding: {declared} -*-\n" if declared else ""
    return (first + TEXT).replace("\n", ending).encode(encoding)


# bytes: the text without its declaration, and what is noted
ACCEPTED = {
    "UTF-8": (coded("utf-8"), TEXT, ""),
    "UTF-8, mark": (codecs.BOM_UTF8 + coded("utf-8"), TEXT, ""),
    "UTF-8, declared": (coded("utf-8", "utf-8"), TEXT, ""),
    "UTF-16, mark, little": (codecs.BOM_UTF16_LE + coded("utf-16-le"), TEXT, ""),
    "UTF-16, mark, big": (codecs.BOM_UTF16_BE + coded("utf-16-be"), TEXT, ""),
    "UTF-32, mark": (codecs.BOM_UTF32_LE + coded("utf-32-le"), TEXT, ""),
    "Latin-1, declared": (coded("latin-1", "latin-1"), TEXT, ""),
    "code page 1252, declared": (coded("cp1252", "windows-1252"), TEXT, ""),
    "Windows": (coded("utf-8", ending="\r\n"), TEXT, ""),
    "old Macintosh": (coded("utf-8", ending="\r"), TEXT, ""),
    "declared after a line of Windows": (
        b"#!/usr/bin/python\r\n# coding: latin-1\r\n# Gr\xf6\xdfe\r\nx = 1\r\n",
        "#!/usr/bin/python\n# coding: latin-1\n" + TEXT,
        "",
    ),
    "empty": (b"", "", ""),
    "Latin-1, not declared": (coded("latin-1"), TEXT, "It is not UTF-8, and was read as Latin-1."),
    "Latin-1, declared as UTF-8": (
        coded("latin-1", "utf-8"),
        TEXT,
        "It is not UTF-8, and was read as Latin-1.",
    ),
    "Latin-1, declared as ASCII": (
        coded("latin-1", "ascii"),
        TEXT,
        "It is neither ascii nor UTF-8, and was read as Latin-1.",
    ),
    "UTF-8, declared as ASCII": (coded("utf-8", "ascii"), TEXT, "It is UTF-8, and declares ascii."),
    "UTF-16, odd": (
        codecs.BOM_UTF16_LE + "x\n".encode("utf-16-le") + b"\0",
        "x\n\ufffd",
        "Some of its signs are not UTF-16, as its mark says.",
    ),
}


@pytest.mark.parametrize("name", ACCEPTED)
def test_decoded(name):
    data, text, note = ACCEPTED[name]
    found, said = decoded(data)
    assert found.removeprefix(found.partition("\n")[0] + "\n" if "-*-" in found else "") == text
    assert said == note


@pytest.mark.parametrize("name", ["big5", "gbk", "gb18030", "shift_jis", "euc-jp", "euc-kr"])
def test_encodings_of_the_east(name):
    word = {"shift_jis": "日本", "euc-jp": "日本", "euc-kr": "한국"}.get(name, "中文")
    assert decoded(f"# coding: {name}\n# {word}\n".encode(name)) == (f"# coding: {name}\n# {word}\n", "")


@pytest.mark.parametrize(
    "name",
    [
        "punycode",
        "idna",
        "unicode_escape",
        "raw_unicode_escape",
        "utf-7",
        "zlib",
        "rot13",
        "undefined",
        "klingon",
    ],
)
def test_a_codec_that_does_more_than_decode_letters_is_not_asked(name):
    text = f"# coding: {name}\nx = '\\ud800 +2AA-'\n"
    assert decoded(text.encode()) == (text, "")


def test_what_is_declared_below_code_does_not_count():
    text = "x = 1\n# coding: ascii\n# Größe\n"
    assert decoded(text.encode()) == (text, "")
