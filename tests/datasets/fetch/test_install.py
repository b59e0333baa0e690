"""A data set ends up whole and verified in its folder, whatever was there before and whatever happens."""

import os
import signal
import subprocess
import sys
import threading
import time

import pytest

from cs231n_kit.datasets.fetch.install import install, run_data
from cs231n_kit.datasets.fetch.transfer import Patience
from cs231n_kit.datasets.sources import Source, sources
from cs231n_kit.errors import DataError

from .mirror import Mirror, cut, ranges, stall, status
from .tiny import FOLDER, GZIPS, MEMBERS, PACKED, contents, gzip_source, packed_source, table, tar, write

CALM = Patience(stall=20)
posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither these signals nor sh")


@pytest.fixture
def mirror(monkeypatch):
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with Mirror() as mirror:
        yield mirror


@pytest.fixture
def source(mirror):
    """A packed data set behind one good mirror."""
    return packed_source(mirror.serve("tiny.tar.gz", PACKED))


@pytest.fixture
def root(tmp_path):
    return tmp_path / "root"


def leftovers(root):
    return sorted(path.name for path in (root / ".downloads").iterdir())


def test_it_comes_whole_and_leaves_nothing_else(mirror, source, root):
    said = []
    folder = install(source, root, patience=CALM, say=said.append)
    assert folder == root / FOLDER
    assert contents(folder) == MEMBERS
    assert sorted(path.name for path in root.iterdir()) == [".downloads", FOLDER]
    assert leftovers(root) == ["tiny.lock"]
    assert said == [
        "Tiny: 0.1 MB to fetch",
        f"  tiny.tar.gz from {mirror.host}",
        "  verifying and unpacking",
        f"Tiny is complete in {folder}: 3 files, all checksums right.",
    ]


def test_a_second_run_asks_nobody_and_touches_nothing(mirror, source, root):
    folder = install(source, root, patience=CALM, say=str)
    before = {path: path.stat().st_mtime_ns for path in root.rglob("*")}
    said = []
    assert install(source, root, patience=CALM, say=said.append) == folder
    assert said == [f"Tiny is complete in {folder}, nothing to do."]
    assert {path: path.stat().st_mtime_ns for path in root.rglob("*")} == before
    assert len(mirror.requests) == 1


def test_the_folder_has_ordinary_permissions(source, root, tmp_path):
    (tmp_path / "ordinary").mkdir()
    folder = install(source, root, patience=CALM, say=str)
    assert folder.stat().st_mode == (tmp_path / "ordinary").stat().st_mode


def missing(folder):
    (folder / "test_batch").unlink()
    return "test_batch (missing)"


def truncated(folder):
    (folder / "test_batch").write_bytes(MEMBERS["test_batch"][:1000])
    return "test_batch (another checksum)"


def tampered(folder):
    (folder / "batches.meta").write_bytes(b"?" * 100)
    (folder / "data_batch_1").unlink()
    return "batches.meta (another checksum), data_batch_1 (missing)"


def emptied(folder):
    for member in MEMBERS:
        (folder / member).unlink()
    return "batches.meta (missing), data_batch_1 (missing), test_batch (missing)"


@pytest.mark.parametrize("harm", [missing, truncated, tampered, emptied])
def test_a_harmed_folder_is_repaired_and_the_user_s_files_stay(source, root, harm):
    folder = write(root / FOLDER, MEMBERS | {"notes.txt": b"mine"})
    write(folder / "my plots", {"a.png": b"mine too"})
    (folder / "batches.meta").touch()
    harmed = harm(folder)
    said = []
    install(source, root, patience=CALM, say=said.append)
    assert said[0] == f"{folder} needs repair: {harmed}"
    assert contents(folder / "my plots") == {"a.png": b"mine too"}
    (folder / "my plots" / "a.png").unlink()
    (folder / "my plots").rmdir()
    assert contents(folder) == MEMBERS | {"notes.txt": b"mine"}


