"""Traces: any messages in the topics of the chain, looked through for an article."""

from datetime import UTC, datetime
from typing import Any

from hypothesis import strategies as st

from newsdesk.client.dead_letters.replay_message import OF
from newsdesk.client.tracing.outcome import in_order, now_of
from newsdesk.client.tracing.search import Search
from newsdesk.client.tracing.sentences import kind_words, now_sentence
from newsdesk.client.tracing.topics import TracedStage, TracedTopics
from newsdesk.client.tracing.trace import Trace, TracedArticle
from newsdesk.commands.trace.as_json import trace_fields
from newsdesk.schemas import DeadLetter, SourceMessage, encode
from newsdesk.schemas.dead_letter import HEADER_PREFIX
from newsdesk.schemas.headers import ARTICLE_TIME, WITHDRAWN, WITHDRAWN_ID
from newsdesk.schemas.held import RELEASE, UNTIL
from newsdesk.terminal.output import json_line
from tests.fuzz.hostile import BYTES, JSON_VALUES, NAMES, damaged, json_with
from tests.fuzz.target import Target
from tests.support.events import enriched

_STAGES = [TracedStage("one", "in", "between", "g.one"), TracedStage("two", "between", "out", "g")]
_TOPICS = TracedTopics(_STAGES, "letters", "replays", "held")
_NAMES = ["a-1", "https://news.example/rain", "f" * 32]
_HEADERS = [OF, ARTICLE_TIME, WITHDRAWN, WITHDRAWN_ID, RELEASE, UNTIL]
_HEADERS += [HEADER_PREFIX + field for field in DeadLetter.model_fields]
_SAID = st.sampled_from([b"a-1", b"in", b"0", b"1", b"letters/0/0", b"in/0/0/ab", b"no_text"])
_FIELDS = st.dictionaries(
    st.sampled_from(["id", "url", "title", "text", "article"]),
    st.sampled_from(_NAMES) | JSON_VALUES,
    max_size=4,
)
_MESSAGES = st.lists(
    st.tuples(
        st.sampled_from(_TOPICS.all),
        st.none() | _SAID | BYTES,
        st.none() | json_with(_FIELDS) | damaged(encode(enriched())) | BYTES,
        st.lists(st.tuples(st.sampled_from(_HEADERS) | NAMES, _SAID | BYTES), max_size=6),
        st.none() | st.integers(-1, 2**63 - 1),
    ),
    max_size=6,
)


def _check_trace(messages: list[tuple[Any, ...]]) -> None:
    search = Search(_TOPICS, _NAMES)
    ordered = sorted(messages, key=lambda message: _TOPICS.all.index(message[0]))
    for offset, (topic, key, value, headers, time) in enumerate(ordered):
        search.take(SourceMessage(topic, 0, offset, key, value, tuple(headers), time))
    articles = []
    for name in {sighting.article_id for sighting in search.sightings}:
        own = in_order([s for s in search.sightings if s.article_id == name])
        now = now_of(own, _TOPICS, {"in": {0: 3}, "between": {0: 9}}, lambda *place: 0)
        assert now_sentence(now)
        assert all(map(kind_words, own))
        articles.append(TracedArticle(name, own, now))
    assert json_line(trace_fields(Trace("a-1", datetime.now(UTC), articles, {})))


TARGETS = (Target("trace", _MESSAGES, _check_trace, 200),)
