"""A log line each minute on what the models' process has done: cached readings, and padding."""

import threading
from dataclasses import dataclass, replace
from time import sleep

import structlog

from newsdesk.engines import Batcher, TokenCounts
from newsdesk.enrichment.reading import Reader

log = structlog.get_logger()

EVERY_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Work:
    """Articles read, or found in the cache, and what the lanes have computed."""

    remembered: int
    read: int
    load: TokenCounts

    @classmethod
    def of(cls, reader: Reader, batcher: Batcher) -> "Work":
        """Return what was done since the process started."""
        return cls(reader.hits, reader.misses, replace(batcher.counts))

    def since(self, before: "Work") -> "Work":
        """Return what was done after `before`."""
        return Work(
            self.remembered - before.remembered,
            self.read - before.read,
            self.load.since(before.load),
        )

    @property
    def hit_rate(self) -> float:
        """The share of articles found in the cache; one half where two stages share it."""
        asked = self.remembered + self.read
        return self.remembered / asked if asked else 0.0


def report(work: Work) -> None:
    """Log what was done, unless nothing was."""
    if work.remembered + work.read + work.load.tokens:
        log.info(
            "models",
            articles_read=work.read,
            articles_remembered=work.remembered,
            hit_rate=round(work.hit_rate, 3),
            tokens=work.load.tokens,
            padding=round(work.load.padding, 3),
        )


def keep_reporting(reader: Reader, batcher: Batcher, every: float = EVERY_SECONDS) -> None:
    """Log in the background what was done in each period, as long as the process lives."""

    def run() -> None:
        before = Work.of(reader, batcher)
        while True:
            sleep(every)
            now = Work.of(reader, batcher)
            report(now.since(before))
            before = now

    threading.Thread(target=run, name="load-report", daemon=True).start()
