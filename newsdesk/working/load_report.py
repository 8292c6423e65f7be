"""A line in the log on what the models' process has done: texts remembered, and padding."""

import threading
from dataclasses import dataclass
from time import sleep

import structlog

from engines import Batcher
from enrichment.reading import Reader

log = structlog.get_logger()

EVERY_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Work:
    """Counts since some moment: articles that were asked for, and tokens that were computed."""

    remembered: int
    read: int
    tokens: int
    computed_tokens: int

    @classmethod
    def of(cls, reader: Reader, batcher: Batcher) -> "Work":
        """Return what was done since the process began."""
        load = batcher.load
        return cls(reader.hits, reader.misses, load.tokens, load.computed_tokens)

    def since(self, before: "Work") -> "Work":
        """Return what was done after `before`."""
        return Work(
            self.remembered - before.remembered,
            self.read - before.read,
            self.tokens - before.tokens,
            self.computed_tokens - before.computed_tokens,
        )

    @property
    def hit_rate(self) -> float:
        """The share of articles whose reading was remembered; two stages make it one half."""
        asked = self.remembered + self.read
        return self.remembered / asked if asked else 0.0

    @property
    def padding(self) -> float:
        """Tokens that were computed for each one that was read."""
        return self.computed_tokens / self.tokens if self.tokens else 1.0


def report(work: Work) -> None:
    """Log what was done, if anything was."""
    if work.remembered + work.read + work.tokens:
        log.info(
            "models",
            articles_read=work.read,
            articles_remembered=work.remembered,
            hit_rate=round(work.hit_rate, 3),
            tokens=work.tokens,
            padding=round(work.padding, 3),
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
