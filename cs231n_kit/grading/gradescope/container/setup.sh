#!/usr/bin/env bash
# Gradescope runs this once, as root, when it builds the image; the archive is unpacked in source/ by then.
# The kit needs Python 3.11 and images have older ones, so uv brings a Python where that is so.
set -euo pipefail
root=${AUTOGRADER_ROOT:-/autograder}

chmod 700 "$root/source"  # the reference: student code runs under another user id
umask 022                 # what is installed must be readable to that user

apt-get update
apt-get install -y --no-install-recommends python3 python3-venv
python3 -m venv "$root/uv"
"$root/uv/bin/pip" install uv
export UV_PYTHON_INSTALL_DIR="$root/interpreter" UV_LINK_MODE=copy
"$root/uv/bin/uv" venv --python '>=3.11' "$root/python"
"$root/uv/bin/uv" pip install --python "$root/python/bin/python" --requirement "$root/source/requirements.txt"
