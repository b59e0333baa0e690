"""Mistakes in psi, in the large-margin layer, and in the loss made of it."""

from ..mutant import Mutant

PSI = (
    Mutant(
        "margin_psi",
        "cos(m θ) throughout",
        "psi_without_pieces",
        (("return sign * T - 2 * k, sign * margin * U", "return T, margin * U"),),
    ),
    Mutant(
        "margin_psi",
        "the sign of a piece left out of psi",
        "psi_sign_missing",
        (("return sign * T", "return T"),),
    ),
    Mutant("margin_psi", "the steps left out", "psi_steps", (("sign * T - 2 * k", "sign * T"),)),
    Mutant("margin_psi", "steps of 1", "psi_steps", (("sign * T - 2 * k", "sign * T - k"),)),
    Mutant(
        "margin_psi",
        "the borders of another margin",
        "psi_wrong",
        (("np.cos(j * np.pi / margin)", "np.cos(j * np.pi / 4)"),),
    ),
    Mutant(
        "margin_psi",
        "the slope in θ",
        "slope_in_angle",
        (("sign * margin * U  #", "-sign * margin * U * np.sqrt(1 - cos_theta * cos_theta)  #"),),
    ),
    Mutant(
        "margin_psi",
        "the sign of a piece left out of the slope",
        "slope_sign",
        (("sign * margin * U", "margin * U"),),
    ),
    Mutant(
        "margin_psi", "the inner derivative left out", "slope_factor", (("sign * margin * U", "sign * U"),)
    ),
    Mutant("margin_psi", "a slope of 1", "slope_wrong", (("sign * margin * U", "np.ones_like(T)"),)),
    Mutant(
        "margin_psi",
        "divided by sin θ",
        "not_finite_at_ends",
        (
            (
                "sign * margin * U",
                "sign * margin * np.sin(margin * np.arccos(cos_theta)) / np.sin(np.arccos(cos_theta))"
                " * np.where(np.abs(cos_theta) == 1, np.inf, 1)",
            ),
        ),
    ),
    Mutant(
        "margin_psi",
        "an epsilon beside sin θ",
        "wrong_at_border",
        (
            (
                "sign * margin * U",
                "sign * margin * np.sin(margin * np.arccos(cos_theta))"
                " / (np.sin(np.arccos(cos_theta)) + 1e-9)",
            ),
        ),
    ),
    Mutant(
        "margin_psi", "psi with the other sign", "psi_wrong", (("sign * T - 2 * k,", "2 * k - sign * T,"),)
    ),
    Mutant(
        "margin_psi", "psi alone", "wrong_return", ((" - 2 * k, sign * margin * U", " - 2 * k"),)
    ).in_checks(4),
    Mutant(
        "margin_psi",
        "flattened",
        "wrong_shape",
        (("return sign * T - 2 * k,", "return (sign * T - 2 * k).ravel()[:1],"),),
    ).in_checks(3),
)

