"""`python -m tests.deploy.installation`: the shipped docker-compose.yml on a real engine."""

import argparse
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from platformdirs import user_cache_path

from newsdesk.broker.tcp_ports import free_port
from tests.deploy.installation import checks
from tests.deploy.installation.articles import Feed
from tests.deploy.installation.commands import Skipped
from tests.deploy.installation.compose_plugin import compose_environment
from tests.deploy.installation.engine import Engine, engine
from tests.deploy.installation.host import host_network
from tests.deploy.installation.images import image_variables
from tests.deploy.installation.stack import Clock, Stack, console


def main() -> int:
    """Run all checks; 0 if they hold or cannot run here."""
    parser = argparse.ArgumentParser(prog="make compose-test")
    parser.add_argument(
        "--folder",
        type=Path,
        default=user_cache_path("newsdesk-compose-test"),
        help="where an engine started here keeps its images, for the next run",
    )
    folder = parser.parse_args().folder.absolute()
    clock = Clock(time.monotonic())
    try:
        with engine(folder) as found:
            found.environment = {**found.environment, **compose_environment(folder / "client")}
            with running_stack(found, clock) as stack:
                _check(stack, clock)
    except Skipped as reason:
        console.print(f"skipped: {reason}")
        return 0
    if found.host is not None:
        assert host_network() == found.host, f"left behind: {host_network()}; was: {found.host}"
        clock.say("the engine has ended, and the host's network is as it was")
    return 0


@contextmanager
def running_stack(found: Engine, clock: Clock) -> Iterator[Stack]:
    """Build the images and yield the stack; nothing of it is left in the engine."""
    images = image_variables(found)
    ports = {name: str(free_port()) for name in ("KAFKA_PORT", "DESK_PORT")}
    stack = Stack(found, {**images, **ports})
    try:
        clock.timed("image built", lambda: stack.compose("build", "worker", seconds=3000))
        yield stack
    except Exception:
        console.print("\n".join(stack.logs("--tail", "60")))
        raise
    finally:
        stack.compose("--profile", "*", "down", "--volumes", "--remove-orphans")


def _check(stack: Stack, clock: Clock) -> None:
    feed = Feed(stack.cluster)
    checks.first_start(stack, feed, clock)
    checks.logs(stack, clock)
    checks.desk(stack, feed, clock)
    checks.limits(stack, clock)
    checks.second_start(stack, feed, clock)
    checks.tools(stack, clock)
    for check in (
        checks.killed_workers,
        checks.killed_models,
        checks.restarted_kafka,
        checks.restarted_engine,
        checks.data,
    ):
        check(stack, feed, clock)


if __name__ == "__main__":
    sys.exit(main())
