"""The pool of text processes: what an item does is its own matter, whatever that is."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from newsdesk.agents import TextLimits, TextPool
from newsdesk.enrichment.deadline import deadline
from newsdesk.enrichment.document import Limits, prepare
from newsdesk.enrichment.outcome import Rejected
from newsdesk.enrichment.text_work import IN_PROCESS
from newsdesk.schemas import Article, InvalidMessage, Reason
from tests.support.processes import wait_until
from tests.support.text_tasks import act, process_id

LIMITS = TextLimits(seconds=1.0, memory=400 * 1024 * 1024)


@pytest.fixture(scope="module")
def pool() -> Iterator[TextPool]:
    pool = TextPool(LIMITS, processes=1)
    yield pool
    pool.close()


def reasons(results: list[str | Rejected]) -> list[str]:
    return [r.reason.value if isinstance(r, Rejected) else r for r in results]


def test_text_pool_that_is_ready_gives_a_process_at_once() -> None:
    pool = TextPool(LIMITS, processes=1)
    try:
        assert not pool.wait_until_ready(0)
        assert pool.take(0) is None
        assert pool.wait_until_ready()
        process = pool.take(0)
        assert process is not None
        pool.give_back(process)
    finally:
        pool.close()


def test_text_pool_returns_what_is_returned_in_process(pool: TextPool) -> None:
    articles = [
        Article(id=str(n), text=f"Rain fell on Monday. It was {n}. “Wet”.") for n in range(50)
    ]
    articles.append(Article(id="h", html="<html><body><p>Rain fell on Monday.</p></body></html>"))
    assert pool.map(_prepare, articles) == IN_PROCESS.map(_prepare, articles)
    assert pool.map(_prepare, []) == []


def _prepare(article: Article) -> object:
    return prepare(article, Limits())


@pytest.mark.parametrize(
    ("task", "reason"),
    [
        ("raise", Reason.ENRICHMENT_FAILED),
        ("endless", Reason.TOO_COSTLY),
        ("crash", Reason.ENRICHMENT_FAILED),
        ("memory 1000000000", Reason.OUT_OF_MEMORY),
    ],
)
def test_text_pool_rejects_one_item_and_no_neighbour(
    pool: TextPool, task: str, reason: Reason
) -> None:
    ended = pool.ended
    found = pool.map(act, ["a", "b", task, "c", "d"])
    assert reasons(found) == ["a", "b", reason.value, "c", "d"]
    assert (pool.ended > ended) == (task != "raise")


def test_text_pool_names_the_limit_and_how_a_process_ended(pool: TextPool) -> None:
    costly, crashed, large = pool.map(act, ["endless", "crash", "memory 1000000000"])
    assert isinstance(costly, Rejected) and "1 s of CPU time" in costly.message
    assert isinstance(crashed, Rejected) and "SIGSEGV" in crashed.message
    assert crashed.attempts == 3
    assert isinstance(large, Rejected) and "400 MiB" in large.message


def test_text_pool_passes_on_the_reason_of_a_rejection(pool: TextPool) -> None:
    (found,) = pool.map(_too_long, ["x"])
    assert isinstance(found, Rejected)
    assert (found.reason, found.message) == (Reason.TOO_LONG, "Too long. Cut it.")


def _too_long(_: str) -> str:
    raise InvalidMessage(Reason.TOO_LONG, "Too long.", "Cut it.")


def test_text_pool_tries_an_item_again_on_which_a_process_died(
    pool: TextPool, tmp_path: Path
) -> None:
    task = f"crash-once {tmp_path / 'crashed'}"
    assert pool.map(act, ["a", task, "b"]) == ["a", task, "b"]


def test_text_pool_counts_cpu_time_and_not_waiting(pool: TextPool) -> None:
    assert pool.map(act, ["sleep 1.5"]) == ["sleep 1.5"]


def test_text_pool_takes_a_kill_for_a_lack_of_memory(pool: TextPool) -> None:
    with pytest.raises(MemoryError):
        pool.map(act, ["a", "kill", "b"])
    assert pool.map(act, ["a"]) == ["a"]


def test_text_pool_does_long_items_of_a_call_one_after_the_other(pool: TextPool) -> None:
    tasks = ["burn 0.5", "a", "burn 0.4", "endless", "b", "burn 0.3"]
    expected = ["burn 0.5", "a", "burn 0.4", "too_costly", "b", "burn 0.3"]
    assert reasons(pool.map(act, tasks)) == expected


def test_text_pool_lets_others_work_beside_a_long_item() -> None:
    pool = TextPool(TextLimits(seconds=30), processes=1)
    pool.map(act, ["warm"])

    def work() -> None:
        with pytest.raises(OSError):
            pool.map(act, ["endless"])

    long = threading.Thread(target=work)
    long.start()
    for _ in range(20):
        assert pool.map(act, ["a", "b"]) == ["a", "b"]
    assert long.is_alive()
    [server] = [p for p in psutil.Process().children() if "text_server" in " ".join(p.cmdline())][
        -1:
    ]
    niceness = {p.nice() for p in server.children()}
    assert max(niceness) > min(niceness)
    pool.close()
    wait_until(lambda: not server.is_running(), "the server has ended")
    long.join()


def test_text_pool_uses_a_process_again_but_not_after_a_long_item(pool: TextPool) -> None:
    first, second = pool.map(process_id, ["x"]), pool.map(process_id, ["x"])
    assert first == second
    pool.map(act, ["burn 0.5"])
    assert pool.map(process_id, ["x"]) != first


def test_text_pool_goes_on_after_its_server_was_killed(pool: TextPool) -> None:
    [(pid,)] = [pool.map(process_id, ["x"])]
    assert isinstance(pid, int)
    os.kill(psutil.Process(pid).ppid(), signal.SIGKILL)
    wait_until(lambda: not psutil.pid_exists(pid), "its processes have ended with it")
    assert pool.map(act, ["a", "endless", "b"])[::2] == ["a", "b"]


def test_text_pool_stops_the_models_clock_and_says_that_it_works(pool: TextPool) -> None:
    reports: list[float] = []
    with deadline(50.0, reports.append):
        pool.map(act, ["sleep 1.5"])
    assert reports.count(50.0) >= 1


def test_text_pool_says_that_it_works_while_its_server_starts() -> None:
    earlier = set(psutil.Process().children())
    pool = TextPool(LIMITS)
    [server] = set(psutil.Process().children()) - earlier
    server.suspend()
    reports: list[float] = []

    def work() -> None:
        with deadline(50.0, reports.append):
            assert pool.map(act, ["a"]) == ["a"]

    with ThreadPoolExecutor() as threads:
        working = threads.submit(work)
        wait_until(lambda: reports.count(50.0) >= 2, "it has said twice that it works")
        assert not working.done()
        server.resume()
        working.result()
    pool.close()
    assert not server.is_running()


def test_text_pool_ends_at_once_while_its_server_starts() -> None:
    earlier = set(psutil.Process().children())
    pool = TextPool(LIMITS)
    [server] = set(psutil.Process().children()) - earlier
    pool.close()
    assert not server.is_running()


def test_text_pool_ends_with_its_process_whatever_it_does(tmp_path: Path) -> None:
    program = (
        "from newsdesk.agents import TextLimits, TextPool\n"
        "from tests.support.text_tasks import act, process_id\n"
        "if __name__ == '__main__':\n"
        "    pool = TextPool(TextLimits(seconds=600))\n"
        "    print(*pool.map(process_id, ['x']), flush=True)\n"
        "    pool.map(act, ['endless'])\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, text=True
    ) as owner:
        assert owner.stdout
        pid = int(owner.stdout.readline())
        process = psutil.Process(pid)
        wait_until(lambda: sum(process.cpu_times()[:2]) > 0.5, "it is busy")
        owner.kill()
    wait_until(lambda: not process.is_running(), "it has ended")
