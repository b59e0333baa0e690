"""Right but unusual ways to write the tasks of the softmax layer, and the advice that they earn."""

STUBBORN_LOOPS = {
    "softmax_forward": """
def softmax_forward(x):
    rows = np.atleast_2d(x)
    p = np.empty(rows.shape)
    for i, row in enumerate(rows):
        largest = max(row)
        total = sum(np.exp(score - largest) for score in row)
        for c, score in enumerate(row):
            p[i, c] = np.exp(score - largest) / total
    p = p.reshape(x.shape)
    return p, p
""",
    "softmax_jacobian": """
def softmax_jacobian(p):
    if p.ndim == 2:
        return np.array([softmax_jacobian(row) for row in p])
    C = len(p)
    J = np.zeros((C, C))
    for i in range(C):
        for k in range(C):
            J[i, k] = p[i] * ((i == k) - p[k])
    return J
""",
    "affine_backward": """
def affine_backward(dout, cache):
    x, w = cache
    dx, dw, db = np.zeros(x.shape), np.zeros(w.shape), np.zeros(w.shape[1])
    for i in range(len(x)):
        dx[i] = (w @ dout[i]).reshape(x[i].shape)
        dw += np.outer(x[i].ravel(), dout[i])
        db += dout[i]
    return dx, dw, db
""",
    "relu_backward": """
def relu_backward(dout, cache):
    dx = np.zeros(dout.shape)
    for place, value in np.ndenumerate(cache):
        if value > 0:
            dx[place] = dout[place]
    return dx
""",
}

CACHE_OF_SCORES = {
    "softmax_forward": """
def softmax_forward(x):
    largest = np.max(x, axis=-1, keepdims=True)
    log_p = x - largest - np.log(np.sum(np.exp(x - largest), axis=-1, keepdims=True))
    return np.exp(log_p), {"scores": x}
""",
    "softmax_backward": """
def softmax_backward(dout, cache):
    p, _ = softmax_forward(cache["scores"])
    return p * dout - p * (p * dout).sum(axis=-1, keepdims=True)
""",
}

BY_JACOBIAN = {
    "softmax_backward": """
def softmax_backward(dout, cache):
    return np.einsum("...i,...ik->...k", dout, softmax_jacobian(cache))
""",
}

EINSUM = {
    "softmax_jacobian": """
def softmax_jacobian(p):
    return np.einsum("...i,ik->...ik", p, np.eye(p.shape[-1])) - np.einsum("...i,...k->...ik", p, p)
""",
    "softmax_backward": """
def softmax_backward(dout, cache):
    return cache * (dout - np.einsum("...i,...i->...", cache, dout)[..., np.newaxis])
""",
    "affine_forward": """
def affine_forward(x, w, b):
    return np.einsum("nd,dm->nm", x.reshape(x.shape[0], -1), w) + b[None, :], (x, w, b)
""",
    "affine_backward": """
def affine_backward(dout, cache):
    x, w, b = cache
    dx = np.einsum("nm,dm->nd", dout, w).reshape(x.shape)
    return [dx, np.einsum("nd,nm->dm", x.reshape(len(x), -1), dout), np.einsum("nm->m", dout)]
""",
}

WHERE = {
    "relu_forward": """
def relu_forward(x):
    out = np.where(x > 0, x, 0.0)
    return out, out
""",
    "relu_backward": """
def relu_backward(dout, cache):
    return np.where(cache > 0, dout, 0)
""",
}

MASK = {
    "relu_forward": """
def relu_forward(x):
    mask = x > 0
    return x * mask, mask
""",
    "relu_backward": """
def relu_backward(dout, cache):
    dx = np.array(dout, copy=True)
    dx[~cache] = 0
    return dx
""",
}

FLOAT32 = {
    "softmax_forward": """
def softmax_forward(x):
    s = x.astype(np.float32)
    e = np.exp(s - s.max(axis=-1, keepdims=True))
    p = e / e.sum(axis=-1, keepdims=True)
    return p, p
""",
    "affine_forward": """
def affine_forward(x, w, b):
    out = x.reshape(len(x), -1).astype(np.float32) @ w.astype(np.float32) + b.astype(np.float32)
    return out, (x, w)
""",
    "softmax_loss": """
def softmax_loss(x, y):
    s = x.astype(np.float32)
    s = s - s.max(axis=1, keepdims=True)
    log_p = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
    onehot = np.eye(x.shape[1], dtype=np.float32)[y]
    return -np.sum(log_p * onehot) / np.float32(len(x)), (np.exp(log_p) - onehot) / np.float32(len(x))
""",
}

