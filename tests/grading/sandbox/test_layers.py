"""Which layers a run uses; and that a wall that does not stand stops everything."""

import os
import threading

import pytest

from cs231n_kit.errors import KitError
from cs231n_kit.grading.inside.sandbox import house, landlock, layers, privileges, seccomp
from cs231n_kit.grading.inside.sandbox.seccomp import ALLOW, RETURN, _instruction

ALL = ("namespaces", "landlock", "seccomp", "rlimits")
LANDLOCK = "Landlock (Linux 5.13 or later, with 'landlock' in the list of the boot option 'lsm')"
SECCOMP = "seccomp filters (a kernel with CONFIG_SECCOMP_FILTER)"
OR_PROCESS = "or pass '--sandbox process' where this container is already one per submission."

ACCEPTED = [
    ("auto", ALL, ALL),
    ("auto", ALL[1:], ALL[1:]),
    ("process", ALL, ALL[1:]),
    ("process", ("namespaces", "rlimits"), ("rlimits",)),
    ("process", ("seccomp", "rlimits"), ("seccomp", "rlimits")),
]
ELSEWHERE = "not to be had here: grade on a machine, or in a container, that allows them"
REJECTED = [
    (
        "auto",
        ("namespaces", "seccomp", "rlimits"),
        f"The sandbox needs {LANDLOCK}, {ELSEWHERE}, {OR_PROCESS}",
    ),
    ("auto", ("rlimits",), f"The sandbox needs {LANDLOCK} and {SECCOMP}, {ELSEWHERE}, {OR_PROCESS}"),
    ("process", ALL[:3], f"The sandbox needs resource limits that can be set, {ELSEWHERE}."),
    ("bubblewrap", ALL, "--sandbox takes 'auto' or 'process', not 'bubblewrap'."),
]


@pytest.mark.parametrize(("sandbox", "found", "expected"), ACCEPTED)
def test_chosen(monkeypatch, sandbox, found, expected):
    monkeypatch.setattr(layers, "available", lambda: found)
    assert layers.chosen(sandbox) == expected


@pytest.mark.parametrize(("sandbox", "found", "message"), REJECTED)
def test_not_to_be_had(monkeypatch, sandbox, found, message):
    monkeypatch.setattr(layers, "available", lambda: found)
    with pytest.raises(KitError) as raised:
        layers.chosen(sandbox)
    assert str(raised.value) == message


def test_all_are_available_here():
    """As wherever the project is tested: attacks on a layer that is not there would prove nothing."""
    assert layers.available() == ALL


def in_child(function):
    """What a function says in a process of its own, where it may lock itself up."""
    outgoing, incoming = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            function()
            said = "went on"
        except BaseException as error:
            said = f"{type(error).__name__}: {error}"
        os.write(incoming, said.encode())
        os._exit(0)
    os.close(incoming)
    os.waitpid(child, 0)
    with os.fdopen(outgoing) as said:
        return said.read()


def test_probing_leaves_this_process_as_it_is():
    before = os.getresuid(), os.listdir("/"), os.getcwd(), privileges.capabilities()
    layers.available()
    assert (os.getresuid(), os.listdir("/"), os.getcwd(), privileges.capabilities()) == before


def test_a_filter_that_allows_everything_stops_the_box(monkeypatch):
    monkeypatch.setattr(seccomp, "program", lambda process: _instruction(RETURN, ALLOW))

    def attempt():
        privileges.give_up()
        seccomp.confine()

    assert in_child(attempt) == (
        "KitError: The sandbox's layer 'seccomp' does not hold here (a socket can still be made): "
        "nothing was run in it."
    )


def test_rules_that_allow_everything_stop_the_box():
    def attempt():
        privileges.give_up()
        landlock.restrict(landlock.ruleset([landlock.Path("/")], []))

    assert in_child(attempt) == (
        "KitError: The sandbox's layer 'landlock' does not hold here (the root folder can still be listed): "
        "nothing was run in it."
    )


@pytest.mark.parametrize("name", ["unshare", "pivot_root", "mount_setattr"])
def test_a_call_that_fails_is_an_error(monkeypatch, name):
    from cs231n_kit.grading.inside.sandbox import kernel

    monkeypatch.setitem(kernel.NUMBERS, name, (9999, 9999))
    assert in_child(lambda: house.move_in(("namespaces",), [])) == (
        f"OSError: [Errno 38] {name}: Function not implemented"
    )


def test_another_machine_is_named(monkeypatch):
    from cs231n_kit.grading.inside.sandbox import kernel

    monkeypatch.setattr(kernel.platform, "machine", lambda: "riscv64")
    with pytest.raises(
        KitError, match="^The sandbox knows x86_64 and aarch64, and this machine is riscv64: grade"
    ):
        seccomp.program(1)


def test_a_server_with_threads_is_refused(tmp_path):
    end = threading.Event()
    thread = threading.Thread(target=end.wait)
    thread.start()
    try:
        with pytest.raises(KitError, match=r"\(the server has more than one thread\): nothing was run"):
            house.move_in(ALL[1:], [], scratch=tmp_path)
    finally:
        end.set()
        thread.join()


def test_without_namespaces_a_scratch_folder_is_needed():
    assert in_child(lambda: house.move_in(ALL[1:], [])) == (
        "ValueError: without namespaces a sandbox needs a scratch folder"
    )
