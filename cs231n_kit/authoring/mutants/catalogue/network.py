"""Mistakes in the network with one hidden layer."""

from ..mutant import Mutant

INIT = (
    Mutant(
        "TwoLayerNet.__init__",
        "the scale left out",
        "weights_scale",
        (("weight_scale * np.random.randn(input_dim", "np.random.randn(input_dim"),),
    ),
    Mutant(
        "TwoLayerNet.__init__",
        "uniform from 0",
        "weights_mean",
        (("np.random.randn(hidden_dim, num_classes)", "12**0.5 * np.random.rand(hidden_dim, num_classes)"),),
    ),
    Mutant(
        "TwoLayerNet.__init__",
        "uniform around 0",
        "weights_not_normal",
        (
            (
                "np.random.randn(hidden_dim, num_classes)",
                "np.random.uniform(-(3**0.5), 3**0.5, (hidden_dim, num_classes))",
            ),
        ),
    ),
    Mutant(
        "TwoLayerNet.__init__",
        "all weights zero",
        "weights_alike",
        (("weight_scale * np.random.randn(input_dim, hidden_dim)", "np.zeros((input_dim, hidden_dim))"),),
    ),
    Mutant(
        "TwoLayerNet.__init__",
        "W1 transposed",
        "first_shape",
        (("randn(input_dim, hidden_dim)", "randn(hidden_dim, input_dim)"),),
    ),
    Mutant(
        "TwoLayerNet.__init__",
        "b1 as long as b2",
        "first_shape",
        (("np.zeros(hidden_dim)", "np.zeros(num_classes)"),),
    ),
    Mutant(
        "TwoLayerNet.__init__",
        "random biases",
        "biases_not_zero",
        (("np.zeros(hidden_dim)", "weight_scale * np.random.randn(hidden_dim)"),),
    ),
    Mutant(
        "TwoLayerNet.__init__",
        "no b2",
        "names_missing",
        (('        self.params["b2"] = np.zeros(num_classes)\n', ""),),
    ),
)