def test_members_that_are_right_are_not_written_again(source, root):
    folder = write(root / FOLDER, MEMBERS)
    kept = (folder / "data_batch_1").stat()
    (folder / "test_batch").unlink()
    install(source, root, patience=CALM, say=str)
    assert (folder / "data_batch_1").stat() == kept


@posix
def test_a_folder_that_is_a_link_is_filled_where_it_leads(source, root, tmp_path):
    elsewhere = write(tmp_path / "elsewhere", {"notes.txt": b"mine"})
    root.mkdir()
    (root / FOLDER).symlink_to(elsewhere)
    install(source, root, patience=CALM, say=str)
    assert contents(elsewhere) == MEMBERS | {"notes.txt": b"mine"}
    assert (root / FOLDER).is_symlink()


@posix
def test_a_member_that_is_a_link_is_replaced_not_followed(source, root, tmp_path):
    (tmp_path / "precious").write_bytes(b"mine")
    folder = write(root / FOLDER, MEMBERS)
    (folder / "test_batch").unlink()
    (folder / "test_batch").symlink_to(tmp_path / "precious")
    install(source, root, patience=CALM, say=str)
    assert (tmp_path / "precious").read_bytes() == b"mine"
    assert contents(folder) == MEMBERS


def test_archives_that_are_members_are_fetched_one_by_one_and_only_those_that_are_lacking(mirror, root):
    urls = {name: mirror.serve(name, data) for name, data in GZIPS.items()}
    source = gzip_source(urls)
    assert contents(install(source, root, patience=CALM, say=str)) == GZIPS
    (root / "gzips" / "labels.gz").write_bytes(b"?")
    assert contents(install(source, root, patience=CALM, say=str)) == GZIPS
    assert [len(mirror.asked(urls[name])) for name in GZIPS] == [1, 2]
    assert leftovers(root) == ["gzips.lock"]


def test_what_was_fetched_outlives_another_archive_that_fails(mirror, root):
    urls = {
        "images.gz": mirror.serve("images.gz", GZIPS["images.gz"]),
        "labels.gz": mirror.serve("labels.gz", GZIPS["labels.gz"], status(503), ranges),
    }
    with pytest.raises(DataError, match=r"labels\.gz could not be downloaded"):
        install(gzip_source(urls), root, patience=CALM, say=str)
    assert not (root / "gzips").exists()
    assert contents(install(gzip_source(urls), root, patience=CALM, say=str)) == GZIPS
    assert len(mirror.asked(urls["images.gz"])) == 1


def test_what_a_killed_run_left_is_cleared(source, root):
    write(root / ".downloads" / "tiny.new", {"batches.meta": b"?", "rubbish": b"?"})
    assert contents(install(source, root, patience=CALM, say=str)) == MEMBERS
    assert leftovers(root) == ["tiny.lock"]


def test_a_mirror_s_hostile_archive_never_passes_its_checksum(mirror, root):
    hostile = tar(("../escaped", b"!"), (f"{FOLDER}/batches.meta", b"!"))
    source = packed_source(mirror.serve("tiny.tar.gz", hostile))
    with pytest.raises(DataError, match="offers a file of|have another checksum"):
        install(source, root, patience=CALM, say=str)
    assert not (root / FOLDER).exists()
    assert not (root.parent / "escaped").exists()


def test_an_archive_without_the_members_installs_nothing(mirror, root):
    other = tar((f"{FOLDER}/batches.meta", b"another version"))
    source = packed_source(mirror.serve("tiny.tar.gz", other), data=other)
    with pytest.raises(DataError) as refusal:
        install(source, root, patience=CALM, say=str)
    assert str(refusal.value).startswith(
        f"Tiny is still incomplete in {root / FOLDER}:"
        " batches.meta (another checksum), data_batch_1 (missing), test_batch (missing);"
    )
    assert not (root / FOLDER).exists()


def test_a_data_set_that_the_kit_draws_is_not_fetched(root):
    with pytest.raises(DataError) as refusal:
        install(Source("drawn", "The drawing", "drawn", (), {}), root)
    assert (
        str(refusal.value) == "The drawing is drawn by the kit when it is needed; there is nothing to fetch"
    )


