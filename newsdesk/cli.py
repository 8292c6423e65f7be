"""The command line: one file a command."""

import typer

from newsdesk.commands.broker import app as broker
from newsdesk.commands.dead_letters import app as dead_letters
from newsdesk.commands.demo import demo
from newsdesk.commands.doctor import doctor
from newsdesk.commands.evaluate import app as evaluate
from newsdesk.commands.models import app as models
from newsdesk.commands.produce import produce
from newsdesk.commands.reprocess import reprocess
from newsdesk.commands.taxonomy import app as taxonomy
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
app.command()(doctor)
app.add_typer(broker, name="broker")
app.add_typer(topics, name="topics")
app.command()(worker)
app.command()(produce)
app.command()(watch)
app.add_typer(dead_letters, name="dead-letters")
app.command()(reprocess)
app.add_typer(models, name="models")
app.add_typer(evaluate, name="evaluate")
app.add_typer(taxonomy, name="taxonomy")


def main() -> None:
    """Run the command line."""
    app()
