"""What lies in a submission and is none of it: version control, environments, data, copies of the kit."""

import re

# Folders of these names are not looked into, and files of these names are not looked at.
_NAMES = {
    *("__macosx", "__pycache__", "site-packages", "dist-packages", "node_modules"),
    *("venv", "env", "virtualenv", "pyvenv", "conda-meta", "envs"),
    *("datasets", "cifar-10-batches-py", "mnist"),
    *("thumbs.db", "desktop.ini", "icon\r", "$recycle.bin"),
}
_EGGS = re.compile(r".*\.(egg-info|dist-info|egg)")
_KIT = re.compile(r"(?:^|/)cs231n_kit/(?:solutions|stubs)/")  # what the kit itself brings along


def is_junk(name: str) -> bool:
    """Whether a file or folder of that name is none of a student's work."""
    return name.startswith(".") or name.lower() in _NAMES or bool(_EGGS.fullmatch(name.lower()))


def is_in_junk(path: str) -> bool:
    """Whether a path in a submission leads through something that is none of a student's work."""
    return any(map(is_junk, path.split("/"))) or bool(_KIT.search(path))
