"""The address that a desk says it has."""

import re

_SAID = re.compile(r"The desk is at (http://\S+?/);")


def address_in(log: str) -> str:
    """Return the address, with a slash at its end; nothing if the desk has not said it yet."""
    found = _SAID.search(log)
    return found[1] if found else ""
