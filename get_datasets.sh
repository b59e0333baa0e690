#!/bin/sh
# Downloads the data sets: ./get_datasets.sh [cifar10|mnist|all] [--from FILE]
# The work is done in Python; where there is no sh, `cs231n-kit data …` is the same command.
root=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd) || exit 2
PYTHONPATH=$root${PYTHONPATH:+:$PYTHONPATH}
export PYTHONPATH

for python in "$root/.venv/bin/python" "$root/.venv/Scripts/python.exe" python3 python; do
    if "$python" -c 'import sys, tqdm; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        exec "$python" -P -m cs231n_kit data "$@"
    fi
done
echo "get_datasets.sh: needs Python 3.11 or newer with the kit's requirements: run \`make demo\`, or" \
    "\`pip install -r requirements.txt\`" >&2
exit 2
