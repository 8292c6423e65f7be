"""Options of the commands for taxonomies."""

from pathlib import Path
from typing import Annotated

import typer

LIMIT = 2000
"""Articles that adaptation reads unless told otherwise: some ten minutes on two cores."""

File = Annotated[
    Path | None,
    typer.Argument(
        metavar="FILE",
        help="A taxonomy; without it NEWSDESK_CLASSIFIER__TAXONOMY, or IPTC Media Topics.",
        show_default=False,
    ),
]
OneLabel = Annotated[
    str | None, typer.Option(metavar="ID", help="Show all about this label.", show_default=False)
]
OfficialFile = Annotated[
    Path,
    typer.Argument(
        metavar="FILE", help="IPTC's Media Topics: the JSON of cv.iptc.org, or the spreadsheet."
    ),
]
ImportOutput = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="Where to; without it standard output.",
        show_default=False,
    ),
]
AdaptOutput = Annotated[
    Path, typer.Option("--output", "-o", metavar="FILE", help="Where to write the new taxonomy.")
]
Language = Annotated[
    str, typer.Option(metavar="TAG", help="Language of the names and definitions.")
]
Data = Annotated[
    list[str] | None,
    typer.Option(
        metavar="PATH",
        help="Articles: a file, a folder, or - for standard input; may be given again.",
        show_default=False,
    ),
]
Topic = Annotated[
    bool,
    typer.Option(
        "--topic", help="Articles that the topic NEWSDESK_TOPICS__ARTICLES (articles) still holds."
    ),
]
Limit = Annotated[
    int, typer.Option(min=1, help="Articles to read, at most; of a topic the newest.")
]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Write it without asking.")]
Force = Annotated[bool, typer.Option("--force", help="Write over a file that is there.")]
AsJson = Annotated[bool, typer.Option("--json", help="Write one JSON object, and nothing else.")]
