"""Options that the commands for dead letters share, and the filter that they make."""

from typing import Annotated

import typer

from newsdesk.chain import StageName
from newsdesk.commands.dead_letters.entry import Place
from newsdesk.commands.dead_letters.filters import Filter, parse_moment
from newsdesk.schemas import Reason

Reasons = Annotated[
    list[Reason] | None,
    typer.Option("--reason", metavar="CODE", help="With this reason; may be given again."),
]
Stage = Annotated[
    StageName | None, typer.Option("--stage", help="Given up by this stage.", show_default=False)
]
Since = Annotated[
    str | None,
    typer.Option(help="Given up then or later: ISO 8601, UTC if it says no other.", metavar="TIME"),
]
Until = Annotated[
    str | None, typer.Option(help="Given up before then.", metavar="TIME", show_default=False)
]
Limit = Annotated[
    int | None, typer.Option(min=1, help="Only the newest that fit.", show_default=False)
]
All = Annotated[bool, typer.Option("--all", help="Also those that were replayed.")]
Places = Annotated[list[str] | None, typer.Argument(metavar="PARTITION:OFFSET", show_default=False)]


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
            since=parse_moment(since) if since else None,
            until=parse_moment(until) if until else None,
        )
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
