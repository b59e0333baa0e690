"""Mistakes in the linear layer, in rectified linear units, and in the loss of scores."""

from ..mutant import Mutant

AFFINE = (
    Mutant("affine_backward", "db twice", "backward_scaled", (("dout.sum(axis=0)", "2 * dout.sum(axis=0)"),)),
    Mutant("affine_forward", "no bias", "affine_without_bias", ((" @ w + b", " @ w"),)),
    Mutant("affine_forward", "the bias subtracted", "affine_bias_scaled", ((" @ w + b", " @ w - b"),)),
    Mutant("affine_forward", "images not made rows", "exception", (("x.reshape(len(x), -1) @ w", "x @ w"),)),
    Mutant(
        "affine_forward",
        "flattened in another order",
        "flatten_order",
        (("x.reshape(len(x), -1)", 'x.reshape(len(x), -1, order="F")'),),
    ),
    Mutant(
        "affine_forward",
        "flattened across the examples",
        "flatten_order",
        (("x.reshape(len(x), -1)", "(x if x.ndim == 2 else x.reshape(-1, len(x)).T)"),),
    ),
    Mutant(
        "affine_backward", "dx as rows", "wrong_shape", (("(dout @ w.T).reshape(x.shape)", "dout @ w.T"),)
    ),
    Mutant(
        "affine_backward",
        "dw transposed",
        "backward_transposed",
        (("x.reshape(len(x), -1).T @ dout", "dout.T @ x.reshape(len(x), -1)"),),
    ),
    Mutant(
        "affine_backward", "db averaged", "backward_averaged", (("dout.sum(axis=0)", "dout.mean(axis=0)"),)
    ),
    Mutant(
        "affine_backward", "dw averaged", "backward_averaged", ((".T @ dout  #", ".T @ dout / len(x)  #"),)
    ),
    Mutant(
        "affine_backward",
        "db over the other axis",
        "wrong_shape",
        (("dout.sum(axis=0)", "dout.sum(axis=1)"),),
    ),
    Mutant(
        "affine_backward", "db never filled", "backward_zero", (("dout.sum(axis=0)", "np.zeros(w.shape[1])"),)
    ),
    Mutant("affine_backward", "the sign of dx", "backward_sign", (("(dout @ w.T)", "(-dout @ w.T)"),)),
    Mutant(
        "affine_backward",
        "the gradients in another order",
        "returned_swapped",
        (("return dx, dw, db", "return dw, dx, db"),),
    ),
    Mutant(
        "affine_backward",
        "db a row",
        "wrong_shape",
        (("dout.sum(axis=0)", "dout.sum(axis=0, keepdims=True)"),),
    ),
    Mutant(
        "affine_backward",
        "measured",
        "calls_given",
        (
            (
                "    x, w = cache\n",
                "    from cs231n_kit.gradient_check import eval_numerical_gradient_array as slope\n\n"
                "    x, w = cache\n    b = np.zeros(w.shape[1])\n"
                "    dx = slope(lambda x: affine_forward(x, w, b)[0], x, dout)\n"
                "    dw = slope(lambda w: affine_forward(x, w, b)[0], w, dout)\n"
                "    return dx, dw, slope(lambda b: affine_forward(x, w, b)[0], b, dout)\n",
            ),
        ),
    ).in_checks(4),
    Mutant("affine_backward", "db of one example", "backward_wrong", (("dout.sum(axis=0)", "dout[0]"),)),
)

