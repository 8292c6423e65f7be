"""The topics and groups of one run."""

from dataclasses import dataclass

from newsdesk.client.cluster import Cluster
from newsdesk.client.topics import TopicSpec, create_topics
from newsdesk.schemas.messages import MAX_ARTICLE_BYTES, MAX_EVENT_BYTES
from tests.support.kafka_tools import PARTITIONS, fresh_prefix

STAGES = ("classify", "summarize")


@dataclass(frozen=True)
class Topics:
    """Names that no other run has."""

    prefix: str

    @classmethod
    def fresh(cls) -> "Topics":
        return cls(fresh_prefix())

    @property
    def articles(self) -> str:
        return f"{self.prefix}articles"

    @property
    def classified(self) -> str:
        return f"{self.prefix}classified"

    @property
    def enriched(self) -> str:
        return f"{self.prefix}enriched"

    @property
    def dead_letter(self) -> str:
        return f"{self.prefix}dead-letter"

    @property
    def all(self) -> tuple[str, str, str, str]:
        return (self.articles, self.classified, self.enriched, self.dead_letter)

    @property
    def inputs(self) -> dict[str, str]:
        """Each group's input."""
        return {f"{self.prefix}classify": self.articles, f"{self.prefix}summarize": self.classified}

    def make(self, cluster: Cluster, *names: str, brokers: int = 1) -> None:
        """Make the topics of these names, by default all of them."""
        copies = 3 if brokers > 1 else 1
        create_topics(
            cluster,
            [
                TopicSpec(name, PARTITIONS, copies, {"max.message.bytes": str(self.limit(name))})
                for name in names or self.all
            ],
        )

    def limit(self, name: str) -> int:
        return MAX_ARTICLE_BYTES if name == self.articles else MAX_EVENT_BYTES
