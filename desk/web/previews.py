"""Bytes as a page may show them: text, or hexadecimal, and never all of much."""

from dataclasses import dataclass

_MOST_CHARACTERS = 20_000
_MOST_BYTES = 4_096
_TEXT_CONTROLS = frozenset("\t\n\r")


@dataclass(frozen=True, slots=True)
class Preview:
    """What is shown of `size` bytes; `is_cut` if there are more. `kind` is text, hex or null."""

    kind: str
    text: str
    size: int
    is_cut: bool


def preview_of(value: bytes | None) -> Preview:
    """Return what to show of a key, a value or a header."""
    if value is None:
        return Preview("null", "", 0, False)
    try:
        text = value.decode()
    except UnicodeDecodeError:
        return _hex(value)
    if any(ord(c) < 32 and c not in _TEXT_CONTROLS for c in text[:_MOST_CHARACTERS]):
        return _hex(value)
    return Preview("text", text[:_MOST_CHARACTERS], len(value), len(text) > _MOST_CHARACTERS)


def _hex(value: bytes) -> Preview:
    shown = value[:_MOST_BYTES]
    lines = (shown[start : start + 16].hex(" ") for start in range(0, len(shown), 16))
    return Preview("hex", "\n".join(lines), len(value), len(value) > _MOST_BYTES)
