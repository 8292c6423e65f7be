"""Traces as the desk's pages show them, and desks that trace a real Kafka."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from newsdesk.client.cluster import Cluster
from newsdesk.client.tracing.run import trace
from newsdesk.client.tracing.sighting import Kind, Sighting
from newsdesk.client.tracing.topics import TracedStage, TracedTopics
from newsdesk.client.tracing.trace import Now, State, Trace, TracedArticle
from newsdesk.commands.desk.trying import TrialSender
from newsdesk.desk.web.one_trace import OneTrace, Tracer
from newsdesk.kafka_settings import KafkaSettings
from newsdesk.settings import Settings
from tests.desk.messages import MOMENT
from tests.support.echo_chain import EchoChain

SENT = Sighting(MOMENT, "articles", 3, 17, Kind.ARTICLE, "a")
EVENT = Sighting(MOMENT + 1500, "enriched", 3, 9, Kind.EVENT, "a")


def letter(message: str) -> Sighting:
    return Sighting(
        MOMENT + 500,
        "dead-letter",
        3,
        4,
        Kind.DEAD_LETTER,
        "a",
        stage="classify",
        reason="no_text",
        message=message,
    )


def traced(*sightings: Sighting, state: State, before: int = 0) -> Trace:
    now = Now(state, sightings[-1], before)
    return Trace("a", datetime.now(UTC), [TracedArticle("a", sightings, now)], {"articles": 5})


def nothing() -> Trace:
    return Trace("a", datetime.now(UTC), [], {"articles": 5, "enriched": 1234}, undecodable=1)


def always(found: Trace) -> Tracer:
    return lambda query, since: found


class EchoDesk:
    """The parts of a desk for traces and trials, where the one stage is an echo worker's."""

    def __init__(self, kafka: Cluster, folder: Path) -> None:
        self.chain = EchoChain(kafka, folder)
        self.chain.topics.create(kafka)
        self._kafka = kafka

    @property
    def changes(self) -> dict[str, Any]:
        """Return what the context has beside the usual."""
        kafka = KafkaSettings(bootstrap_servers=self._kafka.bootstrap_servers)
        settings = Settings(kafka=kafka, topics=self.chain.topics.settings)
        tracer, sender = OneTrace(self._trace), TrialSender(settings)
        return {"allow_writes": True, "tracer": tracer, "send_trial": sender}

    def _trace(self, query: str, since: datetime) -> Trace:
        chain, own = self.chain, self.chain.topics
        stage = TracedStage("classify", chain.articles, chain.classified, chain.group)
        topics = TracedTopics([stage], own.dead_letter, own.replays, own.embargoed)
        return trace(self._kafka, topics, query, since)
