from hypothesis import given
from hypothesis import strategies as st

from newsdesk.agents.suspicion import Suspicion

OFFSETS = st.integers(0, 10**17)
SUSPICIONS = st.builds(Suspicion, tries=st.integers(0, 1000), until=OFFSETS, alone=st.booleans())


@given(SUSPICIONS)
def test_a_note_survives_being_written_and_read(suspicion: Suspicion) -> None:
    assert Suspicion.parse(str(suspicion)) == suspicion


@given(st.text() | st.none())
def test_what_others_wrote_is_no_suspicion(metadata: str | None) -> None:
    if not (metadata or "").startswith("newsdesk:"):
        assert Suspicion.parse(metadata) is None


def test_batches_that_come_to_nothing_lead_to_trying_one_by_one_and_then_to_a_verdict() -> None:
    note = Suspicion(0, 131, alone=False)
    seen = []
    for _ in range(6):
        note = note.one_more(until=131)
        seen.append((note.alone, note.tries, note.condemns(max_attempts=3)))
    assert seen == [
        (False, 1, False),
        (False, 2, False),
        (True, 1, False),
        (True, 2, False),
        (True, 3, True),
        (True, 4, True),
    ]


def test_the_suspicion_covers_the_largest_batch_that_came_to_nothing() -> None:
    assert Suspicion(1, 131, alone=False).one_more(until=107).until == 131
    assert Suspicion(1, 107, alone=False).one_more(until=131).until == 131


def test_each_message_up_to_the_last_suspect_has_tries_of_its_own() -> None:
    note = Suspicion(3, until=131, alone=True)
    assert note.after(position=131) == Suspicion(0, until=131, alone=True)
    assert note.after(position=132) is None
    assert Suspicion(1, until=131, alone=False).after(position=101) is None


def test_a_try_that_ended_in_good_order_does_not_count() -> None:
    assert Suspicion(2, 131, alone=True).one_less() == Suspicion(1, 131, alone=True)
    assert Suspicion(1, 131, alone=False).one_less() is None
