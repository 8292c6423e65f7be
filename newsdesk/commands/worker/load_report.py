"""A line in the log on what the models' process has done: texts remembered, and padding."""

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
    """Articles that were asked for since some moment, and what the lanes have done."""

    remembered: int
    read: int
    load: TokenCounts

    @classmethod
    def of(cls, reader: Reader, batcher: Batcher) -> "Work":
        """Return what was done since the process began."""
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
        """The share of articles whose reading was remembered; two stages make it one half."""
        asked = self.remembered + self.read
        return self.remembered / asked if asked else 0.0


def report(work: Work) -> None:
    """Log what was done, if anything was."""
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
    """Log in the background, for as long as the process lives, what each minute has done."""

    def run() -> None:
        before = Work.of(reader, batcher)
        while True:
            sleep(every)
            now = Work.of(reader, batcher)
            report(now.since(before))
            before = now

    threading.Thread(target=run, name="load-report", daemon=True).start()
