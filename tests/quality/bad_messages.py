"""Messages that no newsroom means to send, and what is to come of each."""

import random
from dataclasses import dataclass

import orjson

from newsdesk.schemas import Reason
from tests.support.kafka_tools import Message

STORY = (
    "The coalition fell apart after the liberals left the cabinet over the pension bill. "
    "The chancellor will ask parliament for a vote of confidence on Monday. "
    "Polls show the opposition ahead, should there be an early election."
)
MAX_CHARACTERS = 600_000
_random = random.Random(20)


@dataclass(frozen=True)
class Rejection:
    """The message becomes a dead letter for `reason`, with `text` in its message."""

    reason: Reason
    text: str


@dataclass(frozen=True)
class Enrichment:
    """The message becomes an event: with topics, or with the reason why it has none.

    `abstained` is None for topics, and "" where it is left to the models whether they name one.
    `text` is in the cleaned text.
    """

    abstained: str | None = None
    text: str = ""


@dataclass(frozen=True)
class Case:
    message: Message
    expected: Rejection | Enrichment


TOPICS = Enrichment(None, "The chancellor will ask parliament")
TOO_LITTLE = Enrichment("too_little_text")
EITHER = Enrichment("")
NOT_JSON = Rejection(Reason.NOT_JSON, "not JSON")
NOT_UTF8 = Rejection(Reason.NOT_UTF8, "not UTF-8")
NO_TEXT = Rejection(Reason.NO_TEXT, "has no text")
NOT_AN_OBJECT = Rejection(Reason.NOT_AN_OBJECT, "not an object")
WRONG_TYPE = Rejection(Reason.WRONG_TYPE, "must be a string")
TOO_DEEP = Rejection(Reason.NESTED_TOO_DEEPLY, "more than 100 levels")
TOO_LONG = Rejection(Reason.TOO_LONG, "the limit is 600,000")


def article(**fields: object) -> bytes:
    return orjson.dumps(fields)


def story(sentences: int) -> str:
    """Return sentences that are all different, about what a newspaper is about."""
    return " ".join(_sentence() for _ in range(sentences))


def _sentence() -> str:
    who = _random.choice(["minister", "union", "goalkeeper", "judge", "bishop", "teacher"])
    does = _random.choice(["praised", "opposed", "postponed", "explained", "welcomed", "forgot"])
    what = _random.choice(["budget", "strike", "match", "verdict", "sermon", "timetable"])
    return f"On day {_random.randrange(10_000)} the {who} {does} the {what} of the district."


def _junk(length: int) -> str:
    return "".join(map(chr, _random.choices(range(256), k=length)))


def _case(value: bytes | None, expected: Rejection | Enrichment) -> Case:
    return Case(Message(value), expected)


_NOT_ARTICLES = {
    "not JSON": _case(b"The council met on Monday.", NOT_JSON),
    "truncated JSON": _case(article(text=STORY)[:-20], NOT_JSON),
    "two JSON objects": _case(article(text=STORY) * 2, NOT_JSON),
    "a JSON array": _case(b"[" + article(text=STORY) + b"]", NOT_AN_OBJECT),
    "a JSON string": _case(orjson.dumps(STORY), NOT_AN_OBJECT),
    "a JSON null": _case(b"null", NOT_AN_OBJECT),
    "a number as text": _case(article(text=17), WRONG_TYPE),
    "a list as text": _case(article(text=[17]), WRONG_TYPE),
    "an object as text": _case(article(text={"en": STORY}), WRONG_TYPE),
    "a boolean as text": _case(article(text=True), WRONG_TYPE),
    "no text": _case(article(title="Council meets"), NO_TEXT),
    "an empty object": _case(b"{}", NO_TEXT),
    "an empty text": _case(article(text=""), NO_TEXT),
    "a null text": _case(article(text=None), NO_TEXT),
    "white space as text": _case(article(text=" \n\t\u00a0\u2003 "), NO_TEXT),
    "invalid UTF-8": _case(b'{"text": "caf\xe9 ' + STORY.encode() + b'"}', NOT_UTF8),
    "UTF-16": _case(article(text=STORY).decode().encode("utf-16"), NOT_UTF8),
    "UTF-16 without its mark": _case(article(text=STORY).decode().encode("utf-16-be"), NOT_JSON),
    # kafka-python sends no message without both key and value.
    "a null value": Case(Message(None, key=b"key"), Rejection(Reason.NULL_VALUE, "has no value")),
    "an empty value": _case(b"", NOT_JSON),
    "binary junk": _case(_random.randbytes(5_000), NOT_UTF8),
    "nested arrays": _case(
        b'{"text": "Rain.", "n": ' + b"[" * 10_000 + b"]" * 10_000 + b"}", TOO_DEEP
    ),
    "nested objects": _case(b'{"a":' * 10_000 + b"1" + b"}" * 10_000, TOO_DEEP),
    "a raw control character": _case(b'{"text": "The council\x07 met."}', NOT_JSON),
    "NaN": _case(b'{"text": "The council met.", "score": NaN}', NOT_JSON),
    "infinity": _case(b'{"text": "The council met.", "score": -Infinity}', NOT_JSON),
    "a number of 5,000 digits": _case(
        b'{"text": "The council met.", "n": %b}' % (b"9" * 5_000), NOT_JSON
    ),
    "a number beyond floats": _case(b'{"text": "The council met.", "n": 1e999}', NOT_JSON),
}

