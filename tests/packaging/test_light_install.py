"""The wheel without the extra `worker`, in an environment that has nothing else."""

from importlib.metadata import version
from pathlib import Path

import pytest

from newsdesk.broker.tcp_ports import free_port
from newsdesk.client.cluster import Cluster
from newsdesk.commands.group import HELP
from newsdesk.terminal.extra import INSTALL, INSTALL_DESK, INSTALL_FEEDS
from tests.packaging.environments import Environment
from tests.support.topics import OwnTopics

LIMIT = 40 * 1024 * 1024
"""Bytes of all that is installed."""

NEED_THE_EXTRA = {
    "worker": ["worker"],
    "demo": ["demo", "article.txt"],
    "broker": ["broker", "status"],
    "reprocess": ["reprocess", "--stale", "--dry-run"],
    "models": ["models", "show"],
    "taxonomy": ["taxonomy", "show"],
    "evaluate": ["evaluate", "classification", "--data", "rows.jsonl"],
}


def test_light_install_is_small(light: Environment) -> None:
    assert light.size() < LIMIT


def test_help_lists_every_command_and_imports_none(light: Environment, tmp_path: Path) -> None:
    code = (
        "import sys; from newsdesk.cli import app; app(['--help'], standalone_mode=False);"
        "print([name for name in sys.modules if name in ('kafka', 'pydantic')"
        " or name.startswith('newsdesk.commands.') and name.endswith('.command')])"
    )
    done = light.execute(code, tmp_path)
    assert done.returncode == 0, done.stderr
    assert [name for name in HELP if f" {name} " not in done.stdout] == []
    assert done.stdout.splitlines()[-1] == "[]"


def test_version_is_shown(light: Environment, tmp_path: Path) -> None:
    assert light.newsdesk("--version", cwd=tmp_path).stdout == f"newsdesk {version('newsdesk')}\n"


def test_doctor_says_that_kafka_is_away_and_how_to_get_the_workers_parts(
    light: Environment, tmp_path: Path
) -> None:
    address = f"127.0.0.1:{free_port()}"
    done = light.newsdesk("doctor", "--bootstrap-servers", address, cwd=tmp_path)
    assert done.returncode == 1
    assert done.stdout.count(INSTALL) == 1
    assert f"Kafka at {address} does not answer" in done.stdout
    assert done.stdout.splitlines()[-1] == "Not fit to run: 1 problem."
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", NEED_THE_EXTRA)
def test_command_that_needs_the_extra_says_so_in_one_line(
    command: str, light: Environment, tmp_path: Path
) -> None:
    done = light.newsdesk(*NEED_THE_EXTRA[command], cwd=tmp_path)
    line = f"newsdesk {command} needs more than is installed here: {INSTALL}\n"
    assert (done.returncode, done.stdout, done.stderr) == (1, "", line)


def test_desk_needs_its_extra_and_says_so_in_one_line(light: Environment, tmp_path: Path) -> None:
    done = light.newsdesk("desk", cwd=tmp_path)
    line = f"newsdesk desk needs more than is installed here: {INSTALL_DESK}\n"
    assert (done.returncode, done.stdout, done.stderr) == (1, "", line)


@pytest.mark.parametrize(
    ("name", "content", "package"),
    [
        ("feed.xml", "<rss version='2.0'><channel><item/></channel></rss>", "feedparser"),
        ("crawl.warc", "WARC/1.0\r\nWARC-Type: warcinfo\r\n\r\n", "warcio"),
    ],
)
def test_files_that_need_the_extra_for_feeds_are_named_with_it(
    name: str, content: str, package: str, light: Environment, tmp_path: Path
) -> None:
    (tmp_path / name).write_text(content)
    done = light.newsdesk("produce", name, "--dry-run", cwd=tmp_path)
    said = " ".join((done.stdout + done.stderr).split())
    assert done.returncode == 1
    assert name in said
    assert f"are read by the package {package}; {INSTALL_FEEDS}" in said


def test_shell_completes_commands_with_and_without_their_parts(
    light: Environment, tmp_path: Path
) -> None:
    for words, expected in (("newsdesk wor", "worker"), ("newsdesk worker --st", "--stage")):
        variables = {
            "_NEWSDESK_COMPLETE": "complete_bash",
            "COMP_WORDS": words,
            "COMP_CWORD": str(words.count(" ")),
        }
        assert light.newsdesk(cwd=tmp_path, **variables).stdout.split() == [expected]
    variables |= {"COMP_WORDS": "newsdesk broker st", "COMP_CWORD": "2"}
    done = light.newsdesk(cwd=tmp_path, **variables)
    assert (done.returncode, done.stderr) == (0, "")


def test_articles_are_sent_and_topics_administered(
    light: Environment, kafka: Cluster, tmp_path: Path
) -> None:
    (tmp_path / "frost.txt").write_text("Forecasters warned of a hard frost tonight.")
    topics = OwnTopics()
    variables = topics.environment(kafka)
    for arguments, last_line in (
        (["topics", "create"], f"{topics.replays}: created, 1 partition"),
        (["produce", "frost.txt"], f"Sent 1 article to {topics.articles}."),
        (["watch", "--timeout", "1"], f"Watching {topics.enriched}; Ctrl-C ends."),
        (["dead-letters", "list"], "No dead letters."),
        (["embargoes"], "0 articles held back."),
        (["dead-letters", "replay", "--everything", "--dry-run"], "Would replay 0 dead letters."),
        (["doctor"], "Fit to run all but the worker."),
    ):
        done = light.newsdesk(*arguments, cwd=tmp_path, **variables)
        assert done.returncode == 0, done.stdout + done.stderr
        assert (done.stdout or done.stderr).splitlines()[-1] == last_line
