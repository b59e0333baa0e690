"""Mistakes in the softmax losses and the trainer."""

from ..mutant import Mutant

MUTANTS = (
    Mutant(
        "softmax_loss_vectorized",
        "loss not averaged",
        "loss_not_averaged",
        (("np.mean(np.log(Z[:, 0]) - s_y)", "np.sum(np.log(Z[:, 0]) - s_y)"),),
    ),
    Mutant("softmax_loss_vectorized", "gradient not averaged", "grad_not_averaged", (("    P /= N\n", ""),)),
)
