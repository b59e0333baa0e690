"""Mistakes in a softmax loss with a bias, and in gradient descent."""

from ..mutant import Mutant

LOSS, DESCENT = "affine_softmax_loss", "gradient_descent"
SCORES = "    S = X @ W + b  #"
SHIFT = "    S -= S.max(axis=1, keepdims=True)"
DB = "db = dS.sum(axis=0).reshape(b.shape)"
STEP = "            p -= steps[name]\n"
ASK = "        loss, grads = loss_fn(params)\n"
NOTE = "        loss_history.append(float(loss))\n"
RISEN = "loss_history and loss > loss_history[-1]"
ALL = "return float(loss), dW, db"
LOOP = "        for name, p in params.items():\n"


def loss(name: str, code: str, *edits: tuple[str, str]) -> Mutant:
    return Mutant(LOSS, name, code, edits)


def descent(name: str, code: str, *edits: tuple[str, str]) -> Mutant:
    return Mutant(DESCENT, name, code, edits)


MUTANTS = (
    loss("loss not averaged", "loss_not_averaged", ("np.mean(np.log(", "np.sum(np.log(")),
    loss("gradient not averaged", "grad_not_averaged", ("    dS /= N\n", "")),
    loss("label term forgotten", "missing_label_term", ("    dS[rows, y] -= 1\n", "")),
    loss("no logarithm", "log_missing", ("np.mean(np.log(Z[:, 0]) - s_y)", "-np.mean(P[rows, y] / Z[:, 0])")),
    loss("1e-5 added to the sum", "epsilon_added", ("    dS /= Z\n", "    dS /= Z + 1e-5\n")),
    loss(
        "penalty averaged in both",
        "reg_scaled",
        ("+ 0.5 * reg * np", "+ 0.5 / N * reg * np"),
        ("+ reg * W  #", "+ reg * W / N  #"),
    ),
    loss("whole penalty, half its gradient", "reg_mismatch", ("- s_y) + 0.5 * reg", "- s_y) + reg")),
    loss("no penalty in dW", "grad_reg_missing", (" + reg * W  #", "  #")),
    loss("no shift", "unstable_overflow", (SHIFT, "    S -= 0")),
    loss("one shift for the batch", "unstable_batch_shift", (SHIFT, "    S -= S.max()")),
    loss("bias left out", "bias_missing", (SCORES, "    S = X @ W  #")),
    loss("bias subtracted", "bias_subtracted", (SCORES, "    S = X @ W - b  #")),
    loss("bias added twice", "bias_wrong", (SCORES, "    S = X @ W + 2 * b  #")),
    loss(
        "bias added after the shift",
        "unstable_bias",
        (SCORES, "    S = X @ W  #"),
        ("    s_y = S[rows, y]", "    S += b\n    s_y = S[rows, y]"),
    ),
    loss(
        "bias penalised in the loss",
        "bias_penalised",
        ("* reg * np.sum(W * W)", "* reg * (np.sum(W * W) + np.sum(b * b))"),
    ),
    loss("bias penalised in db", "bias_penalised", (DB, f"{DB} + reg * b")),
    loss("db not summed", "db_not_summed", (DB, "db = dS")),
    loss("db over the classes", "wrong_shape", (DB, "db = dS.sum(axis=1)")),
    loss("db averaged twice", "db_averaged_twice", (DB, "db = dS.mean(axis=0).reshape(b.shape)")),
    loss("db not averaged", "db_not_averaged", (DB, f"{DB} * N")),
    loss("db twice", "db_scaled", (DB, f"{DB} * 2")),
    loss("sign of db", "db_sign", (DB, "db = -dS.sum(axis=0).reshape(b.shape)")),
    loss(
        "db from the true classes alone",
        "db_wrong",
        (DB, "db = np.bincount(y, minlength=b.size).reshape(b.shape) / N"),
    ),
    loss("db always a row", "wrong_shape", (DB, "db = dS.sum(axis=0, keepdims=True)")),
    loss("db left out", "wrong_return", ("return float(loss), dW, db", "return float(loss), dW")).in_checks(
        13
    ),
    *(
        loss(f"returns {order}", "returned_swapped", (ALL, f"return {order}")).in_checks(13)
        for order in ("loss, db, dW", "dW, db, loss", "db, dW, loss")
    ),
    loss("examples changed", "mutates_input", ("    db = dS", "    X -= 1\n    db = dS")),
    loss("bias changed", "mutates_input", (SCORES, "    b -= b.max()\n    S = X @ W + b  #")),
    descent("uphill", "step_uphill", ("p -= steps", "p += steps")),
    descent("step size ignored", "step_size_ignored", ("step_size * grads", "grads")),
    descent("half a step", "step_size_scaled", ("step_size * grads", "0.5 * step_size * grads")),
    descent(
        "a new array under the name",
        "arrays_unchanged",
        (STEP, "            p = p - steps[name]\n"),
    ),
    descent(
        "new arrays in the dict",
        "not_in_place",
        (STEP, "            params[name] = p - steps[name]\n"),
    ),
    descent(
        "another dict",
        "not_in_place",
        (LOOP + STEP, "        params = {name: p - steps[name] for name, p in params.items()}\n"),
    ),
    descent("the first array alone", "arrays_left_out", (STEP, STEP + "            break\n")),
    descent(
        "the sign of the gradient",
        "descent_wrong",
        (STEP, "            p -= np.sign(steps[name])\n"),
    ),
    descent("steps that shrink", "step_size_changes", (NOTE, NOTE + "        step_size *= 0.9\n")),
    descent(
        "smaller where the loss rises",
        "step_size_changes",
        (NOTE, f"        if {RISEN}:\n            step_size /= 2\n" + NOTE),
    ),
    descent("times the loss", "step_size_changes", ("step_size * grads", "step_size * loss * grads")),
    descent(
        "momentum",
        "step_keeps_speed",
        ("    loss_history = []\n", "    loss_history, speed = [], dict.fromkeys(params, 0.0)\n"),
        (
            STEP,
            "            speed[name] = 0.9 * speed[name] - steps[name]\n            p += speed[name]\n",
        ),
    ),
    descent(
        "stops where the loss rises",
        "stopped_early",
        (NOTE, f"        if {RISEN}:\n            break\n{NOTE}"),
    ),
    descent(
        "stops where the loss hardly changes",
        "stopped_early",
        (
            NOTE,
            f"        if loss_history and abs(loss - loss_history[-1]) < 1e-9:\n            break\n{NOTE}",
        ),
    ),
    descent("one step less", "steps_miscounted", ("range(num_iters)", "range(num_iters - 1)")),
    descent("two steps less", "steps_miscounted", ("range(num_iters)", "range(num_iters - 2)")),
    descent("twice as many steps", "steps_miscounted", ("range(num_iters)", "range(2 * num_iters)")),
    descent("one step more", "steps_miscounted", ("range(num_iters)", "range(num_iters + 1)")),
    descent(
        "gradient of the start",
        "gradient_stale",
        (ASK, ""),
        ("    loss_history = []\n", "    loss_history = []\n    loss, grads = loss_fn(params)\n"),
    ),
    descent(
        "one array after the other",
        "not_simultaneous",
        (STEP, "            p -= step_size * loss_fn(params)[1][name]\n"),
    ),
    descent("history empty", "history_empty", (NOTE, "")),
    descent(
        "history once only", "history_length", ("    return loss_history", "    return loss_history[-1:]")
    ),
    descent(
        "loss after the step",
        "history_late",
        (NOTE, ""),
        (STEP, STEP + "        loss_history.append(float(loss_fn(params)[0]))\n"),
    ),
    descent("history of rounded losses", "losses_wrong", ("float(loss)", "round(float(loss))")),
    descent("history noted twice", "history_length", (NOTE, NOTE + NOTE)),
    descent("asked twice and noted twice", "history_length", (NOTE, NOTE + ASK + NOTE)),
    descent(
        "loss function never asked",
        "loss_fn_not_asked",
        ("    loss_history = []\n", "    return [0.0] * num_iters\n    loss_history = []\n"),
    ),
)
