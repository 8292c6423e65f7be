"""Work that takes longer than the poll interval, and damaged local state."""

from pathlib import Path
from random import Random

import pytest

from tests.torture.arena import arena
from tests.torture.cluster import BrokerCluster

pytestmark = pytest.mark.slow


def test_work_slower_than_the_poll_interval_is_done_all_the_same(
    cluster: BrokerCluster, tmp_path: Path
) -> None:
    slow = {"seconds": 15, "max_poll_interval": 10, "max_batch": 32, "hang_seconds": 60}
    with arena(cluster, tmp_path, Random(15), workers=1, rate=0.5, options=slow) as place:
        for _ in range(10):
            place.feed.send_article()
        place.wait_until_done()
        verdict = place.verdict()

    assert verdict.violations == {}, "\n".join(place.story)


def test_garbage_in_the_state_folder_costs_nothing(cluster: BrokerCluster, tmp_path: Path) -> None:
    with arena(cluster, tmp_path, Random(17), workers=1) as place:
        [worker] = place.fleet.workers
        worker.life.wait_until_it_works()
        place.fleet.kill(worker)
        state = tmp_path / "workers" / "state"
        for folder in [state, *(path for path in state.rglob("*") if path.is_dir())]:
            (folder / "garbage").write_bytes(Random(18).randbytes(1000))
        for file in [path for path in state.rglob("*") if path.is_file()]:
            file.write_bytes(Random(19).randbytes(1000))
        place.fleet.start(worker.name)
        place.wait_until_done()
        verdict = place.verdict()

    assert verdict.violations == {}, "\n".join(place.story)
