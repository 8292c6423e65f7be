"""The parts of large messages, and of those with many headers, that a dead letter carries."""

from dataclasses import replace

from newsdesk.agents.keepable import keepable
from newsdesk.schemas import SourceMessage
from newsdesk.schemas.messages import MAX_INFLATED_BYTES

MIB = 1024 * 1024
SMALL = SourceMessage("articles", 0, 7, b"key", b"not json", (("a", b"1"),))


def test_keepable_a_message_of_usual_size_is_kept_whole() -> None:
    assert keepable(SMALL) == (SMALL, "")
    large = replace(SMALL, value=bytes(40 * MIB))
    assert keepable(large) == (large, "")


def test_keepable_what_could_not_be_read_again_is_left_out() -> None:
    """With the headers of the failure it would inflate to more than a reader's limit."""
    nearly = replace(SMALL, value=bytes(MAX_INFLATED_BYTES - 100))
    kept, omission = keepable(nearly)
    assert (kept.key, kept.value, kept.headers) == (b"key", None, (("a", b"1"),))
    assert "67,108,764 bytes" in omission


def test_keepable_headers_that_are_too_many_are_left_out_and_the_rest_stays() -> None:
    kept, omission = keepable(replace(SMALL, headers=(("a", b"1"),) * 901))
    assert kept == replace(SMALL, headers=())
    assert omission == "Its 901 headers are too many for a dead letter."
