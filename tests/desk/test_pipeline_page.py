"""The pipeline's page over HTTP, with looks that tests make up."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp import ClientResponse

from newsdesk.client.status.readiness import LOADING
from newsdesk.client.status.workers import WorkerStatus
from newsdesk.desk.follow.state import Condition
from newsdesk.desk.pipeline.state import PipelineState, SeenWorker
from tests.desk.looks import (
    NOW,
    lag,
    look_of,
    sample_at,
    silent_worker,
    stage_status,
    worker_that_says,
)
from tests.desk.pages import Pages, serving
from tests.desk.sse import events_of

HOSTILE = "<script>alert(1)</script>\u202egnp\x1b[2J"


def shown(path: Path, state: PipelineState, address: str = "/pipeline") -> str:
    async def look() -> str:
        async with serving(path) as pages:
            pages.pipeline = state
            return " ".join((await pages.get(address)).split())

    return asyncio.run(look())


def run(path: Path, test: Callable[[Pages], Awaitable[None]]) -> None:
    async def within() -> None:
        async with serving(path) as pages:
            await test(pages)

    asyncio.run(within())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "desk.sqlite"


def test_pipeline_has_the_chain_with_figures_units_and_windows(path: Path) -> None:
    waits = stage_status("classify", lag(0, 118, 9.4), lag(1))
    text = shown(path, look_of(waits, workers=(worker_that_says("int8"),)))
    for sentence in (
        "<dt>Speed, last 5 s</dt><dd><strong>21.5</strong> messages/s</dd>",
        "<dt>Waiting</dt><dd><strong>118</strong> messages</dd>",
        "<dt>Age of the next</dt><dd><strong>9.4</strong> s</dd>",
        "<dt>Members</dt><dd><strong>1</strong> for 2 partitions</dd>",
        "<dt>State of the group</dt><dd>Stable</dd>",
        "<strong>3</strong> messages",
        "<strong>at most 21,000</strong> articles",
        "<strong>0.25</strong> s",
        "<strong>10.0 %</strong>",
        "Of the 40 events of the last hour",
        "faust-1-aaaabbbb<",
        "1,024 MiB",
        "≤ 1",
        "&gt; 1",
    ):
        assert sentence in text, sentence
    assert text.index("articles</code>") < text.index("<h2>classify") < text.index("<h2>summarize")
    assert 'href="/pipeline" aria-current="page"' in text


def test_pipeline_lists_partitions_with_messages_that_wait_and_whose_they_are(path: Path) -> None:
    waits = stage_status("classify", lag(0, 118, 9.4), lag(1), lag(7, 2, 30.0))
    text = shown(path, look_of(waits))
    assert text.index(">7</td>") < text.index(">118</td>")
    row = '<td class="number">0</td><td class="number">118</td><td class="number">9.4</td>'
    assert f'{row}<td dir="auto">faust-1-aaaabbbb</td>' in text
    assert '<td class="number">30.0</td><td dir="auto">nobody</td>' in text
    assert "No message waits." not in text
    assert "No message waits." in shown(path, look_of())
    assert "Not looked at yet." in shown(path, PipelineState(Condition.STARTING, NOW))


def test_pipeline_a_stage_that_is_fine_is_not_called_blocked(path: Path) -> None:
    text = shown(path, look_of(stage_status("classify", lag(0, 3, 9.0))))
    assert "Blocked:" not in text
    assert "none waits" in text


@pytest.mark.parametrize(
    ("stage", "sentence"),
    [
        (stage_status("classify", lag(0, 2, 9.0), members=()), "No worker runs this stage"),
        (stage_status("classify", lag(7, 2, 9.0)), "No member has partition 7"),
        (stage_status("classify", state="PreparingRebalance"), "distributing its partitions"),
    ],
)
def test_pipeline_a_stage_that_is_blocked_says_by_what(
    path: Path, stage: object, sentence: str
) -> None:
    assert sentence in shown(path, look_of(stage))  # type: ignore[arg-type]


def test_pipeline_names_the_worker_that_is_blocked_and_the_one_that_is_silent(path: Path) -> None:
    workers = (worker_that_says("the model is away"), silent_worker("URLError: refused"))
    text = shown(path, look_of(workers=workers))
    assert "Blocked: http://127.0.0.1:8080: the model is away" in text
    assert "URLError: refused" in text
    assert "no answer" in text


def test_pipeline_a_stage_without_progress_is_named_only_while_nothing_moves(path: Path) -> None:
    stage = stage_status("classify", lag(0, 9, 120.0), rate=0.0)
    still = tuple(sample_at(seconds, rate=0.0, waiting=9) for seconds in range(60, -1, -5))
    stalled = replace(look_of(stage), samples=still)
    assert "Nothing was committed for 30 s" in shown(path, stalled)
    moved = replace(stalled, samples=(*still[:-2], sample_at(5, rate=1.0, waiting=9), still[-1]))
    assert "Nothing was committed" not in shown(path, moved)


def test_pipeline_without_workers_says_how_to_name_them(path: Path) -> None:
    assert "NEWSDESK_DESK__WORKERS" in shown(path, look_of())
    unasked = SeenWorker(WorkerStatus("http://127.0.0.1:1"))
    assert "not asked yet" in shown(path, look_of(workers=(unasked,)))


def test_pipeline_texts_of_workers_are_only_text(path: Path) -> None:
    text = shown(path, look_of(workers=(worker_that_says(HOSTILE), silent_worker(HOSTILE * 999))))
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)" in text
    assert "\u202e" not in text
    assert "\x1b" not in text
    assert len(text) < 60_000
    assert "style=" not in text


@pytest.mark.parametrize(
    ("condition", "sentence"),
    [
        (Condition.STARTING, "about to look at Kafka"),
        (Condition.AWAY, "Kafka is away</strong>, since <time"),
        (Condition.NO_TOPICS, "no topics yet"),
        (Condition.DENIED, "topics acls --role monitor"),
    ],
)
def test_pipeline_says_why_it_has_no_figures(
    path: Path, condition: Condition, sentence: str
) -> None:
    text = shown(path, PipelineState(condition, NOW, "a <problem>", "and advice"))
    assert sentence in text
    assert "a &lt;problem&gt;" in text
    assert "not looked at yet" in text
    assert "why-away" not in text
    raw = replace(look_of(), condition=condition, problem="It is away: KafkaError: x\ny ['k']")
    text = shown(path, replace(raw, advice="Is it running? `newsdesk broker start` starts one."))
    assert "It is away.</span> <span" in text
    assert "Is it running? <code>newsdesk broker start</code> starts one." in text
    assert text.index("why-away") < text.index("KafkaError")
    before = replace(look_of(), condition=condition)
    assert "21.5" in shown(path, before), "what was seen last stays"


def test_pipeline_tables_have_a_row_per_minute_of_the_range(path: Path) -> None:
    hour = tuple(sample_at(seconds) for seconds in range(3590, -1, -10))
    state = replace(look_of(), samples=hour)
    rows = [shown(path, state, f"/pipeline?minutes={m}").count('<th scope="row"><time') for m in
            ("15", "60", "7", "<x>")]  # fmt: skip
    assert rows[0] in (4 * 15, 4 * 16)
    assert rows[1] in (4 * 60, 4 * 61)
    assert rows[2:] == [rows[0]] * 2
    assert "messages/s, mean" in shown(path, state)


def test_pipeline_a_gap_is_no_zero(path: Path) -> None:
    gap = replace(sample_at(0), stages=(), p50=None, p95=None)
    text = shown(path, replace(look_of(), samples=(gap,)))
    assert text.count('<td class="number">\N{EN DASH}</td>') >= 8


async def events_until(response: ClientResponse, name: str) -> dict[str, dict[str, str]]:
    """Return the newest events by name, up to the first of that name."""
    found: dict[str, dict[str, str]] = {}
    async with asyncio.timeout(60):
        async for event in events_of(response):
            found[event["event"]] = event
            if event["event"] == name:
                return found
    raise AssertionError("the stream ended")


def test_pipeline_live_sends_each_look_once_and_resumes(path: Path) -> None:
    async def look(pages: Pages) -> None:
        pages.pipeline = look_of()
        async with pages.client.get("/pipeline/live?minutes=15") as response:
            first = await events_until(response, "state")
            assert len(json.loads(first["points"]["data"])) == 4
            assert "data-table" in first["tables"]["data"]
            later = replace(look_of(), samples=(*look_of().samples, sample_at(-5, 7.0)))
            pages.look(later)
            second = await events_until(response, "points")
            [point] = json.loads(second["points"]["data"])
            assert point["time"] == NOW + 5
            assert point["values"]["rate"] == [7.0, 7.0]
            assert point["values"]["visible"] == [0.5, 1.5]
            assert "<h2>classify</h2>" in second["figures"]["data"]
        headers = {"Last-Event-ID": second["points"]["id"]}
        async with pages.client.get("/pipeline/live", headers=headers) as response:
            assert set(await events_until(response, "state")) == {"state"}
        async with pages.client.get("/pipeline/live", headers={"Last-Event-ID": "x"}) as response:
            again = await events_until(response, "points")
            assert len(json.loads(again["points"]["data"])) == 5

    run(path, look)


def test_pipeline_a_desk_that_does_not_look_has_no_page(path: Path) -> None:
    async def look() -> None:
        async with serving(path, pipeline=None) as pages:
            await pages.get("/pipeline", 404)
            await pages.get("/", 200)

    asyncio.run(look())


def test_pipeline_a_worker_that_starts_is_no_alarm(path: Path) -> None:
    waits = stage_status("classify", lag(0, 2, 9.0), members=(), state="Dead")
    blocked = {"classify": LOADING, "summarize": LOADING}
    starting = SeenWorker(WorkerStatus("http://w:8085", ready=False, blocked=blocked), NOW)
    text = shown(path, look_of(waits, workers=(starting,)))
    assert "Starting: w:8085 loads its models." in text
    assert "</code>: starting" in text
    assert "<dt>State of the group</dt><dd>no members yet</dd>" in text
    for alarm in ("Blocked:", "is blocked", "No worker runs this stage", "Dead<"):
        assert alarm not in text
    stuck = replace(starting, status=replace(starting.status, blocked={"classify": "no rights"}))
    text = shown(path, look_of(waits, workers=(stuck,)))
    assert "No worker runs this stage" in text
    assert "Blocked: http://w:8085: no rights" in text


def test_pipeline_a_worker_that_cannot_be_reached_is_a_sentence_with_folded_details(
    path: Path,
) -> None:
    problem = "URLError: <urlopen error [Errno 111] Connection refused>"
    text = shown(path, look_of(workers=(silent_worker(problem),)))
    sentence, details = text.index("It does not answer yet at 127.0.0.1:8081."), text.index("Errno")
    assert sentence < text.index(">Details</summary>") < details


def test_pipeline_one_is_written_as_one(path: Path) -> None:
    text = shown(path, look_of(stage_status("classify", lag(0, 1, 9.0))))
    assert "<strong>1</strong> message</dd>" in text
    assert "<strong>1</strong> for 1 partition</dd>" in text
    assert "<strong>0</strong> messages</dd>" in text
