"""Whether newsdesk runs in a container, and the advice that depends on it."""

import os
from collections.abc import Mapping
from pathlib import Path

_FILES = (".dockerenv", "run/.containerenv")
"""Files that Docker and Podman put into a container."""

_VARIABLES = ("KUBERNETES_SERVICE_HOST", "container")
"""Variables of Kubernetes, and of other container managers by convention; an image may set it."""


def is_container(environment: Mapping[str, str] | None = None, root: Path = Path("/")) -> bool:
    """Return whether this process runs in a container, by what container managers leave there."""
    variables = os.environ if environment is None else environment
    has_variable = any(variables.get(name) for name in _VARIABLES)
    return has_variable or any((root / name).exists() for name in _FILES)


def how_to_reach_kafka(in_container: bool | None = None) -> str:
    """Return what to do about a Kafka that does not answer; None: as it is on this machine."""
    if is_container() if in_container is None else in_container:
        return (
            "Is it running, and is the address right? 127.0.0.1 is this container itself; set"
            " NEWSDESK_KAFKA__BOOTSTRAP_SERVERS to an address that it can reach, as kafka:9092."
        )
    return (
        "Is it running, and is the address right? `newsdesk broker start` starts one on this"
        " machine."
    )
