"""The status for the terminal: a table of stages, one of members, and a few lines."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from newsdesk.client.status.report import Count, Status
from newsdesk.client.status.workers import WorkerStatus
from newsdesk.terminal.rendering import counted, safe, shorten
from newsdesk.terminal.tables import add_row, plain_table

_UUID = 36
_CHARACTERS = 300
_MIB = 1024 * 1024
_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400


def rendered(status: Status, problems: Sequence[str]) -> RenderableType:
    """Return everything, the problems last and in red."""
    lines = [Text(f"{safe(line)}") for line in _lines(status)]
    return Group(
        _stages(status),
        Text(),
        *_members(status),
        *lines,
        *(Text(safe(problem), style="red") for problem in problems),
    )


def _stages(status: Status) -> RenderableType:
    table = plain_table("stage", "reads", "members", "partitions", "waiting", "oldest", "rate")
    now = status.time.timestamp()
    for stage in status.stages:
        cells = (
            stage.name,
            stage.topic,
            str(len(stage.members)),
            str(len(stage.partitions)),
            f"{stage.lag_messages:,}",
            duration(stage.lag_seconds(now)) if stage.lag_messages else "-",
            "-" if stage.rate is None else f"{stage.rate:,.1f}/s",
        )
        add_row(table, cells)
    return table


def _members(status: Status) -> Iterator[RenderableType]:
    members = [(stage, member) for stage in status.stages for member in stage.members]
    if not members:
        return
    table = plain_table("member", "stage", "host", "partitions")
    for stage, member in members:
        partitions = ", ".join(map(str, member.partitions)) or "none"
        add_row(table, (_short(member.id), stage.name, member.host, partitions))
    for stage in status.stages:
        if stage.unassigned:
            add_row(table, ("nobody", stage.name, "", ", ".join(map(str, stage.unassigned))))
    yield table
    yield Text()


def _short(member: str) -> str:
    """Return a member's id, with no more than the beginning of the UUID at its end."""
    name, number = member[:-_UUID], member[-_UUID:]
    return f"{name}{number[:8]}" if name.endswith("-") else member


def _lines(status: Status) -> Iterator[str]:
    yield f"{_counted(status.dead_letters, 'dead letter')}"
    yield f"{_counted(status.held_articles, 'article')} held back"
    for worker in status.workers:
        yield from _worker(worker)


def _counted(count: Count, noun: str) -> str:
    number = counted(count.number, noun)
    return number if count.exact else f"at most {number}"


def _worker(worker: WorkerStatus) -> Iterator[str]:
    if worker.ready is None:
        problem = shorten(safe(worker.problem or ""), _CHARACTERS)
        yield f"worker {worker.address}: no answer ({problem})"
        return
    facts = ["ready" if worker.ready else "not ready"]
    if worker.version:
        facts.append(f"version {worker.version}")
    if worker.encoder:
        facts.append(f"{worker.encoder}, {worker.dtype}")
    if worker.memory_bytes is not None:
        facts.append(f"{worker.memory_bytes / _MIB:,.0f} MiB")
    if worker.model_restarts:
        facts.append(counted(worker.model_restarts, "restart") + " of the models")
    if worker.transactions_aborted:
        facts.append(counted(worker.transactions_aborted, "transaction") + " aborted")
    yield f"worker {worker.address}: {'; '.join(facts)}"
    for stage, problem in worker.blocked.items():
        yield f"  {stage} is blocked: {shorten(safe(problem), _CHARACTERS)}"


def duration(seconds: float) -> str:
    """Return a time in the largest unit that it fills, such as `3 min`."""
    for unit, name in ((_DAY, "d"), (_HOUR, "h"), (_MINUTE, "min")):
        if seconds >= unit:
            return f"{seconds / unit:,.0f} {name}"
    return f"{seconds:,.1f} s"
