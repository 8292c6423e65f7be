"""A Bytewax dataflow with `collect(32)`.

Bytewax stores offsets in its recovery store, not in Kafka: at-least-once delivery needs a recovery
folder, which is written every epoch, ten seconds by default.
"""

from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from bytewax import operators as op
from bytewax.connectors.kafka import KafkaSinkMessage
from bytewax.connectors.kafka import operators as kop
from bytewax.dataflow import Dataflow
from bytewax.recovery import RecoveryConfig, init_db_dir
from bytewax.run import cli_main

from bench.peers.job import BATCH, PATIENCE_S, Job, Options, read_options, ready


def build(options: Options) -> Dataflow:
    """Return the dataflow; all articles get the same key, so that batches fill up."""
    job = Job()
    brokers = [options.bootstrap_servers]
    flow = Dataflow("peer")
    source = kop.input("source", flow, brokers=brokers, topics=[options.source], batch_size=BATCH)
    op.raises("errors", source.errs)
    keyed = op.key_on("one-key", source.oks, lambda message: "all")
    patience = timedelta(seconds=PATIENCE_S)
    batches = op.key_rm("batches", op.collect("collect", keyed, timeout=patience, max_size=BATCH))
    outputs = op.flat_map(
        "enrich",
        batches,
        lambda batch: [
            KafkaSinkMessage(key, value)
            for key, value in job.enrich_values([message.value for message in batch])
        ],
    )
    kop.output("sink", outputs, brokers=brokers, topic=options.sink)
    return flow


def main() -> None:
    """Process articles until terminated."""
    flow = build(read_options())
    with TemporaryDirectory() as folder:
        init_db_dir(Path(folder), 1)
        ready()
        cli_main(flow, recovery_config=RecoveryConfig(folder))


if __name__ == "__main__":
    main()
