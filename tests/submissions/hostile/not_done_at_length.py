"""A stub's exception with properties that hang, or are not what they should be."""


class NotDone(NotImplementedError):
    task = {"<b>": ["x" * 10**6]}
    notebook = "../../../etc/passwd\0<script>"


def softmax_loss_vectorized(W, X, y, reg):
    raise NotDone