@pytest.mark.parametrize("way", [FOLDER, ".downloads"])
def test_a_file_in_the_way_is_told_in_a_sentence_and_stays(source, root, way):
    write(root, {way: b"mine"})
    with pytest.raises(DataError) as refusal:
        install(source, root, patience=CALM, say=str)
    assert str(refusal.value).startswith(f"{root / way}")
    assert str(refusal.value).endswith(
        "; make room, correct its permissions, or let CS231N_KIT_DATA name another folder"
    )
    assert (root / way).read_bytes() == b"mine"


# From here on the real command, in a process of its own.


@pytest.fixture
def kit(mirror, tmp_path):
    """Start the command on a tiny "cifar10" that is served at `url`."""

    def start(*arguments, url, before=(), **environment):
        tables = table(tmp_path / f"sources-{time.monotonic_ns()}.json", cifar10=packed_source(url))
        settings = {
            "CS231N_KIT_SOURCES": str(tables),
            "CS231N_KIT_DATA": str(tmp_path / "root"),
            "PYTHONUNBUFFERED": "1",
        }
        # A test run in the background is started with Ctrl-C ignored, and passes that on.
        code = (
            "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
            "from cs231n_kit.cli import main; sys.exit(main())"
        )
        return subprocess.Popen(
            [*before, sys.executable, "-c", code, "data", *map(str, arguments)],
            env=os.environ | settings | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    return start


def finish(process):
    said, complained = process.communicate(timeout=60)
    return process.returncode, said, complained


def wait_for(condition):
    """Until `condition()` holds; a test that would wait for ever fails instead."""
    until = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.01)


def test_the_command_ends_with_where_the_data_lies_and_what_to_do_next(mirror, kit, root):
    # The folder that the variable names is not there yet: `data` makes it.
    code, said, complained = finish(kit(url=mirror.serve("tiny.tar.gz", PACKED)))
    assert (code, complained) == (0, "")
    assert said.splitlines()[-2:] == [
        f"Tiny is complete in {root / FOLDER}: 3 files, all checksums right.",
        "Next: `cs231n-kit lab` (or `make lab`) opens the notebooks.",
    ]
    assert contents(root / FOLDER) == MEMBERS


def test_the_command_tells_a_failure_in_a_few_lines(mirror, kit, root):
    url = mirror.serve("tiny.tar.gz", PACKED, status(404))
    code, said, complained = finish(kit(url=url))
    assert (code, said) == (2, f"Tiny: 0.1 MB to fetch\n  tiny.tar.gz from {mirror.host}\n")
    assert complained == (
        "cs231n-kit data: tiny.tar.gz could not be downloaded, no mirror delivered it:\n"
        f"  {url}: answered 404 Not Found\n"
        "Run the same command again when the network is back, or open one of these addresses in a browser"
        " and give the file with --from FILE\n"
    )


def test_the_command_makes_one_folder_not_a_path_of_them(mirror, kit, tmp_path):
    absent = tmp_path / "absent" / "root"
    code, _, complained = finish(kit(url=mirror.serve("x", PACKED), CS231N_KIT_DATA=str(absent)))
    assert code == 2
    assert complained.startswith(
        "cs231n-kit data: CS231N_KIT_DATA must name a folder that holds the data sets,"
        f" and {absent} is not one;"
    )
    assert not absent.parent.exists()


def test_a_killed_run_goes_on_where_it_was(mirror, kit, root):
    url = mirror.serve("tiny.tar.gz", PACKED, stall(70_000), ranges)
    part = root / ".downloads" / "tiny.tar.gz.part"
    process = kit(url=url)
    wait_for(lambda: part.exists() and part.stat().st_size > 50_000)
    process.kill()
    process.communicate()
    have = part.stat().st_size
    assert not (root / FOLDER).exists()
    assert finish(kit(url=url))[0] == 0
    assert contents(root / FOLDER) == MEMBERS
    assert [request.start for request in mirror.asked(url)] == [None, have]
    assert mirror.asked(url)[-1].sent == len(PACKED) - have


