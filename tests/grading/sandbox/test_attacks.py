"""Attacks from inside a box: on each layer by itself, and on all together.

An attack is a source text that says "reached" where it gets through and raises where it does not. Beside it
stands, for each layer that is to stop it alone, what it then raises. Without any layer most of them must
get through: otherwise they would prove nothing.
"""

import socket

import pytest

from cs231n_kit.grading.inside.sandbox import landlock

ALL = ("namespaces", "landlock", "seccomp", "rlimits")
NOTHING, NAMESPACES, LANDLOCK, SECCOMP, RLIMITS = (), *((layer,) for layer in ALL)

LIBC = "import ctypes; libc = ctypes.CDLL(None, use_errno=True)\n"
X86_64_AND_AARCH64 = {
    "bpf": (321, 280),
    "chroot": (161, 51),
    "clone3": (435, 435),
    "execve": (59, 221),
    "io_uring_setup": (425, 425),
    "keyctl": (250, 219),
    "landlock_create_ruleset": (444, 444),
    "memfd_create": (319, 279),
    "mount": (165, 40),
    "perf_event_open": (298, 241),
    "personality": (135, 92),
    "pidfd_open": (434, 434),
    "pivot_root": (155, 41),
    "prctl": (157, 167),
    "process_vm_readv": (310, 270),
    "ptrace": (101, 117),
    "sethostname": (170, 161),
    "setns": (308, 268),
    "unshare": (272, 97),
    "userfaultfd": (323, 282),
}
NUMBERS = (
    "import ctypes, platform; libc = ctypes.CDLL(None, use_errno=True)\n"
    f"NUMBERS = {X86_64_AND_AARCH64}\n"
    "def call(name, *arguments):\n"
    "    number = NUMBERS[name][platform.machine() == 'aarch64']\n"
    "    if libc.syscall(number, *arguments) < 0: raise OSError(ctypes.get_errno(), name)\n"
    "    say('reached')\n"
)

EPERM, EACCES, EROFS, EXDEV, EFBIG, ENOSPC, EAGAIN = 1, 13, 30, 18, 27, 28, 11
ENOENT, ESRCH, EINVAL, ECONNREFUSED, ENETUNREACH = 2, 3, 22, 111, 101

