"""Options that the commands for dead letters share, and the filter that they make."""

from typing import Annotated

import typer

from newsdesk.chain import StageName
from newsdesk.client.dead_letters.selection import Filter
from newsdesk.client.dead_letters.stored import Place
from newsdesk.schemas import Reason
from newsdesk.terminal.options import moment_of

Reasons = Annotated[
    list[Reason] | None,
    typer.Option("--reason", metavar="CODE", help="Only with this reason; can be repeated."),
]
Stage = Annotated[
    StageName | None,
    typer.Option("--stage", help="Only those that this stage rejected.", show_default=False),
]
Since = Annotated[
    str | None,
    typer.Option(
        help="Rejected at or after this time (ISO 8601; UTC unless it has an offset).",
        metavar="TIME",
    ),
]
Until = Annotated[
    str | None, typer.Option(help="Rejected before this time.", metavar="TIME", show_default=False)
]
Limit = Annotated[
    int | None, typer.Option(min=1, help="Only the newest that match.", show_default=False)
]
All = Annotated[bool, typer.Option("--all", help="Include those that were replayed.")]
Places = Annotated[list[str] | None, typer.Argument(metavar="PARTITION:OFFSET", show_default=False)]
AsJson = Annotated[bool, typer.Option("--json", help="Write one JSON object per line.")]
Raw = Annotated[
    bool, typer.Option("--raw", help="Write the value of one dead letter as it is, nothing else.")
]
Everything = Annotated[
    bool, typer.Option("--everything", help="Replay every dead letter that was not replayed yet.")
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Show what would be sent, and send nothing.")
]
Force = Annotated[bool, typer.Option("--force", help="Overwrite an existing file.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")]


def make_filter(
    places: list[str] | None,
    reasons: list[Reason] | None,
    stage: StageName | None,
    since: str | None,
    until: str | None,
) -> Filter:
    """Return the filter that the options ask for.

    Raises:
        BadParameter: if a place or a time is not one.
    """
    try:
        return Filter(
            places=frozenset(map(Place.parse, places or ())),
            reasons=frozenset(reasons or ()),
            stage=stage.value if stage else None,
            since=moment_of(since) if since else None,
            until=moment_of(until) if until else None,
        )
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
