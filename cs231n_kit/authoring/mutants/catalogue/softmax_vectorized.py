"""Mistakes in the softmax loss without loops."""

from ..mutant import Mutant

LOSS = "np.mean(np.log(Z[:, 0]) - s_y) + reg * np.sum(W * W)"
DATA = "np.mean(np.log(Z[:, 0]) - s_y)"
PENALTY = "reg * np.sum(W * W)"
RETURN = "return float(loss), dW"
GRADIENT = "    dW = X.T @ P  # (D, C) = (D, N) (N, C): the sum over examples is inside the product\n"
GRADIENT_PENALTY = "    dW += 2 * reg * W\n"
DIVIDED = "    P /= N\n"
LABEL = "P[rows, y] -= 1"
SHIFT = "    S -= S.max(axis=1, keepdims=True)  # each row by its own maximum\n"
START = "    require_loss_inputs(W, X, y)\n"
DEF = "def softmax_loss_vectorized("


def mutant(name: str, code: str, *edits: tuple[str, str], also: tuple[str, ...] = ()) -> Mutant:
    return Mutant("softmax_loss_vectorized", name, code, edits, also)


MUTANTS = (
    mutant(
        "features beyond the thousandth left out",
        "edge_case",
        ("    S = X @ W  # (N, C) scores\n", "    S = X[:, :1000] @ W[:1000]\n"),
    ),
    mutant(
        "shifted by row, summed over the examples",
        "softmax_over_examples",
        ("axis=1, keepdims=True)  # (N, 1), at", "axis=0, keepdims=True)  # (N, 1), at"),
        ("np.log(Z[:, 0]) - s_y", "np.log(Z[0][y]) - s_y"),
    ).in_checks(2),
    mutant(
        "shifted by row, summed over everything",
        "softmax_over_batch",
        ("P.sum(axis=1, keepdims=True)  # (N, 1), at", "P.sum(keepdims=True)  # (N, 1), at"),
    ).in_checks(2),
    # the mean over the batch
    mutant("loss not averaged", "loss_not_averaged", (DATA, "np.sum(np.log(Z[:, 0]) - s_y)")),
    mutant("gradient not averaged", "grad_not_averaged", (DIVIDED, "")),
    mutant(
        "neither averaged",
        "grad_not_averaged",
        (DIVIDED, ""),
        (DATA, "np.sum(np.log(Z[:, 0]) - s_y)"),
        also=("loss_not_averaged",),
    ),
    mutant("loss averaged twice", "loss_scaled", (DATA, f"{DATA} / N")),
    mutant("loss averaged over features", "loss_averaged_over", (DATA, f"{DATA} * N / X.shape[1]")),
    mutant("gradient averaged over classes", "grad_averaged_over", (DIVIDED, "    P /= W.shape[1]\n")),
    mutant("gradient doubled", "grad_scaled", ("X.T @ P", "2 * X.T @ P")),
    # the label
    mutant("label term forgotten", "missing_label_term", (LABEL, "pass")),
    mutant("label term everywhere", "label_term_everywhere", (LABEL, "P -= 1")),
    mutant("label term in whole columns", "label_term_everywhere", (LABEL, "P[:, y] -= 1")),
    mutant("label as the number of a row", "label_term_rows", (LABEL, "P[y] -= 1")),
    mutant("label term added", "label_term_sign", (LABEL, "P[rows, y] += 1")),
    mutant(
        "a loss for yes and no",
        "binary_cross_entropy",
        (DATA, "-np.sum(np.log(np.where(np.eye(W.shape[1])[y] == 1, P / Z, 1 - P / Z))) / N"),
    ),
    mutant("true score forgotten", "loss_wrong", (DATA, "np.mean(np.log(Z[:, 0]))")),
    mutant(
        "loss of a neighbour class",
        "loss_wrong",
        ("s_y = S[rows, y]", "s_y = S[rows, y - 1]"),
        also=("exception",),
    ),
    # sign, axis, logarithm
    mutant("sign of the loss", "loss_sign", (DATA, "np.mean(s_y - np.log(Z[:, 0]))")),
    mutant("sign of the gradient", "grad_sign", ("X.T @ P", "-X.T @ P")),
    mutant(
        "gradient transposed", "grad_transposed", ("X.T @ P", "P.T @ X"), ("2 * reg * W", "2 * reg * W.T")
    ),
    mutant(
        "probabilities over the examples",
        "softmax_over_examples",
        ("P.sum(axis=1, keepdims=True)", "P.sum(axis=0, keepdims=True)"),
        (SHIFT, ""),
        ("np.log(Z[:, 0])", "np.log(Z[0, y])"),
        also=("unstable_overflow",),
    ).in_checks(2),
    mutant("log10", "loss_log_base", (DATA, "-np.mean(np.log10(P[rows, y] / Z[:, 0]))")),
    mutant("log2", "loss_log_base", (DATA, "-np.mean(np.log2(P[rows, y] / Z[:, 0]))")),
    mutant("no division by the sum", "grad_wrong", ("    P /= Z  # (N, C) probabilities\n", "")),
    mutant("examples forgotten in the gradient", "grad_wrong", ("X.T @ P", "np.ones_like(X).T @ P")),
    # the penalty
    mutant("no penalty in the loss", "loss_reg_missing", (f" + {PENALTY}", "")),
    mutant("no penalty in the gradient", "grad_reg_missing", (GRADIENT_PENALTY, "")),
    mutant("reg ignored in the loss", "reg_factor_ignored", (PENALTY, "np.sum(W * W)")),
    mutant("reg ignored in the gradient", "reg_factor_ignored", ("2 * reg * W", "2 * W")),
    mutant("full loss, half gradient", "reg_mismatch", ("2 * reg * W", "reg * W")),
    mutant("half loss, full gradient", "reg_mismatch", (PENALTY, f"0.5 * {PENALTY}")),
    mutant("penalty averaged in the loss", "reg_scaled", (PENALTY, f"{PENALTY} / N")),
    mutant("penalty averaged in the gradient", "reg_scaled", ("2 * reg * W", "2 * reg * W / N")),
    mutant(
        "penalty averaged in both",
        "reg_scaled",
        (PENALTY, f"{PENALTY} / N"),
        ("2 * reg * W", "2 * reg * W / N"),
    ),
    mutant(
        "a row without penalty in both",
        "loss_reg_wrong",
        (PENALTY, "reg * np.sum(W[:-1] * W[:-1])"),
        ("dW += 2 * reg * W", "dW[:-1] += 2 * reg * W[:-1]"),
    ),
    mutant("penalty subtracted", "reg_scaled", (f"+ {PENALTY}", f"- {PENALTY}")),
    mutant("penalty of the Gram matrix", "loss_reg_wrong", (PENALTY, "reg * np.sum(W.T @ W)")),
    mutant("penalty without squares", "loss_reg_wrong", (PENALTY, "reg * np.sum(np.abs(W))")),
    mutant("penalty with the root", "loss_reg_wrong", (PENALTY, "reg * np.linalg.norm(W)")),
    mutant("reg squared", "reg_scaled", (PENALTY, f"reg * {PENALTY}")),
    mutant("gradient of the sum of weights", "grad_reg_wrong", ("2 * reg * W", "2 * reg * np.ones_like(W)")),
    mutant(
        "last class without penalty",
        "grad_reg_wrong",
        ("dW += 2 * reg * W", "dW[:, :-1] += 2 * reg * W[:, :-1]"),
    ),
    # what comes back
    mutant("nothing returned", "wrong_return", (RETURN, "pass")).in_checks(8),
    mutant("only the loss returned", "wrong_return", (RETURN, "return float(loss)")).in_checks(8),
    mutant(
        "a loss an example",
        "wrong_shape",
        (DATA, "np.log(Z[:, 0]) - s_y"),
        (RETURN, "return loss, dW"),
    ).in_checks(5),
    mutant(
        "a column of losses",
        "wrong_shape",
        (DATA, "np.log(Z) - s_y[:, None]"),
        (RETURN, "return loss, dW"),
    ).in_checks(5),
    mutant(
        "a penalty that is a matrix", "wrong_shape", (PENALTY, "reg * W.T @ W"), (RETURN, "return loss, dW")
    ).in_checks(5),
    mutant(
        "gradient of whole numbers",
        "wrong_dtype",
        (RETURN, "return float(loss), (10 * dW).astype(int)"),
        also=("grad_reg_wrong",),
    ),
    mutant("nan", "not_finite", (DATA, "np.mean(np.log(Z[:, 0] - Z[:, 0].max()) - s_y)")).in_checks(3),
    mutant("shapes that do not fit", "exception", ("X.T @ P", "X @ P")),
    # large scores
    mutant("no shift", "unstable_overflow", (SHIFT, "")),
    mutant("one shift for the batch", "unstable_batch_shift", (SHIFT, "    S -= S.max()\n")),
    mutant(
        "one shift a class",
        "unstable_batch_shift",
        (SHIFT, "    S -= S.max(axis=0)\n"),
        also=("loss_wrong", "grad_wrong"),
    ),
    mutant("shifted by the smallest score", "unstable_shift", ("S.max(", "S.min(")),
    mutant(
        "log of an underflowed probability",
        "unstable_log_zero",
        (DATA, "-np.mean(np.log(P[rows, y] / Z[:, 0]))"),
    ),
    mutant("epsilon in the log", "epsilon_in_log", (DATA, "-np.mean(np.log(P[rows, y] / Z[:, 0] + 1e-12))")),
    mutant(
        "probabilities clipped",
        "epsilon_in_log",
        (DATA, "-np.mean(np.log(np.clip(P[rows, y] / Z[:, 0], 1e-15, 1)))"),
    ),
    mutant(
        "scores clipped",
        "unstable_wrong",
        (SHIFT, "    S = np.clip(S, -500, 500)\n"),
        also=("epsilon_in_log",),
    ),
    mutant("shifted by the largest magnitude", "unstable_alone", ("S.max(axis", "np.abs(S).max(axis")),
    *(
        mutant(f"{size} added to the sum", "epsilon_added", ("P /= Z  #", f"P /= Z + {size}  #"))
        for size in ("1e-5", "1e-4", "3e-6")
    ),
    mutant(
        "a small number added to each probability", "epsilon_added", (DIVIDED, "    P += 1e-5\n    P /= N\n")
    ),
    mutant(
        "a small number added to the sum in the logarithm",
        "epsilon_added",
        (DATA, DATA.replace("Z[:, 0]", "Z[:, 0] + 1e-5")),
    ),
    # side effects
    mutant(
        "gradient written into W",
        "mutates_input",
        (GRADIENT, "    dW = W\n    dW -= W - X.T @ P\n"),
        also=("grad_reg_wrong",),
    ),
    mutant(
        "labels changed",
        "mutates_input",
        (START, f"{START}    y += 1\n    y %= W.shape[1]\n"),
        also=("loss_wrong", "grad_wrong"),
    ),
    mutant("examples changed", "mutates_input", (GRADIENT, "    X *= 2\n    dW = X.T @ P / 2\n")),
    mutant(
        "accumulates from call to call",
        "nondeterministic",
        (DEF, f"TOTAL = {{}}\n\n\n{DEF}"),
        (GRADIENT, "    dW = TOTAL.setdefault(W.shape, np.zeros_like(W))\n    dW += X.T @ P\n"),
        also=("grad_wrong", "grad_reg_wrong"),
    ),
    mutant("prints", "prints_too_much", (RETURN, f"print(S, P, dW)\n    {RETURN}")),
    # loops
    mutant(
        "a for loop",
        "has_loop",
        (GRADIENT, "    dW = np.zeros_like(W)\n    for i in rows:\n        dW += np.outer(X[i], P[i])\n"),
    ),
    mutant(
        "a while loop",
        "has_loop",
        (LABEL, "i = 0\n    while i < N:\n        P[i, y[i]] -= 1\n        i += 1"),
    ),
    mutant("a comprehension", "has_loop", ("S[rows, y]", "np.array([S[i, y[i]] for i in rows])")),
    mutant("a generator", "has_loop", ("X.T @ P", "sum(np.outer(X[i], P[i]) for i in rows)")),
    mutant("map", "has_loop", ("S[rows, y]", "np.array(list(map(lambda i: S[i, y[i]], rows)))")),
    mutant("np.vectorize", "has_loop", ("S[rows, y]", "np.vectorize(lambda i: S[i, y[i]])(rows)")),
    mutant(
        "np.apply_along_axis",
        "has_loop",
        ("P.sum(axis=1, keepdims=True)", "np.apply_along_axis(np.sum, 1, P)[:, None]"),
    ),
    mutant(
        "a loop in a helper",
        "has_loop",
        (DEF, f"def picked(S, y):\n    return np.array([s[c] for s, c in zip(S, y)])\n\n\n{DEF}"),
        ("S[rows, y]", "picked(S, y)"),
    ),
    mutant(
        "calls the naive version",
        "calls_naive",
        (START, f"{START}    return softmax_loss_naive(W, X, y, reg)\n"),
    ),
    mutant(
        "calls the loss with a bias",
        "calls_other_task",
        (DEF, f"from cs231n_kit.classifiers.affine_softmax import affine_softmax_loss\n\n\n{DEF}"),
        (
            START,
            f"{START}    b = np.zeros(W.shape[1])\n    return affine_softmax_loss(W, b, X, y, 2 * reg)[:2]\n",
        ),
    ),
    mutant("gradient returned first", "returned_swapped", (RETURN, "return dW, float(loss)")).in_checks(7),
    # it does not come back
    mutant("never ends", "timeout", (START, f"{START}    while True:\n        pass\n")),
    mutant("does not parse", "syntax_error", ("N = X.shape[0]", "N = X.shape[0")),
    mutant("another library", "import_error", (DEF, f"import no_such_library\n\n\n{DEF}")),
    mutant(
        "not done",
        "not_implemented",
        (START, '    raise NotDone("softmax_loss_vectorized", "notebooks/softmax.ipynb")\n'),
    ),
    mutant(
        "calls another that is not done",
        "not_implemented",
        (START, '    raise NotDone("softmax_loss_naive", "notebooks/softmax.ipynb")\n'),
    ),
    mutant("exits", "exception", (START, f"{START}    raise SystemExit\n")),
    mutant("asks for too much memory", "memory_limit", (START, f"{START}    np.ones((10**6, 10**6))\n")),
    mutant("ends the process", "process_died", (START, f"{START}    __import__('os')._exit(0)\n")),
)
