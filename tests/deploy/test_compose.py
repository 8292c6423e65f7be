"""docker-compose.yml and deploy/Dockerfile, compared with the code."""

import re
import shlex
import shutil
import subprocess
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
import typer.main
import yaml
from pydantic import BaseModel

from newsdesk.broker.pins import KAFKA_VERSION
from newsdesk.chain import StageName
from newsdesk.cli import app
from newsdesk.schemas.messages import MAX_EVENT_BYTES
from newsdesk.settings import Settings, WorkerSettings
from newsdesk.variables import PREFIX

ROOT = Path(__file__).parents[2]
COMPOSE_FILE = ROOT / "docker-compose.yml"
DOCKERFILE = ROOT / "deploy" / "Dockerfile"
SOURCE = COMPOSE_FILE.read_text(encoding="utf-8")
DEFAULT = re.compile(r"\$\{(\w+):-([^}]*)\}")
SERVICES: dict[str, Any] = yaml.safe_load(DEFAULT.sub(r"\2", SOURCE))["services"]
KAFKA = SERVICES["kafka"]
OURS = {name: service for name, service in SERVICES.items() if name != "kafka"}
WORKERS = {name: s for name, s in OURS.items() if s.get("command", [""])[0] == "worker"}


def settings_of(service: dict[str, Any]) -> dict[str, str]:
    return {k: str(v) for k, v in service["environment"].items() if k.startswith(PREFIX)}


def is_setting(variable: str) -> bool:
    model: Any = Settings
    for name in variable.removeprefix(PREFIX).lower().split("__"):
        if not issubclass(model, BaseModel) or name not in model.model_fields:
            return False
        model = model.model_fields[name].annotation
        model = model if isinstance(model, type) else object
    return True


def resolve(arguments: list[str]) -> None:
    """Parse a command line as newsdesk does, without running it; raises what Typer raises."""
    command: Any = typer.main.get_command(app)
    context, rest = None, arguments
    while hasattr(command, "resolve_command"):
        context = command.make_context("newsdesk", list(rest), parent=context)
        given = [*context._protected_args, *context.args]
        _, command, rest = command.resolve_command(context, given)
    command.make_context("newsdesk", list(rest), parent=context)


def without_comments(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


def copied_paths() -> list[str]:
    """Return what the Dockerfile copies from the repository."""
    return [
        source.rstrip("/")
        for line in without_comments(DOCKERFILE)
        if line.startswith("COPY ") and "--from" not in line
        for source in shlex.split(line)[1:-1]
    ]


def is_let_through(path: str) -> bool:
    """Whether .dockerignore leaves the path in: the last pattern that names it decides."""
    let_through = True
    for pattern in without_comments(ROOT / ".dockerignore"):
        name = pattern.removeprefix("!").strip("/")
        parents = [path, *map(str, Path(path).parents)]
        if any(fnmatch(parent, name) for parent in parents if parent != "."):
            let_through = pattern.startswith("!")
    return let_through


def rooms() -> list[str]:
    """Return the folders that make up the package: itself, and what it links to."""
    links = [path for path in (ROOT / "newsdesk").iterdir() if path.is_symlink()]
    return ["newsdesk", *(path.resolve().name for path in links)]


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


def test_what_can_be_set_from_outside_is_a_setting_and_its_default_is_ours() -> None:
    for variable, default in DEFAULT.findall(SOURCE):
        assert variable == "TORCH_INDEX" or is_setting(variable)
        if variable == "NEWSDESK_TOPICS__PARTITIONS":
            assert int(default) == Settings.load().topics.partitions


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
    mounts = [volume.split(":")[0] for volume in OURS["newsdesk"]["volumes"]]
    assert [m for m in mounts if not (ROOT / m).exists()] == []


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


def test_kafka_is_healthy_when_it_answers_its_inside_listener() -> None:
    check = KAFKA["healthcheck"]["test"]
    assert check[0] == "CMD-SHELL"
    assert "127.0.0.1:19092" in check[1]


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


def test_each_stage_has_one_worker() -> None:
    assert [worker["command"] for worker in WORKERS.values()] == [
        ["worker", "--stage", str(stage)] for stage in StageName
    ]


def test_workers_have_time_to_end_their_micro_batch() -> None:
    for worker in WORKERS.values():
        assert worker["restart"] == "unless-stopped"
        grace = float(worker["stop_grace_period"].removesuffix("s"))
        assert grace > WorkerSettings().drain


@pytest.mark.parametrize("name", SERVICES)
def test_no_service_may_take_the_whole_machine_or_get_more_rights(name: str) -> None:
    service = SERVICES[name]
    assert re.fullmatch(r"\d+[mg]", service["mem_limit"])
    assert 0 < service["pids_limit"] < 10_000
    assert service["cap_drop"] == ["ALL"]
    assert "cap_add" not in service
    assert service["security_opt"] == ["no-new-privileges:true"]


def test_kafka_has_more_memory_than_its_heap() -> None:
    heap = re.search(r"-Xmx(\d+)m", KAFKA["environment"]["KAFKA_HEAP_OPTS"])
    assert heap
    assert int(KAFKA["mem_limit"].removesuffix("g")) * 1024 >= 2 * int(heap[1])


def test_our_services_write_to_nothing_but_memory() -> None:
    for service in OURS.values():
        assert service["read_only"] is True
        assert service["tmpfs"] == ["/tmp"]
        assert all(volume.endswith(":ro") for volume in service.get("volumes", ()))


def test_workers_write_only_where_they_can() -> None:
    for worker in WORKERS.values():
        folder = Path(settings_of(worker)["NEWSDESK_WORKER__STATE_FOLDER"])
        assert any(folder.is_relative_to(mount) for mount in worker["tmpfs"])


def test_all_services_share_the_image_of_our_dockerfile() -> None:
    assert {service["image"] for service in OURS.values()} == {"newsdesk:latest"}
    for service in OURS.values():
        build = service["build"]
        assert (COMPOSE_FILE.parent / build["context"]).resolve() == ROOT
        assert ROOT / build["dockerfile"] == DOCKERFILE
        arguments = re.findall(r"^ARG (\w+)", DOCKERFILE.read_text(encoding="utf-8"), re.MULTILINE)
        assert set(build["args"]) <= set(arguments)


def test_the_image_holds_every_package() -> None:
    assert set(rooms()) <= set(copied_paths())


def test_the_image_is_made_from_what_is_there_and_let_through() -> None:
    missing = [path for path in copied_paths() if not (ROOT / path).exists()]
    assert missing == []
    held_back = [path for path in copied_paths() if not is_let_through(path)]
    assert held_back == []


def test_the_image_gets_no_more_than_it_needs() -> None:
    unwanted = [".git", ".venv", "tests", "seeds", ".mypy_cache", "agents/__pycache__"]
    assert [path for path in unwanted if is_let_through(path)] == []


def test_the_image_runs_newsdesk_as_an_ordinary_user() -> None:
    lines = without_comments(DOCKERFILE)
    assert 'ENTRYPOINT ["newsdesk"]' in lines
    (command,) = [line for line in lines if line.startswith("CMD ")]
    resolve(yaml.safe_load(command.removeprefix("CMD ")))
    users = [line for line in lines if line.startswith("USER ")]
    assert users and users[-1] != "USER root"


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
