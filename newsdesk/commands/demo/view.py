"""The demo's result for the terminal."""

from rich.console import Console
from rich.table import Table
from rich.text import Text

from newsdesk.commands.demo.run import DemoResult
from newsdesk.schemas import EnrichedArticle
from newsdesk.terminal.rendering import counted, headline, safe, shorten, topics_line

_SUMMARY_CHARACTERS = 400


def print_result(console: Console, result: DemoResult) -> None:
    """Print a table of the events, the dead letters, and the count of both."""
    table = Table(title="Enriched articles", title_justify="left", show_lines=True, expand=True)
    table.add_column("Title", ratio=3)
    table.add_column("Language")
    table.add_column("Topics", ratio=3)
    table.add_column("Summary", ratio=6)
    for event in sorted(result.events, key=lambda event: event.id):
        table.add_row(*_row(event))
    console.print(table)
    for letter in result.dead_letters:
        console.print(Text(f"Dead letter: {safe(letter.message)}", style="yellow"), soft_wrap=True)
    console.print(_closing(result))


def _row(event: EnrichedArticle) -> tuple[Text, Text, Text, Text]:
    summary = shorten(safe(event.summary.text), _SUMMARY_CHARACTERS) or "none"
    language = event.language.code
    topics = topics_line(event.classification, language).replace(" · ", "\n")
    return Text(headline(event.article)), Text(safe(language)), Text(topics), Text(summary)


def _closing(result: DemoResult) -> Text:
    ledger = result.ledger
    withdrawn = f", {result.withdrawn} withdrawn" if result.withdrawn else ""
    outcomes = (
        f"{counted(ledger.expected, 'article')} in, {len(result.events)} enriched,"
        f" {counted(len(result.dead_letters), 'dead letter')}{withdrawn}, in {result.seconds:.1f} s"
        " with loading the models."
    )
    if not ledger.lost and not ledger.doubled:
        return Text(f"{outcomes} Each has exactly one outcome.", style="green")
    problems = [f"no outcome: {safe(i)}" for i in ledger.lost]
    problems += [f"more than one outcome: {safe(i)}" for i in ledger.doubled]
    return Text("\n".join([outcomes, *problems]), style="red")
