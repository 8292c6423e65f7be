"""Apache Beam's RunInference, on the runner of its Python SDK.

Beam's own KafkaIO is a Java transform behind an expansion service, so source and sink are DoFns
with kafka-python here. The source is bounded, and offsets are committed when Beam has finalized the
bundle: at least once.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import apache_beam as beam
from apache_beam.ml.inference.base import ModelHandler, RunInference
from kafka import KafkaConsumer, KafkaProducer

from bench.peers.job import BATCH, Article, Job, Options, message, read_options, ready


class ReadFromKafka(beam.DoFn):  # type: ignore[misc]
    """Reads `count` articles."""

    def process(
        self, options: Options, bundle: Any = beam.DoFn.BundleFinalizerParam
    ) -> Iterator[Article]:
        """Yield the articles; the model has been loaded when this is called."""
        consumer = KafkaConsumer(
            options.source,
            bootstrap_servers=options.bootstrap_servers,
            group_id=options.group,
            auto_offset_reset="earliest",
            enable_auto_commit=False,
            max_poll_interval_ms=3_600_000,
        )
        bundle.register(consumer.commit)
        ready()
        left = options.count
        while left > 0:
            for record in (r for records in consumer.poll(1_000).values() for r in records):
                left -= 1
                yield json.loads(record.value)


class Enricher(ModelHandler[Article, dict[str, Any], Job]):  # type: ignore[misc]
    """The job as a model for RunInference, which does the batching."""

    def load_model(self) -> Job:
        """Load the encoder."""
        return Job()

    def run_inference(
        self,
        batch: Sequence[Article],
        model: Job,
        inference_args: Mapping[str, Any] | None = None,
    ) -> list[dict[str, Any]]:
        """Return one result per article."""
        return model.enrich(batch)


class WriteToKafka(beam.DoFn):  # type: ignore[misc]
    """Sends each result at once; the bundle ends when Kafka has acknowledged all."""

    def __init__(self, options: Options) -> None:
        self._options = options

    def setup(self) -> None:
        """Connect."""
        servers = self._options.bootstrap_servers
        self._producer = KafkaProducer(bootstrap_servers=servers, acks="all", linger_ms=5)
        self._sent: list[Any] = []

    def process(self, result: dict[str, Any]) -> None:
        """Send."""
        key, value = message(result)
        self._sent.append(self._producer.send(self._options.sink, value=value, key=key))

    def finish_bundle(self) -> None:
        """Wait for the acknowledgements."""
        for future in self._sent:
            future.get(timeout=30)
        self._sent.clear()

    def teardown(self) -> None:
        """Disconnect."""
        self._producer.close()


def main() -> None:
    """Process `--count` articles, at least once."""
    options = read_options()
    handler = Enricher(min_batch_size=BATCH, max_batch_size=BATCH)
    with beam.Pipeline(runner="FnApiRunner", argv=[]) as pipeline:
        _ = (
            pipeline
            | beam.Create([options], reshuffle=False)
            | beam.ParDo(ReadFromKafka())
            | RunInference(handler)
            | beam.ParDo(WriteToKafka(options))
        )


if __name__ == "__main__":
    main()
