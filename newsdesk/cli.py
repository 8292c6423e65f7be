"""The command line: one file a command."""

import typer

from newsdesk.commands.broker.command import app as broker
from newsdesk.commands.dead_letters.command import app as dead_letters
from newsdesk.commands.demo.command import demo
from newsdesk.commands.doctor.command import doctor
from newsdesk.commands.evaluate.command import app as evaluate
from newsdesk.commands.models.command import app as models
from newsdesk.commands.produce.command import produce
from newsdesk.commands.reprocess.command import reprocess
from newsdesk.commands.taxonomy.command import app as taxonomy
from newsdesk.commands.topics.command import app as topics
from newsdesk.commands.watch.command import watch
from newsdesk.commands.worker.command import worker

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
