"""The trainer and its prediction, right."""

import numpy as np

from .softmax import softmax_loss_vectorized


class LinearClassifier:
    def __init__(self):
        self.W = None

    def train(self, X, y, learning_rate=1e-3, reg=1e-5, num_iters=100, batch_size=200, verbose=False):
        if self.W is None:
            self.W = 0.001 * np.random.randn(X.shape[1], np.max(y) + 1)
        history = []
        for _ in range(num_iters):
            batch = np.random.choice(len(X), batch_size)
            loss, dW = self.loss(X[batch], y[batch], reg)
            history.append(loss)
            self.W -= learning_rate * dW
        return history

    def predict(self, X):
        return np.argmax(X @ self.W, axis=1)

    def loss(self, X_batch, y_batch, reg):
        raise NotImplementedError


class Softmax(LinearClassifier):
    def loss(self, X_batch, y_batch, reg):
        return softmax_loss_vectorized(self.W, X_batch, y_batch, reg)
