"""What can be seen from a box: the tree, the interpreter, the libraries; and nothing else."""

import os

import pytest

ALL = ("namespaces", "landlock", "seccomp", "rlimits")


def test_the_root_holds_little(boxes, place, user):
    """With the layer alone, so that the folders can be listed."""
    (result,) = boxes(
        ("namespaces",), "say([sorted(os.listdir(p)) for p in ('/', '/dev', '/etc', tree.parent)])"
    )
    root, devices, etc, above = result["said"][0]
    assert not {"home", "proc", "sys", "run", "var", "boot", "mnt"} & set(root)
    assert {"usr", "dev", "etc", "box"} <= set(root)
    assert devices == ["null", "random", "urandom", "zero"]
    assert set(etc) <= {"alternatives", "ld.so.cache"}
    assert above == ["tree"]


@pytest.mark.parametrize("layers", [("namespaces",), ("landlock",), ALL, ALL[1:]], ids="+".join)
def test_hidden_folders_stay_hidden(boxes, place, layers):
    read = "say((tree / 'solutions' / 'answer.py').read_text())"
    name = "say(sorted(os.listdir(tree / 'solutions')))"
    visible = boxes(layers, read, name)
    hidden = boxes(
        layers, read, name, "say((tree / 'task.py').read_text())", hidden=[place / "tree" / "solutions"]
    )
    assert [result["said"] for result in visible] == [["answer = 42\n"], [["answer.py"]]]
    assert hidden[0]["said"][0]["raised"] in ("FileNotFoundError", "PermissionError")
    assert hidden[1]["said"] == [[]] or hidden[1]["said"][0]["raised"] == "PermissionError"
    assert hidden[2]["said"] == ["answer = 42\n"]


def test_a_tree_by_another_name(boxes, place):
    """A symbolic link above the tree: both of its names lead there."""
    (place / "link").symlink_to(place / "tree")
    source = "say([open(str(tree) + '/task.py').read(), open(str(tree)[:-4] + 'link/task.py').read()])"
    (result,) = boxes(ALL, source, readable=[place / "link"])
    assert result["said"] == [["answer = 42\n"] * 2]


def test_a_tree_that_a_box_cannot_read_is_an_error(boxes, place):
    if os.geteuid() != 0:
        (place / "tree").chmod(0o000)
    else:
        os.chown(place / "tree", 1, 1)
        (place / "tree").chmod(0o700)
    nobody = 65534 if os.geteuid() == 0 else os.geteuid()
    results = boxes(ALL, "say('ran')")
    (place / "tree").chmod(0o777)
    assert results[0]["status"] == 70
    assert results[0]["said"] == [
        {
            "not entered": f"A box reads {place}/tree as user {nobody}, who may not: "
            "make it readable to everyone."
        }
    ]


def test_writes_to_devices_go_nowhere_and_zero_is_zero(boxes):
    source = "open('/dev/null', 'w').write('x'); say(open('/dev/zero', 'rb').read(2) == bytes(2))"
    (result,) = boxes(ALL, source)
    assert result["said"] == [True]
