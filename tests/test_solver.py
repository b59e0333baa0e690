import numpy as np
import pytest

from cs231n_kit.solver import Solver


class Lines:
    """A model of two parameters: the score of class 1 is w x + b, that of class 0 is 0; squared error."""

    def __init__(self):
        self.params = {"w": np.zeros(1), "b": np.zeros(1)}
        self.batches = []

    def loss(self, X, y=None):
        score = X[:, 0] * self.params["w"] + self.params["b"]
        if y is None:
            return np.column_stack([np.zeros_like(score), score])
        self.batches.append((X.copy(), y.copy()))
        error = score - (2 * y - 1)
        grads = {"w": np.array([np.mean(error * X[:, 0])]), "b": np.array([np.mean(error)])}
        return float(np.mean(error**2) / 2), grads


def data(N=60, seed=0):
    x = np.random.default_rng(seed).standard_normal((N, 1))
    y = (x[:, 0] > 0.2).astype(np.int64)
    return {"X_train": x[:40], "y_train": y[:40], "X_val": x[40:], "y_val": y[40:]}


def solved(**settings):
    np.random.seed(1)
    settings = {
        "optim_config": {"learning_rate": 0.3},
        "batch_size": 10,
        "num_epochs": 5,
        "verbose": False,
    } | settings
    solver = Solver(Lines(), settings.pop("data", data()), **settings)
    solver.train()
    return solver


def test_it_learns_and_notes_what_happened():
    solver = solved(num_epochs=20)
    assert len(solver.loss_history) == 20 * 4
    assert len(solver.train_acc_history) == len(solver.val_acc_history) == 20 + 1
    assert solver.epoch == 20
    assert solver.loss_history[0] == 0.5  # of the very first parameters
    assert np.mean(solver.loss_history[-4:]) < 0.25
    assert solver.best_val_acc == max(solver.val_acc_history) >= 0.9


@pytest.mark.parametrize("rule", ["sgd", "sgd_momentum", "rmsprop", "adam"])
def test_every_update_rule_learns(rule):
    rate = {"sgd": 0.3, "sgd_momentum": 0.1, "rmsprop": 0.05, "adam": 0.05}[rule]
    solver = solved(update_rule=rule, optim_config={"learning_rate": rate}, num_epochs=20)
    assert solver.best_val_acc >= 0.9


def test_the_first_step_by_hand():
    solver = solved(num_epochs=1, batch_size=40)
    X, y = solver.model.batches[0]
    error = -(2 * y - 1.0)
    assert solver.model.params["b"][0] == pytest.approx(-0.3 * np.mean(error))
    assert solver.model.params["w"][0] == pytest.approx(-0.3 * np.mean(error * X[:, 0]))


def test_examples_keep_their_labels_and_validation_is_never_trained_on():
    solver = solved()
    known = data()
    labels = dict(zip(known["X_train"][:, 0], known["y_train"], strict=True))
    for X, y in solver.model.batches:
        assert [labels[x] for x in X[:, 0]] == y.tolist()


def test_the_parameters_that_did_best_on_validation_are_kept():
    solver = solved(num_epochs=6, optim_config={"learning_rate": 2.5})  # too high: it jumps about
    assert len(set(solver.val_acc_history)) > 1
    found = solver.check_accuracy(solver.X_val, solver.y_val)
    assert found == solver.best_val_acc == max(solver.val_acc_history)


def test_the_learning_rate_decays_each_epoch():
    solver = solved(lr_decay=0.5, num_epochs=3)
    assert {config["learning_rate"] for config in solver.optim_configs.values()} == {0.3 / 8}


def test_the_same_seed_gives_the_same_run():
    assert solved().loss_history == solved().loss_history


def test_the_settings_given_are_left_alone():
    settings = {"learning_rate": 0.3}
    solved(optim_config=settings, lr_decay=0.5)
    assert settings == {"learning_rate": 0.3}


def test_accuracy_is_counted_in_batches_and_on_samples():
    solver = solved()
    X, y = solver.X_train, solver.y_train
    right = np.mean(np.argmax(solver.model.loss(X), axis=1) == y)
    assert solver.check_accuracy(X, y, batch_size=7) == pytest.approx(right)
    assert solver.check_accuracy(X, y, num_samples=1) in (0, 1)
    assert solver.check_accuracy(X, y, num_samples=1000) == pytest.approx(right)


def test_checkpoints_can_be_loaded(tmp_path):
    solver = solved(checkpoint_name=tmp_path / "lines", num_epochs=2)
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ["lines_epoch_0.npz", "lines_epoch_1.npz", "lines_epoch_2.npz"]
    saved = [np.load(tmp_path / name)["w"][0] for name in names]
    assert solver.model.params["w"][0] in saved


def test_what_it_prints(capsys):
    solved(verbose=True, num_epochs=1, print_every=2)
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "(Iteration 1 / 4) loss: 0.500"
    assert [line.split(") ")[0] for line in lines] == [
        "(Iteration 1 / 4",
        "(Epoch 0 / 1",
        "(Iteration 3 / 4",
        "(Epoch 1 / 1",
    ]
    solved()
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    "settings, message",
    [
        (
            {"update_rule": "newton"},
            "update_rule must be one of sgd, sgd_momentum, rmsprop, adam, got 'newton'; correct it",
        ),
        (
            {"data": {"X_train": [0]}},
            "data must hold examples in X_train, y_train, X_val and y_val, and there is no y_train; add it",
        ),
        (
            {"data": data() | {"X_val": np.zeros((0, 1))}},
            "data must hold examples in X_train, y_train, X_val and y_val, and there is no X_val; add it",
        ),
        (
            {"update_rule": "sgd_momentum", "optim_config": {"lr": 0.1}},
            "optim_config must hold settings of sgd_momentum (learning_rate, momentum, velocity), got 'lr';"
            " correct it",
        ),
    ],
)
def test_refuses(settings, message):
    with pytest.raises(ValueError) as raised:
        solved(**settings)
    assert str(raised.value) == message
