"""Advice fits where newsdesk runs."""

from pathlib import Path

import pytest

from newsdesk.client.container import how_to_reach_kafka, is_container


@pytest.mark.parametrize(
    ("environment", "file", "expected"),
    [
        ({}, None, False),
        ({"HOME": "/root", "container": ""}, None, False),
        ({"KUBERNETES_SERVICE_HOST": "10.0.0.1"}, None, True),
        ({"container": "podman"}, None, True),
        ({}, ".dockerenv", True),
        ({}, "run/.containerenv", True),
        ({}, "tmp/.dockerenv", False),
    ],
)
def test_is_container_by_what_container_managers_leave(
    tmp_path: Path, environment: dict[str, str], file: str | None, expected: bool
) -> None:
    if file:
        (tmp_path / file).parent.mkdir(exist_ok=True)
        (tmp_path / file).touch()
    assert is_container(environment, tmp_path) is expected


def test_how_to_reach_kafka_names_no_command_that_a_container_has_no_use_for() -> None:
    assert "newsdesk broker start" in how_to_reach_kafka(in_container=False)
    inside = how_to_reach_kafka(in_container=True)
    assert "newsdesk broker" not in inside
    assert "NEWSDESK_KAFKA__BOOTSTRAP_SERVERS" in inside
    assert how_to_reach_kafka() == how_to_reach_kafka(in_container=is_container())
