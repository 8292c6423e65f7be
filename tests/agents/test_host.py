"""The host of the models' process, in the worker: what arrives, and how long it waits for it."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import orjson
import pytest

from newsdesk.agents import AnyStage, ChildFailed, ModelHost, Stage, TextLimits, TextPool
from newsdesk.agents.host import ModelFailure
from newsdesk.enrichment.outcome import Completed, Outcome, Rejected
from newsdesk.enrichment.ports import EngineUnavailable
from newsdesk.schemas import Article, ClassifiedArticle, SourceMessage, decode_article
from newsdesk.schemas.errors import NewsdeskError
from tests.support.echo_chain import faulty
from tests.support.echo_worker import build_stages, echo_route, echoed
from tests.support.text_tasks import act

PROBLEM, ADVICE = "The model is damaged.", "Download it again."


def build(damaged: Path) -> dict[str, AnyStage]:
    """Build echo stages, unless there is a file `damaged`, which holds the kind of error."""
    if not damaged.exists():
        return build_stages("test", 0.0, None)
    if damaged.read_text() == "newsdesk":
        raise NewsdeskError(PROBLEM, ADVICE)
    raise ValueError(PROBLEM)


@contextmanager
def host_of(damaged: Path) -> Iterator[ModelHost]:
    host = ModelHost(partial(build, damaged), hang_seconds=60)
    try:
        host.load()
        yield host
    finally:
        host.close()


@pytest.mark.parametrize(("kind", "advice"), [("newsdesk", ADVICE), ("other", "")])
def test_model_host_stages_that_cannot_be_built_are_reported_with_advice(
    tmp_path: Path, kind: str, advice: str
) -> None:
    damaged = tmp_path / "damaged"
    damaged.write_text(kind)
    with pytest.raises(ChildFailed) as raised, host_of(damaged):
        pass
    assert (raised.value.problem, raised.value.advice) == (PROBLEM, advice)


def test_model_host_stages_that_cannot_be_built_again_are_unavailable_with_advice(
    tmp_path: Path,
) -> None:
    damaged = tmp_path / "damaged"
    crash = SourceMessage("articles", 0, 0, None, faulty("crash"), (), None)

    async def crash_and_try_again(host: ModelHost) -> None:
        with pytest.raises(ModelFailure, match="SIGSEGV"):
            await host.process("classify", [crash])
        damaged.write_text("newsdesk")
        await host.process("classify", [crash])

    with host_of(damaged) as host, pytest.raises(EngineUnavailable) as raised:
        asyncio.run(crash_and_try_again(host))
    assert (raised.value.problem, raised.value.advice) == (PROBLEM, ADVICE)


def test_model_host_rejects_what_is_too_costly_and_kills_no_process_for_it() -> None:
    values = [_titled(title) for title in ("a", "endless", "b", "crash", "c")]
    messages = [SourceMessage("articles", 0, n, None, v, (), None) for n, v in enumerate(values)]
    host = ModelHost(build_text_work, hang_seconds=0.5)
    host.load()
    child = host._child
    try:
        outcomes = asyncio.run(host.process("classify", messages))
        assert host._child is child
    finally:
        host.close()
    reasons = [o.rejection.reason.value if o.rejection else "enriched" for o in outcomes]
    assert reasons == ["enriched", "too_costly", "enriched", "enrichment_failed", "enriched"]


def _titled(title: str) -> bytes:
    return orjson.dumps({"id": title, "text": "t", "title": title})


def build_text_work() -> dict[str, AnyStage]:
    """Build a stage whose work on texts takes longer than its models may."""
    pool = TextPool(TextLimits(seconds=3.0))
    pool.map(act, ["a"])

    def enrich(articles: Sequence[Article]) -> list[Outcome[ClassifiedArticle]]:
        results = pool.map(act, [article.title or "" for article in articles])
        return [
            result if isinstance(result, Rejected) else Completed(echoed(article))
            for article, result in zip(articles, results, strict=True)
        ]

    return {"classify": Stage(echo_route(""), decode_article, enrich)}
