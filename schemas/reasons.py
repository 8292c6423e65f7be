"""Why a message becomes a dead letter: reason codes, and the exception that carries one."""

from enum import StrEnum


class Reason(StrEnum):
    """Reason codes of dead letters. A published code never changes its meaning."""

    NULL_VALUE = "null_value"
    NOT_UTF8 = "not_utf8"
    NOT_JSON = "not_json"
    NOT_AN_OBJECT = "not_an_object"
    WRONG_TYPE = "wrong_type"
    WRONG_SCHEMA = "wrong_schema"
    NESTED_TOO_DEEPLY = "nested_too_deeply"
    NO_TEXT = "no_text"
    TOO_LONG = "too_long"
    ENRICHMENT_FAILED = "enrichment_failed"
    MODEL_DIED = "model_died"
    MODEL_HUNG = "model_hung"
    WORKER_DIED = "worker_died"
    TOO_LARGE = "too_large"
    NOT_SERIALIZABLE = "not_serializable"


class InvalidMessage(ValueError):
    """Raised if a message can never be processed, however often it is retried."""

    def __init__(self, reason: Reason, message: str) -> None:
        super().__init__(message)
        self.reason = reason
        self.message = message
