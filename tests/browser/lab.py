"""A JupyterLab started by the command line, and a Chromium to look at it."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager

from playwright.sync_api import sync_playwright


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@contextmanager
def jupyterlab(tree, tmp_path, *options, theme="JupyterLab Light"):
    """The address of a running `cs231n-kit lab`; everything that it started ends with it."""
    settings = tmp_path / "settings"
    # Every cell is in the page, not only those on the screen.
    tracker = settings / "@jupyterlab" / "notebook-extension" / "tracker.jupyterlab-settings"
    tracker.parent.mkdir(parents=True)
    tracker.write_text('{"windowingMode": "none"}')
    themes = settings / "@jupyterlab" / "apputils-extension" / "themes.jupyterlab-settings"
    themes.parent.mkdir(parents=True)
    themes.write_text(f'{{"theme": "{theme}"}}')
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "cs231n_kit", "lab", *options, "--no-browser", f"--port={port}"]
        + ["--IdentityProvider.token=", "--ServerApp.allow_root=True", "--ServerApp.port_retries=0"],
        cwd=tree,
        env=os.environ
        | {
            "PYTHONPATH": str(tree),
            "JUPYTERLAB_SETTINGS_DIR": str(settings),
            "JUPYTER_CONFIG_DIR": str(tmp_path / "config"),
            "IPYTHONDIR": str(tmp_path / "ipython"),
            "OPENBLAS_NUM_THREADS": "1",  # other tests run beside this one
        },
        stdout=(tmp_path / "lab.log").open("wb"),
        stderr=subprocess.STDOUT,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            assert server.poll() is None, (tmp_path / "lab.log").read_text()
            try:
                urllib.request.urlopen(f"{address}/api/status", timeout=5).close()
                break
            except OSError:
                time.sleep(0.3)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=30)


@contextmanager
def chromium(*options):
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    assert browser, "no Chromium on PATH; `make test` says how to get one"
    with sync_playwright() as playwright:
        args = ["--no-sandbox", "--disable-gpu", *options]
        running = playwright.chromium.launch(executable_path=browser, args=args)
        yield running.new_page(viewport={"width": 1200, "height": 1600})
        running.close()


def run_all(page, address, notebook):
    page.goto(f"{address}/lab/tree/notebooks/{notebook}")
    page.locator(".jp-Notebook .jp-CodeCell").first.wait_for(timeout=60_000)
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for(timeout=60_000)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
