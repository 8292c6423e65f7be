"""The broker of ``newsdesk broker``: at most one on each data folder."""

import shlex
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import psutil
from platformdirs import user_state_path

from newsdesk.broker.data_folder import open_data_folder, require_own_folder, usable
from newsdesk.broker.distribution import Distribution
from newsdesk.broker.errors import BrokerError
from newsdesk.broker.instance_state import Instance, find_instance, forget, remember
from newsdesk.broker.locks import exclusive_lock
from newsdesk.broker.private import FOLDER_MODE
from newsdesk.broker.process import stop_group
from newsdesk.broker.properties import BrokerOptions
from newsdesk.broker.server import RunningBroker, launch_broker
from newsdesk.broker.signals import until_signal

DEFAULT_PORT = 9092
# 128 + SIGTERM, Java's exit status after SIGTERM.
_TERMINATED = 143


def default_data_dir() -> Path:
    """Return the default data folder, under the user's state folder."""
    return user_state_path("newsdesk") / "broker"


def start_instance(options: BrokerOptions, kafka: Distribution) -> Instance:
    """Return the running broker of the data folder, or start one and wait until it is ready.

    A new one keeps running when this process ends.

    Raises:
        BrokerError: it cannot be started; then nothing is left running.
    """
    data_dir = _data_dir(options)
    with _alone_on(data_dir):
        running = find_instance(data_dir)
        if running is not None:
            return running
        broker, instance = _launch(replace(options, data_dir=data_dir), kafka, guarded=False)
        try:
            broker.wait_until_ready()
        except BaseException:
            _end(broker, instance)
            raise
        return instance


def ready_instance(data_dir: Path) -> Instance | None:
    """Return the running broker of the data folder; if it is starting, wait until it is ready.

    Raises:
        BrokerError: it is not known whether one runs.
    """
    if find_instance(data_dir) is None:
        return None
    with _alone_on(data_dir):
        return find_instance(data_dir)


def stop_instance(data_dir: Path) -> Instance | None:
    """Stop the running broker of the data folder, wait until it has ended, and return it.

    Raises:
        BrokerError: it does not end, or belongs to another user.
    """
    instance = find_instance(data_dir)
    if instance is None:
        return None
    try:
        ended = stop_group(psutil.Process(instance.pid))
    except psutil.NoSuchProcess:
        ended = True
    except (psutil.AccessDenied, PermissionError) as error:
        raise BrokerError(f"Process {instance.pid} belongs to another user.") from error
    if not ended:
        raise BrokerError(
            f"Process {instance.pid} does not end.", f"Its log is in {data_dir / 'logs'}."
        )
    forget(instance)
    return instance


def run_instance(
    options: BrokerOptions, kafka: Distribution, on_ready: Callable[[Instance], None]
) -> None:
    """Run a broker until SIGINT, SIGTERM or ``stop_instance``; it never outlives this process.

    For the main thread only. ``on_ready`` is called once clients can connect.

    Raises:
        BrokerError: one runs already, it cannot be started, or it ended by itself.
    """
    data_dir = _data_dir(options)
    with until_signal():
        with _alone_on(data_dir):
            _require_none(data_dir)
            broker, instance = _launch(replace(options, data_dir=data_dir), kafka, guarded=True)
            try:
                broker.wait_until_ready()
            except BaseException:
                _end(broker, instance)
                raise
        try:
            on_ready(instance)
            status = broker.process.wait()
        finally:
            _end(broker, instance)
        if status not in (0, _TERMINATED):
            raise BrokerError(f"Kafka ended by itself (status {status}).", broker.log_tail())


def _data_dir(options: BrokerOptions) -> Path:
    """Return it absolute; not even a lock file is written to a folder that is not newsdesk's."""
    data_dir = (options.data_dir or default_data_dir()).absolute()
    with usable(data_dir):
        require_own_folder(data_dir)
        data_dir.parent.mkdir(parents=True, exist_ok=True)
        data_dir.mkdir(mode=FOLDER_MODE, exist_ok=True)
    return data_dir


@contextmanager
def _alone_on(data_dir: Path) -> Iterator[None]:
    """Wait until no other process starts a broker on the folder; none can in the block."""
    with usable(data_dir), exclusive_lock(data_dir / "instance.lock"):
        yield


def _require_none(data_dir: Path) -> None:
    running = find_instance(data_dir)
    if running is not None:
        raise BrokerError(
            f"A broker is already running at {running.cluster.bootstrap_servers} (process"
            f" {running.pid}).",
            f"Stop it with `newsdesk broker stop --data-dir {shlex.quote(str(data_dir))}`.",
        )


def _launch(
    options: BrokerOptions, kafka: Distribution, *, guarded: bool
) -> tuple[RunningBroker, Instance]:
    """Start a broker, and write its state file at once, so that it can be stopped."""
    data_dir = _data_dir(options)
    folder = open_data_folder(data_dir, kafka.version)
    broker = launch_broker(options, kafka, folder, guarded=guarded)
    try:
        pid = broker.process.pid
        started = psutil.Process(pid).create_time()
        instance = Instance(data_dir, pid, started, broker.port, kafka.version)
        remember(instance)
    except BaseException:
        broker.stop()
        raise
    return broker, instance


def _end(broker: RunningBroker, instance: Instance) -> None:
    broker.stop()
    forget(instance)
