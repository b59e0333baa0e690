"""Mistakes in the softmax loss with loops."""

from ..mutant import Mutant

LOSS = "loss += log_Z - s[y[i]]"
SHIFT = "s = s - s.max()"
GRADIENT = "dW[:, c] += (p_c - (c == y[i])) * X[i]"
AVERAGED = "loss = loss / N + reg * np.sum(W * W)"
GRADIENT_AVERAGED = "dW = dW / N + 2 * reg * W"
RETURN = "return float(loss), dW"
START = "    require_loss_inputs(W, X, y)\n"
DEF = "def softmax_loss_naive("
SEEN = ("epsilon_added",)  # an epsilon that is large enough to be seen in ordinary numbers too
WITHOUT_LOOP = """\
    S = X @ W
    log_P = S - S.max(axis=1, keepdims=True)
    log_P -= np.log(np.exp(log_P).sum(axis=1, keepdims=True))
    Y = np.eye(W.shape[1])[y]
    loss = -np.sum(Y * log_P) / len(X) + reg * np.sum(W * W)
    return loss, X.T @ (np.exp(log_P) - Y) / len(X) + 2 * reg * W
"""


def mutant(name: str, code: str, *edits: tuple[str, str], also: tuple[str, ...] = ()) -> Mutant:
    return Mutant("softmax_loss_naive", name, code, edits, also)


