"""Mistakes in the softmax as a layer: probabilities, Jacobian, and the way back."""

from ..mutant import Mutant

FORWARD = (
    Mutant(
        "softmax_forward",
        "the smallest score for the largest",
        "unstable_shift",
        (("x.max(axis=-1, keepdims=True)", "x.min(axis=-1, keepdims=True)"),),
    ),
    Mutant(
        "softmax_forward",
        "twice the scores",
        "probabilities_wrong",
        (("np.exp(x - x.max(axis=-1, keepdims=True))", "np.exp(2 * (x - x.max(axis=-1, keepdims=True)))"),),
    ),
    Mutant(
        "softmax_forward",
        "clipped scores",
        "unstable_wrong",
        (("np.exp(x - x.max(axis=-1, keepdims=True))", "np.exp(np.clip(x, -300, 300))"),),
    ),
    Mutant(
        "softmax_forward",
        "no shift",
        "unstable_overflow",
        (("np.exp(x - x.max(axis=-1, keepdims=True))", "np.exp(x)"),),
    ),
    Mutant(
        "softmax_forward",
        "one largest score for the batch",
        "unstable_batch_shift",
        (("x.max(axis=-1, keepdims=True)", "x.max()"),),
    ),
    Mutant(
        "softmax_forward",
        "softmax over the examples",
        "softmax_axis",
        (
            ("x.max(axis=-1, keepdims=True)", "x.max(axis=0, keepdims=True)"),
            ("p.sum(axis=-1, keepdims=True)", "p.sum(axis=0, keepdims=True)"),
        ),
    ),
    Mutant(
        "softmax_forward",
        "divided by the sum of the batch",
        "softmax_whole_batch",
        (
            ("x.max(axis=-1, keepdims=True)", "x.max()"),
            ("p.sum(axis=-1, keepdims=True)", "p.sum()"),
        ),
    ),
    Mutant(
        "softmax_forward",
        "never divided",
        "probabilities_not_one",
        (("    p /= p.sum(axis=-1, keepdims=True)\n", ""),),
    ),
    Mutant(
        "softmax_forward",
        "the sign of the scores",
        "scores_negated",
        (
            ("np.exp(x - x.max(", "np.exp(x.min("),
            ("# the", "- x)  # the"),
            ("keepdims=True))  - x)", "keepdims=True) - x)"),
        ),
    ),
    Mutant("softmax_forward", "powers of two", "softmax_base", (("np.exp(x", "np.exp2(x"),)),
    Mutant(
        "softmax_forward",
        "the scores shifted in place",
        "mutates_input",
        (
            (
                "    p = np.exp(x - x.max(axis=-1, keepdims=True))",
                "    x[...] = x - x.max(axis=-1, keepdims=True)\n    p = np.exp(x)",
            ),
        ),
    ),
    Mutant(
        "softmax_forward", "no cache", "cache_missing", (("    return p, p\n", "    return p\n"),)
    ).in_checks(3),
    Mutant(
        "softmax_forward", "axis 1 for one example too", "exception", (("p.sum(axis=-1,", "p.sum(axis=1,"),)
    ),
)

JACOBIAN = (
    Mutant(
        "softmax_jacobian",
        "1 on the diagonal",
        "jacobian_wrong",
        (("J[..., c, c] += p", "J[..., c, c] += 1"),),
    ),
    Mutant(
        "softmax_jacobian",
        "p[i] twice, the slip of the question",
        "jacobian_own_probability",
        (
            (
                "-p[..., :, None] * p[..., None, :]",
                "-p[..., :, None] * p[..., :, None] * np.ones(p.shape[-1])",
            ),
        ),
    ),
    Mutant(
        "softmax_jacobian",
        "p[k] twice",
        "jacobian_other_probability",
        (
            (
                "-p[..., :, None] * p[..., None, :]",
                "-p[..., None, :] * p[..., None, :] * np.ones((p.shape[-1], 1))",
            ),
        ),
    ),
    Mutant(
        "softmax_jacobian",
        "the diagonal alone",
        "jacobian_diagonal_only",
        (
            ("-p[..., :, None] * p[..., None, :]", "np.zeros((*p.shape, p.shape[-1]))"),
            ("J[..., c, c] += p", "J[..., c, c] += p * (1 - p)"),
        ),
    ),
    Mutant(
        "softmax_jacobian",
        "no Kronecker delta",
        "jacobian_diagonal_missing",
        (("    J[..., c, c] += p\n", ""),),
    ),
    Mutant("softmax_jacobian", "the sign", "backward_sign", (("    return J", "    return -J"),)),
    Mutant(
        "softmax_jacobian",
        "the sign beside the diagonal",
        "jacobian_off_diagonal_sign",
        (("-p[..., :, None]", "p[..., :, None]"), ("J[..., c, c] += p", "J[..., c, c] = p * (1 - p)")),
    ),
    Mutant(
        "softmax_jacobian",
        "examples mixed up",
        "rows_mixed",
        (("    return J", "    return J if p.ndim == 1 else J[::-1]"),),
    ),
    Mutant(
        "softmax_jacobian",
        "the diagonal as a vector",
        "wrong_shape",
        (("    return J", "    return p * (1 - p)"),),
    ).in_checks(2),
)

BACKWARD = (
    Mutant(
        "softmax_backward",
        "without the sum",
        "backward_without_sum",
        (("dout - mean[..., None]", "dout.copy()"),),
    ),
    Mutant(
        "softmax_backward",
        "the diagonal alone",
        "backward_diagonal",
        (("dout - mean[..., None]", "dout * (1 - p)"),),
    ),
    Mutant(
        "softmax_backward",
        "summed over the batch",
        "backward_batch_sum",
        (("dout - mean[..., None]", "dout - mean.sum()"),),
    ),
    Mutant(
        "softmax_backward",
        "summed over the examples",
        "backward_column_sum",
        (("dout - mean[..., None]", "dout - ((p * dout).sum(axis=0) if p.ndim == 2 else mean)"),),
    ),
    Mutant(
        "softmax_backward",
        "the sum without its weights",
        "backward_unweighted",
        (("(p * dout) @ ones", "dout @ ones"),),
    ),
    Mutant(
        "softmax_backward",
        "the sum added",
        "backward_sum_added",
        (("dout - mean[..., None]", "dout + mean[..., None]"),),
    ),
    Mutant(
        "softmax_backward",
        "a mean without weights",
        "backward_unweighted",
        (("dout - mean[..., None]", "dout - dout.mean(axis=-1, keepdims=True)"),),
    ),
    Mutant(
        "softmax_backward",
        "not multiplied by p",
        "backward_wrong",
        (("    dx *= p\n", ""),),
    ),
    Mutant(
        "softmax_backward",
        "the sign",
        "backward_sign",
        (("dout - mean[..., None]", "mean[..., None] - dout"),),
    ),
    Mutant(
        "softmax_backward",
        "averaged once more",
        "backward_averaged",
        (("    return dx", "    return dx / len(dx) if dx.ndim == 2 else dx"),),
    ),
    Mutant(
        "softmax_backward",
        "dout changed in place",
        "mutates_input",
        (("dx = dout - mean[..., None]", "dx = dout\n    dx -= mean[..., None]"),),
    ),
    Mutant(
        "softmax_backward",
        "the cache changed in place",
        "cache_changed",
        (("    dx *= p\n    return dx", "    p *= dx\n    return p"),),
    ),
)

MUTANTS = (*FORWARD, *JACOBIAN, *BACKWARD)