LAYER = (
    Mutant(
        "large_margin_layer",
        "as many classes as there are labels",
        "edge_case",
        ((", minlength=C)", ")"),),
    ),
    Mutant(
        "large_margin_layer",
        "lam at margin 1",
        "lam_at_margin_one",
        (("    angle = (", "    dpsi = dpsi / (1 + lam) if margin == 1 else dpsi\n    angle = ("),),
    ),
    Mutant(
        "large_margin_layer",
        "the changed score not used",
        "margin_ignored",
        (("(cos_theta - psi) / (1 + lam)\n    S -=", "0\n    S -="),),
    ),
    Mutant(
        "large_margin_layer",
        "loss not averaged",
        "loss_not_averaged",
        (("np.mean(np.log(Z[:, 0]) - s_y)", "np.sum(np.log(Z[:, 0]) - s_y)"),),
    ),
    Mutant(
        "large_margin_layer", "gradients not averaged", "grad_not_averaged", (("    dS /= N\n", ""),)
    ).in_checks(2),
    Mutant(
        "large_margin_layer",
        "the sign of the loss",
        "loss_sign",
        (("np.mean(np.log(Z[:, 0]) - s_y)", "np.mean(s_y - np.log(Z[:, 0]))"),),
    ),
    Mutant(
        "large_margin_layer",
        "the length of w left out",
        "loss_wrong",
        (("S[rows, y] -= w_norm * x_norm", "S[rows, y] -= x_norm"),),
    ),
    Mutant(
        "large_margin_layer",
        "the part along x itself left out",
        "part_along_itself",
        (("    dx += (rest * w_norm)[:, None] * x_unit\n", ""),),
    ),
    Mutant(
        "large_margin_layer",
        "the part along w itself left out",
        "part_along_itself",
        (("dW += np.bincount(y, weights=rest * x_norm, minlength=C) * W_unit", "dW += 0"),),
    ),
    Mutant(
        "large_margin_layer",
        "the slope of psi left out",
        "part_along_other",
        (("((lam + dpsi) / (1 + lam))", "((lam + 1) / (1 + lam))"),),
    ).in_checks(2),
    Mutant(
        "large_margin_layer",
        "one example of a class",
        "labels_repeated",
        (
            (
                "dW += np.bincount(y, weights=rest * x_norm, minlength=C) * W_unit",
                "dW[:, y] += rest * x_norm * W_unit[:, y]",
            ),
        ),
    ),
    Mutant(
        "large_margin_layer",
        "the slope of psi twice",
        "part_along_other",
        (("((lam + dpsi) / (1 + lam))", "((lam + 2 * dpsi) / (1 + lam))"),),
    ).in_checks(2),
    Mutant(
        "large_margin_layer",
        "examples and classes mixed up in dx",
        "margin_gradient_wrong",
        (
            ("dx += (rest * w_norm)[:, None]", "dx += (rest * w_norm)[::-1, None]"),
            ("W.T\n", "W.T[::-1]\n"),
        ),
    ),
    Mutant(
        "large_margin_layer",
        "plain gradients",
        "margin_ignored",
        (
            (
                "    dS /= Z\n",
                "    S = x @ W\n    dS = np.exp(S - S.max(axis=1, keepdims=True))\n"
                "    dS /= dS.sum(axis=1, keepdims=True)\n",
            ),
            ("((lam + dpsi) / (1 + lam))", "1"),
            ("ds_y * ((psi - dpsi * cos_theta) / (1 + lam))", "0 * ds_y"),
        ),
    ).in_checks(2),
    Mutant(
        "large_margin_layer",
        "lam left out of the loss",
        "lam_wrong",
        (("(cos_theta - psi) / (1 + lam)\n    S -=", "(cos_theta - psi)\n    S -="),),
    ),
    Mutant(
        "large_margin_layer",
        "lam left out",
        "lam_ignored",
        (("    N, C = x.shape[0], W.shape[1]\n", "    N, C = x.shape[0], W.shape[1]\n    lam = 0\n"),),
    ),
    Mutant(
        "large_margin_layer",
        "lam the wrong way round",
        "lam_reversed",
        (
            (
                "    N, C = x.shape[0], W.shape[1]\n",
                "    N, C = x.shape[0], W.shape[1]\n    lam = 1 / lam if lam else 0\n",
            ),
        ),
    ),
    Mutant(
        "large_margin_layer",
        "no care for zeros",
        "no_angle",
        (
            (
                "    psi, dpsi = margin_psi(",
                "    x_unit = x / np.linalg.norm(x, axis=1, keepdims=True)\n    psi, dpsi = margin_psi(",
            ),
        ),
    ),
    Mutant(
        "large_margin_layer",
        "psi where there is no angle",
        "edge_case",
        (("np.where(angle, dpsi, 1)", "np.where(angle, dpsi, dpsi)"),),
    ),
    Mutant(
        "large_margin_layer",
        "no shift",
        "unstable_overflow",
        (("    S -= S.max(axis=1, keepdims=True)\n", ""),),
    ),
    Mutant(
        "large_margin_layer",
        "one shift for the batch",
        "unstable_batch_shift",
        (("S.max(axis=1, keepdims=True)", "S.max()"),),
    ),
    Mutant(
        "large_margin_layer",
        "dW transposed",
        "backward_transposed",
        (("return float(loss), dx, dW", "return float(loss), dx, dW.T"),),
    ),
    Mutant(
        "large_margin_layer",
        "a margin at margin 1",
        "margin_one_wrong",
        (
            (
                "    psi, dpsi = margin_psi(cos_theta, margin)\n",
                "    psi, dpsi = margin_psi(cos_theta, max(margin, 2))\n",
            ),
        ),
    ),
)

LOSS = (
    Mutant(
        "large_margin_softmax_loss",
        "the margin not handed on",
        "margin_not_passed",
        (("(X, W, y, margin)\n", "(X, W, y, 2)\n"),),
    ),
    Mutant(
        "large_margin_softmax_loss",
        "no penalty in the loss",
        "loss_reg_missing",
        (("float(reg * np.sum(W * W))", "0.0"),),
    ),
    Mutant(
        "large_margin_softmax_loss",
        "no penalty in the gradient",
        "grad_reg_missing",
        (("dW + 2 * reg * W", "dW"),),
    ),
    Mutant(
        "large_margin_softmax_loss",
        "two conventions",
        "reg_mismatch",
        (("dW + 2 * reg * W", "dW + reg * W"),),
    ),
    Mutant(
        "large_margin_softmax_loss",
        "a penalty whatever reg is",
        "reg_factor_ignored",
        (("float(reg * np.sum(W * W))", "float(np.sum(W * W))"),),
    ),
    Mutant(
        "large_margin_softmax_loss",
        "the gradient for the features",
        "wrong_shape",
        (("loss, _, dW =", "loss, dW, _ ="), ("dW + 2 * reg * W", "dW")),
    ).in_checks(4),
    Mutant(
        "large_margin_softmax_loss",
        "both gradients",
        "wrong_return",
        (("dW + 2 * reg * W", "dW + 2 * reg * W, _"),),
    ).in_checks(7),
    Mutant(
        "large_margin_softmax_loss",
        "W changed in place",
        "mutates_input",
        (
            ("    return loss + float(", "    loss += float("),
            (", dW + 2 * reg * W", "\n    W *= 2 * reg\n    return loss, dW + W"),
        ),
    ),
)

MUTANTS = (*PSI, *LAYER, *LOSS)