MUTANTS = (
    # the mean over the batch
    mutant("loss not averaged", "loss_not_averaged", ("loss / N", "loss")),
    mutant("gradient not averaged", "grad_not_averaged", ("dW / N", "dW")),
    mutant(
        "penalty averaged in the loss", "reg_scaled", (AVERAGED, "loss = (loss + reg * np.sum(W * W)) / N")
    ),
    mutant(
        "gradient's penalty before averaging",
        "reg_scaled",
        (GRADIENT_AVERAGED, "dW = (dW + 2 * reg * W) / N"),
    ),
    mutant("penalty added for each example", "reg_scaled", (LOSS, f"{LOSS} + reg * np.sum(W * W)")),
    mutant("loss of the last example", "last_example_only", (LOSS, "loss = log_Z - s[y[i]]")),
    mutant("gradient of the last example", "last_example_only", ("dW[:, c] += ", "dW[:, c] = ")),
    mutant(
        "averaged inside the loop", "loss_wrong", (LOSS, f"{LOSS}\n        loss /= N"), ("loss / N", "loss")
    ),
    mutant("last example left out", "loss_wrong", ("range(N)", "range(N - 1)"), also=("grad_wrong",)),
    # the label
    mutant("label term forgotten", "missing_label_term", ("(p_c - (c == y[i]))", "p_c")),
    mutant("label term everywhere", "label_term_everywhere", ("(c == y[i])", "1")),
    mutant("only the true class", "grad_wrong", (GRADIENT, f"if c == y[i]:\n                {GRADIENT}")),
    # sign, logarithm
    mutant("sign of the loss", "loss_sign", (LOSS, "loss -= log_Z - s[y[i]]")),
    mutant("sign of the gradient", "grad_sign", ("dW[:, c] += ", "dW[:, c] -= ")),
    mutant("log10", "loss_log_base", (LOSS, "loss += -np.log10(np.exp(s[y[i]]) / np.exp(s).sum())")),
    mutant("no logarithm", "log_missing", (LOSS, "loss += np.exp(s[y[i]] - log_Z)")),
    mutant("one less the probability", "log_missing", (LOSS, "loss += 1 - np.exp(s[y[i]] - log_Z)")),
    mutant("features forgotten", "grad_wrong", (" * X[i]", "")),
    mutant(
        "array of whole numbers",
        "truncated",
        ("np.zeros_like(W)", "np.zeros(W.shape, dtype=int)"),
        (GRADIENT, "dW[:, c] = dW[:, c] + (p_c - (c == y[i])) * X[i]"),
    ),
    mutant(
        "gradient transposed",
        "grad_transposed",
        (GRADIENT_AVERAGED, f"{GRADIENT_AVERAGED}\n    dW = dW.T"),
    ),
    # the penalty
    mutant("no penalty in the loss", "loss_reg_missing", (" + reg * np.sum(W * W)", "")),
    mutant("no penalty in the gradient", "grad_reg_missing", (" + 2 * reg * W", "")),
    mutant("reg ignored in the loss", "reg_factor_ignored", ("reg * np.sum(W * W)", "np.sum(W * W)")),
    mutant("reg ignored in the gradient", "reg_factor_ignored", ("2 * reg * W", "2 * W")),
    mutant("full loss, half gradient", "reg_mismatch", ("2 * reg * W", "reg * W")),
    mutant("half loss, full gradient", "reg_mismatch", ("reg * np.sum", "0.5 * reg * np.sum")),
    mutant("mean of the squares", "reg_scaled", ("np.sum(W * W)", "np.mean(W * W)")),
    # large scores
    mutant("no shift", "unstable_overflow", (SHIFT, "pass")),
    mutant("one shift for the batch", "unstable_batch_shift", (SHIFT, "s = s - (X @ W).max()")),
    mutant("shifted by the mean", "unstable_shift", (SHIFT, "s = s - s.mean()")),
    mutant("shifted by the smallest score", "unstable_shift", (SHIFT, "s = s - s.min()")),
    mutant(
        "log of an underflowed probability",
        "unstable_log_zero",
        (LOSS, "loss -= np.log(np.exp(s[y[i]] - log_Z))"),
    ),
    *(
        mutant(
            f"epsilon of {size} in the log",
            "epsilon_in_log",
            (LOSS, f"loss -= np.log(np.exp(s[y[i]] - log_Z) + {size})"),
            also=also,
        )
        for size, also in (("1e-4", SEEN), ("1e-5", SEEN), ("1e-6", ()), ("1e-8", ()))
    ),
    mutant("loss never added up", "loss_zero", (AVERAGED, "loss = reg * np.sum(W * W)")),
    mutant("gradient never filled", "grad_zero", (GRADIENT_AVERAGED, "dW = 2 * reg * W")),
    mutant(
        "calls the version without loops",
        "calls_vectorized",
        (RETURN, "return softmax_loss_vectorized(W, X, y, reg)"),
    ),
    mutant(
        "a numerical gradient",
        "calls_other_task",
        (DEF, f"from cs231n_kit.gradient_check import eval_numerical_gradient\n\n\n{DEF}"),
        (GRADIENT, "pass"),
        (
            GRADIENT_AVERAGED,
            "def of(V):\n        S = X @ V\n"
            "        data = np.mean(np.log(np.exp(S).sum(axis=1)) - S[range(N), y])\n"
            "        return data + reg * np.sum(V * V)\n"
            "    dW = eval_numerical_gradient(of, W.copy(), verbose=False)",
        ),
        also=("unstable_overflow",),
    ),
    # side effects and form
    mutant(
        "examples changed",
        "mutates_input",
        (
            GRADIENT,
            "x = X[i]\n            x *= 2\n            dW[:, c] += (p_c - (c == y[i])) * x",
        ),
        also=("grad_wrong",),
    ),
    mutant(
        "labels counted from 1",
        "mutates_input",
        (START, f"{START}    y -= 1\n"),
        also=("loss_wrong", "grad_wrong", "exception"),
    ),
    mutant(
        "accumulates from call to call",
        "nondeterministic",
        (DEF, f"LOSSES = []\n\n\n{DEF}"),
        (LOSS, "LOSSES.append(log_Z - s[y[i]])"),
        ("loss = loss / N", "loss = sum(LOSSES) / N"),
        also=("loss_wrong", "reg_scaled"),
    ),
    mutant(
        "prints in the loop", "prints_too_much", (SHIFT, f"print('example', i, 'scores', s)\n        {SHIFT}")
    ),
    mutant("no loop", "no_loop", (START, START + WITHOUT_LOOP)),
    mutant("nothing returned", "wrong_return", (RETURN, "pass")).in_checks(8),
    mutant("gradient returned first", "returned_swapped", (RETURN, "return dW, float(loss)")).in_checks(7),
    mutant("name that is not there", "exception", ("loss = 0.0", "pass")),
)
