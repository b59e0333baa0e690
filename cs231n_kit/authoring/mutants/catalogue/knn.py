"""Mistakes in the distances of k nearest neighbours, and in their votes."""

from ..mutant import Mutant

CLASS = "KNearestNeighbor"
TWO, ONE, NONE = (f"{CLASS}.compute_distances_{ways}" for ways in ("two_loops", "one_loop", "no_loops"))
LABELS = f"{CLASS}.predict_labels"
# Pieces of the solutions.
PAIR = "np.sqrt(np.sum((X[i] - self.X_train[j]) ** 2))"
ROW = "np.sqrt(np.sum((self.X_train - x) ** 2, axis=1))"
LOOP = "        for i, x in enumerate(X):\n"
CROSS, CUT = "        squared *= -2\n", "        np.maximum(squared, 0, out=squared)  #"
OWN = "        squared += np.sum(X**2, axis=1, keepdims=True)\n"
OTHERS = "        squared += np.sum(self.X_train**2, axis=1)\n"
PRODUCTS = "        squared = X @ self.X_train.T  # (num_test, num_train)\n"
ROOT = "        return np.sqrt(squared, out=squared)"
NEAREST = "np.argsort(dists, axis=1)[:, :k]"
VOTE, EACH = "np.argmax(np.bincount(labels))", "for labels in self.y_train[nearest]"
BEGIN = "        ### BEGIN SOLUTION\n"


def two(name: str, code: str, *edits: tuple[str, str]) -> Mutant:
    return Mutant(TWO, name, code, edits)


def one(name: str, code: str, *edits: tuple[str, str]) -> Mutant:
    return Mutant(ONE, name, code, edits)


def none(name: str, code: str, *edits: tuple[str, str]) -> Mutant:
    return Mutant(NONE, name, code, edits)


def vote(name: str, code: str, *edits: tuple[str, str]) -> Mutant:
    return Mutant(LABELS, name, code, edits)


