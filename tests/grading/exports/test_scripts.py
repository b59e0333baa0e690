"""What lies in the report is what its makers published, and says under which licence."""

import hashlib
import json
import re

import pytest

from cs231n_kit.grading.exports.scripts import ASSETS, LIBRARIES, data_block, libraries

from .html import Page


def test_the_libraries_are_as_they_were_published():
    sums = dict(reversed(line.split()) for line in (ASSETS / "SHA256SUMS").read_text().splitlines())
    assert set(sums) == set(LIBRARIES.values())
    assert sums == {name: hashlib.sha256((ASSETS / name).read_bytes()).hexdigest() for name in sums}


def test_the_table_of_the_assets_names_their_versions():
    table = (ASSETS / "README.md").read_text("utf-8")
    for name in LIBRARIES.values():
        version = re.search(r"v(\d+\.\d+\.\d+) Copyright", (ASSETS / name).read_text("utf-8")[:200])[1]
        assert re.search(rf"\| `{re.escape(name)}` \|[^\n]*\| {re.escape(version)} \|", table)


def test_each_library_goes_with_its_licence_and_cannot_close_its_element():
    for script, name in zip(libraries(), LIBRARIES, strict=True):
        assert script.startswith(f"/*\n{name}\nCopyright ") and "Permission to use, copy" in script[:2000]
        assert script.count("*/", 0, 2000) == 1
        assert not re.search(r"</script|<!--", script, re.IGNORECASE)


@pytest.mark.parametrize(
    "text", ["</script><script>alert(1)</script>", "<!--<script>", "&lt;", "\u2028", "雪"]
)
def test_data_cannot_leave_its_block(text):
    block = data_block({text: [text]})
    (inside,) = re.fullmatch(r'<script type="application/json" id="data">([^<>&]*)</script>', block).groups()
    assert json.loads(inside) == {text: [text]}
    assert [tag for tag, _ in Page(block).tags] == ["script"]
