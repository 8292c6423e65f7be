"""Options of the commands that run a Kafka on this machine."""

from pathlib import Path
from typing import Annotated

import typer

from newsdesk.variables import MAVEN_REPOSITORY_VARIABLE

Port = Annotated[int, typer.Option(min=1, max=65535, help="Port for clients, on 127.0.0.1 only.")]
DataDir = Annotated[
    Path | None,
    typer.Option(
        help="Folder of its messages and logs; without it one in the user's state folder.",
        show_default=False,
        file_okay=False,
    ),
]
KafkaHome = Annotated[
    Path | None,
    typer.Option(envvar="KAFKA_HOME", help="An installed Kafka to use instead of fetching one."),
]
MavenRepository = Annotated[
    str | None,
    typer.Option(
        envvar=MAVEN_REPOSITORY_VARIABLE, help="URL of a mirror of Maven Central to fetch from."
    ),
]
