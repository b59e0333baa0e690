"""From a right but unusual implementation to a trial of it."""

import ast
import inspect

from cs231n_kit.authoring.mutants.trial import Trial
from cs231n_kit.overlay import REFERENCE
from cs231n_kit.tasks import tasks


def trials_of(module, assignment):
    """A trial for each function ``TASK__description`` of a module, under the name of its task."""
    text = inspect.getsource(module)
    files = {task.name: task.file for task in tasks()}
    for node in ast.parse(text).body:
        task, separator, description = getattr(node, "name", "").partition("__")
        if separator and task:
            function = ast.get_source_segment(text, node).replace(f"def {node.name}(", f"def {task}(", 1)
            whole = (REFERENCE / files[task]).read_text("utf-8") + text + "\n\n" + function + "\n"
            yield Trial(f"{task}: {description}", assignment, task, files[task], whole)
