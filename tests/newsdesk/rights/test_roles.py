"""Each role with the rights that `newsdesk topics acls` prints, and with each of them left out."""

from datetime import UTC, datetime, timedelta

import orjson
import pytest

from newsdesk.client.admin import admin_client
from newsdesk.client.errors import RightsError
from newsdesk.client.missing_rights import missing_rights
from newsdesk.client.rights import Operation, Right
from newsdesk.client.tracing.trace import State
from newsdesk.commands.desk.tracing import DeskTracer
from newsdesk.commands.doctor.kafka import check_kafka
from newsdesk.commands.reprocess.look import look
from newsdesk.commands.reprocess.sending import send_stale
from newsdesk.commands.reprocess.stale import ReprocessRequest
from newsdesk.commands.taxonomy.articles import from_topic
from newsdesk.enrichment.document import Limits
from newsdesk.right_facts import Task
from newsdesk.rights import TASKS_OF, Role, rights_of
from newsdesk.schemas import OutgoingMessage
from tests.newsdesk.reprocess.messages import NEW, OLD, article_value, event_value
from tests.support.dead_letter_chain import Chain
from tests.support.guarded_desk import Desk, require_refusal
from tests.support.kafka_tools import produce, read_committed
from tests.support.sasl_kafka import SaslKafka

ARTICLE = b'{"id": "1", "text": "The council has bought a boat for the harbour."}\n'
OTHERS = [role for role in Role if role is not Role.WORKER]

COMMANDS: dict[Task, tuple[str, ...]] = {
    Task.PRODUCE: ("produce", "-"),
    Task.WATCH: ("watch", "--timeout", "0.5"),
    Task.LIST: ("dead-letters", "list"),
    Task.DESK: ("desk", "--port", "0"),
    Task.TRACE: ("trace", "a"),
    Task.STATUS: ("status",),
    Task.REPLAY: ("dead-letters", "replay", "--everything", "--yes"),
    Task.REPROCESS: ("reprocess", "--stale", "--yes"),
    Task.EMBARGOES: ("embargoes",),
    Task.CREATE: ("topics", "create"),
    Task.GROW: ("topics", "grow", "--partitions", "6"),
}
"""The command of each task that needs no model before it could be refused."""


def made(kafka: SaslKafka) -> Desk:
    desk = Desk(kafka)
    desk.topics.create(kafka.plain)
    return desk


@pytest.fixture
def desk(guarded: SaslKafka) -> Desk:
    return made(guarded)


def test_producer_sends_articles_with_its_one_right(desk: Desk) -> None:
    desk.allow(Role.PRODUCER, desk.rights(Role.PRODUCER))
    done = desk.run(Role.PRODUCER, "produce", "-", stdin=ARTICLE)
    assert done.returncode == 0, done.stderr
    assert len(desk.rights(Role.PRODUCER)) == 1
    assert len(read_committed(desk.kafka.plain, [desk.topics.articles], 1)) == 1


def test_reader_watches_and_lists_without_a_group(desk: Desk) -> None:
    desk.allow(Role.READER, desk.rights(Role.READER))
    produce(desk.kafka.plain, desk.topics.enriched, [event_value("1", OLD)])
    chain = Chain(desk.kafka.plain, desk.topics)
    chain.send([chain.letter()])
    seen = desk.run(Role.READER, "watch", "--from-beginning", "--count", "1", "--json")
    listed = desk.run(Role.READER, "dead-letters", "list", "--json")
    assert (seen.returncode, listed.returncode) == (0, 0), seen.stderr + listed.stderr
    assert orjson.loads(seen.stdout)["article"]["id"] == "1"
    assert orjson.loads(listed.stdout)["reason"] == "enrichment_failed"


def test_replayer_sends_dead_letters_of_both_stages_back_once(desk: Desk) -> None:
    desk.allow(Role.REPLAYER, desk.rights(Role.REPLAYER))
    chain = Chain(desk.kafka.plain, desk.topics)
    classified = chain.letter(topic=desk.topics.classified, stage="summarize", offset=8)
    chain.send([chain.letter(), classified])
    for replayed in (2, 0):
        done = desk.run(Role.REPLAYER, "dead-letters", "replay", "--everything", "--yes")
        assert done.returncode == 0, done.stderr
        assert (b"Replayed 2 dead letters" in done.stdout) == bool(replayed)
    for topic in (desk.topics.articles, desk.topics.classified):
        assert len(read_committed(desk.kafka.plain, [topic], 1)) == 1


def test_replayer_sends_stale_articles_again(desk: Desk) -> None:
    desk.allow(Role.REPLAYER, desk.rights(Role.REPLAYER))
    chain, topics = Chain(desk.kafka.plain, desk.topics), desk.topics
    chain.send([OutgoingMessage(topics.articles, 1, None, article_value("1"), ())])
    chain.send([OutgoingMessage(topics.enriched, 1, None, event_value("1", OLD), ())])
    settings = desk.settings(Role.REPLAYER)
    request = ReprocessRequest(settings.topics, topics.stage_group("classify"), NEW)
    plan = look(settings.kafka.cluster(), request)
    assert send_stale(settings.kafka.cluster(), request, plan).sent == 1


