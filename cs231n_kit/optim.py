"""First-order update rules: how far to step, given a gradient. Complete: for reading and use.

All have one shape: ``rule(w, dw, config) -> (next_w, config)``. The config holds the settings and, under
further names, what the rule remembers from step to step; a None stands for the default settings.
"""

import numpy as np


def sgd(w, dw, config=None):
    """Stochastic gradient descent, ``w - η dw``.

    Parameters
    ----------
    w, dw : ndarray of float, of one shape
        Parameters and the gradient of the loss with respect to them.
    config : dict, optional
        ``learning_rate`` η, 1e-2 by default.

    Returns
    -------
    next_w : ndarray
    config : dict
        For the next step.
    """
    config = {"learning_rate": 1e-2} | (config or {})
    return w - config["learning_rate"] * dw, config


def sgd_momentum(w, dw, config=None):
    """Gradient descent that keeps part of its speed: ``v ← μ v - η dw``, then ``w + v``.

    Parameters and results as in `sgd`; the config has ``momentum`` μ, 0.9 by default, and remembers
    ``velocity``.

    References
    ----------
    CS231n notes, "Neural networks part 3: momentum update", https://cs231n.github.io/neural-networks-3/
    """
    config = {"learning_rate": 1e-2, "momentum": 0.9, "velocity": np.zeros_like(w)} | (config or {})
    velocity = config["momentum"] * config["velocity"] - config["learning_rate"] * dw
    return w + velocity, config | {"velocity": velocity}


def rmsprop(w, dw, config=None):
    """Steps divided by a running root mean square of the gradient, entry by entry.

    ::

        s ← ρ s + (1 - ρ) dw²
        w - η dw / (√s + ε)

    Parameters and results as in `sgd`; the config has ``decay_rate`` ρ, 0.99 by default, ``epsilon`` ε,
    1e-8, and remembers ``cache`` s.

    References
    ----------
    T. Tieleman, G. Hinton, "Lecture 6.5: RMSProp", COURSERA: Neural networks for machine learning, 2012.
    """
    defaults = {"learning_rate": 1e-2, "decay_rate": 0.99, "epsilon": 1e-8, "cache": np.zeros_like(w)}
    config = defaults | (config or {})
    cache = config["decay_rate"] * config["cache"] + (1 - config["decay_rate"]) * dw**2
    step = config["learning_rate"] * dw / (np.sqrt(cache) + config["epsilon"])
    return w - step, config | {"cache": cache}


def adam(w, dw, config=None):
    """Momentum and RMSProp together, both corrected for their start at 0.

    ::

        t ← t + 1
        m ← β₁ m + (1 - β₁) dw,     v ← β₂ v + (1 - β₂) dw²
        w - η m / (1 - β₁ᵗ) / (√(v / (1 - β₂ᵗ)) + ε)

    Parameters and results as in `sgd`; η is 1e-3 by default. The config has ``beta1``, 0.9 by default,
    ``beta2``, 0.999, ``epsilon``, 1e-8, and remembers ``m``, ``v`` and ``t``.

    References
    ----------
    D. Kingma, J. Ba, "Adam: a method for stochastic optimization", ICLR 2015, arXiv:1412.6980.
    """
    defaults = {"learning_rate": 1e-3, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8}
    config = defaults | {"m": np.zeros_like(w), "v": np.zeros_like(w), "t": 0} | (config or {})
    t = config["t"] + 1
    m = config["beta1"] * config["m"] + (1 - config["beta1"]) * dw
    v = config["beta2"] * config["v"] + (1 - config["beta2"]) * dw**2
    m_hat, v_hat = m / (1 - config["beta1"] ** t), v / (1 - config["beta2"] ** t)
    step = config["learning_rate"] * m_hat / (np.sqrt(v_hat) + config["epsilon"])
    return w - step, config | {"m": m, "v": v, "t": t}
