"""The desk's look at the chain and its reader, with rights, without, and while they change."""

import time
from pathlib import Path

from newsdesk.chain import chain_groups
from newsdesk.client.missing_rights import require_rights
from newsdesk.client.rights import Operation, Resource, Right
from newsdesk.client.status.look import Look
from newsdesk.desk.follow.follower import Follower
from newsdesk.desk.follow.state import Condition
from newsdesk.desk.pipeline.sampler import Sampler
from newsdesk.desk.store.database import open_store
from newsdesk.desk.store.pruning import Bounds
from newsdesk.desk.store.writing import ReadTopics
from newsdesk.right_facts import Task
from newsdesk.rights import Role
from tests.support.acls import grant, withdraw
from tests.support.guarded_desk import Desk
from tests.support.processes import wait_until
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


def test_follower_says_that_a_right_was_withdrawn_and_reads_once_it_is_granted_again(
    guarded: SaslKafka, tmp_path: Path
) -> None:
    desk = Desk(guarded)
    desk.topics.create(guarded.plain)
    settings, path = desk.settings(Role.READER), tmp_path / "desk.sqlite"
    names = settings.topics
    topics = ReadTopics(names.enriched, names.dead_letter, names.replays)
    rights = desk.rights(Role.READER)
    desk.allow(Role.READER, rights)
    connection, _ = open_store(path, "cluster")
    follower = Follower(settings.kafka.cluster(), topics, connection, Bounds(36_500, 10**9))
    follower.start()
    try:
        wait_until(lambda: follower.state.condition is Condition.LIVE, "the desk reads")
        read = Right(Operation.READ, Resource.TOPIC, topics.enriched)
        assert read in rights
        withdraw(guarded.plain, desk.user(Role.READER), read)
        wait_until(lambda: follower.state.condition is Condition.DENIED, "the desk says it")
        assert topics.enriched in follower.state.problem
        assert "topics acls" in follower.state.advice
        for _ in range(40):
            assert follower.state.condition is Condition.DENIED, "it tries again, and says the same"
            time.sleep(0.1)
        grant(guarded.plain, desk.user(Role.READER), [read])
        wait_until(lambda: follower.state.condition is Condition.LIVE, "the desk reads again")
        assert follower.state.problem == ""
    finally:
        follower.stop()
