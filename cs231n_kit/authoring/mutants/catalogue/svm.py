"""Mistakes in the two multiclass SVM losses."""

from ..mutant import Mutant

NAIVE, VECTORIZED = "svm_loss_naive", "svm_loss_vectorized"
TRUE_LOOP = "                dW[:, y[i]] -= X[i]  # … raising s[y] lowers it\n"
WRONG_LOOP = "                dW[:, c] += X[i]  # raising s[c] raises the term …\n"
SKIP = "            if c == y[i]:\n                continue\n"
MASK = "dS = np.greater(M, 0, out=M)"
TRUE = "    dS[rows, y] = -dS.sum(axis=1)"
ZERO = "    M[rows, y] = 0  # the sum runs over the wrong classes alone\n"


def loop(name: str, code: str, *edits: tuple[str, str], also: tuple[str, ...] = ()) -> Mutant:
    return Mutant(NAIVE, name, code, edits, also)


def whole(name: str, code: str, *edits: tuple[str, str]) -> Mutant:
    return Mutant(VECTORIZED, name, code, edits)


MUTANTS = (
    loop("loss not averaged", "loss_not_averaged", ("loss / N + reg", "loss + reg")),
    loop("gradient not averaged", "grad_not_averaged", ("dW / N + 2", "dW + 2")),
    loop("true class not skipped", "true_class_counted", (SKIP, "")),
    loop("true class forgotten", "missing_true_class", (TRUE_LOOP, "")),
    loop("wrong classes forgotten", "missing_wrong_classes", (WRONG_LOOP, "")),
    loop("true class added", "true_class_added", ("dW[:, y[i]] -=", "dW[:, y[i]] +=")),
    loop(
        "true class once an example",
        "true_class_once",
        (TRUE_LOOP, ""),
        (WRONG_LOOP, WRONG_LOOP + "                active = True\n"),
        ("        for c in range(C):\n", "        active = False\n        for c in range(C):\n"),
        ("    loss = loss / N", "        if active:\n            dW[:, y[i]] -= X[i]\n    loss = loss / N"),
    ),
    loop(
        "gradient outside of the condition",
        "inactive_counted",
        (WRONG_LOOP, ""),
        (TRUE_LOOP, "            dW[:, c] += X[i]\n            dW[:, y[i]] -= X[i]\n"),
    ),
    loop(
        "gradient times the margin",
        "margins_in_gradient",
        ("+= X[i]", "+= m * X[i]"),
        ("-= X[i]", "-= m * X[i]"),
    ),
    loop(
        "margins not cut off",
        "margins_not_cut",
        ("            if m > 0:", "            if True:"),
        also=("inactive_counted",),
    ),
    loop(
        "gradient returned first", "returned_swapped", ("return float(loss), dW", "return dW, float(loss)")
    ).in_checks(5),
    loop(
        "margin left out", "margin_other", ("s[y[i]] + 1\n            if", "s[y[i]]\n            if")
    ).in_checks(2),
    loop(
        "margin subtracted", "margin_other", ("s[y[i]] + 1\n            if", "s[y[i]] - 1\n            if")
    ).in_checks(2),
    loop("scores exchanged", "margin_reversed", ("s[c] - s[y[i]] + 1", "s[y[i]] - s[c] + 1")).in_checks(2),
    loop(
        "scores exchanged, with its slopes",
        "margin_reversed",
        ("s[c] - s[y[i]] + 1", "s[y[i]] - s[c] + 1"),
        ("dW[:, c] +=", "dW[:, c] -="),
        ("dW[:, y[i]] -=", "dW[:, y[i]] +="),
    ).in_checks(2),
    loop("sign of the gradient", "grad_sign", ("dW = dW / N", "dW = -dW / N")),
    loop("squared hinge", "margins_squared", ("loss += m\n", "loss += m**2\n")),
    loop(
        "last example alone",
        "last_example_only",
        ("        s = X[i] @ W\n", "        s = X[i] @ W\n        loss = 0.0\n"),
    ),
    loop("no penalty in the loss", "loss_reg_missing", (" + reg * np.sum(W * W)\n    dW", "\n    dW")),
    loop("gradient of half the penalty", "reg_mismatch", (" + 2 * reg * W", " + reg * W")),
    loop(
        "penalty before averaging", "reg_scaled", ("dW = dW / N + 2 * reg * W", "dW = (dW + 2 * reg * W) / N")
    ),
    whole("loss not averaged", "loss_not_averaged", ("M.sum() / N", "M.sum()")),
    whole("mean over all margins", "loss_averaged_over", ("M.sum() / N", "M.mean() * N / X.shape[1]")),
    whole(
        "mean over the wrong classes",
        "loss_averaged_over",
        ("M.sum() / N", "M.sum() / (N * (W.shape[1] - 1))"),
    ),
    whole(
        "gradient averaged over the wrong classes",
        "grad_averaged_over",
        ("    dS /= N\n", "    dS /= N * (W.shape[1] - 1)\n"),
    ),
    whole("gradient not averaged", "grad_not_averaged", ("    dS /= N\n", "")),
    whole("true class counted", "true_class_counted", (ZERO, "")).in_checks(2),
    whole("mask has the true class", "true_class_kept", (TRUE, "    dS[rows, y] = 1 - dS.sum(axis=1)")),
    whole("true class once an example", "true_class_once", ("-dS.sum(axis=1)", "-dS.max(axis=1)")),
    whole("true class forgotten", "missing_true_class", (TRUE, "    dS[rows, y] = 0")),
    whole("margins in place of a mask", "margins_in_gradient", (MASK, "dS = M")),
    whole(
        "a mask for the true class alone",
        "margins_in_gradient_partly",
        ("-dS.sum(axis=1)", "-(dS > 0).sum(axis=1)"),
        (MASK, "dS = M"),
    ),
    whole("margin of another size", "margin_other", ("    M += 1  #", "    M += 0.5  #")).in_checks(2),
    whole("only the largest margin", "largest_margin_only", ("M.sum() / N", "M.max(axis=1).sum() / N")),
    whole("all margins", "margins_not_cut", ("    np.maximum(M, 0, out=M)\n", "")),
    whole(
        "gradient transposed",
        "grad_transposed",
        ("dW = X.T @ dS  #", "dW = (X.T @ dS).T  #"),
        ("2 * reg * W\n", "2 * reg * W.T\n"),
    ),
    whole("no penalty in the gradient", "grad_reg_missing", ("    dW += 2 * reg * W\n", "")),
    whole("penalty without its strength", "reg_factor_ignored", ("reg * np.sum(W * W)\n", "np.sum(W * W)\n")),
    whole(
        "a list, gradient first", "returned_swapped", ("return float(loss), dW", "return [dW, loss]")
    ).in_checks(5),
    whole(
        "calls the version with loops",
        "calls_naive",
        ("    N = X.shape[0]\n", "    return svm_loss_naive(W, X, y, reg)\n    N = X.shape[0]\n"),
    ),
    whole(
        "a loop over the examples",
        "has_loop",
        (TRUE, "    for i in range(N):\n        dS[i, y[i]] = -dS[i].sum()"),
    ),
    whole("labels changed", "mutates_input", ("    return float", "    y -= 1\n    return float")),
)
