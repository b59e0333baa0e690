"""What Dask says of itself on standard error: nothing, because what matters is told in a sentence."""

import logging


def quiet() -> None:
    """Silence the loggers of Dask and of what it is built on."""
    for name in [*logging.root.manager.loggerDict, "distributed", "tornado"]:
        if name.split(".")[0] in ("distributed", "tornado", "asyncio"):
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
