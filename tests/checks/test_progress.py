import io
import sys

from cs231n_kit.checks.named import wanted
from cs231n_kit.checks.show.progress import progress


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_a_terminal_sees_one_line_that_is_gone_at_the_end(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stderr", Terminal())
    chosen = wanted("softmax")
    assert list(progress(chosen)) == chosen
    lines = sys.stderr.getvalue().split("\r")[1:]
    assert [line.rstrip() for line in lines] == [
        "checking 1 of 4: softmax_loss_naive",
        "checking 2 of 4: softmax_loss_vectorized",
        "checking 3 of 4: LinearClassifier.train",
        "checking 4 of 4: LinearClassifier.predict",
        "",
        "",
    ]
    assert len({len(line) for line in lines[:-1]}) == 1  # each covers the one before
    assert capsys.readouterr().out == ""


def test_a_file_gets_no_progress(monkeypatch):
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    list(progress(wanted()))
    assert sys.stderr.getvalue() == ""


def test_the_line_has_room_for_the_longest_name(monkeypatch):
    monkeypatch.setattr(sys, "stderr", Terminal())
    list(progress(wanted()))
    assert len({len(line) for line in sys.stderr.getvalue().split("\r")[1:-1]}) == 1
