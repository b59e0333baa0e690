"""A message that would act on a page, a terminal or a spreadsheet."""


class Error(Exception):
    pass


Error.__name__ = "<img src=x onerror=alert(2)>"


def softmax_loss_vectorized(W, X, y, reg):
    raise Error('=cmd()<script>alert("1")</script>\x1b[2J\x07[bold]{0.__class__}%s%n\r\n\0\ud800\u202e')
