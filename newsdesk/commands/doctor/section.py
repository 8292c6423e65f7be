"""Sections of the examination: facts, and the problems that were found."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

MIB = 1024 * 1024

SECTIONS = ("versions", "settings", "folders", "kafka", "machine", "arithmetic", "models")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that keeps newsdesk from running as it should, and one line of advice."""

    problem: str
    advice: str


@dataclass(frozen=True, slots=True)
class Section:
    """One thing that was examined.

    Attributes:
        name: One of SECTIONS.
        facts: What was found, as JSON; None where a problem is in the way.
        problems: Empty where all is well.
    """

    name: str
    facts: dict[str, Any] | None
    problems: tuple[Problem, ...] = ()


def as_json(sections: Sequence[Section]) -> dict[str, Any]:
    """Return the facts by section, null for what could not be examined, and all problems."""
    facts = {section.name: section.facts for section in sections}
    problems = [
        {"section": section.name, **asdict(problem)}
        for section in sections
        for problem in section.problems
    ]
    return {
        "fit": not problems,
        **{name: facts.get(name) for name in SECTIONS},
        "problems": problems,
    }