NETWORK = (
    Mutant(
        "TwoLayerNet.loss",
        "the derivative of |W|",
        "net_reg_wrong",
        (("dW1 += self.reg * W1", "dW1 += self.reg * np.sign(W1)"),),
    ),
    Mutant(
        "TwoLayerNet.loss",
        "no ReLU",
        "relu_missing",
        (("a, cache_relu = relu_forward(a)", "_, cache_relu = relu_forward(a)"),),
    ),
    Mutant(
        "TwoLayerNet.loss",
        "ReLU on the scores",
        "scores_cut_off",
        (("        if y is None:", "        S = np.maximum(S, 0)\n        if y is None:"),),
    ),
    Mutant(
        "TwoLayerNet.loss",
        "probabilities instead of scores",
        "scores_are_probabilities",
        (
            (
                "            return S\n",
                "            return np.exp(S) / np.exp(S).sum(axis=1, keepdims=True)\n",
            ),
        ),
    ),
    Mutant(
        "TwoLayerNet.loss",
        "the gate forgotten on the way back",
        "gate_missing",
        (("da = relu_backward(da, cache_relu)", "da = da.copy()"),),
    ),
    Mutant(
        "TwoLayerNet.loss",
        "the cache of the other layer",
        "exception",
        (("affine_backward(da, cache1)", "affine_backward(da, cache2)"),),
    ),
    Mutant(
        "TwoLayerNet.loss",
        "by the network that is given",
        "calls_given",
        (
            (
                "        loss, dS = softmax_loss(S, y)\n",
                "        from cs231n_kit.classifiers.affine_softmax import relu_net_loss\n\n"
                "        return relu_net_loss(self.params, X, y, self.reg)\n"
                "        loss, dS = softmax_loss(S, y)\n",
            ),
        ),
    ).in_checks(4),
    Mutant("TwoLayerNet.loss", "biases exchanged", "wrong_shape", (('"b1": db1', '"b1": db2'),)).in_checks(2),
    Mutant("TwoLayerNet.loss", "no gradient of b1", "names_missing", (('"b1": db1, ', ""),)).in_checks(2),
    Mutant(
        "TwoLayerNet.loss",
        "gradient of b1 not from the gate",
        "net_gradients_wrong",
        (('"b1": db1', '"b1": 2 * db1'),),
    ),
    Mutant(
        "TwoLayerNet.loss",
        "averaged once more",
        "net_averaged_twice",
        (("softmax_loss(S, y)\n", "softmax_loss(S, y)\n        dS /= len(X)\n"),),
    ),
    Mutant(
        "TwoLayerNet.loss",
        "the mean undone",
        "grad_not_averaged",
        (("softmax_loss(S, y)\n", "softmax_loss(S, y)\n        dS *= len(X)\n"),),
    ),
    Mutant(
        "TwoLayerNet.loss",
        "averaged over the classes too",
        "net_gradients_scaled",
        (("softmax_loss(S, y)\n", "softmax_loss(S, y)\n        dS /= S.shape[1]\n"),),
    ),
    Mutant(
        "TwoLayerNet.loss",
        "the sign of the way back",
        "grad_sign",
        (("affine_backward(dS, cache2)", "affine_backward(-dS, cache2)"),),
    ),
    Mutant(
        "TwoLayerNet.loss",
        "the scores in place of their gradient",
        "net_gradients_all_wrong",
        (("affine_backward(dS, cache2)", "affine_backward(S, cache2)"),),
    ),
    Mutant(
        "TwoLayerNet.loss",
        "loss not averaged",
        "loss_not_averaged",
        (("softmax_loss(S, y)\n", "softmax_loss(S, y)\n        loss *= len(X)\n"),),
    ),
    Mutant(
        "TwoLayerNet.loss",
        "no penalty in the loss",
        "loss_reg_missing",
        (("loss += 0.5 * self.reg *", "loss += 0.0 *"),),
    ),
    Mutant(
        "TwoLayerNet.loss",
        "no penalty in the gradients",
        "grad_reg_missing",
        (("        dW1 += self.reg * W1\n        dW2 += self.reg * W2\n", ""),),
    ),
    Mutant(
        "TwoLayerNet.loss",
        "one layer penalised",
        "reg_one_layer",
        (("(np.vdot(W1, W1) + np.vdot(W2, W2))", "np.vdot(W1, W1)"),),
    ),
    Mutant(
        "TwoLayerNet.loss",
        "one gradient penalised",
        "reg_one_layer",
        (("        dW1 += self.reg * W1\n", ""),),
    ),
    Mutant(
        "TwoLayerNet.loss",
        "biases penalised",
        "reg_on_bias",
        (("np.vdot(W2, W2))", "np.vdot(W2, W2) + np.vdot(b1, b1))"),),
    ),
    Mutant(
        "TwoLayerNet.loss",
        "the gradients without the ½ of the loss",
        "reg_mismatch",
        (("0.5 * self.reg", "self.reg"),),
    ),
    Mutant(
        "TwoLayerNet.loss",
        "a penalty whatever reg is",
        "reg_factor_ignored",
        (("0.5 * self.reg *", "0.5 *"),),
    ),
    Mutant(
        "TwoLayerNet.loss",
        "the penalty divided by N",
        "reg_scaled",
        (("0.5 * self.reg *", "0.5 / len(X) * self.reg *"),),
    ),
    Mutant(
        "TwoLayerNet.loss", "scores and gradients", "wrong_return", (("return float(loss), {", "return {"),)
    ).in_checks(4),
    Mutant(
        "TwoLayerNet.loss",
        "weights changed",
        "mutates_input",
        (("dW1 += self.reg * W1", "W1 *= self.reg\n        dW1 += W1"),),
    ),
)

MUTANTS = (*INIT, *NETWORK)
