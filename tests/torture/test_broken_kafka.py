"""Kafka dies, forbids, forgets and overflows; the chain waits, and continues by itself."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from random import Random

import pytest
from kafka.admin._acls import ResourceType

from tests.support.topics import OwnTopics
from tests.torture.arena import Arena, arena
from tests.torture.cluster import BrokerCluster, running_cluster
from tests.torture.feed import Fate
from tests.torture.nemeses.blocked import require_blocked
from tests.torture.nemeses.full_disk import full, small_disk
from tests.torture.nemeses.kill_broker import kill_broker
from tests.torture.nemeses.rolling_restart import rolling_restart
from tests.torture.nemeses.topic_faults import WITH_ACLS, forbidden, missing, too_narrow

pytestmark = pytest.mark.slow


def require_no_violation(place: Arena) -> None:
    place.wait_until_done()
    assert place.verdict().violations == {}, "\n".join(place.story)


def test_a_broker_that_is_killed_costs_nothing(cluster: BrokerCluster, tmp_path: Path) -> None:
    with arena(cluster, tmp_path, Random(3)) as place:
        kill_broker(place, Random(4))
        require_no_violation(place)


def test_a_rolling_restart_of_three_brokers_costs_nothing(tmp_path: Path) -> None:
    with running_cluster(3) as cluster, arena(cluster, tmp_path, Random(5), rate=15) as place:
        rolling_restart(place, Random(6))
        require_no_violation(place)


def test_an_output_topic_that_is_missing_is_waited_for(
    cluster: BrokerCluster, tmp_path: Path
) -> None:
    topics = OwnTopics()
    topics.create(cluster.cluster, *(set(topics.all) - {topics.enriched}))
    with arena(cluster, tmp_path, Random(7), workers=1, topics=topics) as place:
        require_blocked(place, "summarize", "publishing fails")
        topics.create(cluster.cluster, topics.enriched)
        require_no_violation(place)


def test_a_dead_letter_topic_that_is_missing_is_waited_for(
    cluster: BrokerCluster, tmp_path: Path
) -> None:
    with arena(cluster, tmp_path, Random(8), workers=1) as place:
        with missing(place, place.topics.dead_letter):
            for key in range(24):
                place.feed.send(b"not json", Fate.REJECTED, b"key-%d" % key)
            require_blocked(place, "classify", "publishing fails")
        require_no_violation(place)


def test_a_topic_that_takes_no_message_so_large_is_waited_for(
    cluster: BrokerCluster, tmp_path: Path
) -> None:
    with arena(cluster, tmp_path, Random(9), workers=1) as place:
        with too_narrow(place, place.topics.enriched, 400):
            require_blocked(place, "summarize", "publishing fails")
        require_no_violation(place)


@pytest.fixture(scope="module")
def guarded_cluster() -> Iterator[BrokerCluster]:
    with running_cluster(extra=WITH_ACLS) as cluster:
        yield cluster


def test_a_topic_that_may_not_be_written_is_waited_for(
    guarded_cluster: BrokerCluster, tmp_path: Path
) -> None:
    with arena(guarded_cluster, tmp_path, Random(10), workers=1) as place:
        with forbidden(place, ResourceType.TOPIC, place.topics.enriched):
            require_blocked(place, "summarize", "Missing: Write on Topic")
        require_no_violation(place)


def test_a_full_disk_is_waited_out(tmp_path: Path) -> None:
    with ExitStack() as stack:
        try:
            disk = stack.enter_context(small_disk(tmp_path / "disk", 300))
        except PermissionError as error:
            pytest.skip(str(error))
        cluster = stack.enter_context(running_cluster(folder=disk / "kafka"))
        with arena(cluster, tmp_path, Random(11), workers=1) as place:
            with full(place, disk):
                place.say("nothing can be written")
            require_no_violation(place)
