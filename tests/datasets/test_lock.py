"""The second run waits for the first, and a run that was killed leaves no lock behind."""

import subprocess
import sys
import threading

from cs231n_kit.datasets.lock import lock


def test_the_second_waits_for_the_first(tmp_path):
    order, waiting = [], threading.Event()

    def second():
        with lock(tmp_path / "lock", lambda words: (order.append(words), waiting.set())):
            order.append("second")

    thread = threading.Thread(target=second)
    with lock(tmp_path / "lock", order.append):
        thread.start()
        assert waiting.wait(20)
        order.append("first")
    thread.join(20)
    assert order == ["another run is fetching this data set; waiting for it to end", "first", "second"]


def test_it_can_be_taken_again_and_again(tmp_path):
    said = []
    for _ in range(3):
        with lock(tmp_path / "lock", said.append):
            pass
    assert said == []


def test_a_killed_process_leaves_no_lock(tmp_path):
    code = (
        "import sys, time, pathlib; from cs231n_kit.datasets.lock import lock\n"
        "with lock(pathlib.Path(sys.argv[1])): print('held', flush=True); time.sleep(60)"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", code, tmp_path / "lock"], stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout.readline() == "held\n"
    said = []
    thread = threading.Thread(target=lambda: holder.kill() or holder.wait())
    thread.start()
    with lock(tmp_path / "lock", said.append):
        thread.join()
    holder.stdout.close()
    assert len(said) <= 1  # the kill may be faster than the lock