LOSS_FROM_FORWARD = {
    "softmax_loss": """
def softmax_loss(x, y):
    p, _ = softmax_forward(x)
    N = x.shape[0]
    loss = -np.log(p[range(N), y]).sum() / N
    dx = p.copy()
    dx[range(N), y] -= 1
    return loss, dx / N
""",
}

LOSS_BY_LOGADDEXP = {
    "softmax_loss": """
def softmax_loss(x, y):
    log_Z = np.logaddexp.reduce(x, axis=1, keepdims=True)
    onehot = (y[:, None] == np.arange(x.shape[1])).astype(float)
    loss = np.mean(log_Z[:, 0] - np.sum(x * onehot, axis=1))
    return np.array(loss), np.asfortranarray((np.exp(x - log_Z) - onehot) / len(x))
""",
}

NET_BY_HAND = {
    "TwoLayerNet.__init__": """
def __init__(self, input_dim=3 * 32 * 32, hidden_dim=100, num_classes=10, weight_scale=1e-3, reg=0.0):
    self.reg = reg
    self.hidden = hidden_dim
    self.params = {
        "W1": np.random.normal(0.0, weight_scale, (input_dim, hidden_dim)),
        "b1": np.zeros((hidden_dim,)),
        "W2": np.random.normal(scale=weight_scale, size=(hidden_dim, num_classes)),
        "b2": np.array([0.0] * num_classes),
    }
""",
    "TwoLayerNet.loss": """
def loss(self, X, y=None):
    p = self.params
    x = X.reshape(X.shape[0], -1)
    hidden = np.zeros((len(x), self.hidden)) + np.clip(x @ p["W1"] + p["b1"], 0, None)
    scores = hidden @ p["W2"] + p["b2"]
    if y is None:
        return scores
    shifted = scores - scores.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    loss = -log_p[np.arange(len(x)), y].mean()
    dS = (np.exp(log_p) - np.eye(scores.shape[1])[y]) / len(x)
    dhidden = dS @ p["W2"].T
    dhidden[hidden <= 0] = 0
    for name in ("W1", "W2"):
        loss = loss + self.reg / 2 * (p[name] ** 2).sum()
    return loss, {
        "W2": hidden.T @ dS + self.reg * p["W2"],
        "b2": dS.sum(0),
        "W1": x.T @ dhidden + self.reg * p["W1"],
        "b1": dhidden.sum(0),
    }
""",
}

OTHER_GENERATOR = {
    "TwoLayerNet.__init__": """
def __init__(self, input_dim=3 * 32 * 32, hidden_dim=100, num_classes=10, weight_scale=1e-3, reg=0.0):
    self.reg = reg
    random = np.random.default_rng(np.random.randint(2**31))
    self.params = {"b1": np.zeros(hidden_dim), "b2": np.zeros(num_classes)}
    self.params["W2"] = weight_scale * random.standard_normal((hidden_dim, num_classes))
    self.params["W1"] = weight_scale * random.standard_normal((input_dim, hidden_dim))
""",
}

FULL_CONVENTION = {
    "TwoLayerNet.loss": """
def loss(self, X, y=None):
    W1, b1, W2, b2 = (self.params[name] for name in ("W1", "b1", "W2", "b2"))
    hidden, cache1 = affine_forward(X, W1, b1)
    hidden, gate = relu_forward(hidden)
    scores, cache2 = affine_forward(hidden, W2, b2)
    if y is None:
        return scores
    loss, dscores = softmax_loss(scores, y)
    grads = {}
    dhidden, grads["W2"], grads["b2"] = affine_backward(dscores, cache2)
    _, grads["W1"], grads["b1"] = affine_backward(relu_backward(dhidden, gate), cache1)
    grads["W1"] += 2 * self.reg * W1
    grads["W2"] += 2 * self.reg * W2
    return loss + self.reg * (np.linalg.norm(W1) ** 2 + np.linalg.norm(W2) ** 2), grads
""",
}

VARIANTS = {
    "loops everywhere": (STUBBORN_LOOPS, set()),
    "a cache of scores, by log-softmax": (CACHE_OF_SCORES, set()),
    "by way of the Jacobian": (BY_JACOBIAN, {"jacobian_formed"}),
    "einsum, another cache, a list of gradients": (EINSUM, set()),
    "np.where, the output as cache": (WHERE, set()),
    "a mask as cache": (MASK, set()),
    "float32 inside": (FLOAT32, set()),
    "a loss made of softmax_forward": (LOSS_FROM_FORWARD, {"unstable_log_zero"}),
    "logaddexp, Fortran order, the loss an array": (LOSS_BY_LOGADDEXP, {"ok_loss_array"}),
    "a network without layers": (NET_BY_HAND, set()),
    "another generator": (OTHER_GENERATOR, {"other_draws"}),
    "the penalty without ½": (FULL_CONVENTION, {"ok_full_convention"}),
}
