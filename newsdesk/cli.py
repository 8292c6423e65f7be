"""The command line: one file a command."""

import typer

from newsdesk.commands.broker import app as broker
from newsdesk.commands.dead_letters import app as dead_letters
from newsdesk.commands.demo import demo
from newsdesk.commands.produce import produce
from newsdesk.commands.topics import app as topics
from newsdesk.commands.watch import watch
from newsdesk.commands.worker import worker

app = typer.Typer(
    name="newsdesk",
    help="Reads news articles from Kafka, classifies and summarizes them, publishes the result.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
app.command()(demo)
app.add_typer(broker, name="broker")
app.add_typer(topics, name="topics")
app.command()(worker)
app.command()(produce)
app.command()(watch)
app.add_typer(dead_letters, name="dead-letters")


def main() -> None:
    """Run the command line."""
    app()
