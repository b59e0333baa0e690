"""Mistakes in numerical gradients and in the comparison with them."""

from ..mutant import Mutant

GRADIENT, ERROR, SPARSE = "eval_numerical_gradient", "relative_error", "grad_check_sparse"
BELOW = "f_at(f, x, ix, x[ix] - h)"
ABOVE = "f_at(f, x, ix, x[ix] + h)"
FURTHER = "(f_at(f, x, ix, x[ix] + 2 * h) - f_at(f, x, ix, x[ix] - 2 * h))"
MOVES = f"above, below = {ABOVE}, {BELOW}"
RATIO = "np.abs(x - y) / np.maximum(np.abs(x) + np.abs(y), 1.0)  # below 1 only where both are 0"
SCALED = "        x, y = x / larger, y / larger  #"
DRAW = "tuple(np.random.randint(n) for n in x.shape)"
LARGEST = "float(np.max(errors, initial=0.0))"


def gradient(name: str, code: str, *edits: tuple[str, str]) -> Mutant:
    return Mutant(GRADIENT, name, code, edits)


def error(name: str, code: str, *edits: tuple[str, str]) -> Mutant:
    return Mutant(ERROR, name, code, edits)


def sparse(name: str, code: str, *edits: tuple[str, str]) -> Mutant:
    return Mutant(SPARSE, name, code, edits)


def plainly(ratio: str) -> tuple[tuple[str, str], ...]:
    """The error computed as a student would write it first, without the scaling by the larger entry."""
    return ((SCALED, "        pass  #"), (f"ratio = {RATIO}", f"ratio = np.where(x == y, 0, {ratio})"))


