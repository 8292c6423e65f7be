"""The fixed texts of the pages, in `templates/`, with places such as {{EXAMPLE}} to fill."""

import re
from pathlib import Path

_FOLDER = Path(__file__).parent / "templates"
_PLACE = re.compile(r"\{\{(\w+)\}\}")


def read(name: str) -> str:
    """Return the text of a file in `templates/`."""
    return (_FOLDER / name).read_text("utf-8")


def fill(name: str, **parts: str) -> str:
    """Return a template with its places filled.

    Raises:
        KeyError: if a place has no part.
    """
    return _PLACE.sub(lambda place: parts[place[1]].removesuffix("\n"), read(name))
