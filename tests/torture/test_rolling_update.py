"""Workers that are replaced one after another: nothing is lost, and no partition waits for long."""

import time
from pathlib import Path
from random import Random

import pytest

from newsdesk.chain import CHAIN
from tests.support.checkouts import check_out
from tests.torture.arena import arena
from tests.torture.cluster import BrokerCluster
from tests.torture.nemeses.update_workers import update_workers
from tests.torture.reading import Entry
from tests.torture.standstill import longest, standstills, time_by_kafka

MAX_SECONDS = 30.0
"""Far above the aim of 10 s, which `python -m bench.rolling_update` measures on a quiet machine."""


def entries(*times: float, partition: int = 0, first: int = 0) -> list[Entry]:
    return [
        Entry(number, "t", partition, offset, b"key", None, written_at)
        for offset, (number, written_at) in enumerate(enumerate(times, first))
    ]


def test_standstill_is_the_time_between_outcomes_while_an_article_waits() -> None:
    found = standstills("classify", entries(1.0, 1.1, 1.2), entries(1.5, 4.5, 4.6))
    assert [round(each.seconds, 1) for each in found] == [0.5, 3.0, 0.1]
    assert longest(found, 0.0, 10.0).began == 1.5


def test_standstill_time_in_which_nothing_waits_does_not_count() -> None:
    found = standstills("classify", entries(1.0, 60.0), entries(1.5, 60.5))
    assert [round(each.seconds, 1) for each in found] == [0.5, 0.5]


def test_standstill_partitions_are_apart() -> None:
    read = [*entries(1.0, 1.0), *entries(1.0, 9.0, partition=1, first=2)]
    written = [*entries(1.2, 1.3), *entries(8.0, 9.1, partition=1, first=2)]
    worst = longest(standstills("classify", read, written), 0.0, 10.0)
    assert (worst.partition, round(worst.seconds, 1)) == (1, 7.0)


def test_longest_leaves_out_what_was_over_before_or_began_later() -> None:
    found = standstills("classify", entries(1.0, 10.0, 20.0), entries(5.0, 11.0, 29.0))
    assert longest(found, 9.0, 12.0).seconds == 1.0


@pytest.mark.slow
@pytest.mark.parametrize("new_first", [True, False], ids=["new first", "old first"])
def test_every_article_has_one_outcome_while_all_workers_are_replaced(
    cluster: BrokerCluster, tmp_path: Path, new_first: bool
) -> None:
    old = check_out("HEAD", tmp_path / "old")
    with arena(cluster, tmp_path, Random(3), workers=3, checkout=old) as place:
        time_by_kafka(cluster.cluster, place.topics)
        began = time.time()
        update_workers(place, None, new_first=new_first)
        ended = time.time()
        place.wait_until_done()
        verdict = place.verdict()
        contents = place.read(*place.topics.all)

    assert verdict.violations == {}, "\n".join(place.story)
    assert verdict.enriched == verdict.produced
    assert not verdict.restarts
    for spec in CHAIN:
        topics = [contents.of(name(place.topics.settings)) for name in (spec.reads, spec.writes)]
        worst = longest(standstills(spec.name, topics[0], topics[1]), began, ended)
        assert worst.seconds < MAX_SECONDS, f"{worst}\n" + "\n".join(place.story)
