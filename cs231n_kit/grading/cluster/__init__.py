"""Workers on other machines: a Dask cluster, as a pool of workers like that of this machine."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ...errors import KitError

if TYPE_CHECKING:
    from .executor import Cluster

CONNECT = 10  # seconds that a scheduler may take to answer
CLOSE = 5  # and to be told that this is over


@contextmanager
def cluster_workers(address: str) -> Iterator["Cluster"]:
    """The pool of all workers of a cluster, whether they are there now or come later.

    Parameters
    ----------
    address : str
        Of the scheduler: ``tcp://host:8786``, or ``tls://…`` with Dask's settings for it.

    Raises
    ------
    KitError
        If Dask is missing, or no scheduler answers.
    """
    try:
        from distributed import Client
        from distributed.versions import VersionMismatchWarning
    except ImportError as error:
        raise KitError(
            f"--scheduler needs Dask, and {error.name} is not installed; pip install 'cs231n-kit[scale]'"
        ) from None
    from .executor import Cluster
    from .quiet import quiet

    _check(address)
    quiet()
    try:
        with warnings.catch_warnings():  # what matters of the versions is told in a sentence
            warnings.simplefilter("ignore", VersionMismatchWarning)
            client = Client(
                address, timeout=CONNECT, set_as_default=False, direct_to_workers=False, name="cs231n-kit"
            )
    except (OSError, ValueError, TypeError, RuntimeError) as error:
        said = " ".join(str(error).split()) or type(error).__name__
        raise KitError(
            f"no Dask scheduler answers at {address} ({said}); start one with 'dask scheduler' or correct"
            " --scheduler, and see docs/cluster.md"
        ) from None
    pool = Cluster(client, address)
    try:
        yield pool
    finally:
        pool.shutdown()
        client.close(CLOSE)


def _check(address: str) -> None:
    """Dask itself finds out too late, and starts workers of its own where there is none."""
    from distributed.comm.addressing import parse_address, parse_host_port
    from distributed.comm.registry import get_backend

    try:
        scheme, place = parse_address(address)
        get_backend(scheme)
        parse_host_port(place)
    except ValueError:
        raise KitError(
            "--scheduler must be the address of a Dask scheduler, such as tcp://host:8786, got"
            f" {address!r}; correct it"
        ) from None
