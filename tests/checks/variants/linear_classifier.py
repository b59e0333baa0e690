"""Right ways to train and to predict that differ from the reference: edits of it, as a mutant is one."""

from cs231n_kit.authoring.mutants.catalogue.linear_classifier import DRAWN, LOOP, NOTED, PREDICTED, STEP
from cs231n_kit.authoring.mutants.mutant import Mutant


def train(name, *edits):
    return Mutant("LinearClassifier.train", name, "ok", edits)


def predict(name, other):
    return Mutant("LinearClassifier.predict", name, "ok", ((PREDICTED, other),))


VARIANTS = (
    train("without replacement", (DRAWN, "np.random.choice(num_train, batch_size, replace=False)")),
    train("randint", (DRAWN, "np.random.randint(0, num_train, batch_size)")),
    train("the start of a permutation", (DRAWN, "np.random.permutation(num_train)[:batch_size]")),
    train("floor of uniform numbers", (DRAWN, "(num_train * np.random.rand(batch_size)).astype(int)")),
    train("a list of indices", (DRAWN, "[np.random.randint(num_train) for _ in range(batch_size)]")),
    train(
        "a generator of its own", (DRAWN, "np.random.default_rng(it).integers(num_train, size=batch_size)")
    ),
    train("a mask", (DRAWN, "np.isin(np.arange(num_train), np.random.permutation(num_train)[:batch_size])")),
    train("np.take", ("X[batch]", "np.take(X, batch, axis=0)")),
    train("a new array each step", (STEP, "self.W = self.W - learning_rate * dW")),
    train("the negative step added", (STEP, "self.W += -learning_rate * dW")),
    train("noted after the step", (NOTED, "pass"), (STEP, f"{STEP}\n            {NOTED}")),
    train("an array as history", ("return loss_history", "return np.array(loss_history)")),
    train("a tuple as history", ("return loss_history", "return tuple(loss_history)")),
    train("arrays without dimensions as history", (NOTED, "loss_history.append(np.array(loss))")),
    train("losses of 32 bits", (NOTED, "loss_history.append(np.float32(loss))")),
    train(
        "prints now and then",
        (NOTED, f"{NOTED}\n            if it % 20 == 0:\n                print(it, loss)"),
    ),
    train(
        "shuffled copies",
        (
            LOOP,
            f"order = np.random.permutation(num_train)\n        X, y = X[order], y[order]\n        {LOOP}",
        ),
    ),
    train("larger first weights", ("self.W = 0.001 *", "self.W = 0.01 *")),
    train("weights of zero at first", ("self.W = 0.001 *", "self.W = 0 *")),
    train(
        "in shuffled order",
        (LOOP, f"order = np.random.permutation(num_train)\n        {LOOP}"),
        (DRAWN, "np.take(order, np.arange(it * batch_size, (it + 1) * batch_size), mode='wrap')"),
    ),
    predict("argsort", "np.argsort(X @ self.W, axis=1)[:, -1]"),
    predict("a list of labels", "[int(np.argmax(x @ self.W)) for x in X]"),
    predict("scores transposed", "np.argmax(self.W.T @ X.T, axis=0)"),
    predict("labels of 32 bits", "np.argmax(X.dot(self.W), axis=-1).astype(np.int32)"),
    predict("of the probabilities", "np.argmax(np.exp(X @ self.W), axis=1)"),
)