@posix
def test_ctrl_c_leaves_what_was_fetched_and_one_line(mirror, kit, root):
    url = mirror.serve("tiny.tar.gz", PACKED, stall(70_000), ranges)
    part = root / ".downloads" / "tiny.tar.gz.part"
    process = kit(url=url)
    wait_for(lambda: part.exists() and part.stat().st_size > 50_000)
    process.send_signal(signal.SIGINT)
    code, _, complained = finish(process)
    assert (code, complained) == (130, "\nStopped; the same command goes on from here.\n")
    assert part.stat().st_size == 70_000
    assert leftovers(root) == ["cifar10.lock", "tiny.tar.gz.part"]
    assert finish(kit(url=url))[0] == 0
    assert [request.start for request in mirror.asked(url)] == [None, 70_000]


def test_of_two_runs_at_once_one_works_and_one_waits(mirror, kit, root):
    go_on = threading.Event()

    def held(reply):
        assert go_on.wait(30)
        ranges(reply)

    url = mirror.serve("tiny.tar.gz", PACKED, held)
    first = kit(url=url)
    wait_for(lambda: mirror.requests)
    second = kit(url=url)
    assert second.stdout.readline() == "another run is fetching this data set; waiting for it to end\n"
    go_on.set()
    assert [finish(first)[0], finish(second)[0]] == [0, 0]
    assert contents(root / FOLDER) == MEMBERS
    assert len(mirror.requests) == 1


@posix
def test_a_disk_that_is_full_is_told_in_a_sentence(mirror, kit, root):
    # A limit on the size of a file fails in the middle of a write, as a full disk does.
    limited = ("sh", "-c", 'ulimit -f 100 && exec "$@"', "sh")
    code, _, complained = finish(kit(url=mirror.serve("tiny.tar.gz", PACKED), before=limited))
    assert code == 2
    assert complained == (
        f"cs231n-kit data: {root} cannot be read or written (File too large); make room, correct its"
        " permissions, or let CS231N_KIT_DATA name another folder\n"
    )
    assert len(mirror.requests) == 1  # no mirror is blamed for it
    assert not (root / FOLDER).exists()


@pytest.fixture
def two_sources(mirror, tmp_path, monkeypatch):
    """Both data sets, tiny, in this process."""
    urls = {name: mirror.serve(name, data) for name, data in GZIPS.items()}
    packed = packed_source(mirror.serve("tiny.tar.gz", PACKED))
    tables = table(tmp_path / "sources.json", cifar10=packed, mnist=gzip_source(urls))
    monkeypatch.setenv("CS231N_KIT_SOURCES", str(tables))
    monkeypatch.setenv("CS231N_KIT_DATA", str(tmp_path / "root"))
    return tmp_path / "root"


def test_all_is_everything_that_can_be_downloaded(two_sources, capsys):
    assert run_data("all") == 0
    assert contents(two_sources / FOLDER) == MEMBERS
    assert contents(two_sources / "gzips") == GZIPS
    assert "Tiny is complete" in (said := capsys.readouterr().out) and "Gzips is complete" in said


def test_from_is_for_one_data_set(two_sources, tmp_path):
    with pytest.raises(DataError) as refusal:
        run_data("all", tmp_path)
    assert str(refusal.value) == (
        "--from gives the files of one data set: name it, as in `data cifar10 --from FILE`"
    )


def test_an_unknown_data_set(two_sources):
    with pytest.raises(
        DataError, match="unknown data set 'imagenet'; known are: cifar10, digits, mnist, sample"
    ):
        run_data("imagenet")


def test_what_is_shipped_is_complete():
    for name, size in {"cifar10": 170_498_071, "mnist": 11_594_722}.items():
        assert sum(archive.size for archive in sources()[name].archives) == size
        assert all(url.startswith("https://") for archive in sources()[name].archives for url in archive.urls)


def test_an_interrupted_only_mirror_recovers_in_the_same_run(mirror, root):
    source = packed_source(mirror.serve("tiny.tar.gz", PACKED, cut(70_000), ranges))
    assert contents(install(source, root, patience=CALM, say=str)) == MEMBERS
    assert [request.start for request in mirror.requests] == [None, 70_000]
