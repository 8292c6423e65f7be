import pytest

from newsdesk.commands.reprocess.marker import ATTEMPT, FINGERPRINT, attempt_of, sent_again
from newsdesk.schemas import Headers, SourceMessage
from newsdesk.schemas.held import RELEASE
from tests.newsdesk.reprocess.messages import NEW, OLD, marked


@pytest.mark.parametrize(
    ("headers", "attempt"),
    [
        ((), 0),
        (marked(3), 3),
        (marked(3, OLD), 0),
        (((ATTEMPT, b"3"),), 0),
        (((FINGERPRINT, NEW.encode()),), 1),
        (((FINGERPRINT, NEW.encode()), (ATTEMPT, b"many")), 1),
        (((FINGERPRINT, NEW.encode()), (ATTEMPT, b"9" * 10)), 1),
        (marked(1) + marked(2), 2),
    ],
)
def test_marker_headers_count_how_often_a_message_was_sent_again(
    headers: Headers, attempt: int
) -> None:
    assert attempt_of(headers, NEW) == attempt


def test_marker_each_sending_counts_and_leaves_one_mark() -> None:
    own = (("tag", b"a"), ("tag", b"b"))
    message = SourceMessage("articles", 2, 7, b"k", b"v", marked(1, OLD) + own, timestamp=5)
    first = sent_again(message, NEW)
    assert first.headers == own + marked(1)
    assert (first.topic, first.partition, first.key, first.value, first.timestamp) == (
        "articles", 2, b"k", b"v", None,
    )  # fmt: skip
    second = SourceMessage("articles", 2, 8, b"k", b"v", first.headers)
    assert sent_again(second, NEW).headers == own + marked(2)
    assert sent_again(second, OLD).headers == own + marked(1, OLD)


def test_marker_an_article_that_came_back_after_its_embargo_is_sent_as_any_other() -> None:
    headers = (("tag", b"a"), (RELEASE, b"articles/2/5/00"))
    message = SourceMessage("articles", 2, 7, b"k", b"v", headers)
    assert sent_again(message, NEW).headers == (("tag", b"a"), *marked(1))
