"""``python -m cs231n_kit`` is the command ``cs231n-kit``."""

import sys

from .cli import main

if __name__ == "__main__":
    sys.exit(main())
