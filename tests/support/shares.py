"""How many families of hostile input a test tries: some of them, or all if that is asked for."""

import os
from collections.abc import Iterable
from itertools import islice

VARIABLE = "ALL_FAMILIES"
"""Set it to try all of them; see `make test-families`."""


def share_of(names: Iterable[str], step: int, first: int = 0) -> list[str]:
    """Return every `step`th name, from the place `first` modulo `step` on; or all of them."""
    if os.environ.get(VARIABLE):
        return list(names)
    return list(islice(names, first % step, None, step))
