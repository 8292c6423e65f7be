"""What the pages stand on: one value for all of them, found in the application."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from aiohttp import web

from newsdesk.client.cluster import Cluster
from newsdesk.client.dead_letters.topics import LetterTopics
from newsdesk.client.status.chain_groups import ChainGroups
from newsdesk.desk.explaining import Explanations
from newsdesk.desk.follow.state import FollowState
from newsdesk.desk.pipeline.monitoring import Monitoring
from newsdesk.desk.pipeline.state import PipelineState
from newsdesk.desk.removals.finding import FoundRemovals
from newsdesk.desk.replaying.jobs import ReplayJobs
from newsdesk.desk.store.writing import ReadTopics
from newsdesk.desk.web.changes import ChangeBell
from newsdesk.desk.web.one_trace import Tracer
from newsdesk.desk.web.policy_reports import PolicyReports
from newsdesk.desk.web.trying import Tried


@dataclass(frozen=True, slots=True)
class PipelineContext:
    """The chain that the desk looks at, the newest look, and what rings after each.

    `monitoring` says where else the figures are.
    """

    chain: ChainGroups
    state: Callable[[], PipelineState]
    bell: ChangeBell
    monitoring: Monitoring = field(default_factory=Monitoring)


@dataclass(frozen=True, slots=True)
class DeskContext:
    """The database, what is read into it, where Kafka is, and what the pages may do.

    `hosts` are the names under which the desk may be asked for; `token` is needed with each request
    where there is one. Without `allow_writes` nothing is sent to Kafka. `pipeline` is None where
    nobody looks at the chain. `tracer` looks for an article in Kafka; `send_trial` sends the
    articles in a file of that name and content. `removals` finds what cleaning removed. `on_damage`
    is called where a page finds the database damaged, or gone. `views` are addresses by the names
    that they have for all readers, `broader` the ids of the topics that topics are within,
    `names` the names of topics by language.
    """

    database: Path
    topics: ReadTopics
    cluster: Cluster
    letters: LetterTopics
    replays: ReplayJobs
    explanations: Explanations
    state: Callable[[], FollowState]
    bell: ChangeBell
    hosts: frozenset[str]
    token: str | None = None
    allow_writes: bool = False
    pipeline: PipelineContext | None = None
    tracer: Tracer | None = None
    send_trial: Callable[[str, bytes], Tried] | None = None
    removals: FoundRemovals | None = None
    on_damage: Callable[[], None] = lambda: None
    views: Mapping[str, str] = field(default_factory=dict)
    broader: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    policy_reports: PolicyReports = field(default_factory=PolicyReports)


CONTEXT = web.AppKey("context", DeskContext)


def context_of(request: web.Request) -> DeskContext:
    """Return the context of the request's application."""
    return request.app[CONTEXT]
