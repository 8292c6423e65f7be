"""Dead letters that are replayed from the page: a real Kafka, and each exactly once."""

import asyncio
import re
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import pytest

from newsdesk.chain import letter_topics
from newsdesk.client.cluster import Cluster
from newsdesk.client.following import open_follower
from newsdesk.desk.replaying.jobs import ReplayJobs
from newsdesk.desk.store.database import reading
from newsdesk.desk.store.writing import ReadTopics
from newsdesk.schemas import encode
from tests.desk.pages import Pages, serving
from tests.support.dead_letter_chain import Chain, make_chain
from tests.support.enriched_events import enriched
from tests.support.kafka_tools import produce

# A connection that kafka-python is making while its client closes is left to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning")


@pytest.fixture
def chain(kafka: Cluster) -> Chain:
    return make_chain(kafka)


@asynccontextmanager
async def desk_of(chain: Chain, path: Path, letters: int) -> AsyncIterator[Pages]:
    """Serve a desk of the chain that has read its dead letters."""
    topics = letter_topics(chain.topics)
    async with serving(
        path,
        topics=ReadTopics(chain.topics.enriched, topics.dead_letter, topics.replays),
        cluster=chain.kafka,
        letters=topics,
        replays=ReplayJobs(chain.kafka, topics),
        allow_writes=True,
    ) as pages:
        await read(chain, pages, letters=letters)
        yield pages


async def read(chain: Chain, pages: Pages, **wanted: int) -> None:
    """Read Kafka into the desk's database until it has as many rows of each kind."""
    counts = {
        "letters": "SELECT count(*) FROM letter",
        "replayed": "SELECT count(*) FROM letter WHERE replayed_ms IS NOT NULL",
        "articles": "SELECT count(*) FROM article",
    }

    def has_all() -> bool:
        with reading(pages.path) as database:
            return all(
                database.execute(counts[kind]).fetchone()[0] == number
                for kind, number in wanted.items()
            )

    def follow() -> None:
        names = [chain.topics.enriched, chain.topics.dead_letter, chain.topics.replays]
        with open_follower(chain.kafka, names, pages.writer.positions()) as follower:
            while not has_all():
                followed = follower.poll()
                pages.writer.write(followed.messages, followed.positions)

    async with asyncio.timeout(300):
        await asyncio.to_thread(follow)


async def ended(pages: Pages, number: int = 1) -> str:
    """Return the page of a replay once nothing is sent any more."""
    address = f"/replays/{number}"
    async with asyncio.timeout(300):
        while "More is being sent." in (text := await pages.get(address)):  # noqa: ASYNC110
            await asyncio.sleep(0.1)
    return " ".join(re.sub("<[^>]*>", " ", text).split())


def test_replay_from_the_page_goes_back_once_and_says_what_it_became(
    chain: Chain, tmp_path: Path
) -> None:
    chain.send([chain.letter(b"%d" % n, partition=n % 4) for n in range(6)])
    chain.send([chain.foreign()])

    async def look() -> None:
        async with desk_of(chain, tmp_path / "desk.sqlite", 7) as pages:
            plan = await pages.post("/replays/plan", all="1")
            assert "Replay 6 dead letters?" in plan
            assert chain.end(chain.topics.articles) == 0
            [places] = re.findall(r'name="places" value="([^"]*)"', plan)
            started = await pages.post("/replays", places=places)
            assert "Replay 1" in started
            assert "6 of 6 sent" in await ended(pages)
            records = chain.read(chain.topics.articles, 6)
            assert Counter(r.value for r in records) == Counter(b"%d" % n for n in range(6))
            event = encode(enriched(id="a"))
            of = dict(next(r for r in records if r.value == b"0").headers)
            produce(chain.kafka, chain.topics.enriched, [event], headers=[*of.items()])
            await read(chain, pages, articles=1, replayed=6)
            text = await ended(pages)
            assert "1 became an event" in text
            assert "5 are not out yet" in text
            assert "None of them can be replayed" in await pages.post("/replays/plan", all="1")
            again = await pages.post("/replays", places=places)
            assert "Replay 2" in again
            assert "0 of 6 sent; 6 were replayed before" in await ended(pages, 2)
            letter = await pages.get("/letters/0/0")
            assert "it became" in letter
        assert len(chain.read(chain.topics.articles, 6)) == 6

    asyncio.run(look())


