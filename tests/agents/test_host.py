"""The host of the models' process, in the worker: failures to build the stages arrive whole."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from newsdesk.agents import AnyStage, ChildFailed, ModelHost
from newsdesk.agents.host import ModelFailure
from newsdesk.enrichment.ports import EngineUnavailable
from newsdesk.schemas import SourceMessage
from newsdesk.schemas.errors import NewsdeskError
from tests.support.echo_chain import faulty
from tests.support.echo_worker import build_stages

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
