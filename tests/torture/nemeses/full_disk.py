"""A broker whose disk is full: it ends, and can only be started again when there is room."""

import errno
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.processes import wait_until
from tests.torture.arena import Arena

_BALLAST = "ballast"
_BLOCK = bytes(1024 * 1024)


@contextmanager
def small_disk(place: Path, megabytes: int) -> Iterator[Path]:
    """Mount a file system of that size during the block.

    Raises:
        PermissionError: if this user may not mount anything.
    """
    place.mkdir(parents=True, exist_ok=True)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(place)]
    if subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        raise PermissionError("no file system can be mounted here")
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=False)


@contextmanager
def full(arena: Arena, disk: Path) -> Iterator[None]:
    """Let the disk be full until the broker ends of it; make room and start it at the end."""
    [node] = arena.brokers.nodes
    arena.feed.may_be_refused = True
    ballast = disk / _BALLAST
    _fill(ballast)
    arena.say("the disk is full")
    try:
        wait_until(lambda: not node.is_alive, "the broker ends", 120)
        yield
    finally:
        ballast.unlink()
        node.start()
        arena.say("there is room again")


def _fill(ballast: Path) -> None:
    """Write to the file until its disk takes no more, even while others write there."""
    try:
        with ballast.open("wb", buffering=0) as file:
            while True:
                file.write(_BLOCK)
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
