"""A network with one hidden layer, made of layers. Tasks of notebooks/softmax_layer.ipynb."""

import numpy as np

from cs231n_kit.errors import NotDone
from cs231n_kit.inputs import require_real
from cs231n_kit.layers import (
    affine_backward,
    affine_forward,
    relu_backward,
    relu_forward,
    softmax_loss,
)


class TwoLayerNet:
    """affine – ReLU – affine – softmax: two layers of weights, D inputs, H hidden units, C classes.

    It does not train itself; `cs231n_kit.solver.Solver` does, by way of `params` and `loss`.

    Attributes
    ----------
    params : dict
        ``W1 (D, H)``, ``b1 (H,)``, ``W2 (H, C)``, ``b2 (C,)``, all of float64.
    reg : float
        Strength of the penalty ``½ reg (sum(W1 * W1) + sum(W2 * W2))``; biases go free.
    """

    def __init__(self, input_dim=3 * 32 * 32, hidden_dim=100, num_classes=10, weight_scale=1e-3, reg=0.0):
        """Set the first parameters.

        The weights are normally distributed with mean 0 and standard deviation `weight_scale`, drawn
        from NumPy's global generator, `W1` before `W2`; the biases are 0.

        Parameters
        ----------
        input_dim : int
            D, features of an example.
        hidden_dim : int
            H, hidden units.
        num_classes : int
            C.
        weight_scale : float
            Standard deviation of the weights.
        reg : float
            Regularisation strength.
        """
        self.params = {}
        self.reg = reg
        ### BEGIN SOLUTION
        self.params["W1"] = weight_scale * np.random.randn(input_dim, hidden_dim)
        self.params["b1"] = np.zeros(hidden_dim)
        self.params["W2"] = weight_scale * np.random.randn(hidden_dim, num_classes)
        self.params["b2"] = np.zeros(num_classes)
        ### END SOLUTION

    def loss(self, X, y=None):
        """Scores without labels; loss and gradients with them.

        ::

            a    = max(0, X W1 + b1)
            S    = a W2 + b2
            loss = 1/N sum_i -log softmax(S[i])[y[i]]  +  ½ reg (sum(W1 * W1) + sum(W2 * W2))

        Parameters
        ----------
        X : ndarray, shape (N, d_1, …, d_k) with D = d_1 · … · d_k
            A batch of examples.
        y : ndarray of int, shape (N,), optional
            Labels.

        Returns
        -------
        S : ndarray, shape (N, C)
            Scores, if `y` is None.
        loss, grads : float, dict
            Otherwise: the loss, and its gradient with respect to each of `params` by the same name.

        Raises
        ------
        TypeError, ValueError
            If `X` does not hold real numbers, its shape does not match, or a label is out of range.
        """
        require_real(X, name="X")
        ### BEGIN SOLUTION
        W1, b1, W2, b2 = (self.params[name] for name in ("W1", "b1", "W2", "b2"))
        a, cache1 = affine_forward(X, W1, b1)
        a, cache_relu = relu_forward(a)
        S, cache2 = affine_forward(a, W2, b2)
        if y is None:
            return S

        loss, dS = softmax_loss(S, y)
        loss += 0.5 * self.reg * (np.vdot(W1, W1) + np.vdot(W2, W2))  # sum(W * W) without W * W in memory
        da, dW2, db2 = affine_backward(dS, cache2)
        da = relu_backward(da, cache_relu)
        _, dW1, db1 = affine_backward(da, cache1)
        dW1 += self.reg * W1
        dW2 += self.reg * W2
        return float(loss), {"W1": dW1, "b1": db1, "W2": dW2, "b2": db2}
        ### END SOLUTION
