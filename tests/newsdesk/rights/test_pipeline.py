"""The desk's look at the chain, with the rights of its own role and with those of the monitor."""

from pathlib import Path

from newsdesk.chain import chain_groups
from newsdesk.client.missing_rights import require_rights
from newsdesk.client.status.look import Look
from newsdesk.desk.follow.state import Condition
from newsdesk.desk.pipeline.sampler import Sampler
from newsdesk.right_facts import Task
from newsdesk.rights import Role
from tests.support.guarded_desk import Desk
from tests.support.sasl_kafka import SaslKafka


def test_pipeline_names_the_right_that_is_missing_and_looks_once_it_is_granted(
    guarded: SaslKafka, tmp_path: Path
) -> None:
    desk = Desk(guarded)
    desk.topics.create(guarded.plain)
    settings = desk.settings(Role.READER)
    cluster, wanted = settings.kafka.cluster(), desk.rights(Role.READER, [Task.STATUS])
    groups = chain_groups(settings.worker, settings.topics)

    def new_look() -> Look:
        require_rights(cluster, wanted)
        return Look(cluster, groups)

    sampler = Sampler(new_look, tmp_path / "none.sqlite")
    desk.allow(Role.READER, desk.rights(Role.READER))
    sampler.sample()
    assert sampler.state.condition is Condition.DENIED
    assert groups.stages[0].group in sampler.state.problem
    desk.allow(Role.READER, desk.rights(Role.READER, [Task.DESK, Task.STATUS]))
    sampler.sample()
    assert (sampler.state.condition, sampler.state.problem) == (Condition.LIVE, "")
