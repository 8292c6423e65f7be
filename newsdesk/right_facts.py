"""Which rights in Kafka each command needs, and no others: the one table of facts."""

from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from typing import TypeAlias

from newsdesk.chain import (
    CHAIN,
    FIRST,
    LAST,
    StageName,
    grown_topics,
    source_topics,
    stage_spec,
    topic_specs,
    traced_topics,
)
from newsdesk.client.rights import Operation, Resource, Right
from newsdesk.client.transactions import producer_ids, replayer_id, reprocessor_id
from newsdesk.settings import Settings

Facts: TypeAlias = Iterable[tuple[Right, str]]
"""Rights, and what each is for."""


class Task(StrEnum):
    """A use of Kafka that needs rights, named by its command."""

    PRODUCE = "produce"
    CLASSIFY = "worker --stage classify"
    SUMMARIZE = "worker --stage summarize"
    WATCH = "watch"
    LIST = "dead-letters list"
    DESK = "desk"
    EXPLAIN = "explain"
    TRACE = "trace"
    STATUS = "status"
    REPLAY = "dead-letters replay"
    REPROCESS = "reprocess"
    EMBARGOES = "embargoes"
    ADAPT = "taxonomy adapt"
    CREATE = "topics create"
    GROW = "topics grow"
    DOCTOR = "doctor"


def _read(topic: str) -> Right:
    return Right(Operation.READ, Resource.TOPIC, topic)


def _write(topic: str) -> Right:
    return Right(Operation.WRITE, Resource.TOPIC, topic)


def _write_as(transactional_id: str) -> Right:
    return Right(Operation.WRITE, Resource.TRANSACTIONAL_ID, transactional_id)


def _produce(settings: Settings) -> Facts:
    yield _write(settings.topics.articles), "send articles"


def _stage(name: StageName) -> Callable[[Settings], Facts]:
    def facts(settings: Settings) -> Facts:
        spec, topics = stage_spec(name), settings.topics
        group, source = spec.group(settings.worker), spec.reads(topics)
        ids = producer_ids(group, source)
        yield _read(source), f"take messages ({name})"
        yield _write(spec.writes(topics)), f"publish events ({name})"
        yield _write(topics.dead_letter), f"publish dead letters ({name})"
        if spec.holds:
            yield _read(spec.holds(topics)), "know what is under embargo"
            yield _write(spec.holds(topics)), "hold articles back"
            yield _write(source), "send articles back when their embargo ends"
        yield Right(Operation.READ, Resource.GROUP, group), f"join the group, commit ({name})"
        transact = Right(Operation.WRITE, Resource.TRANSACTIONAL_ID, ids, is_prefix=True)
        yield transact, f"publish in transactions ({name})"

    return facts


def _watch(settings: Settings) -> Facts:
    yield _read(LAST.writes(settings.topics)), "read events"


def _list(settings: Settings) -> Facts:
    yield _read(settings.topics.dead_letter), "read dead letters"
    yield _read(settings.topics.replays), "know which were replayed"


def _desk(settings: Settings) -> Facts:
    yield from _watch(settings)
    yield from _list(settings)


def _trace(settings: Settings) -> Facts:
    topics = traced_topics(settings.topics, settings.worker)
    for topic in topics.chain:
        yield _read(topic), "look for an article"
    yield _read(topics.embargoed), "know whether it is held back"
    yield _read(topics.dead_letter), "know whether it was rejected"
    yield _read(topics.replays), "know whether it was replayed"
    yield from _groups("know what has its outcome")(settings)


def _explain(settings: Settings) -> Facts:
    yield _read(LAST.writes(settings.topics)), "find the events of articles"


def _status(settings: Settings) -> Facts:
    for topic in source_topics(settings.topics):
        yield _read(topic), "know how old the oldest waiting message is"
    for topic in (settings.topics.dead_letter, settings.topics.embargoed):
        yield _read(topic), "count dead letters and held articles"
    yield from _groups("know members and what has its outcome")(settings)


def _replay(settings: Settings) -> Facts:
    yield from _list(settings)
    yield _write(settings.topics.replays), "record what is replayed"
    for topic in source_topics(settings.topics):
        yield _write(topic), "send dead letters back"
    yield _write_as(replayer_id(settings.topics.replays)), "replay in transactions"


def _reprocess(settings: Settings) -> Facts:
    topic, group = FIRST.reads(settings.topics), FIRST.group(settings.worker)
    yield _read(topic), "read the articles"
    yield _read(LAST.writes(settings.topics)), "know which are stale"
    yield Right(Operation.DESCRIBE, Resource.GROUP, group), "know which still wait"
    yield _write(topic), "send articles again"
    yield _write_as(reprocessor_id(topic)), "send them in transactions"


def _embargoes(settings: Settings) -> Facts:
    yield _read(settings.topics.embargoed), "list what is held back"


def _adapt(settings: Settings) -> Facts:
    yield _read(settings.topics.articles), "adapt a taxonomy to the articles"


def _on_all_topics(operation: Operation, purpose: str) -> Callable[[Settings], Facts]:
    def facts(settings: Settings) -> Facts:
        for spec in topic_specs(settings.topics):
            yield Right(operation, Resource.TOPIC, spec.name), purpose

    return facts


def _create(settings: Settings) -> Facts:
    yield from _on_all_topics(Operation.CREATE, "create topics")(settings)
    yield from _on_all_topics(Operation.DESCRIBE, "find existing topics")(settings)


def _grow(settings: Settings) -> Facts:
    for topic in grown_topics(settings.topics):
        yield Right(Operation.ALTER, Resource.TOPIC, topic), "add partitions"
    for topic in (*source_topics(settings.topics), settings.topics.embargoed):
        yield _read(topic), "know whether anything waits"
    yield from _groups("know what has its outcome")(settings)


def _doctor(settings: Settings) -> Facts:
    yield from _on_all_topics(Operation.DESCRIBE, "check topics")(settings)
    yield from _on_all_topics(Operation.DESCRIBE_CONFIGS, "check their settings")(settings)
    yield from _groups("check committed offsets")(settings)


def _groups(purpose: str) -> Callable[[Settings], Iterator[tuple[Right, str]]]:
    def facts(settings: Settings) -> Iterator[tuple[Right, str]]:
        for spec in CHAIN:
            yield Right(Operation.DESCRIBE, Resource.GROUP, spec.group(settings.worker)), purpose

    return facts


STAGE_TASKS = {StageName.CLASSIFY: Task.CLASSIFY, StageName.SUMMARIZE: Task.SUMMARIZE}

FACTS: dict[Task, Callable[[Settings], Facts]] = {
    Task.PRODUCE: _produce,
    Task.CLASSIFY: _stage(StageName.CLASSIFY),
    Task.SUMMARIZE: _stage(StageName.SUMMARIZE),
    Task.WATCH: _watch,
    Task.LIST: _list,
    Task.DESK: _desk,
    Task.EXPLAIN: _explain,
    Task.TRACE: _trace,
    Task.STATUS: _status,
    Task.REPLAY: _replay,
    Task.REPROCESS: _reprocess,
    Task.EMBARGOES: _embargoes,
    Task.ADAPT: _adapt,
    Task.CREATE: _create,
    Task.GROW: _grow,
    Task.DOCTOR: _doctor,
}
"""The rights that each task needs, and what each is for."""
