"""Options of the commands for taxonomies."""

from pathlib import Path
from typing import Annotated

import typer

LIMIT = 2000
"""Articles that adaptation reads by default: about ten minutes on two cores."""

File = Annotated[
    Path | None,
    typer.Argument(
        metavar="FILE",
        help="A taxonomy; without it NEWSDESK_CLASSIFIER__TAXONOMY, or IPTC Media Topics.",
        show_default=False,
    ),
]
OneLabel = Annotated[
    str | None, typer.Option(metavar="ID", help="Show this label in full.", show_default=False)
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
        help="File to write; without it standard output.",
        show_default=False,
    ),
]
AdaptOutput = Annotated[
    Path, typer.Option("--output", "-o", metavar="FILE", help="File to write the new taxonomy to.")
]
Language = Annotated[
    str, typer.Option(metavar="TAG", help="Language of the names and definitions.")
]
ShownLanguage = Annotated[
    str | None,
    typer.Option(
        "--language",
        metavar="TAG",
        help="Show the names in this language, such as de or pt-br, where there are some.",
        show_default=False,
    ),
]
Data = Annotated[
    list[str] | None,
    typer.Option(
        metavar="PATH",
        help="Articles: a file, a folder, or - for standard input; can be repeated.",
        show_default=False,
    ),
]
Topic = Annotated[
    bool,
    typer.Option(
        "--topic", help="Articles that are still in the topic NEWSDESK_TOPICS__ARTICLES (articles)."
    ),
]
Limit = Annotated[
    int, typer.Option(min=1, help="Articles to read, at most; from a topic, the newest.")
]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Write it without asking.")]
Force = Annotated[bool, typer.Option("--force", help="Overwrite an existing file.")]
AsJson = Annotated[bool, typer.Option("--json", help="Write one JSON object, and nothing else.")]
