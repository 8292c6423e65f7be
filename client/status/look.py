"""One look at Kafka: groups, lag, dead letters and held articles."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from newsdesk.client.cluster import Cluster
from newsdesk.client.consumer import require_topics
from newsdesk.client.group_members import look_at_groups
from newsdesk.client.lag import lags
from newsdesk.client.status.chain_groups import ChainGroups
from newsdesk.client.status.counts import Counts
from newsdesk.client.status.report import StageStatus, Status


class Look:
    """Looks at the chain again and again; from the second time on, with rates."""

    def __init__(self, cluster: Cluster, chain: ChainGroups) -> None:
        self._cluster = cluster
        self._chain = chain
        self._counts = Counts(cluster)
        self._before: Status | None = None

    def __call__(self) -> Status:
        """Return what there is now, without workers.

        Raises:
            TopicError: naming the topics that are missing.
            UnreachableError: if Kafka does not answer.
        """
        require_topics(self._cluster, self._chain.topics)
        stages = tuple(self._stages())
        now = datetime.now(UTC)
        status = Status(
            now,
            stages,
            self._counts.dead_letters(self._chain.dead_letter),
            self._counts.held_articles(self._chain.embargoed),
        )
        before, self._before = self._before, status
        return _with_rates(status, before) if before else status

    def _stages(self) -> Iterable[StageStatus]:
        groups = {stage.group: stage.topic for stage in self._chain.stages}
        found = look_at_groups(self._cluster, groups)
        for stage in self._chain.stages:
            group = found[stage.group]
            # Ends are looked up after the offsets: they only grow.
            partitions = tuple(lags(self._cluster, stage.topic, group.committed))
            yield StageStatus(
                stage.name, group.name, group.state, stage.topic, group.members, partitions
            )


def _with_rates(status: Status, before: Status) -> Status:
    seconds = (status.time - before.time).total_seconds()
    if seconds <= 0:
        return status
    stages = [
        replace(now, rate=max(0, now.committed - then.committed) / seconds)
        for now, then in zip(status.stages, before.stages, strict=True)
    ]
    return replace(status, stages=tuple(stages))
