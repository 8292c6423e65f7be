"""Every reason says whether the message is unfit, or newsdesk's own work failed."""

from newsdesk.schemas import Reason

UNFIT_MESSAGE = {
    "null_value",
    "not_utf8",
    "not_json",
    "not_an_object",
    "wrong_type",
    "wrong_schema",
    "nested_too_deeply",
    "no_text",
    "unknown_status",
    "unreadable_embargo",
    "no_key",
    "too_many_held",
    "too_long",
    "too_large",
    "too_costly",
    "out_of_memory",
    "unreadable_record",
}
FAILED_WORK = {
    "enrichment_failed",
    "model_died",
    "model_hung",
    "worker_died",
    "not_serializable",
}


def test_reason_each_is_known_here_to_be_ours_or_the_messages() -> None:
    assert set(Reason) <= UNFIT_MESSAGE | FAILED_WORK


def test_reason_is_ours_where_newsdesks_own_work_failed() -> None:
    assert {reason.value for reason in Reason if reason.is_ours} == FAILED_WORK & set(Reason)
