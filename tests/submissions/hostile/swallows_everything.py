"""A loop that no exception ends, while the file loads."""

import time

while True:
    try:
        while True:
            time.sleep(0.01)
    except BaseException:
        pass
