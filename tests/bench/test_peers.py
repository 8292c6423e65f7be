from pathlib import Path

import bench.peers
from bench.speed.peers import FASTEST, NAMES


def test_every_peer_is_measured() -> None:
    modules = {path.stem for path in Path(bench.peers.__file__).parent.glob("*.py")}
    assert modules - {"__init__", "job"} == set(NAMES)


def test_the_quick_measurement_takes_two_of_them() -> None:
    assert len(set(FASTEST) & set(NAMES)) == 2
