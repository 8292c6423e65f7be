"""What was looked at, and what is wrong with it."""

from dataclasses import dataclass
from typing import Any

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Wrong:
    """What keeps newsdesk from running as it should, and one line of advice."""

    problem: str
    advice: str


@dataclass(frozen=True, slots=True)
class Section:
    """One thing that was looked at.

    Attributes:
        name: As JSON has it.
        facts: What was found, as JSON; None where something wrong is in the way.
        wrong: Nothing, where all is well.
    """

    name: str
    facts: dict[str, Any] | None
    wrong: tuple[Wrong, ...] = ()