MUTANTS = (
    two("no root", "squared_distances", (PAIR, "np.sum((X[i] - self.X_train[j]) ** 2)")),
    two("absolute differences", "distances_l1", (PAIR, "np.sum(np.abs(X[i] - self.X_train[j]))")),
    two("root of each", "distances_l1", (PAIR, "np.sum(np.sqrt((X[i] - self.X_train[j]) ** 2))")),
    two("summed first", "differences_cancel", (PAIR, "np.sqrt(np.sum(X[i] - self.X_train[j]) ** 2)")),
    two("a mean", "distances_scaled", ("np.sqrt(np.sum(", "np.sqrt(np.mean(")),
    two("always the first", "distances_wrong", ("X[i] -", "X[0] -")),
    two("never written", "distances_zero", (f"dists[i, j] = {PAIR}", f"distance = {PAIR}")),
    two(
        "rows and columns exchanged",
        "distances_transposed",
        ("np.zeros((num_test, num_train))", "np.zeros((num_train, num_test))"),
        (f"dists[i, j] = {PAIR}", f"dists[j, i] = {PAIR}"),
    ),
    two("a list of numbers", "wrong_shape", ("return dists", "return dists.ravel()")),
    two("nothing returned", "wrong_return", ("        return dists\n", "        return None\n")),
    two(
        "calls the one with one loop",
        "calls_other_distances",
        (BEGIN, BEGIN + "        return self.compute_distances_one_loop(X)\n"),
    ),
    two(
        "a row at a time",
        "no_loop_over_pairs",
        (
            f"            for j in range(num_train):\n                dists[i, j] = {PAIR}\n",
            "            dists[i] = np.sqrt(np.sum((X[i] - self.X_train) ** 2, axis=1))\n",
        ),
    ),
    two(
        "as many training examples as examples",
        "edge_case",
        ("len(X), len(self.X_train)", "len(X), min(len(self.X_train), 5)"),
    ),
    two(
        "training examples changed",
        "mutates_input",
        ("        return dists\n", "        self.X_train -= 1\n        return dists\n"),
    ),
    one("no root", "squared_distances", (ROW, "np.sum((self.X_train - x) ** 2, axis=1)")),
    one("over the training examples", "distances_wrong_axis", ("axis=1", "axis=0")),
    one("absolute differences", "distances_l1", (ROW, "np.sum(np.abs(self.X_train - x), axis=1)")),
    one("one sum for all", "distances_wrong", (", axis=1", "")),
    one(
        "calls the one with two loops",
        "calls_other_distances",
        (BEGIN, BEGIN + "        return self.compute_distances_two_loops(X)\n"),
    ),
    one(
        "a second loop",
        "second_loop",
        (
            f"            dists[i] = {ROW}\n",
            "            for j, t in enumerate(self.X_train):\n"
            "                dists[i, j] = np.sqrt(np.sum((x - t) ** 2))\n",
        ),
    ),
    one(
        "a second loop in a list",
        "second_loop",
        (ROW, "[np.sqrt(np.sum((x - t) ** 2)) for t in self.X_train]"),
    ),
    one(
        "a loop over the features inside",
        "second_loop",
        (
            f"            dists[i] = {ROW}\n",
            "            for d in range(len(x)):\n"
            "                dists[i] += (self.X_train[:, d] - x[d]) ** 2\n"
            "            dists[i] = np.sqrt(dists[i])\n",
        ),
    ),
    one(
        "no loop at all",
        "no_loop",
        (LOOP + f"            dists[i] = {ROW}\n", ""),
        (
            "        return dists\n",
            "        return np.sqrt(np.sum((X[:, None] - self.X_train) ** 2, axis=2))\n",
        ),
    ),
    one(
        "examples changed",
        "mutates_input",
        (f"            dists[i] = {ROW}\n", f"            dists[i] = {ROW}\n            x -= x\n"),
    ),
    one("every row the last", "distances_wrong", ("dists[i] =", "dists[:] =")),
    none("no root", "squared_distances", (ROOT, "        return squared")),
    none("over the examples", "distances_wrong_axis", ("self.X_train**2, axis=1", "self.X_train**2, axis=0")),
    none(
        "product forgotten",
        "cross_term_missing",
        (PRODUCTS, "        squared = np.zeros((len(X), len(self.X_train)))\n"),
    ),
    none("product once", "cross_term_once", (CROSS, "        squared *= -1\n")),
    none("product added", "cross_term_sign", (CROSS, "        squared *= 2\n")),
    none("own square forgotten", "norms_missing", (OWN, "")),
    none("the other square forgotten", "norms_missing", (OTHERS, "")),
    none("own square forgotten, NaN left", "norms_missing", (OWN, ""), (CUT, "        #")),
    none("products alone", "products_returned", (PRODUCTS, "        return X @ self.X_train.T\n" + PRODUCTS)),
    none("negative under the root", "negative_rounding", (CUT, "        #")),
    none(
        "differences of all pairs",
        "memory_of_all_pairs",
        (PRODUCTS, "        return np.linalg.norm(X[:, np.newaxis] - self.X_train, axis=2)\n" + PRODUCTS),
    ),
    none(
        "transposed",
        "distances_transposed",
        (ROOT, "        return np.sqrt(squared).T"),
    ),
    none(
        "a loop over the examples",
        "has_loop",
        (
            PRODUCTS,
            "        squared = np.zeros((len(X), len(self.X_train)))\n"
            "        for i in range(len(X)):\n"
            "            squared[i] = self.X_train @ X[i]\n",
        ),
    ),
    none(
        "a hidden loop",
        "has_loop",
        (PRODUCTS, "        squared = np.apply_along_axis(lambda x: self.X_train @ x, 1, X)\n"),
    ),
    none(
        "calls the one with one loop",
        "calls_other_distances",
        (BEGIN, BEGIN + "        return self.compute_distances_one_loop(X)\n"),
    ),
    none("squared in place", "mutates_input", (OTHERS, OTHERS + "        X **= 2\n")),
    vote("farthest", "farthest_chosen", ("[:, :k]", "[:, -k:]")),
    vote("not sorted", "not_sorted", (NEAREST, "np.tile(np.arange(k), (len(dists), 1))")),
    vote("sorted backwards", "farthest_chosen", ("np.argsort(dists,", "np.argsort(-dists,")),
    vote("places for labels", "index_for_label", (EACH, "for labels in nearest")),
    vote("k ignored", "k_ignored", ("[:, :k]", "[:, :1]")),
    vote("one more", "k_off_by_one", ("[:, :k]", "[:, : k + 1]")),
    vote("nearest left out", "nearest_left_out", ("[:, :k]", "[:, 1 : k + 1]")),
    vote("mean of the labels", "labels_averaged", (VOTE, "int(np.round(np.mean(labels)))")),
    vote("median of the labels", "labels_averaged", (VOTE, "int(np.median(labels))")),
    vote("all vote", "everyone_votes", ("[:, :k]", "")),
    vote("rarest label", "rarest_label", (VOTE, "min(sorted(set(labels)), key=list(labels).count)")),
    vote("counts in place of labels", "votes_wrong", ("np.argmax(", "np.max(")),
    vote(
        "ties to the larger",
        "ties_to_larger",
        (VOTE, "max(sorted(set(labels), reverse=True), key=list(labels).count)"),
    ),
    vote("ties to the nearer", "ties_to_nearest", (VOTE, "max(list(labels), key=list(labels).count)")),
    vote(
        "ties at random",
        "ties_wrong",
        (VOTE, "sorted(set(labels), key=lambda c: (-list(labels).count(c), (c * 7 + 3) % 5))[0]"),
    ),
    vote(
        "as many counts as there are classes",
        "label_values",
        (VOTE, "np.argmax([np.sum(labels == c) for c in range(len(set(self.y_train)))])"),
    ),
    vote(
        "partitioned at k",
        "k_beyond_examples",
        ("np.argsort(dists, axis=1)", "np.argpartition(dists, k, axis=1)"),
    ),
    vote(
        "distances changed", "mutates_input", ("        nearest =", "        dists += 1\n        nearest =")
    ),
    vote(
        "distances returned", "wrong_shape", ("        nearest =", "        return dists\n        nearest =")
    ),
)
