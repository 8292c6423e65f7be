"""`newsdesk`, run as a person runs it."""

import os
import subprocess
import sys
from collections.abc import Mapping

from newsdesk.client.cluster import Cluster


def newsdesk(
    *arguments: str,
    kafka: Cluster | None = None,
    stdin: bytes = b"",
    environment: Mapping[str, str] | None = None,
) -> "subprocess.CompletedProcess[bytes]":
    """Run the command to its end."""
    return subprocess.run(
        [sys.executable, "-m", "newsdesk", *arguments],
        input=stdin,
        capture_output=True,
        env=environment_for(kafka, environment),
        timeout=240,
        check=False,
    )


def environment_for(
    kafka: Cluster | None, environment: Mapping[str, str] | None = None
) -> dict[str, str]:
    address = {"NEWSDESK_KAFKA__BOOTSTRAP_SERVERS": kafka.bootstrap_servers} if kafka else {}
    return {**os.environ, **address, **(environment or {})}
