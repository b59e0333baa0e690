"""How hard the sample is: ``python hardness.py FOLDER`` prints test accuracies on it as JSON."""

import json
import pickle
import sys
from pathlib import Path

import numpy as np


def split(folder):
    """The notebook's: 9,800 images to train on and 2,000 to test, uint8 rows with labels."""
    names = [*(f"data_batch_{k}" for k in range(1, 6)), "test_batch"]
    batches = [pickle.loads((folder / name).read_bytes(), encoding="bytes") for name in names]
    X, y = (np.concatenate([batch[key] for batch in batches]) for key in (b"data", b"labels"))
    return X[:9800], y[:9800], X[10_000:], y[10_000:]


def linear(X, y, X_test, y_test, learning_rate=1e-6, reg=1e3, steps=1000):
    """The notebook's classifier: mean removed, bias appended, penalty reg ΣW²."""
    mean = X.mean(axis=0)
    X, X_test = (np.hstack([Z - mean, np.ones((len(Z), 1))]).astype(np.float32) for Z in (X, X_test))
    generator = np.random.RandomState(0)
    W = (0.001 * generator.randn(3073, 10)).astype(np.float32)
    for _ in range(steps):
        rows = generator.choice(len(X), 200)
        batch = X[rows]
        P = batch @ W
        P = np.exp(P - P.max(axis=1, keepdims=True))
        P /= P.sum(axis=1, keepdims=True)
        P[np.arange(200), y[rows]] -= 1
        W -= learning_rate * (batch.T @ P / 200 + 2 * reg * W)
    return np.mean((X_test @ W).argmax(axis=1) == y_test)


def edges(X, y, X_test, y_test):
    """Least squares on `edge_features`."""
    F, F_test = edge_features(X), edge_features(X_test)
    centre = F.mean(axis=0)
    F, F_test = F - centre, F_test - centre
    W = np.linalg.solve(F.T @ F + 0.1 * np.eye(512), F.T @ (np.eye(10)[y] - 0.1))
    return np.mean((F_test @ W).argmax(axis=1) == y_test)


def edge_features(X):
    """How strong the edges of each of 8 directions are in each of 8 × 8 cells: (N, 512)."""
    grey = X.reshape(-1, 3, 32, 32).mean(axis=1, dtype=np.float32)
    dy, dx = np.gradient(grey, axis=(1, 2))
    strength, direction = np.hypot(dx, dy), (np.arctan2(dy, dx) % np.pi * (8 / np.pi)).astype(int) % 8
    cells = [(strength * (direction == k)).reshape(-1, 8, 4, 8, 4).sum(axis=(2, 4)) for k in range(8)]
    features = np.sqrt(np.stack(cells, axis=1).reshape(len(X), 512))
    return features / np.linalg.norm(features, axis=1, keepdims=True)


if __name__ == "__main__":
    data = split(Path(sys.argv[1]))
    results = {
        "linear": linear(*data),
        "edges": edges(*data),
        "steps too short": linear(*data, learning_rate=1e-7),
        "penalty too strong": linear(*data, reg=1e4),
    }
    print(json.dumps({name: round(float(accuracy), 4) for name, accuracy in results.items()}))
