"""The versions of an article before and after one of them."""

from collections.abc import Sequence

from newsdesk.desk.store.stream import StreamRow


def neighbours_of(
    row: StreamRow, newest_first: Sequence[StreamRow]
) -> tuple[StreamRow | None, StreamRow | None]:
    """Return the version before and the one after; None where there is none."""
    numbers = [version.n for version in newest_first]
    if row.n not in numbers:
        return None, None
    at = numbers.index(row.n)
    before = newest_first[at + 1] if at + 1 < len(newest_first) else None
    return before, newest_first[at - 1] if at else None
