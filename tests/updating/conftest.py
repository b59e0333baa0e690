"""Small releases, and the folder of a student who works with one."""

import json
import zipfile

import pytest

from cs231n_kit.releases import NAME, Release, digest_of, hashed

FILE = "cs231n_kit/classifiers/softmax.py"
STUB = "cs231n_kit/stubs/classifiers/softmax.py"
NOTEBOOK = "notebooks/softmax.ipynb"


@pytest.fixture(scope="session")
def stub():
    """The text of a stub with these functions, each with its docstring."""

    def build(about="The loss.", imports="import numpy as np\n", **functions):
        bodies = [
            f'\n\ndef {name}(x):\n    """{doc}"""\n    raise NotDone("{name}", "{NOTEBOOK}")\n'
            for name, doc in functions.items()
        ]
        return f'"""{about}"""\n\n{imports}\nfrom ..errors import NotDone\n' + "".join(bodies)

    return build


@pytest.fixture(scope="session")
def page():
    """A notebook with these sources by the ids of their cells; ids that end in ``code`` are of code cells."""

    def build(**sources):
        cells = []
        for id, source in sources.items():
            cell = {"id": id, "metadata": {}, "source": source.splitlines(keepends=True)}
            code = {
                "execution_count": 1,
                "outputs": [{"output_type": "stream", "name": "stdout", "text": ["saved"]}],
            }
            cells.append(
                {"cell_type": "code"} | cell | code if "code" in id else {"cell_type": "markdown"} | cell
            )
        notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
        return json.dumps(notebook, indent=1, sort_keys=True, ensure_ascii=False) + "\n"

    return build


@pytest.fixture(scope="session")
def release():
    """The files of a release: those given, as text, and its version file."""

    def build(version, files):
        content = {name: text.encode() for name, text in ({"pyproject.toml": "[project]\n"} | files).items()}
        listed = {name: hashed(data) for name, data in sorted(content.items())}
        cells = {
            name: {cell["id"]: hashed("".join(cell["source"]).encode()) for cell in json.loads(data)["cells"]}
            for name, data in content.items()
            if name.endswith(".ipynb")
        }
        about = Release(version, digest_of(listed), ("softmax",), listed, cells)
        return content | {NAME: about.as_json().encode()}

    return build


@pytest.fixture(scope="session")
def put():
    """Write files to a folder, or to an archive if the name ends in ``.zip``."""

    def write(path, files, top="cs231n-kit/"):
        if path.suffix == ".zip":
            with zipfile.ZipFile(path, "w") as archive:
                for name, content in files.items():
                    archive.writestr(top + name, content)
        else:
            for name, content in files.items():
                (path / name).parent.mkdir(parents=True, exist_ok=True)
                (path / name).write_bytes(content)
        return path

    return write
