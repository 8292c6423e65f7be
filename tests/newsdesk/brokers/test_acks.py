"""Every producer waits for all replicas that a topic needs (`acks=all`).

On one broker, a topic that needs two replicas takes nothing from such a producer, and takes
everything from one that does not wait.
"""

import signal
from pathlib import Path

import orjson
import pytest
from kafka import KafkaProducer
from kafka.errors import KafkaError

from newsdesk.broker.tcp_ports import free_port
from newsdesk.client.cluster import Cluster
from newsdesk.client.errors import TransactionError, UnreachableError
from newsdesk.client.transactions import open_sender
from newsdesk.schemas import OutgoingMessage, decode_enriched
from tests.agents.readiness import ready
from tests.support.command_line import newsdesk
from tests.support.kafka_tools import configure, produce, read_committed
from tests.support.processes import running, wait_until
from tests.support.settings_worker import PREFIX
from tests.support.topics import OwnTopics

NEEDS_TWO = {"min.insync.replicas": "2"}


def test_worker_waits_until_all_replicas_that_are_needed_have_its_events(
    kafka: Cluster, tmp_path: Path
) -> None:
    topics, port = OwnTopics(), free_port()
    topics.create(kafka, configs={topics.enriched: NEEDS_TWO})
    produce(kafka, topics.articles, [orjson.dumps({"id": "1", "text": "a text"})])
    environment = topics.environment(kafka) | {
        "NEWSDESK_WORKER__STATE_FOLDER": str(tmp_path / "state"),
        "NEWSDESK_WORKER__HEALTH_PORT": str(port),
        "NEWSDESK_LOG__FORMAT": "json",
        PREFIX: topics.prefix,
    }
    log = tmp_path / "worker.log"
    with running("tests.support.settings_worker", log=log, environment=environment) as worker:
        wait_until(lambda: b"publishing fails" in orjson.dumps(ready(port)[1]), "it is refused")
        configure(kafka, topics.enriched, {"min.insync.replicas": "1"})
        [record] = read_committed(kafka, [topics.enriched], 1)
        assert decode_enriched(record.value).article.id == "1"
        assert worker.end(signal.SIGTERM) == 0


@pytest.mark.slow
def test_produce_and_transactions_wait_for_all_replicas_that_are_needed(kafka: Cluster) -> None:
    topics = OwnTopics()
    topics.create(kafka, configs={topics.articles: NEEDS_TWO})
    careless = KafkaProducer(**kafka.for_kafka_python(), acks=1, enable_idempotence=False)
    careless.send(topics.articles, b"{}").get(30)
    careless.close()
    environment = topics.environment(kafka)
    done = newsdesk("produce", "-", stdin=b'{"text": "a text"}\n', environment=environment)
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    message = OutgoingMessage(topics.articles, 0, None, b"{}", ())
    refusals = (TransactionError, UnreachableError, KafkaError)
    with pytest.raises(refusals), open_sender(kafka, f"{topics.prefix}s") as sender:
        sender.send([message])
