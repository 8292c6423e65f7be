"""Poison and articles that break the models, among good ones."""

from pathlib import Path
from random import Random

import pytest

from bench.hostile.families import FAMILIES
from tests.torture.arena import arena
from tests.torture.cluster import BrokerCluster
from tests.torture.nemeses.hostile_records import kinds, send_hostile
from tests.torture.nemeses.hostile_texts import TASKS, send_texts
from tests.torture.nemeses.model_faults import FAULTS, send_fault
from tests.torture.nemeses.poison import poison_all
from tests.torture.nemeses.publisher import SCENES, play

pytestmark = pytest.mark.slow


def test_each_kind_of_poison_has_one_outcome_and_its_neighbours_are_enriched(
    cluster: BrokerCluster, tmp_path: Path
) -> None:
    with arena(cluster, tmp_path, Random(12), options={"hang_seconds": 60}) as place:
        poison_all(place, Random(13))
        place.wait_until_done()
        verdict = place.verdict()

    assert verdict.violations == {}, "\n".join(place.story)


def test_each_kind_of_hostile_record_has_one_outcome_and_its_neighbours_are_enriched(
    cluster: BrokerCluster, tmp_path: Path
) -> None:
    with arena(cluster, tmp_path, Random(15)) as place:
        send_hostile(place, Random(16), kinds())
        place.wait_until_done()
        verdict = place.verdict()

    assert verdict.violations == {}, "\n".join(place.story)


def test_each_hostile_text_has_one_outcome_and_its_neighbours_are_enriched(
    cluster: BrokerCluster, tmp_path: Path
) -> None:
    with arena(cluster, tmp_path, Random(17), rate=10) as place:
        send_texts(place, Random(18), sorted(TASKS))
        send_texts(place, Random(19), Random(20).sample(sorted(FAMILIES), 6))
        place.wait_until_done()
        verdict = place.verdict()

    assert verdict.violations == {}, "\n".join(place.story)


def test_what_publishers_say_is_obeyed(cluster: BrokerCluster, tmp_path: Path) -> None:
    with arena(cluster, tmp_path, Random(21)) as place:
        for number, name in enumerate(sorted(SCENES)):
            play(place, Random(22 + number), name)
        place.wait_until_done()
        verdict = place.verdict()

    assert verdict.violations == {}, "\n".join(place.story)


def test_articles_that_break_the_models_cost_their_neighbours_nothing(
    cluster: BrokerCluster, tmp_path: Path
) -> None:
    options = {"hang_seconds": 2}
    with arena(cluster, tmp_path, Random(14), rate=10, options=options) as place:
        for number, fault in enumerate(sorted(FAULTS)):
            send_fault(place, fault, later=number % 2 == 1)
        place.wait_until_done()
        verdict = place.verdict()

    assert verdict.violations == {}, "\n".join(place.story)
