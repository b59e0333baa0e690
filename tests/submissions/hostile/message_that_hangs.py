"""An exception that never finishes saying what it is."""

import time


class Slow(Exception):
    def __str__(self):
        time.sleep(3600)

    __repr__ = __str__


raise Slow
