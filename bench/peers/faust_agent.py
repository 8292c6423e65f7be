"""A plain Faust agent with `take(32)`; the model runs in a thread to keep the event loop free."""

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import faust
from faust.cli.faust import cli

from bench.peers.job import BATCH, PATIENCE_S, Job, Options, read_options, ready


def build(options: Options, data_folder: Path) -> Any:
    """Return the app; `take` acknowledges a batch when the agent requests the next one."""
    job = Job()
    app = faust.App(
        options.group,
        broker=f"kafka://{options.bootstrap_servers}",
        datadir=str(data_folder),
        value_serializer="raw",
        consumer_auto_offset_reset="earliest",
        topic_disable_leader=True,
        producer_acks=-1,
    )
    source = app.topic(options.source, value_type=bytes)
    sink = app.topic(options.sink, key_type=bytes, value_type=bytes)

    @app.agent(source)  # type: ignore[untyped-decorator]
    async def enrich(stream: Any) -> None:
        async for values in stream.take(BATCH, within=PATIENCE_S):
            outputs = await asyncio.to_thread(job.enrich_values, values)
            sent = [await sink.send(key=key, value=value) for key, value in outputs]
            await asyncio.gather(*sent)

    @app.on_partitions_assigned.connect  # type: ignore[untyped-decorator]
    async def assigned(app: Any, assigned: Any, **_: Any) -> None:
        if assigned:
            ready()

    return app


def main() -> None:
    """Process articles until terminated."""
    options = read_options()
    with TemporaryDirectory() as folder:
        app = build(options, Path(folder))
        app.finalize()
        cli(["--quiet", "worker", "--without-web", "--loglevel", "warn"], app=app)


if __name__ == "__main__":
    main()
