"""A broker for tests and demonstrations, which ends with the process that started it."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from newsdesk.broker.data_folder import DataFolder, open_data_folder
from newsdesk.broker.distribution import Distribution, cached_kafka
from newsdesk.broker.errors import StartError
from newsdesk.broker.properties import BrokerOptions
from newsdesk.broker.server import RunningBroker, launch_broker

_TRIES = 3


@contextmanager
def running_broker(
    options: BrokerOptions | None = None, kafka: Distribution | None = None
) -> Iterator[RunningBroker]:
    """Run a broker while a ``with`` block runs.

    It is stopped however the block is left, even if this process is killed. Without a
    ``data_dir`` its data are in a temporary folder that is removed with it.

    Raises:
        BrokerError: it cannot be started.
    """
    options = options or BrokerOptions()
    kafka = kafka or cached_kafka()
    with tempfile.TemporaryDirectory(
        prefix="newsdesk-broker-", ignore_cleanup_errors=True
    ) as temporary:
        folder = open_data_folder(options.data_dir or Path(temporary), kafka.version)
        broker = _start(options, kafka, folder)
        try:
            yield broker
        finally:
            broker.stop()


def _start(options: BrokerOptions, kafka: Distribution, folder: DataFolder) -> RunningBroker:
    """Try again if another process took the free port before Kafka listened on it."""
    for tries_left in reversed(range(_TRIES)):
        broker = launch_broker(options, kafka, folder, guarded=True)
        try:
            broker.wait_until_ready()
        except StartError as error:
            broker.stop()
            if tries_left == 0 or not error.port_taken:
                raise
        except BaseException:
            broker.stop()
            raise
        else:
            return broker
    raise AssertionError("unreachable")
