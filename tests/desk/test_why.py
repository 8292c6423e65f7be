"""Why an article has its topics, on the page: made on request, and without models a sentence."""

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson
import pytest

from newsdesk.commands.desk.explaining import ExplanationError, explain
from newsdesk.desk.explaining import Asked, Explain, Explanations
from newsdesk.schemas.errors import NewsdeskError
from tests.desk.messages import TOPICS, event_at
from tests.desk.pages import Pages, serving

ANSWER = {
    "abstained": None,
    "candidates": [
        {"label": "<b>Economy</b>", "probability": 0.86, "needed": 0.3, "assigned": True},
        {"label": "Sport", "probability": 0.08, "needed": 0.25, "assigned": False},
    ],
    "voters": [
        {"text": "Rates <i>rose</i>.", "start": 0, "votes": [{"label": "Economy", "share": 0.9}]},
        {"text": "A title", "start": None, "votes": [{"label": None, "share": 0.7}]},
    ],
    "model": "all-MiniLM-L6-v2 + iptc",
}


async def made(pages: Pages, address: str = "/article/0/0/why") -> str:
    async with asyncio.timeout(300):
        while 'data-goes-on="yes"' in (text := await pages.get(address)):  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    return text


def test_why_shows_candidates_runner_up_and_votes(tmp_path: Path) -> None:
    asked: list[bytes] = []

    async def answer(article: bytes) -> Mapping[str, Any]:
        asked.append(article)
        return ANSWER

    async def look() -> None:
        explanations = Explanations(answer)
        async with serving(tmp_path / "desk.sqlite", explanations=explanations) as pages:
            pages.write(event_at(0, title="Rates", text="Rates rose."))
            waiting = await pages.get("/article/0/0/why")
            assert "The models read the article again" in waiting
            assert 'role="progressbar"' in waiting
            text = await made(pages)
            assert 'role="progressbar"' not in text
            assert "&lt;b&gt;Economy&lt;/b&gt;" in text
            assert "runner-up" in text
            assert "Rates &lt;i&gt;rose&lt;/i&gt;." in text
            assert "nothing in particular 0.70" in text
            await made(pages)
            assert len(asked) == 1
            assert orjson.loads(asked[0])["text"] == "Rates rose."
            await pages.get("/article/0/9/why", 404)

    asyncio.run(look())


def test_why_without_models_says_so_and_tries_again_when_asked(tmp_path: Path) -> None:
    answers: list[Exception | Mapping[str, Any]] = [
        NewsdeskError("The models are not here.", "Install <them>."),
        ANSWER,
    ]

    async def answer(article: bytes) -> Mapping[str, Any]:
        given = answers.pop(0)
        if isinstance(given, Exception):
            raise given
        return given

    async def look() -> None:
        async with serving(tmp_path / "d.sqlite", explanations=Explanations(answer)) as pages:
            pages.write(event_at(0))
            assert "The models are not here. Install &lt;them&gt;." in await made(pages)
            assert "runner-up" in await made(pages)

    asyncio.run(look())


@pytest.mark.parametrize("answer", [{}, {"candidates": [None, 3], "voters": [{"votes": 1}, None]}])
def test_why_shows_an_answer_of_another_version(tmp_path: Path, answer: dict[str, Any]) -> None:
    async def given(article: bytes) -> Mapping[str, Any]:
        return answer

    async def look(explain: Explain) -> None:
        async with serving(tmp_path / "d.sqlite", explanations=Explanations(explain)) as pages:
            pages.write(event_at(0))
            assert "Topics in question" in await made(pages)

    asyncio.run(look(given))


def test_why_reads_its_event_once(tmp_path: Path) -> None:
    may_answer = asyncio.Event()

    async def answer(article: bytes) -> Mapping[str, Any]:
        await may_answer.wait()
        return ANSWER

    async def look() -> None:
        async with serving(tmp_path / "d.sqlite", explanations=Explanations(answer)) as pages:
            pages.write(event_at(0, title="Rates' rise"))
            await pages.get("/article/0/0/why")
            pages.writer.forget(TOPICS.enriched, 0)
            assert "Rates&#39; rise" in await pages.get("/article/0/0/why")
            may_answer.set()
            text = await made(pages)
            assert "runner-up" in text
            assert "newsdesk explain -- a0" in text
            await pages.get("/article/0/0", 404)

    asyncio.run(look())


def is_explained(explanations: Explanations, place: tuple[int, int]) -> bool:
    asked = explanations.known(place)
    return asked is not None and asked.explained is not None


def test_explanations_are_made_one_at_a_time() -> None:
    running, most = 0, 0

    async def answer(article: bytes) -> Mapping[str, Any]:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0)
        running -= 1
        return {}

    async def ask() -> None:
        explanations = Explanations(answer)
        places = [(0, n) for n in range(20)]
        for place in places:
            explanations.ask(place, Asked("a", "A"), b"{}")
        while not all(is_explained(explanations, place) for place in places):  # noqa: ASYNC110
            await asyncio.sleep(0)
        await explanations.close()

    asyncio.run(ask())
    assert most == 1


def test_explain_by_the_models_in_a_process_of_their_own() -> None:
    article = {
        "id": "a",
        "title": "Bank raises rates",
        "text": "The central bank raised interest rates on Thursday. The striker scored twice.",
        "language": "en",
    }
    fields = asyncio.run(explain(orjson.dumps(article)))
    best, *others = fields["candidates"]
    assert best["label"] == "economy, business and finance"
    assert best["assigned"] is True
    assert best["probability"] > max(other["probability"] for other in others)
    assert [voter["votes"][0]["label"] for voter in fields["voters"]] == [
        "economy, business and finance",
        "sport",
        "economy, business and finance",
    ]


def test_explain_says_why_there_is_no_answer() -> None:
    with pytest.raises(ExplanationError, match="Not explained"):
        asyncio.run(explain(b'{"id": "a"}'))
