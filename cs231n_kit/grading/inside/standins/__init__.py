"""What the task files of other starters import, so that such a file loads without its package around it.

`install` makes three things known to the import statement: the kit under the names of the course's package,
inert modules in place of what plots, reads images or shows progress, and the few modules that bridge Python 2
and 3. What is not named here is imported as ever, or is an ImportError. Nothing
here opens a file or a socket.
"""

from .install import install
from .python2 import NAMES, told

__all__ = ["NAMES", "install", "told"]
