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


def test_every_stub_raises_not_done_in_its_own_name(stubs):
    import numpy as np

    W, X, y = np.zeros((2, 3)), np.zeros((4, 2)), np.zeros(4, dtype=int)
    x = np.zeros(2)
    classifier = stubs.linear_classifier.LinearClassifier()
    classifier.W = W
    calls = {
        "softmax_loss_naive": lambda: stubs.softmax.softmax_loss_naive(W, X, y, 0.0),
        "softmax_loss_vectorized": lambda: stubs.softmax.softmax_loss_vectorized(W, X, y, 0.0),
        "LinearClassifier.train": lambda: classifier.train(X, y),
        "LinearClassifier.predict": lambda: classifier.predict(X),
        "relative_error": lambda: stubs.gradient_check.relative_error(x, x),
        "eval_numerical_gradient": lambda: stubs.gradient_check.eval_numerical_gradient(np.sum, x),
        "grad_check_sparse": lambda: stubs.gradient_check.grad_check_sparse(np.sum, x, x),
    }
    assert set(calls) == {task.name for task in tasks()}
    notebooks = {task.name: task.notebook for task in tasks()}
    for name, call in calls.items():
        with pytest.raises(NotImplementedError) as raised:
            call()
        assert str(raised.value) == f"not done yet: {name}, see {notebooks[name]}"
