"""How a box ends and what it leaves: nothing, to nobody."""

import json
import os
import select
import signal

import pytest

ALL = ("namespaces", "landlock", "seccomp", "rlimits")
TOGETHER = pytest.mark.parametrize("layers", [ALL, ALL[1:]], ids="+".join)

DAEMON = """
import time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        time.sleep(3)
    os._exit(0)
os.wait()
say("left")
"""


def test_a_daemon_dies_with_its_box(boxes):
    (result,) = boxes(("namespaces",), DAEMON)
    assert (result["said"], result["status"], result["all_ended"]) == (["left"], 0, True)


def test_without_namespaces_and_seccomp_it_would_live_on(boxes):
    (result,) = boxes((), DAEMON)
    assert (result["said"], result["status"], result["all_ended"]) == (["left"], 0, False)


def test_a_fork_bomb_of_a_box_dies_with_it(boxes):
    """Eight generations at most, so that a namespace that fails does no harm."""
    source = "say('started')\nfor _ in range(8): os.fork()\nimport time; time.sleep(30)"
    (result,) = boxes(("namespaces",), source, wall=1)
    assert (result["said"], result["status"], result["all_ended"]) == (["started"], -signal.SIGKILL, True)


@TOGETHER
def test_a_fork_bomb_does_not_start(boxes, layers):
    source = """
refused = 0
while refused < 10_000:
    try:
        os.fork()
    except OSError:
        refused += 1
say(refused)
"""
    (result,) = boxes(layers, source)
    assert (result["said"], result["status"]) == ([10_000], 0)


def test_kill_everyone_hits_nobody(boxes):
    source = "import signal; assert os.getpid() == 1; os.kill(-1, signal.SIGKILL)"
    results = boxes(ALL, source, "os.kill(VICTIM, 0)", "say('the server is there')")
    assert [result["said"][0] for result in results][2] == "the server is there"
    assert [result["said"][0]["raised"] for result in results[:2]] == ["PermissionError"] * 2


@TOGETHER
def test_endings_that_python_does_not_see(boxes, layers):
    sources = (
        "os._exit(0)",
        "os.abort()",
        "import ctypes; ctypes.string_at(1)",
        "import signal\n"
        "for s in range(1, 32):\n try: signal.signal(s, signal.SIG_IGN)\n except OSError: pass\n"
        "while True: pass",
        "say(1)",
    )
    results = boxes(layers, *sources, cpu=1, wall=10)
    abort = -signal.SIGSEGV if "namespaces" in layers else -signal.SIGABRT  # a first process ignores SIGABRT
    assert [result["status"] for result in results] == [0, abort, -signal.SIGSEGV, -signal.SIGKILL, 0]
    assert [result["said"] for result in results] == [[], [], [], [], [1]]


def test_nested_deeply_in_c(boxes):
    """The stack is limited: it ends, and not with all of the machine's memory."""
    source = "sys.setrecursionlimit(10**9)\nclass A:\n def __repr__(self): return repr(self)\nrepr(A())"
    (result,) = boxes(ALL, source, memory=256)
    assert result["status"] in (-signal.SIGSEGV, 0)
    assert result["said"] == [] or result["said"][0]["raised"] in ("RecursionError", "MemoryError")


@TOGETHER
def test_the_next_box_finds_nothing_of_the_last(boxes, layers):
    leave = (
        "open('left', 'w').write('x'); np.kept = 1; sys.kept = 1; os.environ['KEPT'] = '1'; say(os.listdir())"
    )
    find = "say([os.listdir(), hasattr(np, 'kept'), hasattr(sys, 'kept'), 'KEPT' in os.environ])"
    first, second = boxes(layers, leave, find)
    assert first["said"] == [["left"]]
    assert second["said"] == [[[], False, False, False]]