_LONG = {
    "two megabytes of text": _case(article(text=story(34_000)[:2_000_000]), TOO_LONG),
    "a million words": _case(article(text=story(100_000)), TOO_LONG),
    "a word of five megabytes": _case(article(text="a" * 5_000_000), TOO_LONG),
    "one character too many": _case(article(text="a" * (MAX_CHARACTERS + 1)), TOO_LONG),
    "as long as is read": _case(article(text=story(11_000)[:MAX_CHARACTERS]), EITHER),
    "two megabytes within the limit": _case(
        article(text=STORY + "\U0001f600" * (500_000 - len(STORY))), EITHER
    ),
    "a word as long as is read": _case(
        article(text="a" * MAX_CHARACTERS), Enrichment("language_not_read")
    ),
    "a line repeated to the limit": _case(
        article(text=(STORY + "\n") * (MAX_CHARACTERS // (len(STORY) + 1))), TOPICS
    ),
    "100,000 sentences of one word": _case(article(text="Rain. " * 100_000), EITHER),
    "much compressed": Case(Message(article(text=STORY, n=" " * 7_000_000), codec="gzip"), TOPICS),
    "a huge key": Case(Message(article(text=STORY), key=b"k" * 65_536), TOPICS),
}

_ODD_TEXTS = {
    "escaped control characters": _case(article(text=STORY.replace(" ", "\x01 \x1b")), TOPICS),
    "NUL characters": _case(article(text=STORY.replace(". ", ".\0 \0")), TOPICS),
    "right-to-left overrides": _case(article(text=f"\u202e{STORY}\u202c\u2066\u2067"), TOPICS),
    "nothing but addresses": _case(
        article(text="\n".join(f"https://example.org/a/{i}?page={i}" for i in range(50))),
        TOO_LITTLE,
    ),
    "nothing but emoji": _case(article(text="\U0001f600\U0001f389\u2764\ufe0f " * 60), TOO_LITTLE),
    "nothing but invisible characters": _case(article(text="\u200b\u2060\ufeff" * 20), TOO_LITTLE),
    "one word": _case(article(text="Rain."), TOO_LITTLE),
    "half an emoji": _case(article(text=STORY + " #").replace(b"#", b"\\ud83d"), TOPICS),
    "paragraphs in a list": _case(article(text=STORY.split(". ")), TOPICS),
    "keys given twice": _case(
        b'{"text": "Rain.", "id": "a", "id": "b", "text": ' + orjson.dumps(STORY) + b"}", TOPICS
    ),
    "huge numbers": _case(
        b'{"n": %d, "m": 1e308, "id": %d, "text": %s}' % (9**300, 9**40, orjson.dumps(STORY)),
        TOPICS,
    ),
    "odd types beside the text": _case(
        article(text=STORY, title=7, url=[1], published_at={"a": 1}, language=5, source=None),
        TOPICS,
    ),
    "what tokenizers take for their own": _case(
        article(text=f"[SEP] [CLS] [MASK] [PAD] <s> </s> <|endoftext|> {STORY}"), TOPICS
    ),
}

_PAGES = {
    "only scripts": _case(
        article(html="<html><body><script>var a = 'The council met.';</script></body></html>"),
        TOO_LITTLE,
    ),
    "broken HTML": _case(
        article(html=f"<p>{STORY}<b><i></p></table></b><div <p>< <<!-- </html"), TOPICS
    ),
    "50,000 nested elements": _case(
        article(html="<div>" * 50_000 + f"<p>{STORY}</p>" + "</div>" * 50_000), TOPICS
    ),
    "binary junk as HTML": _case(article(html=_junk(20_000)), EITHER),
    "NUL characters in HTML": _case(article(html=f"\0<p>\0{STORY}\0</p>"), TOPICS),
    "a page of nothing": _case(article(html="<" * 10_000), EITHER),
    "an entity bomb": _case(
        article(
            html='<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
            f"]><p>&b;&b;</p><p>{STORY}</p>"
        ),
        TOPICS,
    ),
}

_HEADERS = {
    "odd headers": Case(
        Message(
            article(text=STORY),
            headers=(
                ("", b"no name"),
                ("\u540d\u524d \U0001f600 \n", b"\xff\xfe\x00"),
                ("twice", b"1"),
                ("twice", b""),
                ("ce_id", b"\xff not ours"),
                ("content-type", b"text/plain"),
                ("__newsdesk.errors.reason", b"forged"),
                ("long", b"x" * 100_000),
            ),
        ),
        TOPICS,
    ),
    "forged headers of a dead letter": Case(
        Message(
            b"not JSON",
            headers=(("__newsdesk.errors.reason", b"forged"), ("traceparent", b"00-1-2-01")),
        ),
        NOT_JSON,
    ),
    **{
        f"compressed with {codec}": Case(Message(article(text=STORY), codec=codec), TOPICS)
        for codec in ("gzip", "snappy", "lz4", "zstd")
    },
}

CASES: dict[str, Case] = {**_NOT_ARTICLES, **_LONG, **_ODD_TEXTS, **_PAGES, **_HEADERS}
