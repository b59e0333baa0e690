"""Right but unusual ways to write the tasks of the large-margin softmax, and the advice that they earn."""

BY_ARC_COSINE = {
    "margin_psi": """
def margin_psi(cos_theta, margin):
    cos_theta = np.clip(np.asarray(cos_theta, dtype=float), -1, 1)
    theta = np.arccos(cos_theta)
    k = np.minimum(np.floor(margin * theta / np.pi), margin - 1)
    sign = (-1.0) ** k
    psi = sign * np.cos(margin * theta) - 2 * k
    sin = np.sin(theta)
    ends = sin < 1e-7
    dpsi = sign * margin * np.sin(margin * theta) / np.where(ends, 1, sin)
    return psi, np.where(ends, margin**2, dpsi)
""",
}

CHEBYSHEV = {
    "margin_psi": """
def margin_psi(cos_theta, margin):
    c = np.array(cos_theta, dtype=np.float64)
    powers = {1: c, 2: 2 * c**2 - 1, 3: 4 * c**3 - 3 * c, 4: 8 * c**4 - 8 * c**2 + 1}
    slopes = {1: 1 + 0 * c, 2: 4 * c, 3: 12 * c**2 - 3, 4: 32 * c**3 - 16 * c}
    psi, dpsi = powers[margin], slopes[margin]
    for k in range(1, margin):
        below = c < np.cos(k * np.pi / margin)
        psi = np.where(below, (-1) ** k * powers[margin] - 2 * k, psi)
        dpsi = np.where(below, (-1) ** k * slopes[margin], dpsi)
    return psi, dpsi
""",
}

ENTRY_BY_ENTRY = {
    "margin_psi": """
def margin_psi(cos_theta, margin):
    cosines = np.asarray(cos_theta, dtype=float)
    psi, dpsi = np.empty(cosines.shape), np.empty(cosines.shape)
    for place, c in np.ndenumerate(cosines):
        k = sum(c < np.cos(j * np.pi / margin) for j in range(1, margin))
        T = np.polynomial.chebyshev.Chebyshev.basis(margin)
        psi[place] = (-1) ** k * T(c) - 2 * k
        dpsi[place] = (-1) ** k * T.deriv()(c)
    return psi, dpsi
""",
}

LOOPS = {
    "large_margin_layer": """
def large_margin_layer(x, W, y, margin, lam=0.0):
    N = len(x)
    dx, dW, loss = np.zeros(x.shape), np.zeros(W.shape), 0.0
    for i in range(N):
        w, t = W[:, y[i]], y[i]
        length_x, length_w = np.sqrt(x[i] @ x[i]), np.sqrt(w @ w)
        scores = x[i] @ W
        if length_x > 0 and length_w > 0:
            c = min(1.0, max(-1.0, w @ x[i] / (length_x * length_w)))
            psi, dpsi = margin_psi(np.array([c]), margin)
            psi, dpsi = psi[0], dpsi[0]
            scores[t] = (lam * (w @ x[i]) + length_w * length_x * psi) / (1 + lam)
            ds_dx = (lam * w + dpsi * w + (psi - dpsi * c) * length_w * x[i] / length_x) / (1 + lam)
            ds_dw = (lam * x[i] + dpsi * x[i] + (psi - dpsi * c) * length_x * w / length_w) / (1 + lam)
        else:
            ds_dx, ds_dw = w, x[i]
        log_p = scores - np.logaddexp.reduce(scores)
        loss -= log_p[t] / N
        for k in range(W.shape[1]):
            d = (np.exp(log_p[k]) - (k == t)) / N
            dx[i] += d * (ds_dx if k == t else W[:, k])
            dW[:, k] += d * (ds_dw if k == t else x[i])
    return loss, dx, dW
""",
}

ONE_HOT = {
    "large_margin_layer": """
def large_margin_layer(x, W, y, margin, lam=0.0):
    onehot = np.eye(W.shape[1])[y]
    w = onehot @ W.T
    a, b = np.linalg.norm(x, axis=1, keepdims=True), np.linalg.norm(w, axis=1, keepdims=True)
    known = a * b > 0
    cos = np.sum(w * x, axis=1, keepdims=True) / np.where(known, a * b, 1)
    psi, dpsi = margin_psi(np.clip(cos, -1, 1), margin)
    psi, dpsi = np.where(known, psi, cos), np.where(known, dpsi, 1)
    plain = x @ W
    S = plain * (1 - onehot) + onehot * (lam * plain + a * b * psi) / (1 + lam)
    S = S - S.max(axis=1, keepdims=True)
    log_P = S - np.log(np.exp(S).sum(axis=1, keepdims=True))
    dS = (np.exp(log_P) - onehot) / len(x)
    d_true = np.sum(dS * onehot, axis=1, keepdims=True) / (1 + lam)
    others = dS * (1 - onehot)
    slope, rest = lam + dpsi, psi - dpsi * cos
    dx = others @ W.T + d_true * (slope * w + rest * b * x / np.where(a > 0, a, 1))
    dW = x.T @ others + (d_true * (slope * x + rest * a * w / np.where(b > 0, b, 1))).T @ onehot
    return -np.sum(log_P * onehot) / len(x), dx, np.asfortranarray(dW)
""",
}

FLOAT32 = {
    "margin_psi": """
def margin_psi(cos_theta, margin):
    c = np.asarray(cos_theta, dtype=np.float32)
    k = sum((c < np.float32(np.cos(j * np.pi / margin))).astype(np.float32) for j in range(1, margin))
    T, U = c, np.ones_like(c)
    for _ in range(margin - 1):
        T, U = c * T - (1 - c * c) * U, T + c * U
    sign = 1 - 2 * (k % 2)
    return sign * T - 2 * k, np.float32(margin) * sign * U
""",
}

HALF_CONVENTION = {
    "large_margin_softmax_loss": """
def large_margin_softmax_loss(W, X, y, reg, margin):
    loss, _, dW = large_margin_layer(X, W, y, margin)
    return loss + 0.5 * reg * np.sum(np.square(W)), dW + reg * W
""",
}

ALL_IN_ONE = {
    "large_margin_softmax_loss": """
def large_margin_softmax_loss(W, X, y, reg, margin):
    loss, features, dW = large_margin_layer(x=X, W=W, y=y, margin=margin, lam=0)
    dW = np.add(dW, reg * (W + W))
    return [np.float64(loss + reg * np.linalg.norm(W, "fro") ** 2), dW]
""",
}

VARIANTS = {
    "by the arc cosine": (BY_ARC_COSINE, set()),
    "Chebyshev polynomials written out": (CHEBYSHEV, set()),
    "entry by entry": (ENTRY_BY_ENTRY, set()),
    "loops": (LOOPS, set()),
    "one-hot, psi of a column": (ONE_HOT, set()),
    "psi in float32": (FLOAT32, set()),
    "the penalty with ½": (HALF_CONVENTION, {"ok_half_convention"}),
    "by names, a list": (ALL_IN_ONE, set()),
}
