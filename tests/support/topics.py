"""Topics and consumer groups that no other test, run or measure has."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from uuid import uuid4

from newsdesk.chain import StageName, topic_specs
from newsdesk.client.cluster import Cluster
from newsdesk.client.topics import TopicSpec, create_topics
from newsdesk.settings import TopicSettings


def fresh_prefix() -> str:
    """Return a prefix that no topic or group has had before."""
    return f"t{uuid4().hex[:8]}."


@dataclass(frozen=True)
class OwnTopics:
    """The names of one chain's topics and groups, all under one prefix that ends in a dot."""

    prefix: str = field(default_factory=fresh_prefix)
    partitions: int = 4
    copies: int = 1

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
    def embargoed(self) -> str:
        return f"{self.prefix}embargoed"

    @property
    def replays(self) -> str:
        return f"{self.prefix}replays"

    @property
    def routed(self) -> str:
        """Where echo workers publish further messages of some events."""
        return f"{self.prefix}routed"

    @property
    def all(self) -> tuple[str, ...]:
        """The topics that articles and events pass."""
        return (
            self.articles,
            self.classified,
            self.routed,
            self.enriched,
            self.dead_letter,
            self.embargoed,
        )

    @property
    def settings(self) -> TopicSettings:
        return TopicSettings(
            articles=self.articles,
            classified=self.classified,
            enriched=self.enriched,
            dead_letter=self.dead_letter,
            embargoed=self.embargoed,
            replays=self.replays,
            partitions=self.partitions,
            replication_factor=self.copies,
        )

    @property
    def group(self) -> str:
        """The prefix of the names of the stages' groups."""
        return self.prefix.removesuffix(".")

    def stage_group(self, stage: str) -> str:
        return f"{self.group}.{stage}"

    @property
    def inputs(self) -> dict[str, str]:
        """The topic that each stage's group reads."""
        return {
            self.stage_group(StageName.CLASSIFY): self.articles,
            self.stage_group(StageName.SUMMARIZE): self.classified,
        }

    def environment(self, cluster: Cluster) -> dict[str, str]:
        """Return the settings of a `newsdesk` command on these topics."""
        given = {name: v for name, v in self.settings if v is not None}
        return {
            **{f"NEWSDESK_TOPICS__{name.upper()}": str(v) for name, v in given.items()},
            "NEWSDESK_KAFKA__BOOTSTRAP_SERVERS": cluster.bootstrap_servers,
            "NEWSDESK_WORKER__GROUP": self.group,
        }

    def create(
        self, cluster: Cluster, *names: str, configs: Mapping[str, Mapping[str, str]] | None = None
    ) -> None:
        """Create the topics of these names, by default the chain's; `configs` adds settings."""
        more = configs or {}
        chain = topic_specs(self.settings)
        wanted = names or [spec.name for spec in chain]
        specs = [
            replace(spec, configs={**spec.configs, **more.get(spec.name, {})})
            for spec in (*chain, TopicSpec(self.routed, self.partitions, self.copies))
            if spec.name in wanted
        ]
        create_topics(cluster, specs)

    def max_bytes(self, name: str) -> int:
        """Return how large a message the topic takes."""
        [spec] = [spec for spec in topic_specs(self.settings) if spec.name == name]
        return int(spec.configs["max.message.bytes"])
