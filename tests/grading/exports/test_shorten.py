import pytest

from cs231n_kit.grading.exports.shorten import in_words, shortened


@pytest.mark.parametrize(
    "text, most, short",
    [
        ("abc", 3, "abc"),
        ("abcd", 3, "abc… (1 more characters)"),
        ("x" * 2003, 3, "xxx… (2,000 more characters)"),
        ("a\tb\nc שלום", 20, "a\tb\nc שלום"),
        ("a\u202eb\u2066c\x00d\x1b[31m", 20, "a�b�c�d�[31m"),
    ],
)
def test_text_is_cut_and_acts_on_nothing(text, most, short):
    assert shortened(text, most) == short


@pytest.mark.parametrize(
    "value, most, words",
    [
        (0.1 + 0.2, 20, "0.3"),
        (7, 20, "7"),
        (True, 20, "yes"),
        (None, 20, "nothing"),
        ("nan", 20, "nan"),
        ([1, [2.5, "x"]], 20, "[1, [2.5, x]]"),
        ({"a": 1, "b": []}, 20, "a: 1, b: []"),
        ("\u202eabc", 20, "�abc"),
        ([1] * 10**6, 6, "[1, 1,…"),
        ("x" * 10**6, 3, "xxx…"),
    ],
)
def test_evidence_in_words(value, most, words):
    assert in_words(value, most) == words
