"""Sockets of each kind, to loopback and to the outside, and a name to look up."""

import socket

import numpy as np

ADDRESSES = [
    (socket.AF_INET, ("127.0.0.1", 22)),
    (socket.AF_INET, ("192.0.2.1", 80)),
    (socket.AF_INET6, ("::1", 22)),
    (socket.AF_UNIX, "/run/docker.sock"),
    (socket.AF_UNIX, "\0abstract"),
]
for family, address in ADDRESSES:
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
        try:
            with socket.socket(family, kind) as made:
                made.settimeout(0.1)
                made.connect(address)
        except OSError:
            continue
        raise SystemExit("reached")
try:
    socket.getaddrinfo("example.org", 80)
except OSError:
    pass
else:
    raise SystemExit("reached")


def softmax_loss_vectorized(W, X, y, reg):
    S = X @ W
    S = S - S.max(axis=1, keepdims=True)
    log_P = S - np.log(np.exp(S).sum(axis=1, keepdims=True))
    D = np.exp(log_P)
    D[np.arange(len(y)), y] -= 1
    loss = -log_P[np.arange(len(y)), y].mean() + reg * np.sum(W * W)
    return loss, X.T @ D / len(y) + 2 * reg * W
