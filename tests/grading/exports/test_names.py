from urllib.parse import unquote

import pytest

from cs231n_kit.grading.exports.names import file_name, link

PLAIN = ["s001", "Ünï 雪", "a.b", "o'neill & co", "~2", 'q"?<>', "x" * 240]
ODD = [
    "",
    ".",
    "..",
    ".hidden",
    "a/b",
    "../../etc/passwd",
    "a\nb",
    "a\x00b",
    "\u202eab",
    "x" * 241,
    "雪" * 100,
]


@pytest.mark.parametrize("id", PLAIN)
def test_a_page_is_named_as_its_submission(id):
    assert file_name(id) == f"{id}.html"


@pytest.mark.parametrize("id", ODD)
def test_what_is_no_name_gets_one(tmp_path, id):
    name = file_name(id)
    assert name.endswith(".html") and name[0] != "." and name.isprintable() and "/" not in name
    with_part = tmp_path / f".{name}.part"  # its name while it is written
    with_part.write_text("")
    assert [path.name for path in tmp_path.iterdir()] == [with_part.name]


def test_no_two_share_a_page():
    ids = [*PLAIN, *ODD, "a_b", "x" * 242, "雪" * 101]
    assert len({file_name(id) for id in ids}) == len(ids)


@pytest.mark.parametrize("id", [*PLAIN, *ODD, "50%", "a#b?c"])
def test_a_link_leads_to_the_page(id):
    folder, _, name = link(id).partition("/")
    assert (folder, unquote(name)) == ("feedback", file_name(id))
    assert not set(link(id)) & set('#?"<>& ')
