"""Two bare Faust agents in one worker, written as in Faust's documentation, for comparison.

`python -m bench.speed.bare_faust BOOTSTRAP PREFIX FOLDER` reads `<prefix>articles`, adds a topic,
sends to `<prefix>classified`, reads that, adds a summary and sends to `<prefix>enriched`: at least
once, JSON by orjson.
"""

import sys
from typing import Any

import faust
import orjson


def build(bootstrap: str, prefix: str, folder: str) -> faust.App:
    """Return the app with its two agents."""
    app = faust.App(
        f"{prefix}bare",
        broker=f"kafka://{bootstrap}",
        datadir=folder,
        store="memory://",
        topic_disable_leader=True,
        topic_allow_declare=False,
        web_enabled=False,
    )
    raw: dict[str, Any] = {
        "key_type": bytes,
        "value_type": bytes,
        "key_serializer": "raw",
        "value_serializer": "raw",
    }
    articles, classified, enriched = (
        app.topic(f"{prefix}{name}", **raw) for name in ("articles", "classified", "enriched")
    )

    @app.agent(articles)  # type: ignore[untyped-decorator]
    async def classify(stream: Any) -> None:
        async for event in stream.events():
            article = orjson.loads(event.value)
            article["topics"] = [{"id": "medtop:11000000", "label": "politics", "score": 0.75}]
            await classified.send(key=event.key, value=orjson.dumps(article))

    @app.agent(classified)  # type: ignore[untyped-decorator]
    async def summarize(stream: Any) -> None:
        async for event in stream.events():
            article = orjson.loads(event.value)
            article["summary"] = article["text"][:120]
            await enriched.send(key=event.key, value=orjson.dumps(article))

    return app


if __name__ == "__main__":
    app = build(*sys.argv[1:])
    sys.argv = [sys.argv[0], "worker", "--loglevel=warn", "--without-web"]
    app.main()
