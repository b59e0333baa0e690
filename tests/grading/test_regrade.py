"""One submission graded again, though nothing about it has changed."""

import pytest

from cs231n_kit.errors import KitError
from cs231n_kit.grading.gradebook import Gradebook

from .rows import row


def test_the_one_that_is_named_is_graded_again(tmp_path):
    with Gradebook.open(tmp_path) as book:
        for id in ("ada", "grace"):
            book.put(row(id), id)
        book.finish()
    with Gradebook.open(tmp_path) as book:
        book.grade_again(["ada"])
        assert not book.is_done("ada", "ada") and book.is_done("grace", "grace")
        assert book.row("ada")["score"] == row("ada")["score"]  # until there is another
        book.put(row("ada"), "ada")
        assert book.is_done("ada", "ada")


def test_nobody_is_if_one_is_unknown(tmp_path):
    with Gradebook.open(tmp_path) as book:
        book.put(row("ada"), "ada")
        with pytest.raises(KitError) as error:
            book.grade_again(["ada", "nobody"])
        assert str(error.value) == (
            f"--regrade must be the id of a submission in {tmp_path / 'gradebook.sqlite'}, got 'nobody';"
            " gradebook.csv lists them"
        )
        assert book.is_done("ada", "ada")
