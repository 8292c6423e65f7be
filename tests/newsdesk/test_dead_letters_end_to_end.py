"""Dead letters of a real worker, replayed to it."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import orjson
import pytest

from broker.connection import Connection
from newsdesk.sending import Outgoing, send_articles
from schemas import DeadLetter
from tests.newsdesk.dead_letter_chain import Chain, make_chain
from tests.processes import arguments_of, running


@pytest.fixture
def chain(kafka: Connection) -> Chain:
    return make_chain(kafka)


@contextmanager
def _worker(chain: Chain, folder: Path, faults: Path) -> Iterator[None]:
    options = {
        "bootstrap_servers": chain.kafka.bootstrap_servers,
        "prefix": chain.prefix,
        "state_folder": folder / "state",
        "faults": faults,
    }
    log = folder / "worker.log"
    with running("tests.agents.echo_worker", *arguments_of(**options), log=log) as worker:
        yield
        worker.end(signal.SIGTERM)


def test_what_was_mended_is_enriched_once_and_what_stays_bad_is_a_new_dead_letter(
    chain: Chain, tmp_path: Path
) -> None:
    values = [
        b"\xff not UTF-8",
        orjson.dumps({"id": "moody", "title": "raise once", "text": "t"}),
        orjson.dumps({"id": "fine", "title": "fine", "text": "t"}),
    ]
    items = [Outgoing(str(n), str(n).encode(), value) for n, value in enumerate(values)]
    send_articles(chain.kafka, chain.topics.articles, items)
    broken, mended = tmp_path / "broken", tmp_path / "mended"
    mended.mkdir()
    (mended / "raised").touch()
    with _worker(chain, tmp_path, broken):
        letters = chain.read(chain.topics.dead_letter, 2)
        assert len(letters) == 2
    with _worker(chain, tmp_path, mended):
        for told in ("Replayed 2 dead letters", "Replayed 1 dead letter"):
            done = chain.run("replay", "--everything")
            assert done.stdout.decode().startswith(told), done
            letters = chain.read(chain.topics.dead_letter, len(letters) + 1)
        assert chain.run("replay", "--until", "2026-01-01").returncode == 0
        classified = chain.read(chain.topics.classified, 2)
    assert sorted(orjson.loads(record.value)["id"] for record in classified) == ["fine", "moody"]
    [moody] = [r for r in classified if orjson.loads(r.value)["id"] == "moody"]
    assert dict(moody.headers)["__newsdesk.replay.attempt"] == b"1"
    bad = sorted((r for r in letters if r.value == values[0]), key=lambda r: r.offset)
    attempts = [dict(r.headers).get("__newsdesk.replay.attempt") for r in bad]
    assert attempts == [None, b"1", b"2"]
    assert [DeadLetter.from_headers(tuple(r.headers)).attempts for r in bad] == [1, 1, 1]
    assert {(r.partition, r.key, r.timestamp) for r in bad} == {
        (bad[0].partition, b"0", bad[0].timestamp)
    }
