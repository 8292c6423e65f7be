"""Faust's consumer, with delivery left to us: it reads committed messages and commits none."""

from typing import Any

import faust
from faust.transport.drivers import aiokafka as driver


class _ConsumerThread(driver.AIOKafkaConsumerThread):  # type: ignore[misc]
    def _create_worker_consumer(self, transport: Any) -> Any:
        consumer = super()._create_worker_consumer(transport)
        # Faust sets this in its own exactly-once mode alone, which is not exactly once.
        consumer._isolation_level = "read_committed"
        return consumer


class _Consumer(driver.Consumer):  # type: ignore[misc]
    """Commits nothing: offsets are committed with the outcomes, in `agents.lane`.

    Faust would commit what an agent has merely taken, in places also what it has failed on.
    """

    def _new_consumer_thread(self) -> _ConsumerThread:
        return _ConsumerThread(self, loop=self.loop, beacon=self.beacon)

    async def commit(self, topics: Any = None, start_new_transaction: bool = True) -> bool:
        return False


class Transport(driver.Transport):  # type: ignore[misc]
    """Faust's aiokafka transport with a consumer that never commits."""

    Consumer = _Consumer


class App(faust.App):  # type: ignore[misc]
    """A Faust app on that transport, without a web server."""

    class BootStrategy(faust.App.BootStrategy):  # type: ignore[misc]
        """Starts no web server, whatever the command line says."""

        enable_web = False

    def _new_transport(self) -> Transport:
        return Transport(self.conf.broker_consumer, self)
