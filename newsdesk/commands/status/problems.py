"""Which parts of the status are a problem."""

from collections.abc import Iterator

from newsdesk.client.status.report import Status
from newsdesk.terminal.rendering import counted


def problems(status: Status, max_lag_seconds: float | None) -> Iterator[str]:
    """Yield what monitoring should report, one sentence each."""
    now = status.time.timestamp()
    for stage in status.stages:
        seconds = stage.lag_seconds(now)
        if not stage.members and stage.lag_messages:
            waiting = counted(stage.lag_messages, "message")
            yield f"{stage.name} has no member while {waiting} wait."
        elif max_lag_seconds is not None and seconds > max_lag_seconds:
            yield (
                f"{stage.name} lags {seconds:,.0f} s behind; {max_lag_seconds:,.0f} s are allowed."
            )
