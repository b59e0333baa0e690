"""A folder laid out like Gradescope's container, with the archive unpacked and set up in it."""

import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from ..grader import REACHABLE, ROOT, adopting, open_folder

HERE = Path(__file__).resolve().parent
# Instead of the network: what setup.sh calls, which says what it was asked for.
CALLED = '#!/bin/sh\necho "$(basename "$0") $*" >> "$CALLS"\n'
VENV = f'{CALLED}mkdir -p "$3/bin"; for name in pip uv; do cp "$TOOLS/$name" "$3/bin/"; done\n'
# An interpreter with the packages that are installed here, but for the kit: that is only in the archive.
UV = f"""{CALLED}if [ "$1" = venv ]; then
  {sys.executable} -m venv --without-pip "$4"
  for folder in "$4"/lib/python*/site-packages; do echo "$PACKAGES" > "$folder/packages.pth"; done
fi
"""
PACKAGES = "\n".join(path for path in sys.path if Path(path).name in ("site-packages", "dist-packages"))


class Container:
    """``/autograder`` under another name."""

    def __init__(self, root):
        self.root = root

    def unpack(self, archive):
        """As ``unzip`` does, with the rights that are noted in the archive."""
        for name in ("source", "submission", "results", "tmp"):
            (self.root / name).mkdir()
        (self.root / "submission_metadata.json").write_text('{"users": [{"email": "ada@example.org"}]}')
        with zipfile.ZipFile(archive) as packed:
            for entry in packed.infolist():
                path = packed.extract(entry, self.root / "source")
                os.chmod(path, entry.external_attr >> 16 & 0o777)

    def set_up(self, tools):
        """Run ``setup.sh``; gives the programs that it called."""
        tools.mkdir()
        for name, text in {"apt-get": CALLED, "python3": VENV, "pip": CALLED, "uv": UV}.items():
            (tools / name).write_text(text)
            (tools / name).chmod(0o755)
        known = {"AUTOGRADER_ROOT": str(self.root), "CALLS": str(tools / "calls"), "TOOLS": str(tools)}
        environment = {"PATH": f"{tools}:/usr/bin:/bin", "PACKAGES": PACKAGES, **known}
        subprocess.run([self.root / "source/setup.sh"], env=environment, check=True)
        return (tools / "calls").read_text().replace(str(self.root), "/autograder").splitlines()

    def hand_in(self, files):
        shutil.rmtree(self.root / "submission")
        (self.root / "submission").mkdir()
        for name, text in files.items():
            (self.root / "submission" / name).write_text(text, "utf-8")

    def run(self, *layers):
        """What Gradescope reads, what it shows to staff, and the exit code; nothing runs afterwards."""
        reach = [sys.prefix, sys.base_prefix, ROOT, *PACKAGES.split()]
        command = [sys.executable, "-P", "-B", REACHABLE, "root", *reach, "--", HERE / "as_root_of.py"]
        with adopting() as left_running:
            done = subprocess.run(
                [*map(str, command), str(self.root), *layers],
                env={
                    "PATH": os.environ["PATH"],
                    "PYTHONPATH": os.pathsep.join([str(ROOT), *PACKAGES.split()]),
                    "OPENBLAS_NUM_THREADS": "1",
                    "TMPDIR": str(self.root / "tmp"),
                    "HOME": str(self.root / "tmp"),
                },
                cwd="/",
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                timeout=300,
            )
            assert left_running(2) == []
        assert list((self.root / "tmp").iterdir()) == []
        results = self.root / "results/results.json"
        data = json.loads(results.read_text("utf-8")) if results.exists() else None
        return data, done.stdout + done.stderr, done.returncode

    def change(self, **settings):
        """Change what the archive's settings say."""
        path = self.root / "source/autograder.json"
        path.write_text(json.dumps(json.loads(path.read_text()) | settings))


@pytest.fixture(scope="session")
def archive():
    from cs231n_kit.grading.gradescope.archive import autograder_files, zipped

    return zipped(autograder_files("softmax", "auto"))


@pytest.fixture
def container(archive, tmp_path):
    with open_folder() as place:
        container = Container(place)
        container.unpack(io.BytesIO(archive))
        container.calls = container.set_up(tmp_path / "tools")
        yield container
