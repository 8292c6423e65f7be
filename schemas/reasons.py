"""Why a message becomes a dead letter: reason codes, and the exception that carries one."""

from enum import StrEnum

from newsdesk.schemas.errors import NewsdeskError


class Reason(StrEnum):
    """Reason codes of dead letters. A published code never changes its meaning."""

    UNREADABLE_RECORD = "unreadable_record"
    NULL_VALUE = "null_value"
    NOT_UTF8 = "not_utf8"
    NOT_JSON = "not_json"
    NOT_AN_OBJECT = "not_an_object"
    WRONG_TYPE = "wrong_type"
    WRONG_SCHEMA = "wrong_schema"
    NESTED_TOO_DEEPLY = "nested_too_deeply"
    NO_TEXT = "no_text"
    UNKNOWN_STATUS = "unknown_status"
    UNREADABLE_EMBARGO = "unreadable_embargo"
    NO_KEY = "no_key"
    TOO_MANY_HELD = "too_many_held"
    TOO_LONG = "too_long"
    TOO_COSTLY = "too_costly"
    OUT_OF_MEMORY = "out_of_memory"
    ENRICHMENT_FAILED = "enrichment_failed"
    MODEL_DIED = "model_died"
    MODEL_HUNG = "model_hung"
    WORKER_DIED = "worker_died"
    TOO_LARGE = "too_large"
    NOT_SERIALIZABLE = "not_serializable"

    @property
    def is_ours(self) -> bool:
        """Whether the enrichment, a model or a worker failed, and not the message alone.

        Many of these in a row are a systematic fault. Any number of unfit messages is none.
        """
        return self in _OURS


_OURS = frozenset(
    {
        Reason.ENRICHMENT_FAILED,
        Reason.MODEL_DIED,
        Reason.MODEL_HUNG,
        Reason.WORKER_DIED,
        Reason.NOT_SERIALIZABLE,
    }
)

MEANINGS = {
    Reason.UNREADABLE_RECORD: "Kafka has a record there that cannot be decoded.",
    Reason.NULL_VALUE: "The message has no value.",
    Reason.NOT_UTF8: "The bytes are not UTF-8.",
    Reason.NOT_JSON: "The text is not JSON.",
    Reason.NOT_AN_OBJECT: "The JSON is not an object.",
    Reason.WRONG_TYPE: "A field for the text holds something other than a string.",
    Reason.WRONG_SCHEMA: "In the second stage: not an event of `articles.classified`.",
    Reason.NESTED_TOO_DEEPLY: "Lists or objects nest more than 100 levels deep.",
    Reason.NO_TEXT: "No field holds a text, the message holds several articles, or the text is that"
    " of an error page or a check of browsers.",
    Reason.UNKNOWN_STATUS: "The publisher's status is none of `usable`, `withheld` and `canceled`.",
    Reason.UNREADABLE_EMBARGO: "The end of the embargo is not an exact moment with an offset.",
    Reason.NO_KEY: "The publisher withholds or has canceled the article, and the message has no key"
    " under which something could be withdrawn.",
    Reason.TOO_MANY_HELD: "The article is under embargo, and its partition holds 50,000 articles"
    " already. Replay it later.",
    Reason.TOO_LONG: "The text, or its page, is longer than `NEWSDESK_LIMITS__MAX_CHARACTERS`"
    " allows.",
    Reason.TOO_COSTLY: "The work on the text, without models, takes more CPU time than"
    " `NEWSDESK_LIMITS__SECONDS`.",
    Reason.OUT_OF_MEMORY: "This article, alone, needs more memory than there is, while others are"
    " enriched.",
    Reason.ENRICHMENT_FAILED: "Enriching this article, alone, raises an exception.",
    Reason.MODEL_DIED: "This article, alone, crashes the models' process.",
    Reason.MODEL_HUNG: "This article, alone, makes the models hang.",
    Reason.WORKER_DIED: "Every worker that tried this article died.",
    Reason.TOO_LARGE: "The event would be larger than 15 MiB, or have over 900 headers, or the"
    " message has more than a million values.",
    Reason.NOT_SERIALIZABLE: "The event holds a value that JSON cannot express.",
}
"""The meaning of each code, for people."""


class InvalidMessage(NewsdeskError):
    """Raised when a message can never be processed, no matter how often it is tried."""

    def __init__(self, reason: Reason, problem: str, advice: str = "") -> None:
        super().__init__(problem, advice)
        self.args = (reason, problem, advice)
        self.reason = reason

    @property
    def message(self) -> str:
        """Problem and advice in one line, as dead letters carry them."""
        return f"{self.problem} {self.advice}" if self.advice else self.problem

    def __str__(self) -> str:
        return self.message
