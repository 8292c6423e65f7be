"""Where an article is, in words."""

from datetime import UTC, datetime

from newsdesk.client.tracing.sighting import Kind, Sighting
from newsdesk.client.tracing.trace import Now, State, Trace

_CHARACTERS = 400
_TRIED = frozenset({Kind.DEAD_LETTER, Kind.REPLAYED, Kind.REPROCESSED})


def now_sentence(now: Now) -> str:
    """Return where an article is, without the full stop."""
    at, place = now.sighting, f"{now.sighting.topic}, partition {now.sighting.partition}"
    match now.state:
        case State.WAITING:
            return f"waiting in {place}, {now.before:,} before it"
        case State.HELD:
            until = at.until.isoformat() if at.until else "its embargo ends"
            return f"held until {until}"
        case State.OUT:
            return f"out, in {place}, offset {at.offset}"
        case State.WITHDRAWN:
            return f"withdrawn{f' ({at.reason})' if at.reason else ''}, in {place}"
        case State.DEAD_LETTER:
            replay = f"`newsdesk dead-letters replay {at.partition}:{at.offset}`"
            why = f"{at.reason}: {_shortened(at.message)}" if at.message else at.reason
            return f"is a dead letter: {why.rstrip('.')}; replay it with {replay}"
    if now.replayed is not None:
        return f"was a dead letter, and replayed at {_moment(now.replayed)}; no outcome is seen yet"
    return f"has passed {place}, offset {at.offset}; no outcome is seen yet"


def looked_through(trace: Trace) -> str:
    """Return what was looked through, as a sentence."""
    topics = ", ".join(f"{topic} ({count:,})" for topic, count in trace.read.items())
    moment = trace.since.astimezone(UTC).isoformat(timespec="seconds")
    return f"Looked through the messages since {moment}, those that wait and those held: {topics}."


def _shortened(message: str) -> str:
    return f"{message[:_CHARACTERS]}…" if len(message) > _CHARACTERS else message


def _moment(milliseconds: int) -> str:
    return datetime.fromtimestamp(milliseconds / 1000, UTC).isoformat(timespec="seconds")


def undecodable_sentence(trace: Trace) -> str:
    """Return how many messages could not be decoded, as a sentence."""
    number = trace.undecodable
    those = (
        "message that has it in its bytes"
        if number == 1
        else "messages that have it in their bytes"
    )
    return f"{number:,} {those} could not be decoded."


def kind_words(sighting: Sighting) -> str:
    """Return what a message is: its kind, attempt, reason, and end of embargo."""
    words = [str(sighting.kind)]
    if sighting.kind is Kind.DEAD_LETTER:
        words.append(f"{sighting.reason}{f' ({sighting.stage})' if sighting.stage else ''}")
    if sighting.until is not None:
        words.append(f"until {sighting.until.isoformat()}")
    if sighting.attempt and sighting.kind in _TRIED:
        words.append(f"attempt {sighting.attempt}")
    return ", ".join(words)
