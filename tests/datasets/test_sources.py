"""A table of data sources can replace mirrors and checksums, and can never name a path outside its folder."""

import json

import pytest

from cs231n_kit.datasets.sources import SHIPPED, source, sources
from cs231n_kit.errors import DataError


def entry(**changes):
    """An entry that is right, but for the `changes`."""
    archive = {"name": "x.tar.gz", "size": 5, "sha256": "ab" * 32, "urls": ["http://unused/x.tar.gz"]}
    archive |= changes.pop("archive", {})
    return {"title": "X", "folder": "x", "archives": [archive], "members": {"a": "cd" * 32}} | changes


@pytest.fixture
def override(tmp_path, monkeypatch):
    def use(text):
        (tmp_path / "sources.json").write_text(text, encoding="utf-8")
        monkeypatch.setenv("CS231N_KIT_SOURCES", str(tmp_path / "sources.json"))
        return tmp_path / "sources.json"

    return use


def test_an_entry_replaces_the_one_of_its_name_and_the_others_stay(override):
    shipped = sources()
    override(json.dumps({"mnist": entry(), "more": entry()}))
    assert source("mnist").title == "X"
    assert set(sources()) == {*shipped, "more"}
    assert source("cifar10") == shipped["cifar10"]


def test_checksums_may_be_written_in_capitals(override):
    """As Windows' Get-FileHash writes them."""
    changes = {"members": {"a.gz": "CD" * 32}, "unpacked": {"a": "EF" * 32}}
    override(json.dumps({"x": entry(archive={"sha256": "AB" * 32}, **changes)}))
    assert source("x").archives[0].sha256 == "ab" * 32
    assert source("x").members == {"a.gz": "cd" * 32}
    assert source("x").checksums == {"a.gz": "cd" * 32, "a": "ef" * 32}


def test_what_the_kit_draws_itself_is_not_to_be_fetched():
    assert {name for name, one in sources().items() if not one.archives} == {"sample", "digits"}
    assert source("digits").unpacked == source("sample").unpacked == {}


@pytest.mark.parametrize("name", ["", ".", "..", "/etc", "../x", "a/b", "a/", "./a"])
@pytest.mark.parametrize("field", ["folder", "member", "unpacked", "archive"])
def test_a_name_that_leads_elsewhere_is_refused(override, name, field):
    changed = {
        "folder": entry(folder=name),
        "member": entry(members={name: "cd" * 32}),
        "unpacked": entry(unpacked={name: "cd" * 32}),
        "archive": entry(archive={"name": name}),
    }
    path = override(json.dumps({"x": changed[field]}))
    with pytest.raises(DataError) as refusal:
        sources()
    assert str(refusal.value) == (
        f"{path} is not a table of data sources ({name!r} must be the plain name of a file or folder);"
        f" see {SHIPPED} for its form"
    )


@pytest.mark.parametrize("text", ["", "[]", "{", '{"x": 1}', '{"x": {}}', '{"x": {"archives": [{}]}}'])
def test_what_is_no_table_is_told_in_a_sentence(override, text):
    path = override(text)
    with pytest.raises(DataError) as refusal:
        sources()
    assert str(refusal.value).startswith(f"{path} is not a table of data sources (")


def test_a_table_that_is_absent_is_told_in_a_sentence(tmp_path, monkeypatch):
    monkeypatch.setenv("CS231N_KIT_SOURCES", str(tmp_path / "absent.json"))
    with pytest.raises(DataError) as refusal:
        sources()
    assert str(refusal.value) == (
        f"cannot read the table of data sources {tmp_path / 'absent.json'}: No such file or directory"
    )