RELU = (
    Mutant("relu_forward", "leaky", "relu_negative", (("np.maximum(x, 0)", "np.maximum(x, 0.1 * x)"),)),
    Mutant("relu_forward", "the absolute value", "relu_negative", (("np.maximum(x, 0)", "np.abs(x)"),)),
    Mutant("relu_forward", "the smaller one", "relu_inverted", (("np.maximum", "np.minimum"),)),
    Mutant("relu_forward", "the gate itself", "relu_mask", (("np.maximum(x, 0)", "(x > 0).astype(float)"),)),
    Mutant("relu_forward", "a bound above", "output_wrong", (("np.maximum(x, 0)", "np.clip(x, 0, 1)"),)),
    Mutant("relu_forward", "six at most", "edge_case", (("np.maximum(x, 0)", "np.clip(x, 0, 6)"),)),
    Mutant("relu_forward", "fifty at most", "edge_case", (("np.maximum(x, 0)", "np.clip(x, 0, 50)"),)),
    Mutant("relu_forward", "no cache", "cache_missing", (("np.maximum(x, 0), x", "np.maximum(x, 0)"),)),
    Mutant(
        "relu_forward",
        "by the hidden units that are given",
        "calls_given",
        (
            (
                "    return np.maximum(x, 0), x",
                "    from cs231n_kit.classifiers.affine_softmax import relu_hidden\n\n"
                "    first = {'W1': np.eye(x.shape[-1]), 'b1': np.zeros(x.shape[-1])}\n"
                "    return relu_hidden(first, x), x",
            ),
        ),
    ),
    Mutant(
        "relu_forward",
        "in place",
        "mutates_input",
        (("    return np.maximum(x, 0), x", "    cache = x.copy()\n    x[x < 0] = 0\n    return x, cache"),),
    ),
    Mutant("relu_backward", "the gate by dout", "gate_by_dout", (("dout * (x > 0)", "dout * (dout > 0)"),)),
    Mutant("relu_backward", "no gate", "gate_missing", (("dout * (x > 0)", "dout.copy()"),)),
    Mutant("relu_backward", "the gate turned round", "gate_inverted", (("(x > 0)", "(x < 0)"),)),
    Mutant("relu_backward", "open at 0", "gate_at_zero", (("(x > 0)", "(x >= 0)"),)),
    Mutant("relu_backward", "the gate alone", "dout_ignored", (("dout * (x > 0)", "(x > 0) * 1.0"),)),
    Mutant(
        "relu_backward", "times the output", "gate_times_x", (("dout * (x > 0)", "dout * np.maximum(x, 0)"),)
    ),
    Mutant(
        "relu_backward",
        "dout changed in place",
        "mutates_input",
        (("    return dout * (x > 0)", "    dout[x <= 0] = 0\n    return dout"),),
    ),
)

LOSS = (
    Mutant("softmax_loss", "loss not averaged", "loss_not_averaged", (("-np.mean(log_p", "-np.sum(log_p"),)),
    Mutant("softmax_loss", "the sign of the loss", "loss_sign", (("-np.mean(log_p", "np.mean(log_p"),)),
    Mutant(
        "softmax_loss",
        "log2",
        "loss_log_base",
        (("-np.mean(log_p[np.arange(N), y])", "-np.mean(log_p[np.arange(N), y]) / np.log(2)"),),
    ),
    Mutant("softmax_loss", "gradient not averaged", "grad_not_averaged", (("    dx /= N\n", ""),)),
    Mutant(
        "softmax_loss",
        "no 1 at the true class",
        "missing_label_term",
        (("    dx[np.arange(N), y] -= 1\n", ""),),
    ),
    Mutant(
        "softmax_loss",
        "the 1 everywhere",
        "label_term_everywhere",
        (
            ("dx[np.arange(N), y] -= 1", "dx[:, y] -= 1"),
            ("    dx /= N", "    dx = np.exp(log_p) - 1\n    dx /= N"),
        ),
    ),
    Mutant("softmax_loss", "the sign of the gradient", "grad_sign", (("    dx /= N", "    dx /= -N"),)),
    Mutant(
        "softmax_loss",
        "dx transposed",
        "backward_transposed",
        (("return float(loss), dx", "return float(loss), dx.T"),),
    ),
    Mutant(
        "softmax_loss", "no shift", "unstable_overflow", (("s = x - x.max(axis=1, keepdims=True)", "s = x"),)
    ),
    Mutant(
        "softmax_loss",
        "one shift for the batch",
        "unstable_batch_shift",
        (("x.max(axis=1, keepdims=True)", "x.max()"),),
    ),
    Mutant(
        "softmax_loss",
        "the log of an underflowed probability",
        "unstable_log_zero",
        (("log_p = s - log_Z", "log_p = np.log(np.exp(s) / np.exp(log_Z))"),),
    ),
    Mutant(
        "softmax_loss",
        "an epsilon in the log",
        "epsilon_in_log",
        (("-np.mean(log_p[np.arange(N), y])", "-np.mean(np.log(np.exp(log_p[np.arange(N), y]) + 1e-12))"),),
    ),
)

MUTANTS = (*AFFINE, *RELU, *LOSS)
