"""Topic administration: create topics and wait until they can be used; delete and count them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from kafka.errors import KafkaError, KafkaTimeoutError, NoError, TopicAlreadyExistsError, for_code

from newsdesk.client.admin import admin_client
from newsdesk.client.cluster import Cluster
from newsdesk.client.consumer import require_visible
from newsdesk.client.errors import TopicError
from newsdesk.client.rights import TOPIC_REFUSED, Operation, Resource, Right, lacking


@dataclass(frozen=True)
class TopicSpec:
    """A topic as it should be; ``configs`` are Kafka's topic settings, used at creation only."""

    name: str
    partitions: int
    replication_factor: int = 1
    configs: dict[str, str] = field(default_factory=dict)


class TopicState(StrEnum):
    """Whether a topic was created, or existed already."""

    CREATED = "created"
    EXISTED = "existed"


@dataclass(frozen=True)
class TopicOutcome:
    """One topic that now exists with the wanted number of partitions, each with a leader."""

    name: str
    partitions: int
    state: TopicState


def create_topics(
    cluster: Cluster, specs: Sequence[TopicSpec], *, timeout_s: float = 30.0
) -> list[TopicOutcome]:
    """Create what is missing and wait until every partition has a leader; in the order of specs.

    Nothing is created when an existing topic does not fit.

    Raises:
        TopicError: a topic exists with another number of partitions, or Kafka refuses it.
        RightsError: this user may not see or create a topic.
        UnreachableError: no Kafka answers.
    """
    if not specs:
        return []
    names = [spec.name for spec in specs]
    with admin_client(cluster, timeout_s) as admin:
        existing = _partition_counts(admin)
        require_visible(admin, [name for name in names if name not in existing])
        _require_partitions(specs, existing)
        missing = [spec for spec in specs if spec.name not in existing]
        created = _create(admin, missing, timeout_s) if missing else set()
        _wait_for_leaders(admin, names, timeout_s)
        # Another process may have created a topic in the meantime.
        _require_partitions(specs, _partition_counts(admin))
    return [
        TopicOutcome(
            spec.name,
            spec.partitions,
            TopicState.CREATED if spec.name in created else TopicState.EXISTED,
        )
        for spec in specs
    ]


def delete_topics(cluster: Cluster, names: Sequence[str], *, timeout_s: float = 30.0) -> None:
    """Delete topics with all their messages; missing ones are ignored.

    Raises:
        TopicError: if Kafka refuses it.
        UnreachableError: if no Kafka answers.
    """
    with admin_client(cluster, timeout_s) as admin:
        present = sorted(set(names) & set(_partition_counts(admin)))
        if not present:
            return
        try:
            admin.delete_topics(present, timeout_ms=int(timeout_s * 1000))
        except KafkaError as error:
            raise TopicError(f"Kafka does not delete {', '.join(present)}: {error}") from error


def partition_counts(
    cluster: Cluster, names: Iterable[str], *, timeout_s: float = 15.0
) -> dict[str, int]:
    """Return the number of partitions of those topics that exist.

    Raises:
        UnreachableError: if no Kafka answers.
    """
    with admin_client(cluster, timeout_s) as admin:
        counts = _partition_counts(admin)
    return {name: counts[name] for name in names if name in counts}


def topic_count(cluster: Cluster, timeout_s: float = 5.0) -> int:
    """Return the number of topics, without Kafka's internal ones."""
    with admin_client(cluster, timeout_s) as admin:
        return sum(1 for topic in admin.describe_topics() if not topic["is_internal"])


def _partition_counts(admin: Any) -> dict[str, int]:
    return {topic["name"]: len(topic["partitions"]) for topic in admin.describe_topics()}


def _require_partitions(specs: Iterable[TopicSpec], counts: dict[str, int]) -> None:
    wrong = [spec for spec in specs if counts.get(spec.name, spec.partitions) != spec.partitions]
    if not wrong:
        return
    found = "; ".join(
        f"{spec.name} has {counts[spec.name]} partitions and should have {spec.partitions}"
        for spec in wrong
    )
    raise TopicError(
        f"{found}. All topics of the chain need the same number of partitions.",
        "Ask for the number that is there, or use new topic names; `newsdesk topics grow` adds"
        " partitions. To start over, delete the topics: their messages are deleted with them.",
    )


def _create(admin: Any, specs: Sequence[TopicSpec], timeout_s: float) -> set[str]:
    """Return the names of the topics that this call created."""
    response = admin.create_topics(
        {
            spec.name: {
                "num_partitions": spec.partitions,
                "replication_factor": spec.replication_factor,
                "configs": spec.configs,
            }
            for spec in specs
        },
        timeout_ms=int(timeout_s * 1000),
        raise_errors=False,
    )
    created, refusals = set(), []
    for topic in response["topics"]:
        error = for_code(topic["error_code"])
        if error is NoError:
            created.add(topic["name"])
        elif topic["error_code"] == TOPIC_REFUSED:
            refusals.append(topic["name"])
        elif error is not TopicAlreadyExistsError:
            reason = topic.get("error_message") or error.description
            raise TopicError(
                f"Kafka does not create the topic {topic['name']} ({error.__name__}): {reason}"
            )
    if refusals:
        raise lacking(Right(Operation.CREATE, Resource.TOPIC, name) for name in refusals)
    return created


def _wait_for_leaders(admin: Any, names: Sequence[str], timeout_s: float) -> None:
    try:
        admin.wait_for_topics(names, timeout_ms=int(timeout_s * 1000))
    except KafkaTimeoutError as error:
        raise TopicError(f"Topics have no leader after {timeout_s:.0f} s: {error}") from error