def test_folders_without_end_do_not_stop_the_next(boxes):
    """Only without namespaces and Landlock can folders be left at all."""
    dig = "for _ in range(1200): os.mkdir('a'); os.chdir('a')\n"
    dig += "os.symlink('/etc', 'b'); os.chmod('.', 0); say('dug')"
    results = boxes(("rlimits",), dig, "say(os.listdir())")
    assert [result["said"] for result in results] == [["dug"], [[]]]


SHARED = """
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
found = libc.shmget(0x5CA1AB1E, 4096, {flags})
say(ctypes.get_errno() if found < 0 else "reached")
if {flags} == 0 and found >= 0: libc.shmctl(found, 0, None)
"""


def test_shared_memory_is_not_left_to_the_next(boxes):
    make, find = SHARED.format(flags="0o1666"), SHARED.format(flags="0")
    assert [result["said"] for result in boxes((), make, find)] == [["reached"], ["reached"]]
    assert [result["said"] for result in boxes(("namespaces",), make, find)] == [["reached"], [2]]
    assert [result["said"] for result in boxes(("seccomp",), make, find)] == [[1], [1]]


@pytest.mark.parametrize("layers", [(), ALL, ALL[1:]], ids="+".join)
def test_only_the_descriptors_named_are_open(boxes, layers):
    source = """
found = []
for number in range(1000):
    try:
        os.fstat(number)
        found.append(number)
    except OSError:
        pass
say([found == [0, 1, 2, channel], os.read(0, 1).decode()])
"""
    (result,) = boxes(layers, source)
    assert result["said"] == [[True, ""]]


@pytest.mark.parametrize("layers", [(), ALL], ids="+".join)
def test_the_environment_tells_nothing(boxes, layers):
    (result,) = boxes(layers, "say(sorted(os.environ)); say(os.environ['HOME'] == os.getcwd())")
    names = ["HOME", "LANG", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "PATH", "TMPDIR"]
    assert result["said"] == [names, True]


def test_no_core_is_dumped_and_no_limit_is_loose(boxes):
    source = """
import resource
say({name: resource.getrlimit(getattr(resource, "RLIMIT_" + name)) for name in
     ("CORE", "CPU", "FSIZE", "NOFILE", "NPROC", "STACK", "MEMLOCK", "MSGQUEUE")})
soft, hard = resource.getrlimit(resource.RLIMIT_AS)
say([soft == hard, 100 << 20 < soft < 8 << 30])
"""
    (result,) = boxes(ALL, source, memory=100, cpu=7, scratch=3)
    expected = {"CORE": 0, "CPU": 7, "FSIZE": 3 << 20, "NOFILE": 64, "NPROC": 0, "STACK": 8 << 20}
    expected |= {"MEMLOCK": 0, "MSGQUEUE": 0}
    assert result["said"] == [{name: [value, value] for name, value in expected.items()}, [True, True]]


@pytest.mark.parametrize("layers", [(), ALL, ALL[1:]], ids="+".join)
def test_a_box_dies_with_its_server(server, place, layers):
    """The box holds the only other end of a pipe: when that is closed, it has ended."""
    held, hold = os.pipe()
    plan = {"layers": layers, "readable": [], "hidden": [], "tree": str(place / "tree"), "wall": 60}
    plan |= {"outside": str(place / "outside"), "scratch": str(place / "scratch"), "limits": {}}
    plan["sources"] = ["say('in'); import time\nwhile True: time.sleep(1)"]
    process = server("one_by_one.py", hold, pass_fds=(hold,))
    os.close(hold)
    process.stdin.write(json.dumps(plan))
    process.stdin.close()
    try:
        assert select.select([held], [], [], 30)[0] and os.read(held, 9) == b'"in"\n'
        assert not select.select([held], [], [], 0.3)[0], "it ended by itself"
    finally:
        process.kill()
        process.wait()
    assert select.select([held], [], [], 10)[0] and os.read(held, 1) == b""
    os.close(held)
    process.stdout.close()
    process.stderr.close()
