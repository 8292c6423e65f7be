"""Quix Streams with a batching sink, which gets the messages since the last checkpoint.

Count windows would make batches too, but keep back messages that do not fill one. A checkpoint is
made after 32 messages or one second, whichever is first. Offsets are committed after the sink has
written.
"""

from typing import Any

from confluent_kafka import Producer
from quixstreams import Application
from quixstreams.sinks import BatchingSink, SinkBatch

from bench.peers.job import BATCH, PATIENCE_S, Job, Options, read_options, ready


class EnrichingSink(BatchingSink):  # type: ignore[misc]
    """Enriches a batch and writes it to Kafka."""

    def __init__(self, options: Options, job: Job) -> None:
        super().__init__()
        self._topic = options.sink
        self._job = job
        self._producer = Producer(
            {"bootstrap.servers": options.bootstrap_servers, "acks": "all", "linger.ms": 5}
        )

    def setup(self) -> None:
        """Announce readiness; Quix Streams calls this before it consumes."""
        ready()

    def write(self, batch: SinkBatch) -> None:
        """Write the outputs, and return when Kafka has acknowledged all."""
        failures: list[Any] = []

        def delivered(error: Any, _: Any) -> None:
            if error:
                failures.append(error)

        for key, value in self._job.enrich_values([item.value for item in batch]):
            self._producer.produce(self._topic, value, key, on_delivery=delivered)
        left = self._producer.flush(30)
        if failures or left:
            raise RuntimeError(f"not delivered: {failures or left}")


def main() -> None:
    """Process articles until terminated."""
    options = read_options()
    job = Job()
    app = Application(
        broker_address=options.bootstrap_servers,
        consumer_group=options.group,
        auto_offset_reset="earliest",
        commit_every=BATCH,
        commit_interval=PATIENCE_S,
        processing_guarantee="at-least-once",
        loglevel="WARNING",
    )
    source = app.topic(options.source, value_deserializer="bytes")
    app.dataframe(source).sink(EnrichingSink(options, job))
    app.run()


if __name__ == "__main__":
    main()