def test_two_desks_that_replay_the_same_send_each_once(chain: Chain, tmp_path: Path) -> None:
    count = 400
    chain.send([chain.letter(b"%d" % n, partition=n % 4) for n in range(count)])

    async def look() -> None:
        async with AsyncExitStack() as stack:
            desks = [
                await stack.enter_async_context(desk_of(chain, tmp_path / f"{n}.sqlite", count))
                for n in range(2)
            ]
            plans = [await desk.post("/replays/plan", all="1") for desk in desks]
            fields = [re.findall(r'name="places" value="([^"]*)"', plan)[0] for plan in plans]
            await asyncio.gather(
                *(
                    desk.post("/replays", places=places, typed=str(count))
                    for desk, places in zip(desks, fields, strict=True)
                )
            )
            for desk in desks:
                await ended(desk)
            # One may have been fenced by the other: its rest is sent by another replay.
            await desks[0].post("/replays", places=fields[0], typed=str(count))
            text = await ended(desks[0], 2)
            found = re.search(r"(\d+) of 400 sent(?:; (\d+) w[a-z]+ replayed before)?", text)
            assert found is not None
            assert int(found[1]) + int(found[2] or 0) == count
        records = chain.read(chain.topics.articles, count)
        assert Counter(r.value for r in records) == Counter(b"%d" % n for n in range(count))

    asyncio.run(look())


def test_letter_page_shows_the_message_as_it_is(chain: Chain, tmp_path: Path) -> None:
    value = b'{"id": "a", "text": "<b>Rain</b>"}'
    chain.send([chain.letter(value, headers=[("x-feed", b"\x00\xff")]), chain.letter(b"\xff\x00")])

    async def look() -> None:
        async with desk_of(chain, tmp_path / "desk.sqlite", 2) as pages:
            text = await pages.get("/letters/0/0")
            assert "&lt;b&gt;Rain&lt;/b&gt;" in text
            assert "00 ff" in text
            assert "x-feed" in text
            assert "ValueError: the model does not like it" in text
            other = await pages.get("/letters/0/1")
            assert "ff 00" in other
            for page, offset in ((text, 0), (other, 1)):
                assert f"-p 0 -o {offset} -c 1 -e -J" in page
                assert f"/letters/0/{offset}/value</code>" in page
                assert "curl -fsS" in page
            assert "There is no dead letter at" in await pages.get("/letters/3/99", 404)
            async with pages.client.get("/letters/0/0/value") as response:
                assert await response.read() == value
            await pages.get("/letters/0/99/value", 404)

    asyncio.run(look())


def test_replay_that_kafka_refuses_says_so_and_can_be_started_again(
    chain: Chain, tmp_path: Path
) -> None:
    chain.send([chain.letter()])

    async def look() -> None:
        async with desk_of(chain, tmp_path / "desk.sqlite", 1) as pages:
            nowhere = Cluster("127.0.0.1:1")
            jobs = ReplayJobs(nowhere, letter_topics(chain.topics))
            job = jobs.start([])
            async with asyncio.timeout(300):
                while (now := jobs.get(job.number)) is None or now.ended is None:  # noqa: ASYNC110
                    await asyncio.sleep(0.1)
            assert "does not answer" in now.problem
            assert now.sent == 0
            assert "1 of 1 sent" in await _replayed(pages)

    asyncio.run(look())


async def _replayed(pages: Pages) -> str:
    await pages.post("/replays", places="0:0")
    return await ended(pages)
