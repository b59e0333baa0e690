"""The names that ``cs231n_kit.classifiers`` offers, each looked up in its file when it is asked for."""

import pytest

from cs231n_kit import classifiers


def test_every_name_is_found_and_listed():
    for name in classifiers.__all__:
        assert getattr(classifiers, name).__name__ == name
    assert set(classifiers.__all__) <= set(dir(classifiers))


def test_other_names_are_unknown():
    with pytest.raises(AttributeError, match="no attribute 'softmax_los'"):
        getattr(classifiers, "softmax_los")  # noqa: B009
    with pytest.raises(ImportError):
        from cs231n_kit.classifiers import nothing  # noqa: F401
