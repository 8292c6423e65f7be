"""A worker that logs as JSON writes nothing else, also where it does not come to its work."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

import pytest

from newsdesk.broker.tcp_ports import free_port
from newsdesk.client.container import how_to_reach_kafka

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Linux only")


def run(*arguments: str, **environment: str) -> tuple[int, list[dict[str, Any]]]:
    """Run a worker to its end; return its exit code and the objects that it wrote."""
    variables: Mapping[str, str] = {"NEWSDESK_LOG__FORMAT": "json", **environment}
    done = subprocess.run(
        [sys.executable, "-m", "newsdesk", "worker", *arguments],
        capture_output=True,
        env={**os.environ, **variables},
        check=False,
    )
    assert done.stdout == b""
    return done.returncode, [json.loads(line) for line in done.stderr.splitlines()]


def test_a_wrong_setting_is_one_object_with_its_advice() -> None:
    code, [failed] = run(NEWSDESK_TOPICS__PARTITIONS="many")
    assert (code, failed["event"], failed["level"]) == (1, "failed", "error")
    assert failed["problem"].startswith("NEWSDESK_TOPICS__PARTITIONS='many'")
    assert failed["advice"].startswith("Fix or unset it")


def test_a_wrong_option_is_objects_of_its_usage() -> None:
    code, lines = run("--no-such-option")
    assert code == 2
    assert {line["event"] for line in lines} == {"output"}
    assert "No such option: --no-such-option" in "".join(line["text"] for line in lines)


def test_a_kafka_that_is_away_is_one_object_with_its_advice() -> None:
    address = f"127.0.0.1:{free_port()}"
    code, [failed] = run(NEWSDESK_KAFKA__BOOTSTRAP_SERVERS=address)
    assert (code, failed["event"]) == (1, "failed")
    assert failed["problem"].startswith(f"Kafka at {address} does not answer")
    assert failed["advice"] == how_to_reach_kafka()


def test_the_help_stays_as_it_is() -> None:
    command = [sys.executable, "-m", "newsdesk", "worker", "--help"]
    environment = {**os.environ, "NEWSDESK_LOG__FORMAT": "json"}
    done = subprocess.run(command, capture_output=True, env=environment, check=True)
    assert b"Usage: " in done.stdout
    assert b"{" not in done.stdout
