"""The status as a program reads it: one JSON object in a line."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from newsdesk.client.lag import PartitionLag
from newsdesk.client.status.report import Count, StageStatus, Status
from newsdesk.terminal.output import json_line


def status_line(status: Status, problems: Sequence[str]) -> bytes:
    """Return the line; times are in seconds, rates in messages per second."""
    now = status.time.timestamp()
    return json_line(
        {
            "time": status.time,
            "fine": not problems,
            "problems": problems,
            "stages": [_stage(stage, now) for stage in status.stages],
            "dead_letters": _count(status.dead_letters),
            "held_articles": _count(status.held_articles),
            "workers": [asdict(worker) for worker in status.workers],
        }
    )


def _stage(stage: StageStatus, now: float) -> dict[str, Any]:
    owners = {number: member.id for member in stage.members for number in member.partitions}
    return {
        "name": stage.name,
        "topic": stage.topic,
        "group": stage.group,
        "state": stage.state,
        "lag_messages": stage.lag_messages,
        "lag_seconds": round(stage.lag_seconds(now), 3),
        "rate": None if stage.rate is None else round(stage.rate, 3),
        "members": [asdict(member) for member in stage.members],
        "partitions": [_partition(p, owners.get(p.partition), now) for p in stage.partitions],
    }


def _partition(lag: PartitionLag, member: str | None, now: float) -> dict[str, Any]:
    return {
        "partition": lag.partition,
        "member": member,
        "committed": lag.committed,
        "end": lag.end,
        "lag_messages": lag.messages,
        "lag_seconds": round(lag.seconds(now), 3),
    }


def _count(count: Count) -> dict[str, Any]:
    return {"count": count.number, "exact": count.exact}
