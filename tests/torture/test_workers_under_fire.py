"""A short run of each nemesis that works on workers, against both stages and a real Kafka."""

import time
from pathlib import Path
from random import Random

import pytest

from tests.torture.arena import Arena, arena
from tests.torture.cluster import BrokerCluster
from tests.torture.nemeses.churn import join_and_leave
from tests.torture.nemeses.freeze import freeze_worker
from tests.torture.nemeses.kill_workers import kill_worker
from tests.torture.nemeses.nemesis import Nemesis
from tests.torture.nemeses.terminate_workers import terminate_worker

SLOWEST_RECOVERY = 30.0
"""Far above the aim of 10 s: these tests may share their processors with others."""


def strike(place: Arena, nemesis: Nemesis, times: int, chance: Random) -> None:
    for _ in range(times):
        nemesis(place, chance)
        time.sleep(chance.uniform(0.5, 2.0))


@pytest.mark.parametrize(
    ("nemesis", "times"),
    [
        (kill_worker, 2),
        pytest.param(kill_worker, 5, marks=pytest.mark.slow),
        pytest.param(terminate_worker, 2, marks=pytest.mark.slow),
        pytest.param(freeze_worker, 2, marks=pytest.mark.slow),
        pytest.param(join_and_leave, 2, marks=pytest.mark.slow),
    ],
)
def test_every_article_has_one_outcome_whatever_befalls_the_workers(
    cluster: BrokerCluster, tmp_path: Path, nemesis: Nemesis, times: int
) -> None:
    with arena(cluster, tmp_path, Random(1)) as place:
        strike(place, nemesis, times, Random(2))
        place.wait_until_done()
        verdict = place.verdict()

    assert verdict.violations == {}, "\n".join(place.story)
    assert verdict.enriched == verdict.produced
    assert all(recovery.seconds < SLOWEST_RECOVERY for recovery in place.recoveries())
