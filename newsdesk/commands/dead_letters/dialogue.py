"""The commands for dead letters, for the terminal: what they show, ask and report."""

from contextlib import nullcontext
from pathlib import Path

from newsdesk.chain import letter_topics
from newsdesk.client.cluster import Cluster
from newsdesk.client.consumer import require_topics
from newsdesk.client.dead_letters.reading import read_places
from newsdesk.client.dead_letters.replay import check_targets, replay
from newsdesk.client.dead_letters.selection import (
    Filter,
    MessageHead,
    Selection,
    require_places,
    select,
)
from newsdesk.client.dead_letters.topics import LetterTopics
from newsdesk.client.missing_rights import require_rights
from newsdesk.client.transactions import replayer_id
from newsdesk.commands.dead_letters.as_json import export_line, list_line
from newsdesk.commands.dead_letters.view import (
    closing_lines,
    planned_line,
    print_planned,
    print_stored,
    print_table,
    replayed_line,
)
from newsdesk.right_facts import Task
from newsdesk.rights import rights_of
from newsdesk.settings import Settings
from newsdesk.terminal.errors import clear_errors
from newsdesk.terminal.files import require_free, written
from newsdesk.terminal.interruptions import interruptible
from newsdesk.terminal.output import (
    closed_pipe_ends,
    notice,
    output_console,
    say,
    standard_output,
    write_bytes,
    write_lines,
)
from newsdesk.terminal.progress import Counter
from newsdesk.terminal.questions import require_yes
from newsdesk.terminal.rendering import counted

STANDARD_OUTPUT = Path("-")


def list_selected(selection: Selection, *, json: bool) -> None:
    """Print a table or JSON Lines, and what was counted; beside JSON that is on standard error."""
    if json:
        write_lines(map(list_line, selection.heads))
    else:
        print_table(output_console(), selection)
    for line in closing_lines(selection):
        say(line, err=json)


def show_selected(
    cluster: Cluster, topics: LetterTopics, selection: Selection, *, raw: bool
) -> None:
    """Print all that is known about each, or only the values."""
    heads = {head.place: head for head in selection.heads}
    for stored in read_places(cluster, topics.dead_letter, heads):
        if raw:
            write_bytes(stored.message.value or b"")
        else:
            print_stored(output_console(), stored, heads[stored.place])


def require_target(file: Path, *, force: bool) -> None:
    """Make sure, before topics are read, that `file` can be written.

    Raises:
        FileError: if it cannot, or has something that only `force` overwrites.
    """
    if file != STANDARD_OUTPUT:
        require_free(file, force=force)


def export_selected(
    cluster: Cluster, topics: LetterTopics, selection: Selection, file: Path, *, force: bool
) -> None:
    """Write each in full to `file`.

    Raises:
        FileError: if it cannot be written; a file that was there is then unchanged.
    """
    heads = {head.place: head for head in selection.heads}
    to_stdout = file == STANDARD_OUTPUT
    with nullcontext(standard_output()) if to_stdout else written(file, force=force) as lines:
        number = 0
        for stored in read_places(cluster, topics.dead_letter, heads):
            lines.write(export_line(stored, heads[stored.place]))
            number += 1
    name = "standard output" if to_stdout else str(file)
    notice(f"Wrote {counted(number, 'dead letter')} to {name}.")


def replay_selected(
    cluster: Cluster,
    settings: Settings,
    filter_: Filter,
    limit: int | None,
    *,
    dry_run: bool,
    ask: bool,
) -> None:
    """Replay what matches, after a question, which needs a terminal.

    Raises:
        Exit: with a code other than 0 if it failed or was interrupted.
    """
    topics = letter_topics(settings.topics)
    with clear_errors():
        require_rights(cluster, rights_of([Task.REPLAY], settings, dry_run=dry_run))
        existing = require_topics(cluster, [topics.dead_letter, topics.replays])
        selection = select(cluster, topics, filter_, limit)
        require_places(selection, filter_)
        heads = [head for head in selection.heads if head.letter or filter_.places]
        check_targets(cluster, topics, heads, existing)
        if dry_run:
            _print_planned(cluster, topics, heads)
    if dry_run or not heads:
        say(planned_line("Would replay", heads, selection))
        return
    if ask:
        say(planned_line("About to replay", heads, selection), err=True)
        require_yes("Send them back?")
    sending = Counter("dead letters sent")

    def unfinished() -> str:
        letters = counted(len(heads), "dead letter")
        return f"{sending.count} of {letters} are confirmed. Run replay again for the rest."

    with interruptible(unfinished), sending:
        places = [head.place for head in heads]
        report = replay(cluster, topics, replayer_id(topics.replays), places, sending.advance)
    say(replayed_line(report, selection))


def _print_planned(cluster: Cluster, topics: LetterTopics, heads: list[MessageHead]) -> None:
    by_place = {head.place: head for head in heads}
    console = output_console()
    with closed_pipe_ends():
        for stored in read_places(cluster, topics.dead_letter, by_place):
            print_planned(console, stored, by_place[stored.place])
