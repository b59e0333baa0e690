"""Checks of `LinearClassifier`: how it trains, judged with a simple loss of the check's own, and predicts.

The loss is least squares (see `operations.train`): a mistake in a softmax loss costs nothing here. What the
trainer did is read off the batches that it handed to the loss and the weights that it had at each step.
"""

import numpy as np

from ...assignment import Check, shared_out
from ...finding import Fault, Skipped, Verdict
from ...judging.fit import agree, agreed, fit, is_close, rounded
from ...judging.returned import finite, returned
from ...side import Side
from ..losses.form import MUCH
from .trainer_record import ITERATIONS, TASK, Random, asked_in, numbers_of, train, trained

SMALL = 0.1  # first weights: a hundred times what the docstring says


def update(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """Each step is the learning rate times the gradient, downhill."""
    W = random.standard_normal((5, 3))
    rate = 0.05
    record = trained(impl, random, W.copy(), learning_rate=rate)
    states = [returned(state, ("W",), [W.shape])[0] for state in (*record["weights"], record["W"])]
    finite({"W": np.stack(states)})
    steps = np.diff(np.stack(states), axis=0)
    asked = np.stack([gradient for _, gradient in asked_in(record)])
    if len(steps) > ITERATIONS and steps.any():  # a loss that was asked for without a step
        stepped = steps.any(axis=(1, 2))
        steps, asked = steps[stepped], asked[stepped]
    if agree(steps, -rate * asked):
        return None
    (scale,), residual = fit(steps, [-rate * asked])
    if not steps.any():
        raise Fault("no_step")
    if residual > 1e-6:
        if agree(steps[:-1], -rate * asked[:-1]):
            raise Fault("last_step_missing")
        wrong = Fault("step_wrong", **rounded(step_scale=scale, residual=residual))
        return agreed(steps, -rate * asked, wrong)
    if is_close(scale, -1):
        raise Fault("step_uphill", **rounded(step_scale=scale))
    if is_close(scale, 1 / rate):
        raise Fault("learning_rate_ignored", **rounded(step_scale=scale))
    raise Fault("step_scaled", **rounded(step_scale=scale))


def batch(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """Batches of the right size, drawn from all examples, each example with its own label."""
    record = trained(impl, random, batch_size=8, num_iters=40)
    X, y = record["examples"], record["labels"]
    places = []
    for rows, labels in zip(record["X"], record["y"], strict=True):
        if rows.ndim != 2 or rows.shape[1] != X.shape[1] or labels.shape != rows.shape[:1]:
            raise Fault("wrong_batch_shape", got=[list(rows.shape), list(labels.shape)])
        if len(rows) != 8:
            raise Fault("wrong_batch_size", got=len(rows), expected=8)
        found = [np.flatnonzero((row == X).all(axis=1)) for row in rows]
        if any(len(place) == 0 for place in found):
            raise Fault("foreign_examples")
        chosen = np.array([place[0] for place in found])
        if not np.array_equal(y[chosen], labels):
            raise Fault("labels_mismatched", share=float(np.mean(y[chosen] != labels)))
        places.append(chosen)
    if len(places) > 1 and all(np.array_equal(np.sort(chosen), np.sort(places[0])) for chosen in places[1:]):
        raise Fault("fixed_batch")
    if len(places) > 20 and len(np.unique(np.concatenate(places))) < 0.8 * len(X):
        raise Fault("index_range", seen=int(np.concatenate(places).max()) + 1, of=len(X))
    if not all(np.array_equal(reg, 0.1) for reg in record["reg"]):
        raise Fault("reg_not_passed")
    return None


def history(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """The losses that were returned are those of the batches, one a step."""
    record = trained(impl, random)
    losses = np.array([loss for loss, _ in asked_in(record)])
    found = numbers_of(record["history"])
    if not found.size:
        raise Fault("history_empty")
    if found.shape != (ITERATIONS,):
        raise Fault("history_length", got=list(found.shape), expected=ITERATIONS)
    if len(losses) != ITERATIONS or not agree(found, losses):
        raise Fault("history_wrong", **rounded(got=found, expected=losses))
    return None


def weights(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """Weights that are there are trained further; where there are none they start small and at random."""
    W = random.standard_normal((5, 3))
    record = trained(impl, random, W.copy())
    if not np.array_equal(record["weights"][0], W):
        raise Fault("weights_reset")
    fresh = trained(impl, random)["weights"][0]
    if fresh.shape != (5, 3):
        raise Fault("wrong_shape", name="W", expected=[5, 3], got=list(fresh.shape))
    if np.abs(fresh).max() > SMALL:
        raise Fault("weights_large", **rounded(largest=np.abs(fresh).max()))
    absent = trained(impl, random, classes=(0, 2, 3))["weights"][0]
    if absent.shape != (5, 4):
        raise Fault("classes_miscounted", got=list(absent.shape), labels=[0, 2, 3])
    return None


def learns(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """On examples that can be told apart, nearly all are."""
    record = trained(impl, random, num_iters=60, learning_rate=0.1, reg=0.0, batch_size=20)
    (W,) = returned(record["W"], ("W",), [(5, 3)])
    right = float(np.mean(np.argmax(record["examples"] @ W, axis=1) == record["labels"]))
    if np.isfinite(W).all() and right >= 0.9:
        return None
    for ask in (update, batch, weights):  # where they know why, they have said so
        try:
            ask(impl, expected, random)
        except Fault:
            raise Skipped("told_already") from None
    raise Fault("does_not_learn", accuracy=right)


def side_effects(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """Examples and labels are left alone, and little is printed where nobody asked for it."""
    answer = train(impl, random, num_iters=40)
    changed = [name for place, name in ((1, "X"), (2, "y")) if place in answer.changed]
    if changed:
        raise Fault("mutates_input", arguments=", ".join(changed))
    return Verdict("prints_too_much", characters=answer.printed) if answer.printed > MUCH else None


def predictions(impl: Side, expected: Side, random: Random) -> Verdict | None:
    """The class with the highest score, one integer an example."""
    W, X = random.standard_normal((5, 4)), random.standard_normal((7, 5))
    right, lowest = (np.asarray(expected("LinearClassifier.predict", w, X).value) for w in (W, -W))
    answer = impl("LinearClassifier.predict", W, X)
    (found,) = returned(answer.value, ("y_pred",), [(7,)])
    if answer.changed:
        raise Fault("mutates_input", arguments=", ".join(("W", "X")[place] for place in answer.changed))
    if np.asarray(answer.value).dtype.kind not in "iu":
        raise Fault(
            "wrong_dtype", name="y_pred", got=str(np.asarray(answer.value).dtype), expected="integers"
        )
    if np.array_equal(found, right):
        return None
    if np.array_equal(found, right + 1):
        raise Fault("off_by_one")
    share = float(np.mean(found == right))
    if np.array_equal(found, lowest):
        raise Fault("lowest_score", share=share)
    raise Fault("predictions_wrong", share=share)


def train_checks(points: float) -> tuple[Check, ...]:
    """The checks of `train`, worth so many points in all."""
    asks = {update: 4, batch: 3, history: 2, weights: 1, learns: 1, side_effects: 1}
    return shared_out(TASK, points, asks, form=("side_effects",))


def predict_checks(points: float) -> tuple[Check, ...]:
    return (Check("LinearClassifier.predict", "predictions", points, predictions),)