def test_editor_lists_embargoes_and_reads_articles(desk: Desk) -> None:
    desk.allow(Role.EDITOR, desk.rights(Role.EDITOR))
    produce(desk.kafka.plain, desk.topics.articles, [ARTICLE])
    done = desk.run(Role.EDITOR, "embargoes")
    assert (done.returncode, done.stdout) == (0, b"0 articles held back.\n"), done.stderr
    settings = desk.settings(Role.EDITOR)
    gathered = from_topic(settings.kafka.cluster(), desk.topics.articles, Limits(), 10)
    assert len(gathered.documents) + gathered.rejected == 1


def test_monitor_sees_the_status(desk: Desk) -> None:
    desk.allow(Role.MONITOR, desk.rights(Role.MONITOR))
    done = desk.run(Role.MONITOR, "status", "--json")
    assert done.returncode == 0, done.stderr
    assert len(orjson.loads(done.stdout)["stages"]) == 2


def test_monitor_traces_articles_and_a_reader_s_desk_names_the_rights_that_it_lacks(
    desk: Desk,
) -> None:
    since = datetime.now(UTC) - timedelta(days=1)
    for role in (Role.MONITOR, Role.READER):
        desk.allow(role, desk.rights(role))
    produce(desk.kafka.plain, desk.topics.articles, [ARTICLE])
    done = desk.run(Role.MONITOR, "trace", "1")
    assert (done.returncode, b"1: waiting in" in done.stdout) == (0, True), done.stderr
    [article] = DeskTracer(desk.settings(Role.MONITOR))("1", since).articles
    assert article.now.state is State.WAITING
    with pytest.raises(RightsError, match=f"Read on Topic {desk.topics.articles}"):
        DeskTracer(desk.settings(Role.READER))("1", since)


def test_admin_creates_topics_and_checks_them_and_grower_grows_them(guarded: SaslKafka) -> None:
    desk = Desk(guarded)
    desk.allow(Role.ADMIN, desk.rights(Role.ADMIN))
    desk.allow(Role.GROWER, desk.rights(Role.GROWER))
    created = desk.run(Role.ADMIN, "topics", "create")
    assert created.returncode == 0, created.stderr
    assert created.stdout.count(b"created") == 6
    section = check_kafka(desk.settings(Role.ADMIN), Role.ADMIN)
    assert section.problems == ()
    assert section.facts is not None
    assert section.facts["rights"] == {"role": "admin", "missing": []}
    grown = desk.run(Role.GROWER, "topics", "grow", "--partitions", "6")
    assert grown.returncode == 0, grown.stderr
    assert grown.stdout.decode().count("4 → 6 partitions") == 5


def test_doctor_names_what_a_worker_lacks_and_nothing_of_topics_that_it_may_not_see(
    desk: Desk,
) -> None:
    rights = desk.rights(Role.WORKER)
    desk.allow(Role.WORKER, rights[1:])
    (problem,) = check_kafka(desk.settings(Role.WORKER), Role.WORKER).problems
    assert problem.problem.endswith(f"Missing: {rights[0]}.")
    assert "`newsdesk topics acls`" in problem.advice
    desk.allow(Role.WORKER, rights)
    assert check_kafka(desk.settings(Role.WORKER), Role.WORKER).problems == ()


def test_a_user_without_any_right_is_named_all_of_them(desk: Desk) -> None:
    for role in Role:
        desk.allow(role, [])
        rights = desk.rights(role)
        assert missing_rights(desk.settings(role).kafka.cluster(), rights) == rights


def test_require_rights_asks_without_a_trace(desk: Desk) -> None:
    """Asking for a transactional id neither fences nor creates one; a group is not created."""
    desk.allow(Role.WORKER, desk.rights(Role.WORKER))
    cluster = desk.settings(Role.WORKER).kafka.cluster()
    assert missing_rights(cluster, desk.rights(Role.WORKER)) == ()
    with admin_client(desk.kafka.plain) as admin:
        groups = {group["group_id"] for group in admin.list_groups()}
        listed = [one for some in admin.list_transactions().values() for one in some]
    names = [*groups, *(one.transactional_id for one in listed)]
    assert [name for name in names if name.startswith(desk.topics.prefix)] == []


@pytest.mark.slow
@pytest.mark.parametrize("role", OTHERS)
def test_each_right_left_out_is_named_by_the_command_and_by_doctor(
    guarded: SaslKafka, role: Role
) -> None:
    for index, _ in enumerate(Desk(guarded).rights(role)):
        desk = Desk(guarded)
        rights = desk.rights(role)
        right = rights[index]
        if right.operation is not Operation.CREATE:
            desk.topics.create(guarded.plain)
        desk.allow(role, [one for one in rights if one != right])
        for task in TASKS_OF[role]:
            if right in rights_of([task], desk.settings(role)):
                require_refused_task(desk, role, task, right)
        problems = check_kafka(desk.settings(role), role).problems
        assert any(str(right) in each.problem for each in problems), (right, problems)


def require_refused_task(desk: Desk, role: Role, task: Task, right: Right) -> None:
    if words := COMMANDS.get(task):
        require_refusal(desk.run(role, *words, stdin=ARTICLE), right)
    elif task is Task.ADAPT:
        cluster = desk.settings(role).kafka.cluster()
        with pytest.raises(RightsError, match="Missing") as raised:
            from_topic(cluster, desk.topics.articles, Limits(), 10)
        assert str(right) in raised.value.problem
