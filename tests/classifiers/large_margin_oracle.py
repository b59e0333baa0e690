"""The large-margin softmax loss written a second time and differentiated by autograd.

Independent of the reference on purpose: k comes from the arc cosine, cos(m θ) from the coefficients of
Chebyshev's polynomials as numpy.polynomial gives them, norms and angle are differentiated
by autograd.
"""

import autograd.numpy as anp
import numpy as np
from autograd import grad
from autograd.scipy.special import logsumexp
from numpy.polynomial import chebyshev


def piece(theta, margin):
    """k with k π / m <= θ <= (k + 1) π / m."""
    return np.clip(np.floor(np.asarray(theta) * margin / np.pi), 0, margin - 1)


def psi_of_angle(theta, margin):
    """psi straight from its definition, with the angle itself."""
    k = piece(theta, margin)
    return (-1.0) ** k * np.cos(margin * np.asarray(theta)) - 2 * k


def layer(x, W, y, margin, lam=0.0):
    """loss, dx, dW in float64. Examples of which x or the true column of W is 0 get the plain softmax."""
    x, W = np.asarray(x, dtype=np.float64), np.asarray(W, dtype=np.float64)
    rows = np.arange(len(y))
    lengths = np.linalg.norm(x, axis=1) * np.linalg.norm(W, axis=0)[y]
    angle = lengths > 0
    cosines = np.clip(np.sum(x * W.T[y], axis=1) / np.where(angle, lengths, 1), -1, 1)
    k = piece(np.arccos(cosines), margin)
    coefficients = chebyshev.cheb2poly([0] * margin + [1])
    label = np.zeros((len(y), W.shape[1]))
    label[rows, y] = 1

    def loss(x, W):
        scores = anp.dot(x, W)
        plain = scores[rows, y]
        # 1 is put in the place of a length of 0 before any root: the slope of the root would be infinite.
        x_squared = anp.where(angle, anp.sum(x * x, axis=1), 1.0)
        w_squared = anp.where(angle, anp.sum(W * W, axis=0)[y], 1.0)
        length = anp.sqrt(x_squared) * anp.sqrt(w_squared)
        c = plain / length
        cos_m_theta = sum(a * c**n for n, a in enumerate(coefficients))
        with_margin = length * ((-1.0) ** k * cos_m_theta - 2 * k)
        target = anp.where(angle, (lam * plain + with_margin) / (1 + lam), plain)
        f = scores * (1 - label) + target[:, None] * label
        return anp.mean(logsumexp(f, axis=1) - target)

    return loss(x, W), grad(loss, 0)(x, W), grad(loss, 1)(x, W)
