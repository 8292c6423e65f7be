"""Values of an event's JSON, of whatever version: what is of another type is taken as absent."""

from typing import Any


def object_of(value: Any) -> dict[str, Any]:
    """Return an object; an empty one if it is none."""
    return value if isinstance(value, dict) else {}


def list_of(value: Any) -> list[Any]:
    """Return a list; an empty one if it is none."""
    return value if isinstance(value, list) else []


def text_of(value: Any) -> str:
    """Return a string; an empty one if it is none."""
    return value if isinstance(value, str) else ""


def number_of(value: Any, otherwise: float) -> float:
    """Return a number; `otherwise` if it is none, or too large for one."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return otherwise
    try:
        return float(value)
    except OverflowError:
        return otherwise


def texts_of(value: Any) -> dict[str, str]:
    """Return the members of an object that are strings and not empty."""
    return {
        name: text
        for name, text in object_of(value).items()
        if isinstance(name, str) and text_of(text)
    }
