"""What one box may use up."""

import resource
from dataclasses import dataclass

from .kernel import require

MB = 1 << 20
STACK = 8 * MB  # a recursion without end meets Python's limit or this one, not the machine's memory


@dataclass(frozen=True)
class Limits:
    """What one box may use up.

    Parameters
    ----------
    memory : int
        MB beyond what the server has mapped when it forks.
    cpu : int
        Seconds of processor time, then the kernel kills; wall time is for whoever watches from outside.
    scratch : int
        MB that the scratch folder takes, and the size of the largest file in it.
    descriptors : int
        Open files.
    """

    memory: int = 2048
    cpu: int = 60
    scratch: int = 64
    descriptors: int = 64


def impose(limits: Limits, size: int) -> None:
    """Set the limits on this process, which maps `size` bytes: soft and hard, so nothing raises them."""
    wanted = {
        resource.RLIMIT_AS: size + limits.memory * MB,
        resource.RLIMIT_CPU: limits.cpu,
        resource.RLIMIT_FSIZE: limits.scratch * MB,
        resource.RLIMIT_NOFILE: limits.descriptors,
        resource.RLIMIT_STACK: STACK,
        resource.RLIMIT_NPROC: 0,  # it has been forked already; not one more, nor a thread
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_MEMLOCK: 0,
        resource.RLIMIT_MSGQUEUE: 0,
    }
    for what, value in wanted.items():
        hard = resource.getrlimit(what)[1]
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(what, (value, value))
        require(resource.getrlimit(what) == (value, value), "rlimits", f"limit {what} was not taken")
