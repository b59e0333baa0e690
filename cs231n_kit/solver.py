"""Training any model that has ``params`` and ``loss(X, y)``. Complete: for reading and use."""

import io
from pathlib import Path

import numpy as np

from . import optim
from .files import write_atomically

UPDATE_RULES = {rule.__name__: rule for rule in (optim.sgd, optim.sgd_momentum, optim.rmsprop, optim.adam)}


class Solver:
    """Stochastic gradient descent with a validation set that decides which parameters are kept.

    Parameters
    ----------
    model : object
        ``model.params`` is a dict of float arrays. ``model.loss(X, y)`` gives the loss and a dict of
        gradients with the same names, ``model.loss(X)`` the scores (N, C).
    data : dict
        ``X_train``, ``y_train``, ``X_val``, ``y_val``.
    update_rule : str
        "sgd", "sgd_momentum", "rmsprop" or "adam", see `cs231n_kit.optim`.
    optim_config : dict, optional
        Settings of the update rule, e.g. ``{"learning_rate": 1e-3}``.
    lr_decay : float
        The learning rate is multiplied by it after each epoch.
    batch_size : int
        Examples a step, drawn from NumPy's global generator with replacement; seed it to repeat a run.
    num_epochs : int
        An epoch has as many steps as there are whole batches in the training set.
    num_train_samples : int or None
        Training examples, drawn anew each epoch, on which the training accuracy is measured; None: all.
    num_val_samples : int or None
        The same for the validation accuracy.
    checkpoint_name : path, optional
        After each epoch the parameters are saved to ``{checkpoint_name}_epoch_{epoch}.npz``.
    print_every : int
        Print the loss every so many steps.
    verbose : bool
        Whether to print at all.

    Attributes
    ----------
    loss_history : list of float
        The loss on the batch of each step.
    train_acc_history, val_acc_history : list of float
        Accuracies after the first step and after each epoch.
    best_val_acc : float
        The highest validation accuracy; `best_params` are the parameters that had it.

    References
    ----------
    The interface is that of ``cs231n/solver.py`` in the assignments of CS231n, https://cs231n.github.io
    """

    def __init__(
        self,
        model,
        data,
        *,
        update_rule="sgd",
        optim_config=None,
        lr_decay=1.0,
        batch_size=100,
        num_epochs=10,
        num_train_samples=1000,
        num_val_samples=None,
        checkpoint_name=None,
        print_every=10,
        verbose=True,
    ):
        if update_rule not in UPDATE_RULES:
            raise ValueError(
                f"update_rule must be one of {', '.join(UPDATE_RULES)}, got {update_rule!r}; correct it"
            )
        for part in ("X_train", "y_train", "X_val", "y_val"):
            if len(data.get(part, ())) == 0:
                raise ValueError(
                    f"data must hold examples in X_train, y_train, X_val and y_val, and there is no {part};"
                    " add it"
                )
        rule = UPDATE_RULES[update_rule]
        settings = rule(np.zeros(1), np.zeros(1))[1]
        if unknown := [name for name in optim_config or {} if name not in settings]:
            raise ValueError(
                f"optim_config must hold settings of {update_rule} ({', '.join(settings)}),"
                f" got {unknown[0]!r}; correct it"
            )
        self.model = model
        self.X_train, self.y_train = data["X_train"], data["y_train"]
        self.X_val, self.y_val = data["X_val"], data["y_val"]
        self.update_rule = rule
        self.lr_decay = lr_decay
        self.batch_size = batch_size
        self.num_epochs = num_epochs
        self.num_train_samples = num_train_samples
        self.num_val_samples = num_val_samples
        self.checkpoint_name = checkpoint_name
        self.print_every = print_every
        self.verbose = verbose

        self.epoch = 0
        self.best_val_acc = 0.0
        self.best_params = {}
        self.loss_history = []
        self.train_acc_history = []
        self.val_acc_history = []
        self.optim_configs = {name: dict(optim_config or {}) for name in model.params}

    def train(self):
        """Train for `num_epochs`, then give the model the parameters that did best on the validation set."""
        steps_per_epoch = max(len(self.X_train) // self.batch_size, 1)
        num_steps = self.num_epochs * steps_per_epoch
        for t in range(num_steps):
            self._step()
            if self.verbose and t % self.print_every == 0:
                print(f"(Iteration {t + 1} / {num_steps}) loss: {self.loss_history[-1]:.3f}")
            epoch_ends = (t + 1) % steps_per_epoch == 0
            if epoch_ends:
                self._end_epoch()
            if t == 0 or epoch_ends:
                self._measure()
        if self.best_params:
            self.model.params = self.best_params

    def check_accuracy(self, X, y, num_samples=None, batch_size=1000):
        """The share of examples whose highest score is that of their label.

        Parameters
        ----------
        X : ndarray, shape (N, d_1, …, d_k)
        y : ndarray of int, shape (N,)
        num_samples : int, optional
            Measure on so many examples, drawn from NumPy's global generator, if there are more.
        batch_size : int
            Examples at a time, so that memory does not grow with N.

        Returns
        -------
        float
            0 … 1.
        """
        if num_samples is not None and num_samples < len(X):
            some = np.random.choice(len(X), num_samples, replace=False)
            X, y = X[some], y[some]
        right = 0
        for start in range(0, len(X), batch_size):
            S = self.model.loss(X[start : start + batch_size])
            right += int(np.sum(np.argmax(S, axis=1) == y[start : start + batch_size]))
        return right / len(X)

    def _step(self):
        batch = np.random.choice(len(self.X_train), self.batch_size)
        loss, grads = self.model.loss(self.X_train[batch], self.y_train[batch])
        self.loss_history.append(loss)
        for name, w in self.model.params.items():
            self.model.params[name], self.optim_configs[name] = self.update_rule(
                w, grads[name], self.optim_configs[name]
            )

    def _end_epoch(self):
        self.epoch += 1
        for config in self.optim_configs.values():
            config["learning_rate"] *= self.lr_decay

    def _measure(self):
        self.train_acc_history.append(self.check_accuracy(self.X_train, self.y_train, self.num_train_samples))
        self.val_acc_history.append(self.check_accuracy(self.X_val, self.y_val, self.num_val_samples))
        if self.checkpoint_name is not None:
            self._save_checkpoint()
        if self.verbose:
            print(
                f"(Epoch {self.epoch} / {self.num_epochs}) train acc: {self.train_acc_history[-1]:.3f};"
                f" val_acc: {self.val_acc_history[-1]:.3f}"
            )
        if self.val_acc_history[-1] > self.best_val_acc:
            self.best_val_acc = self.val_acc_history[-1]
            self.best_params = {name: w.copy() for name, w in self.model.params.items()}

    def _save_checkpoint(self):
        content = io.BytesIO()
        np.savez(content, **self.model.params)
        write_atomically(Path(f"{self.checkpoint_name}_epoch_{self.epoch}.npz"), content.getvalue())
