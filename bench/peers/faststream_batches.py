"""FastStream with a batch subscriber; the model runs in a thread.

Outputs are published one by one, and the acknowledgements of a batch awaited together: the batch
publisher drops outputs that do not fit into its buffer of 16 KB.
"""

import asyncio

from faststream import AckPolicy, FastStream
from faststream.kafka import KafkaBroker, KafkaMessage

from bench.peers.job import BATCH, PATIENCE_S, Job, Options, read_options, ready


def build(options: Options) -> FastStream:
    """Return the app; a batch is committed when its outputs are acknowledged."""
    job = Job()
    broker = KafkaBroker(options.bootstrap_servers, acks="all", linger_ms=5, logger=None)
    app = FastStream(broker, logger=None)

    async def as_bytes(message: KafkaMessage) -> list[bytes]:
        return [record.value for record in message.raw_message]

    @broker.subscriber(  # type: ignore[untyped-decorator]
        options.source,
        group_id=options.group,
        batch=True,
        max_records=BATCH,
        batch_timeout_ms=int(1_000 * PATIENCE_S),
        auto_offset_reset="earliest",
        ack_policy=AckPolicy.NACK_ON_ERROR,
        decoder=as_bytes,
    )
    async def enrich(values: list[bytes]) -> None:
        outputs = await asyncio.to_thread(job.enrich_values, values)
        await asyncio.gather(
            *(broker.publish(value, options.sink, key=key) for key, value in outputs)
        )

    @app.after_startup  # type: ignore[untyped-decorator]
    async def announce() -> None:
        ready()

    return app


def main() -> None:
    """Process articles until terminated."""
    asyncio.run(build(read_options()).run())


if __name__ == "__main__":
    main()
