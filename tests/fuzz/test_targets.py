"""Each target with inputs that are the same in every run; `make fuzz` tries others."""

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from tests.fuzz.targets import TARGETS


@pytest.mark.parametrize("name", TARGETS)
def test_fuzz_nothing_hostile_breaks(name: str) -> None:
    target = TARGETS[name]

    @settings(
        max_examples=target.examples,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.explicit, Phase.generate, Phase.shrink),
    )
    @given(target.inputs)
    def check(value: object) -> None:
        target.run(value)

    check()
