"""What files of other starters import is there, and does nothing that anybody could see."""

import importlib
import importlib.util
import itertools
import sys

import pytest

from cs231n_kit.checks.finding import Stopped
from cs231n_kit.grading.inside.standins.inert import Inert

S = "classifiers/softmax.py"

# The heads of task files as they are found, and a use or two.
LOADS = [
    "from __future__ import print_function, division\n",
    "from builtins import range, object\nfrom past.builtins import xrange\nx = list(xrange(2))\n",
    "from past.utils import old_div\nassert old_div(3, 2) == 1 and old_div(3.0, 2) == 1.5\n",
    "from future import standard_library\nstandard_library.install_aliases()\n",
    "from future.utils import iteritems\nassert dict(iteritems({1: 2})) == {1: 2}\n",
    "import six\nfrom six.moves import xrange, cPickle as pickle\n"
    "assert six.PY3 and list(xrange(1)) == [0]\n",
    "from six.moves import range, zip\nimport six.moves.cPickle\n"
    "assert list(zip(range(1), 'a')) == [(0, 'a')]\n",
    "from six import iteritems, string_types\nassert isinstance('a', string_types)\n",
    "import cPickle as pickle\nassert pickle.loads(pickle.dumps(3)) == 3\n",
    "from StringIO import StringIO\nassert StringIO('a').read() == 'a'\n",
    "import __builtin__\nassert __builtin__.xrange is range\n",
    "import matplotlib.pyplot as plt\nplt.rcParams['figure.figsize'] = (10.0, 8.0)\n"
    "plt.plot([1], 'o').x = 1\n",
    "import matplotlib.pyplot as plt\nfig, axes = plt.subplots(2, 2)\naxes[0, 1].imshow([1])\nplt.show()\n",
    "import matplotlib\nmatplotlib.use('Agg')\nfrom matplotlib import cm, colors\n"
    "from mpl_toolkits.mplot3d import Axes3D\n",
    "from pylab import *\nimport seaborn as sns\nsns.set()\n",
    "import pandas as pd\npd.DataFrame({'a': [1]}).plot().set_title('x')\n",
    "from PIL import Image\nImage.open('/etc/passwd').resize((2, 2))\n",
    "import imageio, cv2, h5py\ncv2.imread('x')\nwith h5py.File('x') as f:\n    f['a']\n",
    "from imageio import imread\nfrom skimage.transform import resize\n",
    "from scipy.misc import imread, imresize\nimport scipy.ndimage\n",
    "from tqdm import tqdm, trange\nassert list(tqdm(range(3), desc='x')) == [0, 1, 2] == list(trange(3))\n",
    "from tqdm.auto import tqdm\nwith tqdm(total=3) as bar:\n    bar.update(1)\n"
    "    bar.set_description('x')\nassert len(tqdm([1])) == 1\n",
    "from IPython.display import display, clear_output\ndisplay(3)\n",
    "from IPython import get_ipython\nget_ipython().run_line_magic('matplotlib', 'inline')\n",
    "from google.colab import drive\ndrive.mount('/content/drive')\n",
    "import pdb, ipdb\n",
    "from cs231n.data_utils import load_CIFAR10\nfrom cs231n.vis_utils import visualize_grid\n",
    "from cs231n.im2col_cython import col2im_cython\nfrom cs231n.fast_layers import *\n"
    "from ..layer_utils import *\n",
    "import cs231n, cs231n.classifiers\nfrom cs231n import optim\nfrom cs231n.solver import Solver\n",
    "from cs231n.gradient_check import eval_numerical_gradient\nfrom cs231n.layers import *\n",
    "import os, sys, random, math, time, pickle, platform\nfrom random import shuffle, randrange\n",
]


@pytest.mark.parametrize("text", LOADS)
def test_loads(text, loaded):
    found = loaded({S: text})[S]
    assert not isinstance(found, Stopped), found.evidence


REFUSED = {
    "import tensorrflow\n": "ModuleNotFoundError: No module named 'tensorrflow'",
    "from past.builtins import xxrange\n": (
        "ImportError: cannot import name 'xxrange' from 'past.builtins' (unknown location)"
    ),
    "import six.nothing\n": "ModuleNotFoundError: No module named 'six.nothing'",
    "import cs231n.nothing\n": "ModuleNotFoundError: No module named 'cs231n_kit.nothing'",
    "from cs231n.classifiers.softmax2 import x\n": (
        "ModuleNotFoundError: No module named 'cs231n_kit.classifiers.softmax2'"
    ),
    "from itertools import izip\n": (
        "ImportError: cannot import name 'izip' from 'itertools' (unknown location)"
    ),
}


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_not_there_is_an_import_error(text, loaded):
    found = loaded({S: text})[S]
    assert found.code == "import_error" and found.evidence["error"] == REFUSED[text]
    assert found.evidence["line"] == 1


SCIPY = "from scipy.special import logsumexp\nassert abs(logsumexp([0, 0]) - 0.6931) < 1e-3\n"


def test_scipy_is_real_where_it_is_installed(loaded):
    assert importlib.util.find_spec("scipy")
    assert not isinstance(loaded({S: SCIPY})[S], Stopped)


def test_where_scipy_is_not_installed_it_is_said(loaded, monkeypatch):
    install_module = importlib.import_module("cs231n_kit.grading.inside.standins.install")
    finder = install_module.PathFinder

    class Without(finder):
        @classmethod
        def find_spec(cls, name, *rest):
            return None if name.startswith("scipy") else finder.find_spec(name, *rest)

    monkeypatch.setattr(install_module, "PathFinder", Without)
    for name in [name for name in sys.modules if name.split(".")[0] == "scipy"]:
        monkeypatch.delitem(sys.modules, name)
    found = loaded({S: SCIPY, "layers.py": "import scipy\nfrom scipy.misc import imread\n"})
    assert found[S].code == "import_error"
    assert found[S].evidence["error"] == (
        "ModuleNotFoundError: scipy.special is not there: SciPy is not installed where submissions are run"
    )
    assert not isinstance(found["layers.py"], Stopped)


def test_inert_is_inert():
    one = Inert()
    assert not one and len(one) == 0 and list(one) == [] and 3 not in one
    assert isinstance((one + 1) * 2, Inert) and isinstance(-(1 - one), Inert)
    assert isinstance(one.a.b(1, c=2)["d"][0:1], Inert)
    one.x = one["y"] = 3
    with one as other:
        assert other is one
    assert not hasattr(one, "__array__") and not hasattr(one, "__wrapped__")
    with pytest.raises(IndexError):
        one[0]
    assert list(itertools.islice(reversed([one]), 2)) == [one]


def test_a_stand_in_is_not_what_is_installed(loaded):
    found = loaded({S: "import matplotlib, PIL, pandas, tqdm, six\n"})[S]
    for name in ("matplotlib", "PIL", "pandas", "tqdm", "six"):
        assert not getattr(getattr(found, name), "__file__", None)
