"""Stages that answer at once or after a fixed time, to measure everything except the models."""

import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from bench.speed.sampling import keep_sampling
from newsdesk.agents import AnyStage, Stage
from newsdesk.chain import CHAIN, StageName
from newsdesk.commands.worker.child_stages import build_stages as newsdesk_stages
from newsdesk.commands.worker.run import StageBuilder
from newsdesk.composition import route
from newsdesk.enrichment.outcome import Completed, Outcome
from newsdesk.logs import configure_logs
from newsdesk.schemas import (
    Article,
    ClassifiedArticle,
    CleanArticle,
    EnrichedArticle,
    StageTiming,
    Summary,
    SummarySentence,
    decode_article,
    decode_classified,
)
from newsdesk.settings import Settings
from tests.support.events import classified

_SENTENCE_CHARACTERS = 120


class InstantClassify:
    """Gives every article the same topic after `seconds`, one article at a time."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds

    def __call__(self, articles: Sequence[Article]) -> list[Outcome[ClassifiedArticle]]:
        """Return one outcome per article, in order."""
        if self._seconds:
            time.sleep(self._seconds * len(articles))
        timing = _timing(len(articles))
        return [Completed(_classified(article, timing)) for article in articles]


def summarize(events: Sequence[ClassifiedArticle]) -> list[Outcome[EnrichedArticle]]:
    """Use the first characters of each text as its summary."""
    timing = _timing(len(events))
    return [Completed(_enriched(event, timing)) for event in events]


def build_stages(
    seconds: float, settings: Settings, names: Sequence[StageName]
) -> Mapping[str, AnyStage]:
    """Build the stages of `names` without models; call it in the child process."""
    configure_logs(settings.log)
    classify, later = (route(spec, settings.topics) for spec in CHAIN)
    stages: dict[str, AnyStage] = {
        StageName.CLASSIFY: Stage(classify, decode_article, InstantClassify(seconds)),
        StageName.SUMMARIZE: Stage(later, decode_classified, summarize),
    }
    return {name.value: stages[name] for name in names}


def build_beside_models(settings: Settings, names: Sequence[StageName]) -> Mapping[str, AnyStage]:
    """Build stages that answer at once, in a process that has loaded the models nevertheless."""
    _loaded.update(newsdesk_stages(settings, names))
    return build_stages(0.0, settings, names)


def build_sampled(
    file: Path, build: StageBuilder, settings: Settings, names: Sequence[StageName]
) -> Mapping[str, AnyStage]:
    """Build stages in a process that profiles itself into `file`."""
    keep_sampling(file)
    return build(settings, names)


_loaded: dict[str, AnyStage] = {}
"""Referenced so that the models stay in memory."""


def _timing(batch: int) -> StageTiming:
    return StageTiming(finished_at=datetime.now(UTC), batch_seconds=0.0, batch_size=batch)


def _classified(article: Article, timing: StageTiming) -> ClassifiedArticle:
    return classified(
        CleanArticle.of(article, article.title, article.text or ""),
        fingerprint="instant",
        timings={"classify": timing},
    )


def _enriched(event: ClassifiedArticle, timing: StageTiming) -> EnrichedArticle:
    text = event.article.text[:_SENTENCE_CHARACTERS]
    sentence = SummarySentence(text=text, start=0, end=len(text))
    fields = {name: getattr(event, name) for name in ClassifiedArticle.model_fields}
    return EnrichedArticle(
        **fields | {"timings": {**event.timings, "summarize": timing}},
        summary=Summary(text=text, method="extractive", sentences=(sentence,)),
    )
