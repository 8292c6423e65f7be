"""`newsdesk topics acls` prints what the table of rights has, with the names of the settings."""

import shlex

import orjson
import pytest

from newsdesk.chain import StageName, topic_specs
from newsdesk.client.rights import Operation, Resource, Right, minimal
from newsdesk.commands.group import HELP
from newsdesk.right_facts import Task
from newsdesk.rights import TASKS_OF, Role, needs_of, rights_of, tasks_of
from newsdesk.settings import Settings
from tests.support.command_line import newsdesk

NAMES = {"NEWSDESK_TOPICS__ARTICLES": "in coming's", "NEWSDESK_WORKER__GROUP": "night"}
WITHOUT_KAFKA = {"evaluate", "models", "taxonomy"}
OWN_KAFKA = {"demo", "broker"}


def _printed(*arguments: str, **environment: str) -> list[list[str]]:
    done = newsdesk("topics", "acls", *arguments, environment=environment)
    assert (done.returncode, done.stderr) == (0, b"")
    lines = done.stdout.decode().splitlines()
    return [shlex.split(line) for line in lines if not line.startswith("#")]


def _rights(words: list[str]) -> set[Right]:
    """Return what a line of `kafka-acls.sh` grants."""
    kinds = {"--topic": "Topic", "--group": "Group", "--transactional-id": "TransactionalId"}
    [(kind, name)] = [(kinds[w], words[n + 1]) for n, w in enumerate(words) if w in kinds]
    operations = [words[n + 1] for n, word in enumerate(words) if word == "--operation"]
    prefixed = "prefixed" in words
    return {Right(Operation(o), Resource(kind), name, prefixed) for o in operations}


@pytest.mark.parametrize("role", Role)
def test_acls_the_lines_of_a_role_grant_what_it_needs_and_nothing_else(role: Role) -> None:
    lines = _printed("--role", role, f"--{role}", "User:CN=x,O=y z", **NAMES)
    settings = Settings.load(topics={"articles": "in coming's"}, worker={"group": "night"})
    assert set().union(*map(_rights, lines)) == set(rights_of(TASKS_OF[role], settings))
    assert {line[line.index("--allow-principal") + 1] for line in lines} == {"User:CN=x,O=y z"}


def test_acls_lines_connect_as_they_should() -> None:
    [line] = _printed("--role", "producer", "--bootstrap-servers", "k:1", "--command-config", "a b")
    assert line[:5] == ["kafka-acls.sh", "--bootstrap-server", "k:1", "--command-config", "a b"]


def test_acls_as_json_has_a_purpose_for_each_right() -> None:
    done = newsdesk("topics", "acls", "--json", environment=NAMES)
    roles = [orjson.loads(line) for line in done.stdout.splitlines()]
    assert [one["role"] for one in roles] == [*Role]
    assert all(acl["purpose"] for one in roles for acl in one["acls"])
    [worker] = [one for one in roles if one["role"] == "worker"]
    prefixes = [acl["name"] for acl in worker["acls"] if acl["pattern"] == "prefixed"]
    assert prefixes == [
        "night.classify-in coming's-",
        "night.summarize-articles.classified-",
    ]


def test_acls_a_stage_alone_needs_less_than_the_whole_worker() -> None:
    settings = Settings.load()
    whole = set(rights_of(TASKS_OF[Role.WORKER], settings))
    parts = [set(rights_of(tasks_of(Role.WORKER, [name]), settings)) for name in StageName]
    assert parts[0] | parts[1] == whole
    assert all(part < whole for part in parts)
    printed = _printed("--role", "worker", "--stage", "summarize")
    assert set().union(*map(_rights, printed)) == parts[1]


def test_every_command_that_uses_a_given_kafka_is_a_task() -> None:
    tasks = {str(task).split()[0] for task in Task}
    assert set(HELP) - WITHOUT_KAFKA - OWN_KAFKA <= tasks
    assert {task for tasks in TASKS_OF.values() for task in tasks} == set(Task)


@pytest.mark.parametrize("role", [Role.PRODUCER, Role.READER, Role.WORKER])
def test_roles_that_run_all_day_change_no_topic(role: Role) -> None:
    operations = {right.operation for right in rights_of(TASKS_OF[role], Settings.load())}
    assert operations <= {Operation.READ, Operation.WRITE}


def test_a_reader_sees_nothing_that_is_not_published() -> None:
    topics = Settings.load().topics
    names = {right.name for right in rights_of(TASKS_OF[Role.READER], Settings.load())}
    assert names.isdisjoint({topics.articles, topics.classified, topics.embargoed})


def test_an_admin_needs_rights_on_all_topics_of_the_chain() -> None:
    settings = Settings.load()
    rights = rights_of(TASKS_OF[Role.ADMIN], settings)
    named = {right.name for right in rights if right.resource is Resource.TOPIC}
    assert named == {spec.name for spec in topic_specs(settings.topics)}


def test_minimal_leaves_out_the_describe_that_another_right_implies() -> None:
    def right(operation: Operation, name: str = "a") -> Right:
        return Right(operation, Resource.TOPIC, name)

    read, describe = right(Operation.READ), right(Operation.DESCRIBE)
    other = right(Operation.DESCRIBE, "b")
    assert minimal([describe, read, other, read]) == (read, other)
    assert minimal([describe, right(Operation.CREATE)]) == (describe, right(Operation.CREATE))


def test_a_right_that_two_tasks_need_has_both_purposes() -> None:
    needs = needs_of(TASKS_OF[Role.WORKER], Settings.load())
    [letters] = [n for n in needs if n.right.name == Settings.load().topics.dead_letter]
    assert letters.purpose == "publish dead letters (classify); publish dead letters (summarize)"
