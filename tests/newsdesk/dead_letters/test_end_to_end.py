"""Dead letters of a real worker, replayed to it."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import orjson
import pytest

from newsdesk.client.cluster import Cluster
from newsdesk.client.sending import Outgoing, send_articles
from newsdesk.schemas import DeadLetter
from tests.support.dead_letter_chain import Chain, make_chain
from tests.support.processes import arguments_of, running


@pytest.fixture
def chain(kafka: Cluster) -> Chain:
    return make_chain(kafka)


def _article(article_id: str, title: str) -> bytes:
    return orjson.dumps({"id": article_id, "title": title, "text": "The bank acted."})


@contextmanager
def _worker(chain: Chain, folder: Path) -> Iterator[None]:
    options = {
        "bootstrap_servers": chain.kafka.bootstrap_servers,
        "prefix": chain.prefix,
        "state_folder": folder / "state",
    }
    log = folder / "worker.log"
    with running("tests.support.echo_worker", *arguments_of(**options), log=log) as worker:
        yield
        worker.end(signal.SIGTERM)


def test_replay_fixed_articles_are_enriched_once_and_what_stays_bad_is_a_new_dead_letter(
    chain: Chain, tmp_path: Path
) -> None:
    bad_value = b"\xff not UTF-8"
    items = [Outgoing("bad", b"0", bad_value), Outgoing("fine", b"2", _article("fine", "fine"))]
    items.append(Outgoing("raise", b"3", _article("raising", "raise")))
    send_articles(chain.kafka, chain.topics.articles, items)
    # Rejected by a worker whose fault is fixed by now.
    chain.send([chain.letter(_article("fixed", "fine"), key=b"1")])
    with _worker(chain, tmp_path):
        letters = chain.read(chain.topics.dead_letter, 3)
        assert len(letters) == 3
    for replayed, failed_again in ((3, 2), (2, 2)):
        # The worker is away while it is replayed, and finds all of it later.
        done = chain.run("replay", "--yes", "--everything")
        assert done.stdout.decode().startswith(f"Replayed {replayed} dead letters"), done
        with _worker(chain, tmp_path):
            letters = chain.read(chain.topics.dead_letter, len(letters) + failed_again)
    assert len(letters) == 7
    classified = chain.read(chain.topics.classified, 2)
    assert sorted(orjson.loads(record.value)["id"] for record in classified) == ["fine", "fixed"]
    [fixed] = [r for r in classified if orjson.loads(r.value)["id"] == "fixed"]
    assert dict(fixed.headers)["__newsdesk.replay.attempt"] == b"1"
    bad = sorted((r for r in letters if r.value == bad_value), key=lambda r: r.offset)
    attempts = [dict(r.headers).get("__newsdesk.replay.attempt") for r in bad]
    assert attempts == [None, b"1", b"2"]
    assert [DeadLetter.from_headers(tuple(r.headers)).attempts for r in bad] == [1, 1, 1]
    times = {DeadLetter.from_headers(tuple(r.headers)).timestamp for r in bad}
    assert {(r.partition, r.key) for r in bad} == {(bad[0].partition, b"0")}
    assert len(times) == 1
    assert None not in times
