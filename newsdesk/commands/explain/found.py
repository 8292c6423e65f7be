"""The documents to explain: of files, prepared as a stage does, and of events in Kafka."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from newsdesk.chain import LAST
from newsdesk.client.consumer import require_topics
from newsdesk.client.missing_rights import require_rights
from newsdesk.client.topic_reading import read_to_end
from newsdesk.client.tracing.needles import Needles
from newsdesk.commands.produce.article_file import Unreadable
from newsdesk.commands.produce.run import articles_in
from newsdesk.enrichment.document import Document, Limits, prepare
from newsdesk.right_facts import Task
from newsdesk.rights import rights_of
from newsdesk.schemas import EnrichedArticle, InvalidMessage, decode_article, decode_enriched
from newsdesk.settings import Settings

STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Found:
    """An article, by a name for people; or why it cannot be explained."""

    name: str
    document: Document | None = None
    problem: str = ""


def documents_of(settings: Settings, wanted: Sequence[str]) -> Iterator[Found]:
    """Yield the articles in files, then those that are named by their ids.

    Raises:
        TopicError, UnreachableError, RightsError: if ids are given, and Kafka cannot be read.
    """
    files = [name for name in wanted if name == STANDARD_INPUT or Path(name).exists()]
    yield from _of_files(files, Limits(settings.limits.max_characters))
    if ids := [name for name in dict.fromkeys(wanted) if name not in files]:
        yield from _of_events(settings, ids)


def _of_files(paths: Sequence[str], limits: Limits) -> Iterator[Found]:
    for article in articles_in(paths) if paths else ():
        if isinstance(article, Unreadable):
            yield Found(article.origin, problem=article.reason)
            continue
        try:
            prepared = prepare(decode_article(article.value), limits)
            yield Found(article.id or article.origin, prepared.document)
        except InvalidMessage as error:
            yield Found(article.origin, problem=error.message)


def _of_events(settings: Settings, ids: Sequence[str]) -> Iterator[Found]:
    cluster, topic = settings.kafka.cluster(), LAST.writes(settings.topics)
    require_rights(cluster, rights_of([Task.EXPLAIN], settings))
    require_topics(cluster, [topic])
    needles = Needles(ids)
    newest: dict[str, tuple[int, EnrichedArticle]] = {}
    for message in read_to_end(cluster, topic):
        value, time = message.value or b"", message.timestamp or 0
        if needles.may_be_in(value) and (event := _event(value)):
            newest[event.id] = max(newest.get(event.id, (0, event)), (time, event), key=_time)
    for name in ids:
        if name in newest:
            _, event = newest[name]
            article = event.article
            yield Found(name, Document.of(article.title, article.text, event.language.code))
        else:
            problem = f"There is neither a file of that name nor an event of it in {topic}."
            yield Found(name, problem=problem)


def _time(dated: tuple[int, EnrichedArticle]) -> int:
    return dated[0]


def _event(value: bytes) -> EnrichedArticle | None:
    try:
        return decode_enriched(value)
    except InvalidMessage:
        return None
