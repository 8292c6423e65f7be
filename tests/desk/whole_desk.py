"""A desk that has something on each of its pages, and the addresses of all of them."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from newsdesk.chain import letter_topics
from newsdesk.client.cluster import Cluster
from newsdesk.client.tracing.trace import State
from newsdesk.desk.explaining import Explanations
from newsdesk.desk.replaying.jobs import ReplayJobs
from newsdesk.desk.store.writing import ReadTopics
from tests.desk.looks import lag, look_of, silent_worker, stage_status, worker_that_says
from tests.desk.messages import event_at, letter_at
from tests.desk.served import ServedDesk, serving_in_thread
from tests.desk.traces import EVENT, SENT, always, letter, traced
from tests.support.dead_letter_chain import make_chain

LONG = "word " * 60 + "A" * 300
TOKEN = "a token of more than 16"

ADDRESSES = (
    "/",
    "/?search=nothing",
    "/?source=Example+Post&topic=x&order=coverage",
    "/article/0/1",
    "/article/0/1/why",
    "/article/7/7",
    "/letters",
    "/letters?reason=no_text&since=1",
    "/letters/0/0",
    "/letters/9/9",
    "/trace",
    "/trace?q=a&follow=1",
    "/try",
    "/pipeline",
    "/pipeline?minutes=60",
    "/writes",
    "/replays/1",
    "/replays/99",
    "/no-such-page",
)
"""All pages that an address leads to; the plan of a replay comes by a button."""


async def explained(article: bytes) -> Mapping[str, Any]:
    votes = [{"label": "Economy", "share": 0.9}, {"label": LONG[:80], "share": 0.1}]
    return {
        "abstained": None,
        "candidates": [
            {"label": "Economy", "probability": 0.86, "needed": 0.3, "assigned": True},
            {"label": "Sport", "probability": 0.08, "needed": 0.25, "assigned": False},
        ],
        "voters": [{"text": LONG, "start": 0, "votes": votes}],
        "model": "all-MiniLM-L6-v2 + iptc",
    }


@contextmanager
def whole_desk(kafka: Cluster, folder: Path) -> Iterator[ServedDesk]:
    """Serve a desk of a chain with dead letters, one of which is replayed by a click."""
    chain = make_chain(kafka)
    chain.send([chain.letter(b'{"n": %d}' % n) for n in range(3)])
    letters = letter_topics(chain.topics)
    changes = {
        "topics": ReadTopics(chain.topics.enriched, letters.dead_letter, letters.replays),
        "cluster": kafka,
        "letters": letters,
        "replays": ReplayJobs(kafka, letters),
        "allow_writes": True,
        "explanations": Explanations(explained),
        "tracer": always(traced(SENT, letter(LONG), EVENT, state=State.OUT)),
    }
    blocked = stage_status("classify", lag(0, 9, 90.0), lag(7, 1, 1.0))
    workers = (worker_that_says("word " * 40), silent_worker("A" * 999))
    with serving_in_thread(folder / "desk.sqlite", **changes) as desk:
        events = event_at(0, title="First"), event_at(1, title=LONG, text=LONG, source=LONG)
        desk.write(*(replace(each, topic=chain.topics.enriched) for each in events))
        found = (letter_at(n, topic=chain.topics.articles, message=LONG) for n in range(3))
        desk.write(*(replace(each, topic=letters.dead_letter) for each in found))
        desk.look(look_of(blocked, workers=workers))
        yield desk


@dataclass(frozen=True)
class Look:
    """How somebody looks at a page; 200 % of 1,280 pixels are 640, of twice the size each."""

    name: str
    options: Mapping[str, Any]


def _look(name: str, width: int, scheme: str, **options: Any) -> Look:
    viewport = {"width": width, "height": 800}
    return Look(name, {"viewport": viewport, "color_scheme": scheme, **options})


LOOKS = (
    _look("light", 1280, "light"),
    _look("dark", 1280, "dark", reduced_motion="reduce"),
    _look("narrow, light", 360, "light", reduced_motion="reduce"),
    _look("narrow, dark", 360, "dark"),
    _look("200 %", 640, "light", device_scale_factor=2),
)
