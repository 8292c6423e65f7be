"""Limits and rights of the services of docker-compose.yml, and when they are healthy."""

import re
import socket
import subprocess
from threading import Thread

import pytest
import yaml

from newsdesk.broker.tcp_ports import free_port
from tests.deploy.compose_file import (
    KAFKA,
    ROOT,
    SERVICES,
    WORKERS,
    megabytes,
)


@pytest.mark.parametrize("name", SERVICES)
def test_no_service_may_take_the_whole_machine_or_get_more_rights(name: str) -> None:
    service = SERVICES[name]
    assert megabytes(service["mem_limit"]) <= 4096
    assert 0 < int(service["pids_limit"]) <= 2048
    assert service["cap_drop"] == ["ALL"]
    assert not {"cap_add", "privileged", "network_mode", "pid"} & service.keys()
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["init"] is True


@pytest.mark.parametrize("name", SERVICES)
def test_no_service_writes_to_its_image_or_fills_the_disk_with_its_log(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert any(mount.startswith("/tmp") for mount in service["tmpfs"])
    assert service["logging"] == {
        "driver": "json-file",
        "options": {"max-size": "10m", "max-file": 5},
    }


def test_kafka_has_more_memory_than_its_heap() -> None:
    heap = re.search(r"-Xmx(\d+)m", KAFKA["environment"]["KAFKA_HEAP_OPTS"])
    assert heap
    assert megabytes(KAFKA["mem_limit"]) >= 2 * int(heap[1])


def test_kafka_has_time_to_leave_in_order() -> None:
    assert KAFKA["stop_grace_period"] == "60s"


def test_kafka_logs_to_the_console_alone() -> None:
    mounts = dict(volume.split(":")[:2] for volume in KAFKA["volumes"])
    assert mounts["./deploy/kafka/log4j2.yaml"] == "/mnt/shared/config/log4j2.yaml"
    logs = yaml.safe_load((ROOT / "deploy/kafka/log4j2.yaml").read_text("utf-8"))
    assert list(logs["Configuration"]["Appenders"]) == ["Console"]


def test_java_may_load_libraries_where_kafka_unpacks_them() -> None:
    assert "/tmp:exec" in KAFKA["tmpfs"]


def test_kafka_is_healthy_when_its_inside_listener_takes_connections() -> None:
    assert KAFKA["healthcheck"]["test"] == ["CMD", "bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/19092"]


@pytest.mark.parametrize("name", SERVICES)
def test_no_health_check_starts_a_java_or_a_python(name: str) -> None:
    check = " ".join(SERVICES[name].get("healthcheck", {}).get("test", ()))
    assert not re.search(r"java|python|kafka-|newsdesk", check)


def ask(check: list[str], port: int) -> int:
    """Run the workers' health check against a port of this machine; return its exit code."""
    command = [part.replace("$$", "$").replace("/8080", f"/{port}") for part in check[1:]]
    return subprocess.run(command, timeout=30, check=False, capture_output=True).returncode


@pytest.mark.parametrize(("status", "code"), [("200 OK", 0), ("503 Service Unavailable", 1)])
def test_a_worker_is_healthy_when_it_says_that_it_is_ready(status: str, code: int) -> None:
    asked: list[bytes] = []

    def answer() -> None:
        connection, _ = server.accept()
        with connection:
            asked.append(connection.recv(1024))
            connection.sendall(f"HTTP/1.0 {status}\r\n\r\n".encode())

    check = WORKERS["worker"]["healthcheck"]["test"]
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = Thread(target=answer)
        thread.start()
        assert bool(ask(check, server.getsockname()[1])) == bool(code)
        thread.join(30)
    assert asked[0].startswith(b"GET /ready HTTP/1.0\r\n")


def test_a_worker_that_does_not_listen_is_not_healthy() -> None:
    assert ask(WORKERS["worker"]["healthcheck"]["test"], free_port()) != 0
