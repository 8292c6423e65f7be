"""A target: what reads hostile input, and what must hold for any of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from tests.fuzz.limits import within_cpu


@dataclass(frozen=True)
class Target:
    """`check` raises for an input for which something does not hold; `examples` take some 5 s."""

    name: str
    inputs: st.SearchStrategy[Any]
    check: Callable[[Any], None]
    examples: int = 100

    def run(self, value: Any) -> None:
        """Check one input, within the time that it may take."""
        with within_cpu():
            self.check(value)
