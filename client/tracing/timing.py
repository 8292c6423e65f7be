"""Times of traces: as moments, and the seconds between them."""

from collections.abc import Sequence
from datetime import UTC, datetime

from newsdesk.client.tracing.sighting import Sighting


def moment_of(milliseconds: int | None) -> datetime | None:
    """Return a time of Kafka as a moment; None where it is not known, or none."""
    if milliseconds is None:
        return None
    try:
        return datetime.fromtimestamp(milliseconds / 1000, UTC)
    except (OverflowError, ValueError, OSError):
        return None


def gaps_of(sightings: Sequence[Sighting]) -> list[float | None]:
    """Return the seconds between each trace and the one before; None where one has no time."""
    times = [sighting.time for sighting in sightings]
    earlier = [None, *times[:-1]]
    return [
        None if one is None or other is None else (one - other) / 1000
        for one, other in zip(times, earlier, strict=True)
    ]
