"""The cost of work is recorded in the thread that does it, and nowhere else."""

from threading import Thread

import pytest

from newsdesk.enrichment.work_record import model_work, record_event, recorded, text_work
from newsdesk.schemas import ClassifiedArticle
from tests.support.events import classified


def event(**fields: object) -> ClassifiedArticle:
    return classified().model_copy(update=fields)


def test_times_tokens_and_events_are_added_up() -> None:
    with recorded() as record:
        for _ in range(2):
            with text_work():
                pass
            with model_work(100):
                pass
        record_event(event())
    assert record.tokens == 200
    assert record.text_seconds > 0
    assert record.model_seconds > 0
    assert record.coverage == [event().coverage.covered_ratio]


def test_work_that_fails_is_recorded_too() -> None:
    with recorded() as record, pytest.raises(MemoryError), model_work(7):
        raise MemoryError
    assert (record.tokens, record.model_seconds > 0) == (7, True)


def test_work_outside_of_a_record_or_in_another_thread_is_not_recorded() -> None:
    with text_work(), model_work(5):
        record_event(event())

    def work() -> None:
        with model_work(5):
            record_event(event())

    with recorded() as record:
        thread = Thread(target=work)
        thread.start()
        thread.join()
    assert (record.tokens, record.coverage) == (0, [])


def test_records_do_not_mix() -> None:
    with recorded() as outer:
        with recorded() as inner, model_work(3):
            pass
        with model_work(4):
            pass
    assert (inner.tokens, outer.tokens) == (3, 4)