# name: (source, {layer that stops it: (exception, errno)}, whether it gets through without any)
ATTACKS = {
    "read a file of the machine": (
        "open('/etc/passwd').read(); say('reached')",
        {NAMESPACES: ENOENT, LANDLOCK: EACCES},
        True,
    ),
    "read another's submission": (
        "(outside / 'other.py').read_text(); say('reached')",
        {NAMESPACES: ENOENT, LANDLOCK: EACCES},
        True,
    ),
    "climb out by dots": (
        "open(tree / '..' / 'outside' / 'other.py').read(); say('reached')",
        {NAMESPACES: ENOENT, LANDLOCK: EACCES},
        True,
    ),
    "read the server through /proc": (
        "open(f'/proc/{VICTIM}/cmdline').read(); say('reached')",
        {NAMESPACES: ENOENT, LANDLOCK: EACCES},
        True,
    ),
    "symlink to a file of the machine": (
        "os.symlink('/etc/passwd', 'link'); open('link').read(); os.remove('link'); say('reached')",
        {NAMESPACES: ENOENT, LANDLOCK: EACCES, SECCOMP: EPERM},
        True,
    ),
    "hardlink to the tree": (
        "os.link(tree / 'task.py', 'link'); os.remove('link'); say('reached')",
        {NAMESPACES: EXDEV, LANDLOCK: EXDEV, SECCOMP: EPERM},
        False,  # protected_hardlinks may forbid it already
    ),
    "write outside": (
        "(outside / 'new').write_text('x'); (outside / 'new').unlink(); say('reached')",
        {NAMESPACES: ENOENT, LANDLOCK: EACCES},
        True,
    ),
    "overwrite its tree": (
        "open(tree / 'task.py', 'r+').close(); say('reached')",
        {NAMESPACES: EROFS, LANDLOCK: EACCES},
        True,
    ),
    "delete its tree": (
        "(tree / 'task.py').rename(tree / 'gone'); (tree / 'gone').rename(tree / 'task.py'); say('reached')",
        {NAMESPACES: EROFS, LANDLOCK: EACCES},
        True,
    ),
    "change modes": (
        "os.chmod('.', 0o777); say('reached')",
        {SECCOMP: EPERM},
        True,
    ),
    "fill the scratch folder": (
        "for i in range(10): open(str(i), 'wb').write(bytes(1 << 20))\nsay('reached')",
        {NAMESPACES: ENOSPC},
        False,
    ),
    "fill it with names": (
        "for i in range(5000): open(str(i), 'wb').close()\nsay('reached')",
        {NAMESPACES: ENOSPC},
        False,
    ),
    "write one large file": (
        "open('large', 'wb').write(bytes(10 << 20)); say('reached')",
        {NAMESPACES: ENOSPC, RLIMITS: EFBIG},
        False,
    ),
    "program in the scratch folder": (
        "import shutil; f = os.open('run', os.O_CREAT | os.O_WRONLY, 0o755)\n"
        "os.write(f, open('/usr/bin/true', 'rb').read()); os.close(f); os.execv('run', ['run'])",
        {NAMESPACES: EACCES, LANDLOCK: EACCES, SECCOMP: EPERM},
        False,
    ),
    "connect to loopback": (
        "import socket; socket.create_connection(('127.0.0.1', PORT), 5).close(); say('reached')",
        {NAMESPACES: ENETUNREACH, LANDLOCK: EACCES, SECCOMP: EPERM},
        True,
    ),
    "send to the outside": (
        "import socket; socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.1', 9)); say('reached')",
        {NAMESPACES: ENETUNREACH, SECCOMP: EPERM},
        False,  # the machine itself may have no network
    ),
    "listen": (
        "import socket; socket.create_server(('127.0.0.1', 0)).close(); say('reached')",
        {LANDLOCK: EACCES, SECCOMP: EPERM},
        True,
    ),
    "abstract socket": (
        "import socket; s = socket.socket(socket.AF_UNIX); s.connect('\\0' + str(tree)); say('reached')",
        {NAMESPACES: ECONNREFUSED, LANDLOCK: EPERM, SECCOMP: EPERM},
        True,
    ),
    "netlink": (
        "import socket; socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0).close(); say('reached')",
        {SECCOMP: EPERM},
        True,
    ),
    "pair of sockets": ("import socket; socket.socketpair(); say('reached')", {SECCOMP: EPERM}, True),
    "fork": (
        "if os.fork() == 0: os._exit(0)\nos.wait(); say('reached')",
        {SECCOMP: EPERM, RLIMITS: EAGAIN},
        True,
    ),
    "posix_spawn": (
        "os.waitpid(os.posix_spawn('/bin/true', ['true'], {}), 0); say('reached')",
        {SECCOMP: EPERM, RLIMITS: EAGAIN},
        True,
    ),
    "execve": ("os.execv('/bin/true', ['true'])", {SECCOMP: EPERM}, False),
    "signal another process": (
        "import signal; os.kill(VICTIM, signal.SIGCONT); say('reached')",
        {NAMESPACES: ESRCH, LANDLOCK: EPERM, SECCOMP: EPERM},
        True,
    ),
    "let the kernel signal another": (
        "import fcntl; fcntl.fcntl(os.pipe()[0], fcntl.F_SETOWN, VICTIM); say('reached')",
        {NAMESPACES: ESRCH, SECCOMP: EPERM},
        True,
    ),
    "trace another": (
        NUMBERS + "call('ptrace', 16, VICTIM, 0, 0)",
        {NAMESPACES: ESRCH, LANDLOCK: EPERM, SECCOMP: EPERM},
        False,  # as root the victim is another's already
    ),
    "be traced": (NUMBERS + "call('ptrace', 0, 0, 0, 0)", {SECCOMP: EPERM}, False),
    "read another's memory": (
        NUMBERS + "call('process_vm_readv', VICTIM, None, 0, None, 0, 0)",
        {SECCOMP: EPERM},
        False,
    ),
    "handle on another": (
        NUMBERS + "call('pidfd_open', VICTIM, 0)",
        {NAMESPACES: ESRCH, SECCOMP: EPERM},
        True,
    ),
    "nice another": (
        "os.setpriority(os.PRIO_PROCESS, VICTIM, 5); say('reached')",
        {NAMESPACES: ESRCH, SECCOMP: EPERM},
        True,
    ),
    "limits of another": (
        "import resource; resource.prlimit(VICTIM, resource.RLIMIT_CORE, (0, 0)); say('reached')",
        {NAMESPACES: ESRCH, SECCOMP: EPERM},
        False,
    ),
    "user namespace": (NUMBERS + "call('unshare', 0x10000000)", {SECCOMP: EPERM}, False),
    "anonymous file": (NUMBERS + "call('memfd_create', b'x', 0)", {SECCOMP: EPERM}, True),
    "personality": (NUMBERS + "call('personality', 0xffffffff)", {SECCOMP: EPERM}, True),
    "prctl": (NUMBERS + "call('prctl', 3, 0, 0, 0, 0)", {SECCOMP: EPERM}, True),
    "shared memory": (
        LIBC + "key = libc.shmget(0, 4096, 0o1600)\n"
        "if key < 0: raise OSError(ctypes.get_errno(), 'shmget')\nlibc.shmctl(key, 0, None); say('reached')",
        {SECCOMP: EPERM},
        True,
    ),
    "raise a limit": (
        "import resource; resource.setrlimit(resource.RLIMIT_CORE, (0, 0)); say('reached')",
        {SECCOMP: "ValueError"},
        True,
    ),
    "100 GB at once": ("bytearray(100 << 30)", {RLIMITS: "MemoryError"}, False),
    "slow growth": (
        "kept = []\nfor i in range(1000): kept.append(bytearray(b'x') * (1 << 20))\nsay('reached')",
        {RLIMITS: "MemoryError"},
        False,
    ),
    "large array": ("np.ones(1 << 28); say('reached')", {RLIMITS: "MemoryError"}, False),
    "thread": (
        "import threading; t = threading.Thread(target=print); t.start(); t.join(); say('reached')",
        {SECCOMP: "RuntimeError", RLIMITS: "RuntimeError"},
        True,
    ),
    "many descriptors": (
        "kept = [os.dup(1) for _ in range(100)]; say('reached')",
        {RLIMITS: 24},
        True,
    ),
}

