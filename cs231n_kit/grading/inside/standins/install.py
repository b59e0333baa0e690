"""Which module stands in for which name, and how the import statement learns of it."""

import importlib
import sys
from collections.abc import Callable, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import Any

from ....tasks import PACKAGE
from .bridges import BRIDGES
from .debugging import DebuggerModule, names, stop
from .inert import Inert, InertModule

KIT = PACKAGE.name
# The package as the course's own starters call it, and a part of it that is handed in alone.
COPIES = {"cs231n": KIT, "classifiers": f"{KIT}.classifiers"}

# Whatever is under these roots is inert, even where the real one is installed: it would read the disk.
INERT = {
    *("matplotlib", "mpl_toolkits", "pylab", "seaborn", "plotly", "bokeh", "graphviz", "pandas"),
    *("PIL", "Image", "imageio", "cv2", "skimage", "h5py"),
    *("ipywidgets", "google", "urllib2"),
}
INERT_PARTS = {"scipy.misc", "scipy.ndimage", "six.moves.urllib", "future.moves"}
DEBUGGERS = {"IPython", "ipdb", "pudb"}
# Modules of the package that no task needs, under the names that the course or the kit gives them.
INERT_IN_KIT = {
    *("data_utils", "vis_utils", "layer_utils", "fast_layers", "im2col", "im2col_cython", "rnn_layers"),
    *("image_utils", "coco_utils", "features", "captioning_solver", "notebook_images"),
    *("classifiers.k_nearest_neighbor", "classifiers.neural_net", "classifiers.cnn", "classifiers.rnn"),
    *("classifiers.squeezenet", "classifiers.pretrained_cnn"),
}


def install(task_modules: Sequence[str]) -> None:
    """Make the stand-ins known to this process, for good, unless that was done: no child of it needs to.

    Parameters
    ----------
    task_modules : sequence of str
        The modules of the task files, by their names in the kit.
    """
    if any(isinstance(finder, StandIns) for finder in sys.meta_path):
        return
    roots = {*INERT, *DEBUGGERS, *(name.partition(".")[0] for name in BRIDGES), "pdb", *COPIES}
    unwanted = {*INERT_PARTS, *(f"{KIT}.{name}" for name in INERT_IN_KIT)}
    for name in [name for name in sys.modules if name.partition(".")[0] in roots or name in unwanted]:
        del sys.modules[name]
    sys.modules[KIT].check = Inert()  # type: ignore[attr-defined]  # left in a file, it would grade itself
    sys.breakpointhook = stop
    sys.meta_path.insert(0, StandIns())
    sys.meta_path.append(Flat(task_modules))


class StandIns(MetaPathFinder):
    """Finds the stand-ins, before anything else is looked for."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        root, _, rest = fullname.partition(".")
        if root in COPIES:
            return _spec(fullname, _Alias(f"{COPIES[root]}.{rest}" if rest else COPIES[root]))
        if root == "scipy" and fullname not in INERT_PARTS:
            return _scipy(fullname)
        make = _maker(fullname, root, rest)
        return _spec(fullname, _Made(make)) if make else None


class Flat(MetaPathFinder):
    """Finds the kit's files without their package, as they lie in one folder: ``from softmax import *``."""

    def __init__(self, modules: Sequence[str]) -> None:
        self._flat = {name.rpartition(".")[2]: name for name in modules}

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        name = self._flat.get(fullname)
        return _spec(fullname, _Alias(name)) if name else None


def _maker(fullname: str, root: str, rest: str) -> Callable[[str], ModuleType] | None:
    if fullname in BRIDGES:
        return lambda name: _module(name, BRIDGES[name])
    if fullname == "pdb":
        return lambda name: _module(name, names())
    if root in DEBUGGERS:
        return DebuggerModule
    if root in INERT or fullname in INERT_PARTS or (root == KIT and rest in INERT_IN_KIT):
        return InertModule
    return None


def _module(name: str, contents: Any) -> ModuleType:
    module = ModuleType(name)
    ours = ("__name__", "__spec__", "__loader__", "__package__", "__path__", "__file__")
    vars(module).update({key: value for key, value in contents.items() if key not in ours})
    module.__path__ = []
    return module


def _scipy(fullname: str) -> ModuleSpec | None:
    """The real one where it is installed; else a package that holds the image readers alone."""
    if PathFinder.find_spec("scipy") is not None:
        return None
    if fullname == "scipy":
        return _spec(fullname, _Made(lambda name: _module(name, {})))
    raise ModuleNotFoundError(
        f"{fullname} is not there: SciPy is not installed where submissions are run", name=fullname
    )


def _spec(name: str, loader: Loader) -> ModuleSpec:
    return ModuleSpec(name, loader, is_package=not isinstance(loader, _Alias))


class _Made(Loader):
    """Loads a module that is made on the spot."""

    def __init__(self, make: Callable[[str], ModuleType]) -> None:
        self._make = make

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return self._make(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        pass


class _Alias(Loader):
    """Loads a module that has another name already: there is one of it, whichever name is asked for."""

    def __init__(self, name: str) -> None:
        self._name = name

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        module = importlib.import_module(self._name)
        self._spec = module.__spec__
        return module

    def exec_module(self, module: ModuleType) -> None:
        module.__spec__ = self._spec  # importing under the second name has replaced it
