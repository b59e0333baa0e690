from functools import partial

import numpy as np
import pytest
from IPython.core.interactiveshell import InteractiveShell

from cs231n_kit.errors import DataError, KitError, NotDone
from cs231n_kit.tasks import tasks


def test_not_done_names_the_task_and_its_notebook():
    error = NotDone("softmax_loss_naive", "notebooks/softmax.ipynb")
    assert isinstance(error, NotImplementedError)
    assert str(error) == "not done yet: softmax_loss_naive, see notebooks/softmax.ipynb"
    assert (error.task, error.notebook) == ("softmax_loss_naive", "notebooks/softmax.ipynb")


@pytest.mark.parametrize(
    "raising, line",
    [
        ("NotDone('f', 'notebooks/n.ipynb')", "not done yet: f, see notebooks/n.ipynb"),
        ("DataError('no data; fetch some')", "no data; fetch some"),
    ],
)
def test_a_notebook_shows_one_line_instead_of_a_traceback(raising, line, capsys):
    shell = InteractiveShell.instance()
    result = shell.run_cell(f"from cs231n_kit.errors import NotDone, DataError\nraise {raising}")
    assert not result.success
    assert capsys.readouterr().out.strip() == line
    InteractiveShell.clear_instance()


def test_data_errors_are_errors_of_the_kit():
    assert issubclass(DataError, KitError)


def calls_of_every_task(kit):
    W, X, y, b = np.zeros((2, 3)), np.zeros((4, 2)), np.zeros(4, dtype=int), np.zeros(3)
    x, S = np.zeros(2), np.zeros((4, 3))
    classifier = kit.linear_classifier.LinearClassifier()
    classifier.W = W
    net = kit.fc_net.TwoLayerNet
    modules = {
        kit.softmax: {"softmax_loss_naive": (W, X, y, 0.0), "softmax_loss_vectorized": (W, X, y, 0.0)},
        kit.linear_svm: {"svm_loss_naive": (W, X, y, 0.0), "svm_loss_vectorized": (W, X, y, 0.0)},
        kit.gradient_check: {
            "relative_error": (x, x),
            "eval_numerical_gradient": (np.sum, x),
            "grad_check_sparse": (np.sum, x, x),
        },
        kit.affine_softmax: {
            "affine_softmax_loss": (W, b, X, y, 0.0),
            "gradient_descent": ({"W": W}, lambda params: (0.0, params), 0.1, 1),
        },
        kit.layers: {
            "softmax_forward": (S,),
            "softmax_jacobian": (S,),
            "softmax_backward": (S, S),
            "affine_forward": (X, W, b),
            "affine_backward": (S, (X, W, b)),
            "relu_forward": (X,),
            "relu_backward": (X, X),
            "softmax_loss": (S, y),
        },
        kit.large_margin: {
            "margin_psi": (x, 2),
            "large_margin_layer": (X, W, y, 2),
            "large_margin_softmax_loss": (W, X, y, 0.0, 2),
        },
    }
    neighbors = kit.k_nearest_neighbor.KNearestNeighbor()
    neighbors.train(X, y)
    for loops in ("two_loops", "one_loop", "no_loops"):
        compute = getattr(neighbors, f"compute_distances_{loops}")
        yield f"KNearestNeighbor.compute_distances_{loops}", partial(compute, X)
    yield "KNearestNeighbor.predict_labels", partial(neighbors.predict_labels, np.zeros((4, 4)))
    for module, arguments in modules.items():
        for name, values in arguments.items():
            yield name, partial(getattr(module, name), *values)
    yield "LinearClassifier.train", lambda: classifier.train(X, y)
    yield "LinearClassifier.predict", lambda: classifier.predict(X)
    yield "TwoLayerNet.__init__", net
    yield "TwoLayerNet.loss", lambda: net.loss(net.__new__(net), X, y)


def test_every_stub_raises_not_done_in_its_own_name(stubs):
    calls = dict(calls_of_every_task(stubs))
    assert set(calls) == {task.name for task in tasks()}
    notebooks = {task.name: task.notebook for task in tasks()}
    for name, call in calls.items():
        with pytest.raises(NotImplementedError) as raised:
            call()
        assert str(raised.value) == f"not done yet: {name}, see {notebooks[name]}"
