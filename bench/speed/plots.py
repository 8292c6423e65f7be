"""Bar charts as SVG, readable on light and dark pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).with_name("templates")), autoescape=True
)


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar with its name; `ours` highlights it."""

    name: str
    value: float
    ours: bool = False
    digits: int = 2

    @property
    def shown(self) -> str:
        """The formatted value."""
        return f"{self.value:,.{self.digits}f}"


def bars(title: str, unit: str, found: Sequence[Bar]) -> str:
    """Return a chart of horizontal bars."""
    largest = max((bar.value for bar in found), default=0.0) or 1.0
    template = _TEMPLATES.get_template("bars.svg.j2")
    return template.render(title=title, unit=unit, bars=found, largest=largest)
