"""Events as the enriched topic has them, and their writing into a desk's database."""

import random
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import orjson
from rich.console import Console
from rich.progress import track

from newsdesk.desk.store.database import open_store
from newsdesk.desk.store.writing import ReadTopics, Writer
from newsdesk.schemas import SourceMessage

TOPICS = ReadTopics("enriched", "dead-letter", "replays")
NOW_MS = 1_796_000_000_000

_BATCH = 500
_WORDS = 30_000
"""Different words, used as often as in a language: the n-th 1/n times as often as the first."""


class Corpus:
    """Events as the enriched topic has them, the same for the same seed."""

    def __init__(self, seed: int = 7) -> None:
        self._chance = random.Random(seed)
        self._words = [f"w{n}" for n in range(_WORDS)]
        self._weights = [1 / (n + 1) for n in range(_WORDS)]

    def messages(self, first: int, count: int) -> Iterator[SourceMessage]:
        """Yield events from number `first` on, each a second after the one before."""
        for number in range(first, first + count):
            value = orjson.dumps(self._event(number))
            partition, offset = number % 4, number // 4
            at = NOW_MS - 86_400_000 + number * 864
            yield SourceMessage("enriched", partition, offset, b"%d" % number, value, (), at)

    def _event(self, number: int) -> dict[str, object]:
        chance = self._chance
        words = chance.choices(self._words, self._weights, k=chance.randint(120, 600))
        topics = chance.sample(range(1, 18), chance.choice((0, 1, 1, 1, 2)))
        return {
            "schema_version": "1.2",
            "id": f"article-{number}",
            "article": {
                "id": f"article-{number}",
                "url": f"https://example.org/{number}",
                "source": f"Source {chance.randint(0, 199)}",
                "title": " ".join(words[:9]),
                "text": " ".join(words),
            },
            "language": {"code": chance.choice(("en", "en", "en", "de", "fr")), "confidence": 1},
            "classification": {
                "topics": [
                    {"id": f"medtop:{n:02}000000", "label": f"topic {n}", "score": 0.5}
                    for n in topics
                ],
                "abstained": None if topics else {"reason": "low_confidence"},
            },
            "coverage": {"input_tokens": 400, "covered_ratio": chance.choice((1, 1, 1, 0.6))},
            "summary": {"text": " ".join(words[:40]), "method": "extractive", "sentences": []},
            "fingerprint": f"f{number // 20_000}",
            "models": [],
        }


def fill(path: Path, corpus: Corpus, articles: int, console: Console) -> float:
    """Write so many articles; return how many a second, without making them."""
    connection, _ = open_store(path, "bench")
    seconds = 0.0
    with closing(connection):
        writer = Writer(connection, TOPICS)
        starts = range(0, articles, _BATCH)
        for first in track(starts, "writing", console=console):
            messages = [*corpus.messages(first, _BATCH)]
            began = time.perf_counter()
            writer.write(messages, {("enriched", 0): first})
            seconds += time.perf_counter() - began
    return articles / seconds
