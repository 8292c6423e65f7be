"""A finished evaluation, in the three shapes that it is shown in."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from rich.console import Console


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Its JSON object; what prints it; and what makes the HTML page of it."""

    fields: dict[str, Any]
    print: Callable[[Console], None]
    page: Callable[[], str]
