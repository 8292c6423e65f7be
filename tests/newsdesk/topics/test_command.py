import pytest
from kafka import KafkaConsumer
from kafka.admin import ConfigResource, ConfigResourceType

from newsdesk.client.admin import admin_client
from newsdesk.client.cluster import Cluster
from tests.support.command_line import newsdesk
from tests.support.kafka_tools import make_topics
from tests.support.topics import fresh_prefix
from tests.support.without_kafka import WithoutKafka

_CHAIN = ("articles", "classified", "enriched", "dead_letter", "embargoed")
_NAMES = (*_CHAIN, "replays")


def _names(prefix: str) -> dict[str, str]:
    return {f"NEWSDESK_TOPICS__{name.upper()}": prefix + name for name in _NAMES}


def _lines(prefix: str, state: str, partitions: str) -> list[str]:
    chain = [f"{prefix}{name}: {state}, {partitions}" for name in _CHAIN]
    return [*chain, f"{prefix}replays: {state}, 1 partition"]


def test_topics_of_the_chain_are_created_and_then_found(kafka: Cluster) -> None:
    prefix = fresh_prefix()
    first = newsdesk("topics", "create", kafka=kafka, environment=_names(prefix))
    second = newsdesk("topics", "create", kafka=kafka, environment=_names(prefix))
    assert first.stdout.decode().splitlines() == _lines(prefix, "created", "4 partitions")
    assert second.stdout.decode().splitlines() == _lines(prefix, "existed", "4 partitions")
    assert (first.returncode, second.returncode) == (0, 0)
    assert (first.stderr, second.stderr) == (b"", b"")


def test_topics_the_number_of_partitions_may_be_asked_for(kafka: Cluster) -> None:
    names = _names(fresh_prefix())
    address = ("--bootstrap-servers", kafka.bootstrap_servers)
    done = newsdesk("topics", "create", "--partitions", "1", *address, environment=names)
    assert done.returncode == 0
    consumer = KafkaConsumer(**kafka.for_kafka_python())
    try:
        assert {name: consumer.partitions_for_topic(name) for name in names.values()} == {
            name: {0} for name in names.values()
        }
    finally:
        consumer.close()


@pytest.mark.parametrize("name", ["REPLAYS", "EMBARGOED"])
def test_topics_records_of_replays_and_embargoes_are_kept_forever(
    kafka: Cluster, name: str
) -> None:
    names = _names(fresh_prefix())
    newsdesk("topics", "create", kafka=kafka, environment=names)
    topic = names[f"NEWSDESK_TOPICS__{name}"]
    with admin_client(kafka) as admin:
        resource = ConfigResource(ConfigResourceType.TOPIC, topic)
        settings = admin.describe_configs([resource], config_filter="all")["topic"][topic]
    assert settings["cleanup.policy"]["value"] == "compact"


@pytest.mark.parametrize(
    ("asked", "advice"),
    [(2, "use new topic names"), (6, "grow them with `newsdesk topics grow --partitions 6`")],
)
def test_topics_another_number_than_there_is_is_reported_and_the_chain_works(
    kafka: Cluster, asked: int, advice: str
) -> None:
    prefix = fresh_prefix()
    names = _names(prefix)
    make_topics(kafka, f"{prefix}articles", f"{prefix}classified", partitions=3)
    environment = names | {"NEWSDESK_TOPICS__PARTITIONS": str(asked)}
    done = newsdesk("topics", "create", kafka=kafka, environment=environment)
    assert done.returncode == 0
    assert all(line.endswith(", 3 partitions") for line in done.stdout.decode().splitlines()[:5])
    [sentence] = done.stderr.decode().splitlines()
    beginning = f"The topics have 3 partitions, and {asked} were asked for: set NEWSDESK_TOPICS__"
    assert sentence.startswith(f"{beginning}PARTITIONS=3, or {advice}")


def test_topics_with_different_numbers_are_an_error_and_nothing_is_created(kafka: Cluster) -> None:
    prefix = fresh_prefix()
    make_topics(kafka, f"{prefix}articles", partitions=3)
    make_topics(kafka, f"{prefix}classified", partitions=2)
    done = newsdesk("topics", "create", kafka=kafka, environment=_names(prefix))
    assert (done.returncode, done.stdout) == (1, b"")
    assert f"{prefix}articles has 3 partitions and should have 4" in done.stderr.decode()
    assert f"{prefix}classified has 2 partitions and should have 4" in done.stderr.decode()
    with admin_client(kafka) as admin:
        assert f"{prefix}enriched" not in {topic["name"] for topic in admin.describe_topics()}


def test_topics_a_kafka_that_does_not_answer_is_reported_in_words(
    without_kafka: WithoutKafka,
) -> None:
    done, address = without_kafka.done("topics"), without_kafka.address
    assert done.returncode == 1
    assert done.stderr.decode().startswith(f"Error: Kafka at {address} does not answer")
    assert b"Traceback" not in done.stderr


def test_topics_a_wrong_setting_is_reported_by_its_name() -> None:
    done = newsdesk("topics", "create", environment={"NEWSDESK_TOPICS__PARTITIONS": "many"})
    assert done.returncode == 1
    assert done.stderr.decode().startswith("Error: NEWSDESK_TOPICS__PARTITIONS='many'")
