"""A pytest plugin that tests nbval's comparison itself: would it notice a single wrong digit?

After a cell has run and compared equal, each digit of each number in its saved text outputs is
changed in turn, and nbval is asked again. A change that it does not see is a survivor: a sanitiser
hides the number, or the cell is not compared at all. What was found goes to ``user_properties``.
"""

import copy
import re

import pytest
from nbval.plugin import coalesce_streams

PICTURE = re.compile(r"data:image/[^\"]*")  # inside HTML; its digits are no numbers
NUMBER = re.compile(r"\d+(?:\.\d*)?(?:e[+-]?\d+)?")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    saved = copy.deepcopy(item.cell.outputs)  # nbval joins the streams of the original in place
    result = yield
    item.user_properties.append(("digit_flips", flip_all(item, saved)))
    return result


def flip_all(item, saved):
    """How many numbers there are, how many digits of theirs were changed, which changes went unseen."""
    numbers, changes, survivors = 0, 0, []
    item.format_output_compare = lambda *_: None  # the verdict alone is asked for, not its explanation
    for fields, key in text_fields(saved):
        text = fields[key]
        for number in NUMBER.finditer(PICTURE.sub(lambda picture: " " * len(picture.group()), text)):
            numbers += 1
            for place in range(*number.span()):
                if not text[place].isdecimal():
                    continue
                changes += 1
                fields[key] = text[:place] + str((int(text[place]) + 1) % 10) + text[place + 1 :]
                if not difference_seen(item, saved):
                    survivors.append(f"{number.group()} in {text[:80]!r}")
        fields[key] = text
    del item.format_output_compare
    assert not saved or not difference_seen(item, saved), "the flips must leave the outputs as they were"
    return {"numbers": numbers, "changes": changes, "survivors": survivors}


def text_fields(outputs):
    """Where the text of each output is: pairs of a mapping and its key."""
    for output in outputs:
        fields = output.get("data", output)
        for key, value in fields.items():
            if isinstance(value, str) and not key.startswith("image/") and key not in ("name", "output_type"):
                yield fields, key


def difference_seen(item, outputs):
    """nbval's own decision in `IPyNbCell.runtest`, for other saved outputs."""
    if not item.options["check"] or item.cell.execution_count is None:
        return False
    return not item.compare_outputs(item.test_outputs, coalesce_streams(copy.deepcopy(outputs)))
