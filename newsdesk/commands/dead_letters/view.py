"""Dead letters for the terminal: a table, one in full, and what replaying would do or did."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

from rich.console import Console
from rich.table import Table
from rich.text import Text

from newsdesk.client.dead_letters.replay import ReplayReport
from newsdesk.client.dead_letters.replay_message import replay_message
from newsdesk.client.dead_letters.selection import MessageHead, Selection
from newsdesk.client.dead_letters.stored import StoredMessage
from newsdesk.commands.dead_letters.value_text import cut, one_line, value_lines
from newsdesk.schemas.dead_letter import original_headers
from newsdesk.terminal.rendering import counted, safe, shorten
from newsdesk.terminal.tables import add_row

_ID_CHARACTERS = 40
_MESSAGE_CHARACTERS = 80
_LABEL_WIDTH = 12
_COLUMNS = ("place", "time", "stage", "reason", "attempts", "article", "message")


def print_table(console: Console, selection: Selection) -> None:
    """Print one line for each, newest last; the message of a replayed one begins with when."""
    if not selection.heads:
        return
    table = Table(box=None, pad_edge=False)
    for name in _COLUMNS:
        last = name == _COLUMNS[-1]
        table.add_column(name, no_wrap=True, overflow="ellipsis" if last else "fold")
    for head in selection.heads:
        add_row(table, _cells(head), style="dim" if head.replayed else "")
    console.print(table)


def closing_lines(selection: Selection) -> list[str]:
    """Return the count of each reason, most frequent first, and what is not shown."""
    if not selection.total:
        lines = ["No dead letters."]
    else:
        reasons = sorted(selection.by_reason.items(), key=lambda item: (-item[1], item[0]))
        named = ", ".join(f"{reason} {number}" for reason, number in reasons)
        lines = [f"{counted(selection.total, 'dead letter')}: {named}."]
    if selection.total > len(selection.heads):
        lines.append(f"Only the newest {len(selection.heads)} are shown.")
    if selection.hidden:
        lines.append(f"Replayed, and not shown: {selection.hidden}; --all shows them too.")
    return lines


def print_stored(console: Console, stored: StoredMessage, head: MessageHead) -> None:
    """Print everything about a dead letter, and its value, or the beginning of a long one."""
    for label, text in _fields(stored, head):
        console.print(_line(label, cut(text)), soft_wrap=True)
    for name, header in original_headers(stored.message.headers):
        console.print(Text(f"  {cut(name)}: {cut(one_line(header))}"), soft_wrap=True)
    value = stored.message.value
    size = "null" if value is None else counted(len(value), "byte")
    console.print(_line("value", size), soft_wrap=True)
    for line in value_lines(value or b""):
        console.print(Text(f"  {line}"), soft_wrap=True)
    console.print()


def print_planned(console: Console, stored: StoredMessage, head: MessageHead) -> None:
    """Print where a dead letter would be sent."""
    message = replay_message(stored)
    line = (
        f"{stored.place} → {safe(message.topic)}, partition {message.partition}:"
        f" {head.reason}, {_article_name(head) or 'no id'},"
        f" {counted(len(message.value or b''), 'byte')}"
    )
    console.print(Text(line), soft_wrap=True)


def planned_line(verb: str, heads: Sequence[MessageHead], selection: Selection) -> str:
    """Return one sentence: what a replay of `heads` would send."""
    targets = Counter(head.letter.topic for head in heads if head.letter)
    return _replay_line(verb, targets, selection.hidden)


def replayed_line(report: ReplayReport, selection: Selection) -> str:
    """Return one sentence: what a replay has sent."""
    return _replay_line("Replayed", report.sent, selection.hidden + report.already)


def _replay_line(verb: str, by_topic: Counter[str], already: int) -> str:
    line = f"{verb} {counted(by_topic.total(), 'dead letter')}"
    if by_topic:
        line += ": " + ", ".join(
            f"{number} to {safe(name)}" for name, number in sorted(by_topic.items())
        )
    if already:
        line += f"; {already} {'was' if already == 1 else 'were'} replayed before"
    return line + "."


def _cells(head: MessageHead) -> tuple[str, ...]:
    letter = head.letter
    return (
        str(head.place),
        f"{head.time:%Y-%m-%d %H:%M:%S}",
        letter.stage if letter else "",
        head.reason,
        str(letter.attempts) if letter else "",
        shorten(_article_name(head), _ID_CHARACTERS),
        shorten(_message(head), _MESSAGE_CHARACTERS),
    )


def _fields(stored: StoredMessage, head: MessageHead) -> Iterator[tuple[str, str]]:
    message, letter = stored.message, stored.letter
    yield "place", f"{message.topic} {stored.place}"
    if letter is None:
        yield "foreign", "no dead letter of newsdesk; it is never replayed"
    else:
        yield "stage", letter.stage
        yield "reason", letter.reason.value
        yield "message", letter.message
        if letter.exception:
            yield "exception", letter.exception
        yield "attempts", str(letter.attempts)
        yield "from", f"{letter.topic} {letter.partition}:{letter.offset}"
        yield "version", letter.version
    yield "time", _moment(head.time)
    if head.replayed:
        yield "replayed", _moment(head.replayed)
    if head.article_id:
        yield "article", head.article_id
    yield "key", "null" if message.key is None else one_line(message.key)
    yield "timestamp", "none" if stored.timestamp is None else str(stored.timestamp)
    yield "headers", counted(len(original_headers(message.headers)), "header")


def _article_name(head: MessageHead) -> str:
    """Return the article's id, or else the message's key, or else nothing; as safe text."""
    key = head.key.decode("utf-8", "replace") if head.key else ""
    return safe(head.article_id or key)


def _message(head: MessageHead) -> str:
    message = safe(head.letter.message) if head.letter else "no dead letter of newsdesk"
    return f"[replayed {head.replayed:%Y-%m-%d %H:%M}] {message}" if head.replayed else message


def _line(label: str, text: str) -> Text:
    return Text.assemble((label.ljust(_LABEL_WIDTH), "dim"), text)


def _moment(time: datetime) -> str:
    return time.isoformat(timespec="milliseconds")
