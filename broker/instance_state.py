"""The state file of a data folder: the process that runs on it, if any."""

import json
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

from newsdesk.broker.errors import BrokerError
from newsdesk.broker.private import write_private
from newsdesk.broker.process import is_alive
from newsdesk.broker.tcp_ports import HOST
from newsdesk.client.cluster import Cluster

# A process is recognized by its start time too, since process ids are reused. Two programs may
# read start times this far apart for one process when the system's clock is set.
_CLOCK_TOLERANCE_S = 2.0


@dataclass(frozen=True)
class Instance:
    """A broker that runs on a data folder; ``started`` is in seconds since 1970."""

    data_dir: Path
    pid: int
    started: float
    port: int
    kafka_version: str

    @property
    def cluster(self) -> Cluster:
        """Return how clients on this machine reach it."""
        return Cluster(f"{HOST}:{self.port}")

    @property
    def uptime_s(self) -> float:
        """Return the seconds since its process started."""
        return max(0.0, time.time() - self.started)


def find_instance(data_dir: Path) -> Instance | None:
    """Return the broker that runs on the data folder; remove the state file of one that ended.

    Raises:
        BrokerError: the state file cannot be read.
    """
    instance = _read(data_dir)
    if instance is not None and not _runs(instance):
        # A user who may only read the folder still learns that nothing runs.
        with suppress(OSError):
            forget(instance)
        return None
    return instance


def remember(instance: Instance) -> None:
    """Write the state file atomically."""
    content = asdict(instance)
    del content["data_dir"]
    file = _state_file(instance.data_dir)
    new = file.with_suffix(".new")
    write_private(new, json.dumps(content) + "\n")
    new.replace(file)


def forget(instance: Instance) -> None:
    """Remove the state file, unless it belongs to another instance by now."""
    if _read(instance.data_dir) == instance:
        _state_file(instance.data_dir).unlink(missing_ok=True)


def _read(data_dir: Path) -> Instance | None:
    file = _state_file(data_dir)
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        return Instance(
            data_dir,
            int(content["pid"]),
            float(content["started"]),
            int(content["port"]),
            str(content["kafka_version"]),
        )
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BrokerError(
            f"{file}, which says whether a broker runs, cannot be read: {error!r}.",
            "If none runs (see `ps`), delete it.",
        ) from error


def _runs(instance: Instance) -> bool:
    try:
        process = psutil.Process(instance.pid)
        drift = abs(process.create_time() - instance.started)
    except psutil.NoSuchProcess:
        return False
    return drift < _CLOCK_TOLERANCE_S and is_alive(process)


def _state_file(data_dir: Path) -> Path:
    return data_dir / "instance.json"