# The version of Landlock that stops it, where that is not the first.
SINCE = {"connect to loopback": 4, "listen": 4, "abstract socket": 6, "signal another process": 6}

# Privileges are given up whatever the layers are: nobody may do these.
FORBIDDEN = {
    "become root": "os.setuid(0); say('reached')",
    "change groups": "os.setgroups([0]); say('reached')",
    "chroot": "os.chroot('.'); say('reached')",
    "set the clock": "import time; time.clock_settime(time.CLOCK_REALTIME, time.time()); say('reached')",
    "mount": NUMBERS + "call('mount', b'tmpfs', b'.', b'tmpfs', 0, None)",
    "change root": NUMBERS + "call('pivot_root', b'.', b'.')",
    "name the host": NUMBERS + "call('sethostname', b'x', 1)",
    "device": "import stat; os.mknod('sda', 0o600 | stat.S_IFBLK, os.makedev(8, 0)); say('reached')",
}

# What seccomp denies whatever the arguments; the kernel itself would answer EFAULT, EINVAL or ENOSYS to most.
DENIED = ("bpf", "clone3", "io_uring_setup", "keyctl", "landlock_create_ruleset", "perf_event_open", "setns")
DENIED = (*DENIED, "userfaultfd", "unshare")


@pytest.fixture
def listening(place):
    """A port of loopback and an abstract socket that somebody listens to; gives the port's line of source."""
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket(socket.AF_UNIX) as abstract:
        abstract.bind("\0" + str(place / "tree"))
        abstract.listen()
        yield f"PORT = {server.getsockname()[1]}\n"


def outcome(result):
    """What an attack came to: "reached", an errno, or the name of another exception."""
    (said,) = result["said"] or ["nothing"]
    return said if isinstance(said, str) else said["errno"] or said["raised"]


@pytest.mark.parametrize("layers", [NAMESPACES, LANDLOCK, SECCOMP, RLIMITS], ids="+".join)
def test_each_layer_alone_stops_its_attacks(boxes, listening, place, layers):
    expected = {name: stops[layers] for name, (_, stops, _) in ATTACKS.items() if layers in stops}
    if layers == LANDLOCK:
        expected = {name: what for name, what in expected.items() if SINCE.get(name, 1) <= landlock.version()}
    results = boxes(layers, *(listening + ATTACKS[name][0] for name in expected), memory=256)
    assert {name: outcome(result) for name, result in zip(expected, results, strict=True)} == expected
    assert (place / "tree" / "task.py").read_text() == "answer = 42\n"
    assert [path.name for path in (place / "outside").iterdir()] == ["other.py"]


def test_without_layers_they_get_through(boxes, listening):
    names = [name for name, (_, _, through) in ATTACKS.items() if through]
    results = boxes(NOTHING, *(listening + ATTACKS[name][0] for name in names))
    assert {name: outcome(result) for name, result in zip(names, results, strict=True)} == dict.fromkeys(
        names, "reached"
    )


@pytest.mark.parametrize("layers", [ALL, ALL[1:]], ids="+".join)
def test_layers_together_stop_every_attack(boxes, listening, place, layers):
    names = [name for name, (_, stops, _) in ATTACKS.items() if any(set(one) <= set(layers) for one in stops)]
    results = boxes(layers, *(listening + ATTACKS[name][0] for name in names), memory=256)
    found = {name: outcome(result) for name, result in zip(names, results, strict=True)}
    assert not [name for name, what in found.items() if what in ("reached", "nothing")], found
    assert all(result["status"] == 0 and result["all_ended"] for result in results)
    assert (place / "tree" / "task.py").read_text() == "answer = 42\n"
    assert [path.name for path in (place / "outside").iterdir()] == ["other.py"]


@pytest.mark.parametrize("layers", [NOTHING, NAMESPACES, ALL], ids="+".join)
def test_nobody_has_privileges(boxes, layers):
    results = boxes(layers, *FORBIDDEN.values())
    found = {name: outcome(result) for name, result in zip(FORBIDDEN, results, strict=True)}
    # In a user namespace of one user, root is not even a valid id.
    assert {name: EPERM if what == EINVAL else what for name, what in found.items()} == dict.fromkeys(
        FORBIDDEN, EPERM
    )


@pytest.mark.parametrize("layers", [SECCOMP, ALL], ids="+".join)
def test_seccomp_denies_whatever_the_arguments(boxes, layers):
    results = boxes(layers, *(NUMBERS + f"call({name!r}, 0, 0, 0, 0, 0)" for name in DENIED))
    assert [outcome(result) for result in results] == [EPERM] * len(DENIED)