MUTANTS = (
    gradient("forward difference", "one_sided_difference", (BELOW, "f(x)"), ("(2 * h)\n", "h\n")),
    gradient("backward difference", "one_sided_difference", (ABOVE, "f(x)"), ("(2 * h)\n", "h\n")),
    gradient("divided by h", "difference_divisor", ("/ (2 * h)\n", "/ h\n")),
    gradient("not divided", "difference_divisor", (" / (2 * h)\n", "\n")),
    gradient("missing parentheses", "difference_divisor", ("/ (2 * h)\n", "/ 2 * h\n")),
    gradient("times half the step", "difference_divisor", ("/ (2 * h)\n", "* h / 2\n")),
    gradient(
        "four places an entry",
        "more_places",
        ("(above - below) / (2 * h)\n", f"(8 * (above - below) - {FURTHER}) / (12 * h)\n"),
    ),
    gradient("sign", "difference_sign", ("(above - below)", "(below - above)")),
    gradient("step of its own", "step_ignored", ("    grad = np", "    h = 1e-5\n    grad = np")),
    gradient(
        "step replaced by another", "difference_wrong", ("    grad = np", "    h = 0.02\n    grad = np")
    ),
    gradient("never filled", "difference_wrong", ("grad[ix] = (above", "_ = (above")),
    gradient(
        "entry not put back",
        "x_not_restored",
        (MOVES, "x[ix] += h\n        above = f(x)\n        x[ix] -= 2 * h\n        below = f(x)"),
    ),
    gradient(
        "put back at the end only",
        "moved_together",
        ("    grad = np", "    before = x.copy()\n    grad = np"),
        (MOVES, "x[ix] += h\n        above = f(x)\n        x[ix] -= 2 * h\n        below = f(x)"),
        ("    return grad", "    x[...] = before\n    return grad"),
    ),
    gradient("all entries moved at once", "moved_together", (MOVES, "above, below = f(x + h), f(x - h)")),
    gradient("nothing returned", "wrong_return", ("    return grad", "    return")),
    gradient(
        "flat result",
        "wrong_shape",
        ("    return grad", "    return grad.ravel()"),
    ),
    gradient("rows in place of entries", "edge_case", ("np.ndindex(x.shape)", "np.ndindex(x.shape[:1])")),
    gradient("prints always", "prints_unasked", ("        if verbose:", "        if True:")),
    gradient("prints never", "prints_too_little", ("        if verbose:", "        if False:")),
    gradient(
        "another default",
        "default_step",
        ("    grad = np", "    h = h if h > 1e-4 else 1e-13\n    grad = np"),
    ),
    error("absolute error", "error_absolute", *plainly("np.abs(x - y)")),
    error("divided by x", "error_denominator", *plainly("np.abs(x - y) / np.abs(x)")),
    error("divided by the larger", "error_denominator", *plainly("np.abs(x - y) / larger")),
    error("squares", "error_wrong", ("np.max(ratio, initial=0.0)", "np.max(ratio**2, initial=0.0)")),
    error("constant", "error_constant", ("float(np.max(ratio, initial=0.0))", "0.0")),
    error("mean", "error_not_largest", ("np.max(ratio, initial=0.0)", "np.mean(ratio)")),
    error("sum", "error_not_largest", ("np.max(ratio, initial=0.0)", "np.sum(ratio)")),
    error("smallest", "error_not_largest", ("np.max(ratio, initial=0.0)", "np.min(ratio)")),
    error(
        "norms",
        "error_not_largest",
        *plainly("np.linalg.norm(x - y) / (np.linalg.norm(x) + np.linalg.norm(y))"),
    ),
    error("no absolute difference", "error_signed", *plainly("(x - y) / (np.abs(x) + np.abs(y))")),
    error("absolute value of the sum", "opposite_signs", *plainly("np.abs(x - y) / np.abs(x + y)")),
    error("no absolute values below", "error_signed", *plainly("np.abs(x - y) / (x + y)")),
    error("mean of the two below", "error_scaled", *plainly("2 * np.abs(x - y) / (np.abs(x) + np.abs(y))")),
    error("per cent", "error_scaled", ("float(np.max(ratio", "100 * float(np.max(ratio")),
    error(
        "0/0",
        "zero_over_zero",
        (SCALED, "        pass  #"),
        (RATIO, "np.abs(x - y) / (np.abs(x) + np.abs(y))"),
    ),
    error(
        "0/0 is 1",
        "zeros_differ",
        ("return float(np.max(", "ratio = np.where(x == 0, 1.0, ratio)\n    return float(np.max("),
    ),
    error("NaN skipped", "nan_hidden", ("np.max(ratio, initial=0.0)", "np.nanmax(ratio, initial=0.0)")),
    error("NaN set to 0", "nan_hidden", ("np.max(ratio,", "np.max(np.nan_to_num(ratio),")),
    error(
        "shapes not compared",
        "shapes_broadcast",
        ("require_same_shape(x, y)", "np.asarray(x, float), np.asarray(y, float)"),
    ),
    error("the whole array", "wrong_shape", ("float(np.max(ratio, initial=0.0))", "ratio")),
    sparse("nothing returned", "wrong_return", (f"    return {LARGEST}", "    return")),
    sparse(
        "errors not kept", "sparse_constant", ("append(relative_error(numerical, analytic))", "append(0.0)")
    ),
    sparse("last error", "sparse_not_largest", (LARGEST, "errors[-1]")),
    sparse("mean error", "sparse_not_largest", (LARGEST, "float(np.mean(errors))")),
    sparse("Python's max skips NaN", "nan_hidden", (LARGEST, "max([0.0, *errors])")),
    sparse("forward difference", "one_sided_difference", (BELOW, "f(x)"), ("/ (2 * h)", "/ h")),
    sparse("divided by h", "sparse_error_wrong", ("/ (2 * h)", "/ h")),
    sparse("step of its own", "step_ignored", ("    errors = []", "    h = 1e-5\n    errors = []")),
    sparse("always five draws", "draws_miscounted", ("range(num_checks)", "range(5)")),
    sparse("one draw more", "draws_miscounted", ("range(num_checks)", "range(num_checks + 1)")),
    sparse("the first entry alone", "draws_fixed", (DRAW, "tuple(0 for n in x.shape)")),
    sparse("seeded inside", "draws_fixed", ("    errors = []", "    np.random.seed(0)\n    errors = []")),
    sparse("last of each axis never drawn", "entries_missed", ("randint(n)", "randint(max(n - 1, 1))")),
    sparse("diagonal", "entries_missed", (DRAW, "(np.random.randint(min(x.shape)),) * x.ndim")),
    sparse(
        "generator of its own",
        "draws_not_repeatable",
        ("np.random.randint(n)", "np.random.default_rng().integers(n)"),
    ),
    sparse("prints the last alone", "report_too_short", ("        print(", "    print(")),
    sparse("entry not put back", "x_not_restored", (BELOW, f"{BELOW}; x[ix] += h")),
)
