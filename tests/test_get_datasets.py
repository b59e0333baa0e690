"""``get_datasets.sh`` finds a Python and hands over; the checksums beside it are those of the kit."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cs231n_kit.datasets.sources import sources

from .datasets.fetch.tiny import FOLDER, MEMBERS, PACKED, contents, packed_source, table, write

ROOT = Path(__file__).resolve().parents[1]
SCRIPT = ROOT / "get_datasets.sh"
needs_sh = pytest.mark.skipif(shutil.which("sh") is None, reason="needs sh, which Windows has not")


def sh(*command, cwd, **environment):
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    return subprocess.run(
        ["sh", *map(str, command)],
        cwd=cwd,
        env=os.environ | {"PATH": path, "COLUMNS": "100"} | environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
    )


@needs_sh
def test_help(tmp_path):
    shown = sh(SCRIPT, "--help", cwd=tmp_path)
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "--from FILE" in shown.stdout


@needs_sh
def test_an_unknown_data_set_is_a_usage_error(tmp_path):
    shown = sh(SCRIPT, "imagenet", cwd=tmp_path)
    assert (shown.returncode, shown.stdout) == (2, "")
    assert "imagenet" in shown.stderr and "Traceback" not in shown.stderr


@needs_sh
def test_paths_are_those_of_the_folder_it_is_called_from(tmp_path):
    write(tmp_path / "my downloads", {"a.tar.gz": PACKED})
    tables = table(tmp_path / "sources.json", cifar10=packed_source("http://unused/tiny.tar.gz"))
    shown = sh(
        os.path.relpath(SCRIPT, tmp_path),
        "cifar10",
        "--from",
        "my downloads/a.tar.gz",
        cwd=tmp_path,
        CS231N_KIT_SOURCES=str(tables),
        CS231N_KIT_DATA="data",
    )
    assert (shown.returncode, shown.stderr) == (0, "")
    assert contents(tmp_path / "data" / FOLDER) == MEMBERS


@needs_sh
def test_it_runs_the_kit_it_lies_in(tmp_path):
    """Not a package of that name where it is called, nor one installed elsewhere."""
    write(tmp_path / "called" / "cs231n_kit", {"__init__.py": b"", "__main__.py": b"print('wrong')"})
    write(tmp_path / "kit" / "cs231n_kit", {"__init__.py": b"", "__main__.py": b"print('right')"})
    shutil.copy(SCRIPT, tmp_path / "kit")
    shown = sh(tmp_path / "kit" / SCRIPT.name, cwd=tmp_path / "called")
    assert (shown.returncode, shown.stdout) == (0, "right\n")


@needs_sh
@pytest.mark.skipif(sys.platform == "win32", reason="needs links to single commands")
def test_without_a_python_it_says_what_it_needs(tmp_path):
    """Also where there is one that is too old."""
    tools = write(tmp_path / "bin", {})
    (tools / "dirname").symlink_to(shutil.which("dirname"))
    (tools / "python3").write_text("#!/bin/sh\nexit 1\n")
    (tools / "python3").chmod(0o755)
    shutil.copy(SCRIPT, tmp_path)
    shown = subprocess.run(
        [shutil.which("sh"), tmp_path / SCRIPT.name],
        env={"PATH": str(tools)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (shown.returncode, shown.stdout) == (2, "")
    assert shown.stderr == (
        "get_datasets.sh: needs Python 3.11 or newer with the kit's requirements: run `make demo`, or"
        " `pip install -r requirements.txt`\n"
    )


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no executable bit")
def test_it_can_be_started_by_its_name():
    assert os.access(SCRIPT, os.X_OK)


@pytest.mark.parametrize("name", ["cifar10", "mnist"])
def test_the_checksum_files_say_what_the_table_says(name):
    source = sources()[name]
    lines = (ROOT / "datasets" / f"{name}.sha256").read_text(encoding="utf-8").splitlines()
    assert lines == [f"{checksum}  {source.folder}/{member}" for member, checksum in source.members.items()]


def test_the_real_data_agree_with_the_table(real_data):
    from cs231n_kit.datasets.checksums import faults

    for name in ("cifar10", "mnist"):
        source = sources()[name]
        assert faults(real_data / source.folder, source.members) == {}


def test_the_readme_names_every_mirror_s_host_and_size():
    text = (ROOT / "datasets" / "README.md").read_text(encoding="utf-8")
    for source in (sources()["cifar10"], sources()["mnist"]):
        for archive in source.archives:
            assert f"{archive.size:,}" in text
            for url in archive.urls:
                assert url.split("/")[2] in text
