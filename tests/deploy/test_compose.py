"""docker-compose.yml, compared with the code."""

import re
import shlex
import shutil
import subprocess

import pytest
import yaml

from newsdesk.broker.pins import KAFKA_VERSION
from newsdesk.chain import StageName
from newsdesk.schemas.messages import MAX_EVENT_BYTES
from newsdesk.settings import Settings, TopicSettings, WorkerSettings
from tests.deploy.compose_file import (
    COMPOSE_FILE,
    DEFAULT,
    DOCKERFILE,
    KAFKA,
    OURS,
    ROOT,
    SERVICES,
    SOURCE,
    WORKERS,
    examples,
    settings_of,
)
from tests.deploy.names import is_setting, resolve


@pytest.mark.parametrize("name", OURS)
def test_every_variable_of_a_service_is_a_setting(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    variables = settings_of(OURS[name])
    assert [v for v in variables if not is_setting(v)] == []
    for variable, value in variables.items():
        monkeypatch.setenv(variable, value)
    settings = Settings.load()
    assert settings.kafka.bootstrap_servers == "kafka:19092"
    assert settings.log.format == "json"


def test_what_can_be_set_from_outside_is_in_the_example_with_its_default() -> None:
    shown = examples()
    for variable, default in DEFAULT.findall(SOURCE):
        kept = variable == "FILES"  # a volume; the example shows a folder
        assert kept or shown.get(variable) == default, variable


def test_every_name_in_the_example_is_a_setting_or_read_by_the_compose_file() -> None:
    read = {variable for variable, _ in DEFAULT.findall(SOURCE)}
    for variable in examples():
        assert variable in read or is_setting(variable), variable


def test_a_name_with_our_prefix_in_the_example_does_not_stop_newsdesk(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """All of .env reaches newsdesk, which refuses names with its prefix that it does not know."""
    for variable, value in examples().items():
        monkeypatch.setenv(variable, value)
    assert Settings.load().topics.partitions == TopicSettings().partitions


def test_settings_reach_every_service_of_ours() -> None:
    for service in OURS.values():
        assert service["env_file"] == [{"path": ".env", "required": False}]


@pytest.mark.parametrize("name", [name for name, service in OURS.items() if "command" in service])
def test_every_command_is_one_of_newsdesks(name: str) -> None:
    resolve(OURS[name]["command"])


@pytest.mark.parametrize(
    ("wrong", "complaint"),
    [
        (["workers"], "No such command"),
        (["worker", "--stages", "classify"], "No such option"),
        (["worker", "--stage", "sort"], "is not one of"),
        (["topics", "delete"], "No such command"),
    ],
)
def test_a_wrong_command_would_be_noticed(wrong: list[str], complaint: str) -> None:
    with pytest.raises(Exception, match=complaint):
        resolve(wrong)


def test_the_commands_in_its_comments_work() -> None:
    lines = re.findall(
        r"^#\s+docker compose run --rm newsdesk (.*?)(?:\s{2,}|$)", SOURCE, re.MULTILINE
    )
    assert lines
    for line in lines:
        resolve(shlex.split(line))
    assert "newsdesk" in OURS
    assert OURS["newsdesk"]["profiles"] == ["tools"]


@pytest.mark.parametrize("name", SERVICES)
def test_what_a_service_mounts_is_in_the_repository_or_a_volume(name: str) -> None:
    mounts = [volume.split(":")[0] for volume in SERVICES[name].get("volumes", ())]
    folders = [mount for mount in mounts if mount.startswith("./")]
    assert [mount for mount in folders if not (ROOT / mount).exists()] == []
    assert set(mounts) - set(folders) <= yaml.safe_load(SOURCE)["volumes"].keys()


def test_kafka_is_the_version_that_is_pinned_everywhere() -> None:
    assert KAFKA["image"] == f"apache/kafka:{KAFKA_VERSION}"


def test_kafka_is_reached_from_inside_and_from_this_machine_alone() -> None:
    environment = KAFKA["environment"]
    advertised = dict(
        listener.split("://") for listener in environment["KAFKA_ADVERTISED_LISTENERS"].split(",")
    )
    listening = dict(
        listener.split("://") for listener in environment["KAFKA_LISTENERS"].split(",")
    )
    assert advertised == {"INSIDE": "kafka:19092", "OUTSIDE": "127.0.0.1:9092"}
    for name, address in advertised.items():
        assert listening[name] == f":{address.rpartition(':')[2]}"
    protocols = environment["KAFKA_LISTENER_SECURITY_PROTOCOL_MAP"].split(",")
    assert {p.split(":")[0] for p in protocols} == set(listening)
    assert environment["KAFKA_INTER_BROKER_LISTENER_NAME"] in advertised
    assert advertised["OUTSIDE"] == Settings.load().kafka.bootstrap_servers


def test_no_port_is_open_beyond_this_machine() -> None:
    ports = [port for service in SERVICES.values() for port in service.get("ports", ())]
    assert ports
    assert all(str(port).startswith("127.0.0.1:") for port in ports), ports


def test_messages_outlive_the_container() -> None:
    mounts = dict(volume.split(":")[:2] for volume in KAFKA["volumes"])
    assert mounts["kafka-data"] == KAFKA["environment"]["KAFKA_LOG_DIRS"]
    assert "kafka-data" in yaml.safe_load(SOURCE)["volumes"]


def test_kafka_takes_the_largest_event_and_makes_no_topic_by_itself() -> None:
    environment = KAFKA["environment"]
    assert environment["KAFKA_MESSAGE_MAX_BYTES"] >= MAX_EVENT_BYTES
    assert environment["KAFKA_REPLICA_FETCH_MAX_BYTES"] >= MAX_EVENT_BYTES
    assert environment["KAFKA_AUTO_CREATE_TOPICS_ENABLE"] == "false"


def test_topics_are_made_before_any_worker_starts() -> None:
    topics = OURS["topics"]
    assert topics["command"] == ["topics", "create"]
    assert topics["depends_on"] == {"kafka": {"condition": "service_healthy"}}
    for worker in WORKERS.values():
        assert worker["depends_on"] == {"topics": {"condition": "service_completed_successfully"}}


def test_one_worker_runs_all_stages_and_can_be_scaled() -> None:
    by_default = [name for name, service in SERVICES.items() if "profiles" not in service]
    assert by_default == ["kafka", "topics", "worker", "desk"]
    assert WORKERS["worker"]["command"] == ["worker"]
    assert not {"container_name", "ports"} & WORKERS["worker"].keys()


def test_the_stages_apart_are_a_profile() -> None:
    apart = [worker for worker in WORKERS.values() if worker.get("profiles") == ["stages"]]
    assert [worker["command"] for worker in apart] == [
        ["worker", "--stage", str(stage)] for stage in StageName
    ]


def test_workers_have_time_to_end_their_micro_batch() -> None:
    for worker in WORKERS.values():
        assert worker["restart"] == "unless-stopped"
        grace = float(worker["stop_grace_period"].removesuffix("s"))
        assert grace > WorkerSettings().drain


def test_only_tools_write_files_and_workers_only_read_them() -> None:
    for name, service in OURS.items():
        volumes = service.get("volumes", ())
        expected = {"newsdesk": "files:/files", "topics": None}.get(name, "files:/files:ro")
        assert [volume for volume in volumes if "/files" in volume] == [expected] * bool(expected)


def test_the_cache_outlives_containers_and_is_where_newsdesk_puts_it() -> None:
    for service in (*WORKERS.values(), OURS["newsdesk"]):
        assert "cache:/var/cache/newsdesk" in service["volumes"]


def test_all_services_share_the_image_of_our_dockerfile() -> None:
    assert {service["image"] for service in OURS.values()} == {"newsdesk:latest"}
    for service in OURS.values():
        build = service["build"]
        assert (COMPOSE_FILE.parent / build["context"]).resolve() == ROOT
        assert ROOT / build["dockerfile"] == DOCKERFILE
        arguments = re.findall(r"^ARG (\w+)", DOCKERFILE.read_text(encoding="utf-8"), re.MULTILINE)
        assert set(build["args"]) <= set(arguments)


def test_docker_compose_accepts_it() -> None:
    command = compose_command()
    if command is None:
        pytest.skip("there is no Docker Compose on the PATH")
    checked = subprocess.run(
        [*command, "-f", str(COMPOSE_FILE), "config", "-q"],
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert checked.returncode == 0, checked.stderr.decode()


def compose_command() -> list[str] | None:
    """Return Compose 2 or newer; version 1 does not know today's file format."""
    for command in (["docker", "compose"], ["docker-compose"]):
        if shutil.which(command[0]):
            shown = subprocess.run(
                [*command, "version", "--short"], capture_output=True, timeout=60, check=False
            )
            version = shown.stdout.decode().strip().removeprefix("v")
            if shown.returncode == 0 and not version.startswith("1."):
                return command
    return None
