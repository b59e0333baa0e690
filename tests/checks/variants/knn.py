"""Right k-nearest-neighbour classifiers, written as nobody expects them."""

TWO, ONE, NONE = (
    f"KNearestNeighbor.compute_distances_{ways}" for ways in ("two_loops", "one_loop", "no_loops")
)
LABELS = "KNearestNeighbor.predict_labels"
DEFINED = {
    **{task: f"def {task.partition('.')[2]}(self, X):\n" for task in (TWO, ONE, NONE)},
    LABELS: "def predict_labels(self, dists, k=1):\n",
}
BODIES = {
    (TWO, "norm of the difference"): """
    return np.array([[np.linalg.norm(x - t) for t in self.X_train] for x in X])
    """,
    (TWO, "training examples in the outer loop"): """
    dists = np.empty((X.shape[0], self.X_train.shape[0]), order="F")
    for j in range(self.X_train.shape[0]):
        for i in range(X.shape[0]):
            difference = X[i, :] - self.X_train[j, :]
            dists[i][j] = difference.dot(difference) ** 0.5
    return dists
    """,
    (TWO, "three loops of Python"): """
    rows = []
    for x in X.tolist():
        row = []
        for t in self.X_train.tolist():
            total = 0.0
            for a, b in zip(x, t):
                total += (a - b) * (a - b)
            row.append(total ** 0.5)
        rows.append(row)
    return rows
    """,
    (TWO, "one loop over pairs"): """
    num_test, num_train = X.shape[0], self.X_train.shape[0]
    dists = np.zeros(num_test * num_train)
    for pair in range(num_test * num_train):
        i, j = divmod(pair, num_train)
        dists[pair] = np.sqrt(((X[i] - self.X_train[j]) ** 2).sum())
    return dists.reshape(num_test, num_train)
    """,
    (ONE, "norms along an axis"): """
    dists = np.zeros((X.shape[0], self.X_train.shape[0]))
    for i in range(X.shape[0]):
        dists[i, :] = np.linalg.norm(self.X_train - X[i, :], axis=1)
    return dists
    """,
    (ONE, "over the training examples"): """
    columns = [np.sqrt(np.sum(np.square(X - t), axis=-1)) for t in self.X_train]
    return np.stack(columns, axis=1)
    """,
    (ONE, "over the features"): """
    squared = 0
    for a, b in zip(X.T, self.X_train.T):
        squared = squared + np.subtract.outer(a, b) ** 2
    return np.sqrt(squared)
    """,
    (ONE, "multiplied out"): """
    dists = np.zeros((len(X), len(self.X_train)))
    own = np.einsum("nd,nd->n", self.X_train, self.X_train)
    for i in range(len(X)):
        dists[i] = np.sqrt(np.abs(X[i] @ X[i] - 2 * self.X_train @ X[i] + own))
    return dists
    """,
    (ONE, "a while loop"): """
    dists, i = np.full((len(X), len(self.X_train)), np.nan), 0
    while i < len(X):
        dists[i] = np.hypot.reduce(self.X_train - X[i], axis=1)
        i += 1
    return dists
    """,
    (NONE, "absolute value under the root"): """
    a, b = np.sum(X * X, axis=1), np.sum(self.X_train * self.X_train, axis=1)
    return np.sqrt(np.abs(a.reshape(-1, 1) + b - 2 * np.dot(X, self.X_train.T)))
    """,
    (NONE, "einsum and clip"): """
    products = np.einsum("id,jd->ij", X, self.X_train)
    squared = np.add.outer(np.einsum("id,id->i", X, X), np.einsum("jd,jd->j", self.X_train, self.X_train))
    return np.clip(squared - 2 * products, 0, None) ** 0.5
    """,
    (NONE, "one product of longer rows"): """
    ones = np.ones((len(X), 1)), np.ones((len(self.X_train), 1))
    a = np.hstack([X, (X**2).sum(1, keepdims=True), ones[0]])
    b = np.hstack([-2 * self.X_train, ones[1], (self.X_train**2).sum(1, keepdims=True)])
    return np.sqrt(np.maximum(a @ b.T, 0))
    """,
    (NONE, "NaN put right afterwards"): """
    squared = np.square(X).sum(1)[:, None] + np.square(self.X_train).sum(1)[None] - 2 * X.dot(self.X_train.T)
    return np.nan_to_num(np.sqrt(squared))
    """,
    (NONE, "transposed twice, a matrix"): """
    squared = np.sum(self.X_train**2, axis=1)[:, None] - 2 * self.X_train @ X.T + np.sum(X**2, axis=1)
    return np.matrix(np.sqrt(squared.clip(min=0)).T)
    """,
    (NONE, "from the mean, so that rounding is smaller"): """
    mean = self.X_train.mean(axis=0)
    a, b = X - mean, self.X_train - mean
    squared = (a**2).sum(axis=1, keepdims=True) + (b**2).sum(axis=1) - 2 * a @ b.T
    return np.sqrt(np.where(squared > 0, squared, 0))
    """,
    (LABELS, "as the course begins it"): """
    num_test = dists.shape[0]
    y_pred = np.zeros(num_test)
    for i in range(num_test):
        closest_y = self.y_train[np.argsort(dists[i])[:k]]
        values, counts = np.unique(closest_y, return_counts=True)
        y_pred[i] = values[np.argmax(counts)]
    return y_pred
    """,
    (LABELS, "partitioned"): """
    k = min(k, dists.shape[1])
    nearest = np.argpartition(dists, k - 1, axis=1)[:, :k]
    return [int(np.bincount(row).argmax()) for row in self.y_train[nearest]]
    """,
    (LABELS, "sorted pairs of Python"): """
    predicted = []
    for row in dists.tolist():
        pairs = sorted(zip(row, self.y_train.tolist()))[:k]
        near = [label for _, label in pairs]
        predicted.append(min(set(near), key=lambda label: (-near.count(label), label)))
    return tuple(predicted)
    """,
    (LABELS, "a table of votes"): """
    near = self.y_train[dists.argsort(axis=1)[:, :k]]
    kinds = np.unique(self.y_train)
    return kinds[(near[:, :, None] == kinds).sum(axis=1).argmax(axis=1)]
    """,
    (LABELS, "Counter, smaller first"): """
    from collections import Counter
    near = np.sort(self.y_train[np.argsort(dists, axis=1, kind="stable")[:, :k]], axis=1)
    return np.array([Counter(row.tolist()).most_common(1)[0][0] for row in near])
    """,
}
VARIANTS = {
    f"{task.partition('.')[2]}: {name}": ({task: DEFINED[task] + body}, set())
    for (task, name), body in BODIES.items()
}
