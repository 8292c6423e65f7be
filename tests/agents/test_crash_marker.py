from hypothesis import given
from hypothesis import strategies as st

from newsdesk.agents.crash_marker import CrashMarker

OFFSETS = st.integers(0, 10**17)
MARKERS = st.builds(CrashMarker, tries=st.integers(0, 1000), until=OFFSETS, alone=st.booleans())


@given(MARKERS)
def test_crash_marker_survives_being_written_and_read(marker: CrashMarker) -> None:
    assert CrashMarker.parse(str(marker)) == marker


@given(st.text() | st.none())
def test_crash_marker_ignores_metadata_of_other_programs(metadata: str | None) -> None:
    if not (metadata or "").startswith("newsdesk:"):
        assert CrashMarker.parse(metadata) is None


def test_crash_marker_goes_from_batches_to_single_messages_until_it_is_exhausted() -> None:
    marker = CrashMarker(0, 131, alone=False)
    seen = []
    for _ in range(6):
        marker = marker.attempted(until=131)
        seen.append((marker.alone, marker.tries, marker.is_exhausted(max_attempts=3)))
    assert seen == [
        (False, 1, False),
        (False, 2, False),
        (True, 1, False),
        (True, 2, False),
        (True, 3, True),
        (True, 4, True),
    ]


def test_crash_marker_covers_the_largest_unfinished_batch() -> None:
    assert CrashMarker(1, 131, alone=False).attempted(until=107).until == 131
    assert CrashMarker(1, 107, alone=False).attempted(until=131).until == 131


def test_crash_marker_counts_the_tries_of_each_message_up_to_its_last() -> None:
    marker = CrashMarker(3, until=131, alone=True)
    assert marker.after(position=131) == CrashMarker(0, until=131, alone=True)
    assert marker.after(position=132) is None
    assert CrashMarker(1, until=131, alone=False).after(position=101) is None


def test_crash_marker_does_not_count_a_withdrawn_attempt() -> None:
    assert CrashMarker(2, 131, alone=True).withdrawn() == CrashMarker(1, 131, alone=True)
    assert CrashMarker(1, 131, alone=False).withdrawn() is None


def test_crash_marker_remembers_unfinished_batches_after_a_withdrawn_attempt() -> None:
    assert CrashMarker(1, 131, alone=True).withdrawn() == CrashMarker(0, 131, alone=True)
