"""The checks of notebooks/knn.ipynb: distances with two loops, one and none, and the labels they lead to."""

from collections.abc import Callable
from functools import partial

from ..assignment import Assignment, Check, checks_of
from ..finding import Verdict
from ..questions.knn import distances, form, labels
from ..questions.layers.layer import Random
from ..side import Side

Asked = Callable[[str, Side, Side, Random], Verdict | None]  # the first is the task
FORM = ("side_effects", "loops", "memory", "many_neighbors")


def distance_checks(method: str, how_many: Asked, **points: float) -> tuple[Check, ...]:
    """The checks of one way to compute distances, each worth so many points."""
    task = f"KNearestNeighbor.compute_distances_{method}"
    asks: dict[str, Asked] = {
        "values": distances.values,
        "edge_cases": distances.edge_cases,
        "same_examples": distances.same_examples,
        "side_effects": distances.side_effects,
        "memory": form.memory,
        "loops": how_many,
    }
    return checks_of(task, {name: (worth, partial(asks[name], task)) for name, worth in points.items()}, FORM)


ASSIGNMENT = Assignment(
    name="knn",
    files=("classifiers/k_nearest_neighbor.py",),
    checks=(
        *distance_checks(
            "two_loops", form.two_loops, values=2.5, edge_cases=0.5, side_effects=0.5, loops=0.5
        ),
        *distance_checks("one_loop", form.one_loop, values=2.5, edge_cases=0.5, side_effects=0.5, loops=0.5),
        *distance_checks(
            "no_loops",
            form.no_loops,
            values=2.5,
            edge_cases=0.5,
            same_examples=1,
            side_effects=0.5,
            memory=0.75,
            loops=0.75,
        ),
        *checks_of(
            labels.TASK,
            {
                "nearest": (1.5, labels.nearest),
                "votes": (2, labels.votes),
                "ties": (1, labels.ties),
                "any_labels": (0.5, labels.any_labels),
                "many_neighbors": (0.5, labels.many_neighbors),
                "side_effects": (0.5, labels.side_effects),
            },
            FORM,
        ),
    ),
)
