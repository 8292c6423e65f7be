"""A diagnosis as one JSON object."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from newsdesk.commands.doctor.examination import SECTIONS
from newsdesk.commands.doctor.section import Section


def diagnosis_json(sections: Sequence[Section]) -> dict[str, Any]:
    """Return the facts by section, null for what could not be looked at, and all that is wrong."""
    facts = {section.name: section.facts for section in sections}
    wrong = [
        {"section": section.name, **asdict(fault)}
        for section in sections
        for fault in section.wrong
    ]
    return {"fit": not wrong, **{name: facts.get(name) for name in SECTIONS}, "wrong": wrong}
