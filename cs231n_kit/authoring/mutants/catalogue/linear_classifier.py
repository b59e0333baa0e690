"""Mistakes in training and predicting with a linear classifier."""

from ..mutant import Mutant

DRAWN = "np.random.choice(num_train, batch_size, replace=True)"
ASKED = "loss, dW = self.loss(X[batch], y[batch], reg)"
NOTED = "loss_history.append(loss)"
STEP = "self.W -= learning_rate * dW"
LOOP = "for it in range(num_iters):\n"
PREDICTED = "np.argmax(X @ self.W, axis=1)"


def train(name: str, code: str, *edits: tuple[str, str], also: tuple[str, ...] = ()) -> Mutant:
    return Mutant("LinearClassifier.train", name, code, edits, also)


def predict(name: str, code: str, wrong: str) -> Mutant:
    return Mutant("LinearClassifier.predict", name, code, ((PREDICTED, wrong),))


MUTANTS = (
    # the step
    train("uphill", "step_uphill", (STEP, "self.W += learning_rate * dW")),
    train("no step", "no_step", (STEP, "pass")),
    train("step into a local W", "no_step", (STEP, "W = self.W - learning_rate * dW")),
    train("learning rate ignored", "learning_rate_ignored", (STEP, "self.W -= dW")),
    train("learning rate hard-coded", "step_scaled", (STEP, "self.W -= 1e-3 * dW")),
    train(
        "divided by the batch size again", "step_scaled", (STEP, "self.W -= learning_rate * dW / batch_size")
    ),
    train("learning rate decays", "step_wrong", (STEP, "self.W -= learning_rate * 0.9**it * dW")),
    train("penalty twice", "step_wrong", (STEP, "self.W -= learning_rate * (dW + 2 * reg * self.W)")),
    train("W replaced by the step", "step_wrong", (STEP, "self.W = -learning_rate * dW")),
    train("only the sign of the gradient", "step_wrong", (STEP, "self.W -= learning_rate * np.sign(dW)")),
    train(
        "last step left out", "last_step_missing", (STEP, f"if it < num_iters - 1:\n                {STEP}")
    ),
    train(
        "gradient of the step before",
        "step_wrong",
        (LOOP, f"last = 0\n        {LOOP}"),
        (STEP, "self.W -= learning_rate * last\n            last = dW"),
    ),
    # the batch
    train("labels of other examples", "labels_mismatched", ("y[batch]", "y[:batch_size]")),
    train("labels drawn anew", "labels_mismatched", ("y[batch]", f"y[{DRAWN}]")),
    train("drawn from the number of features", "index_range", (DRAWN, "np.random.choice(dim, batch_size)")),
    train("drawn from the batch size", "index_range", (DRAWN, "np.random.choice(batch_size, batch_size)")),
    train("drawn from a fixed range", "exception", (DRAWN, "np.random.choice(500, batch_size)")),
    train("always the first ones", "fixed_batch", (DRAWN, "np.arange(batch_size)")),
    train("seeded in each iteration", "fixed_batch", (DRAWN, f"[np.random.seed(0), {DRAWN}][1]")),
    train("all examples", "wrong_batch_size", (DRAWN, "np.arange(num_train)")),
    train("batch size hard-coded", "wrong_batch_size", (DRAWN, "np.random.choice(num_train, 200)")),
    train(
        "number of classes as batch size",
        "wrong_batch_size",
        (DRAWN, "np.random.choice(num_train, self.W.shape[1])"),
    ),
    train("labels as a row", "wrong_batch_shape", ("y[batch]", "y[batch][None]")),
    train("features in place of examples", "wrong_batch_shape", ("X[batch]", "X[:, batch % dim]")),
    train(
        "one example after the other",
        "wrong_batch_shape",
        ("X[batch]", "X[batch[0]]"),
        ("y[batch]", "y[batch[0]]"),
    ),
    train("examples scaled", "foreign_examples", ("X[batch]", "X[batch] / 255")),
    train("another reg", "reg_not_passed", ("y[batch], reg)", "y[batch], 0.0)")),
    # the history
    train("nothing noted", "history_empty", (NOTED, "pass")),
    train("noted twice", "history_length", (NOTED, f"{NOTED}\n            {NOTED}")),
    train("noted now and then", "history_length", (NOTED, f"if it % 10 == 0:\n                {NOTED}")),
    train(
        "loss after the step",
        "history_wrong",
        (NOTED, "pass"),
        (STEP, f"{STEP}\n            loss_history.append(self.loss(X[batch], y[batch], reg)[0])"),
    ),
    train(
        "first loss again and again",
        "history_wrong",
        (NOTED, "loss_history.append(loss_history[0] if loss_history else loss)"),
    ),
    train("nothing returned", "history_empty", ("return loss_history", "return")),
    train(
        "stops after the first iteration",
        "history_length",
        (STEP, f"{STEP}\n            return loss_history"),
    ),
    *(
        train(
            f"notes {entry}",
            "history_not_numbers",
            (NOTED, f"loss_history.append({entry})"),
        )
        for entry in (
            "None",
            "str(loss)",
            "[loss]",
            "np.array([loss])",
            "(loss, dW)",
            "[loss] * (it + 1)",
            "dW",
            "loss > 1",
        )
    ),
    train(
        "losses as an array of text",
        "history_not_numbers",
        ("return loss_history", "return np.array(loss_history).astype(str)"),
    ),
    train(
        "a column of losses",
        "history_length",
        ("return loss_history", "return np.array(loss_history)[:, None]"),
    ),
    # what else it does
    train(
        "examples centred in place",
        "mutates_input",
        (LOOP, f"X -= X.mean(axis=0)\n        {LOOP}"),
        also=("foreign_examples",),
    ),
    train(
        "labels shuffled in place",
        "mutates_input",
        (LOOP, f"np.random.shuffle(y)\n        {LOOP}"),
        also=("labels_mismatched",),
    ),
    train(
        "all shuffled in place",
        "mutates_input",
        (
            LOOP,
            "order = np.random.permutation(num_train)\n"
            f"        X[:], y[:] = X[order], y[order]\n        {LOOP}",
        ),
    ),
    train(
        "prints each loss", "prints_too_much", (NOTED, f"{NOTED}\n            print('iteration', it, loss)")
    ),
    # the weights
    train("weights overwritten", "weights_reset", ("if self.W is None:", "if True:")),
    train("loss never asked", "loss_not_asked", (ASKED, "loss, dW = 0.0, np.zeros_like(self.W)")).in_checks(
        5
    ),
    train(
        "weights transposed",
        "wrong_shape",
        ("np.random.randn(dim, num_classes)", "np.random.randn(num_classes, dim)"),
    ).in_checks(2),
    train(
        "uphill after twenty steps",
        "does_not_learn",
        (STEP, "self.W -= learning_rate * (dW if it < 20 else -dW)"),
    ),
    train("enormous first weights", "weights_large", ("self.W = 0.001 *", "self.W = 1e12 *")),
    train(
        "weights of one at first",
        "weights_large",
        ("0.001 * np.random.randn(dim, num_classes)", "np.ones((dim, num_classes))"),
    ),
    train("classes that occur counted", "classes_miscounted", ("int(np.max(y)) + 1", "len(np.unique(y))")),
    # predict
    predict("over the examples", "wrong_shape", "np.argmax(X @ self.W, axis=0)"),
    predict("over everything", "wrong_shape", "np.argmax(X @ self.W)"),
    predict("scores", "wrong_shape", "X @ self.W"),
    predict("a column", "wrong_shape", "np.argmax(X @ self.W, axis=1)[:, None]"),
    predict("counted from 1", "off_by_one", f"{PREDICTED} + 1"),
    predict("lowest score", "lowest_score", "np.argmin(X @ self.W, axis=1)"),
    predict("largest magnitude", "predictions_wrong", "np.argmax(np.abs(X @ self.W), axis=1)"),
    predict("second best", "predictions_wrong", "np.argsort(X @ self.W, axis=1)[:, -2]"),
    predict("highest score itself", "wrong_dtype", "np.max(X @ self.W, axis=1)"),
    predict("labels as floats", "wrong_dtype", f"{PREDICTED}.astype(float)"),
    predict("nothing returned", "wrong_return", "None"),
    predict("X doubled in place", "mutates_input", "np.argmax(np.multiply(X, 2, out=X) @ self.W, axis=1)"),
)
