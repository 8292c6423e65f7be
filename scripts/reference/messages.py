"""docs/reference/messages.md, from the contracts in `newsdesk.schemas`."""

from collections.abc import Iterator
from datetime import UTC, datetime

from newsdesk.client.dead_letters import replay_message
from newsdesk.commands.reprocess import marker
from newsdesk.schemas import DeadLetter, EnrichedArticle, Reason, decode_enriched
from newsdesk.schemas.article_nodes import ENVELOPES, LISTS
from newsdesk.schemas.article_shapes import OPTIONAL_FIELDS
from newsdesk.schemas.body_names import BODY_FIELDS
from newsdesk.schemas.dates import zones
from newsdesk.schemas.dates.names import LANGUAGES
from newsdesk.schemas.dead_letter import CONNECT_NAMES, HEADER_PREFIX
from newsdesk.schemas.headers import WITHDRAWN, WITHDRAWN_ID, event_headers
from newsdesk.schemas.held import KEY, RELEASE, UNTIL
from newsdesk.schemas.messages import MAX_ARTICLE_BYTES, MAX_EVENT_BYTES
from newsdesk.schemas.publication import PUBLICATION_FIELDS
from newsdesk.schemas.reasons import MEANINGS
from scripts.reference.json_types import type_of
from scripts.reference.markdown import code, code_list, table
from scripts.reference.texts import fill, read

EXAMPLE = read("enriched-article.json")

_READ = {
    "text": "a string, or a list of paragraphs",
    "HTML": "the same",
    "either": "text or HTML, as its type says, or as it looks",
    "prose": "the same, of several words; data sets and programs use these names",
    "plain": "text; the HTML beside it comes first if its blocks have run together",
    "Markdown": "read where there is no text and no HTML",
    "summary": "read as the text where there is nothing else",
    "id": "a string of at most 512 characters, or an integer; without one, a hash of url, title"
    " and text",
    "url": "a string, or an object's `@id`, `url` or `href`; the last three if they are addresses",
    "title": "a string, or the main one of ninjs 2 and 3; in ninjs, the headline before the title",
    "source": "a string, or an object's `name` or `title`",
    "language": "a string; used where detection is unsure",
    "published_at": "see [dates](#dates)",
    "status": "`usable`, `withheld` or `canceled`, also as a code of NewsML-G2 such as"
    " `stat:withheld`. The other names belong to other programs: of them only these words are"
    " read, and those of content management systems in their items, such as `draft` (withheld) and"
    " `trash` (canceled); of `creativeWorkStatus` `Draft`, `Incomplete` (withheld), `Retracted`,"
    " `Withdrawn` (canceled). The strictest counts",
    "usable_from": "the end of the embargo: ISO 8601 or RFC 2822 with time and offset, or seconds"
    " or milliseconds since the epoch. The latest counts",
    "version": "a string of at most 512 characters, or a number",
    "alternative_ids": "an object of ids by role, or a list of objects with `role` and `value`",
}
_EVENT_HEADERS = {
    "ce_specversion": "Version of CloudEvents",
    "ce_id": "The same for the same article, models and code",
    "ce_type": "Type of the event",
    "ce_source": "The stage that made it",
    "ce_subject": "The article's id",
    "ce_time": "When it was made",
    "content-type": "Format of the value",
}
_REPLAY_HEADERS = {
    replay_message.OF: (
        "articles.dead-letter/2/0",
        "Topic, partition and offset of the dead letter",
    ),
    replay_message.ATTEMPT: ("1", "How often the article has been replayed, this time included"),
}
_WITHDRAWAL_HEADERS = {
    WITHDRAWN: ("canceled", "The publisher's status: `withheld` or `canceled`"),
    WITHDRAWN_ID: ("urn:agency:4711", "The article's id"),
}
_HELD_HEADERS = {
    UNTIL: ("2026-11-30T18:00:00+01:00", "On `articles.embargoed`: when the embargo ends"),
    KEY: ("urn:agency:4711", "On `articles.embargoed`: the article's key, if it has one"),
    RELEASE: (
        "articles/2/7/5f3c…",
        "On `articles`, on a copy that came back when the embargo was over: the key of its record",
    ),
}
_REPROCESS_HEADERS = {
    marker.FINGERPRINT: ("b7ecce4b096903ba", "The fingerprint that the new event should have"),
    marker.ATTEMPT: ("1", "How often the article was sent again for it, this time included"),
}


def messages_page() -> str:
    """Return the page: the article, the events, dead letters, and the headers of each."""
    return fill(
        "messages.md",
        ARTICLE_MIB=str(MAX_ARTICLE_BYTES // 1024**2),
        EVENT_MIB=str(MAX_EVENT_BYTES // 1024**2),
        ENVELOPES=code_list(ENVELOPES),
        LISTS=code_list(LISTS),
        LANGUAGES=str(LANGUAGES),
        ZONES=code_list(zones.NAMES),
        ARTICLE_FIELDS=table(("field", "names", "what is read"), _article_rows()),
        EXAMPLE=f"```json\n{EXAMPLE}```",
        EVENT_FIELDS="\n".join(_contract_sections()),
        EVENT_HEADERS=table(("header", "example", "meaning"), _event_header_rows()),
        DEAD_LETTER_HEADERS=table(
            ("header", "example", "meaning", "Kafka Connect's name"), _dead_letter_rows()
        ),
        REPLAY_HEADERS=_headers(_REPLAY_HEADERS),
        WITHDRAWAL_HEADERS=_headers(_WITHDRAWAL_HEADERS),
        HELD_HEADERS=_headers(_HELD_HEADERS),
        REPROCESS_HEADERS=_headers(_REPROCESS_HEADERS),
        REASONS=table(("reason", "meaning"), ((code(r.value), MEANINGS[r]) for r in Reason)),
    )


def _article_rows() -> Iterator[tuple[str, str, str]]:
    optional = {field: shapes for field, (shapes, _) in OPTIONAL_FIELDS.items()}
    names = BODY_FIELDS | optional | PUBLICATION_FIELDS
    for field, shapes in names.items():
        yield field, code_list(shapes), _READ[field]


def _contract_sections() -> Iterator[str]:
    """Yield a section for the enriched article and for each object within it."""
    schema = EnrichedArticle.model_json_schema(mode="serialization")
    for name, contract in {"EnrichedArticle": schema, **schema["$defs"]}.items():
        fields = contract["properties"].items()
        rows = [(code(field), type_of(part), part.get("description", "")) for field, part in fields]
        yield f"### {name}\n\n{contract['description']}\n\n" + table(
            ("field", "type", "meaning"), rows
        )


def _event_header_rows() -> Iterator[tuple[str, str, str]]:
    event = decode_enriched(EXAMPLE.encode())
    time = datetime(2026, 11, 24, 13, 28, 1, tzinfo=UTC)
    headers = event_headers(event, "newsdesk.article.enriched", "/newsdesk/summarize", time, ())
    for name, value in headers:
        yield code(name), code(value.decode()), _EVENT_HEADERS[name]


def _dead_letter_rows() -> Iterator[tuple[str, str, str, str]]:
    for name, field in DeadLetter.model_fields.items():
        example = code((field.examples or [""])[0])
        connect = code(CONNECT_NAMES[name]) if name in CONNECT_NAMES else ""
        yield code(HEADER_PREFIX + name), example, str(field.description), connect


def _headers(headers: dict[str, tuple[str, str]]) -> str:
    rows = ((code(name), code(example), text) for name, (example, text) in headers.items())
    return table(("header", "example", "meaning"), rows)
