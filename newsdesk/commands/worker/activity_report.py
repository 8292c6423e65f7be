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
class Activity:
    """Articles read, or found in the cache, and what the lanes have computed."""

    cached: int
    read: int
    counts: TokenCounts

    @classmethod
    def of(cls, reader: Reader, batcher: Batcher) -> "Activity":
        """Return what was done since the process started."""
        return cls(reader.hits, reader.misses, replace(batcher.counts))

    def since(self, before: "Activity") -> "Activity":
        """Return what was done after `before`."""
        return Activity(
            self.cached - before.cached,
            self.read - before.read,
            self.counts.since(before.counts),
        )

    @property
    def hit_rate(self) -> float:
        """The share of articles found in the cache; one half where two stages share it."""
        asked = self.cached + self.read
        return self.cached / asked if asked else 0.0


def report(activity: Activity) -> None:
    """Log what was done, unless nothing was."""
    if activity.cached + activity.read + activity.counts.tokens:
        log.info(
            "models",
            articles_read=activity.read,
            articles_cached=activity.cached,
            hit_rate=round(activity.hit_rate, 3),
            tokens=activity.counts.tokens,
            padding=round(activity.counts.padding, 3),
        )


def keep_reporting(reader: Reader, batcher: Batcher, every: float = EVERY_SECONDS) -> None:
    """Log in the background what was done in each period, as long as the process lives."""

    def run() -> None:
        before = Activity.of(reader, batcher)
        while True:
            sleep(every)
            now = Activity.of(reader, batcher)
            report(now.since(before))
            before = now

    threading.Thread(target=run, name="activity-report", daemon=True).start()
