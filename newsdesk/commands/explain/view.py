"""An explanation for the terminal: the topics in question, and the sentences that voted most."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from newsdesk.enrichment.document import Document
from newsdesk.enrichment.topics.explanation import Candidate, Explanation, Vote, Voter
from newsdesk.terminal.rendering import in_both, safe, shorten
from newsdesk.terminal.tables import add_row

_MOST_VOTERS = 8
_SENTENCE_CHARACTERS = 110

ABSTENTIONS = {
    "language_unknown": "no topic: the language is not known",
    "too_little_text": "no topic: there is too little text",
    "language_not_read": "no topic: the models do not read this language",
    "low_confidence": "no topic: the best one does not reach its threshold",
}


def print_explanation(
    console: Console, name: str, document: Document, explained: Explanation
) -> None:
    """Print the decision of one article, and what it was made of."""
    console.print(Text(shorten(safe(document.title or name), 100), "bold"))
    abstained = explained.classification.abstained
    if abstained:
        console.print(Text(ABSTENTIONS.get(abstained.reason, f"no topic: {abstained.reason}")))
    console.print(_candidates(explained.candidates, document.language))
    if explained.voters:
        console.print(_voters(explained))
    else:
        console.print(Text("The model reads the whole article at once: no sentence votes."))
    console.print()


def _candidates(candidates: Sequence[Candidate], language: str) -> Table:
    table = Table("topic", "probability", "needs", "", box=None, pad_edge=False)
    for each in candidates:
        name = in_both(each.label.label, each.label.labels, language)
        cells = (name, f"{each.probability:.2f}", f"{each.needed:.2f}")
        add_row(table, (*cells, "assigned" if each.is_assigned else ""))
    return table


def _voters(explained: Explanation) -> Table:
    """Return the voters for the best topic, the strongest first."""
    best = explained.candidates[0].label
    ranked = sorted(explained.voters, key=lambda voter: -_share(voter, best.id))[:_MOST_VOTERS]
    table = Table("sentence", "votes for", box=None, pad_edge=False)
    for voter in ranked:
        where = "title: " if voter.start is None else ""
        sentence = where + shorten(safe(voter.text), _SENTENCE_CHARACTERS)
        add_row(table, (sentence, ", ".join(_vote(vote) for vote in voter.votes[:2])))
    return table


def _share(voter: Voter, topic: str) -> float:
    share = next((v.share for v in voter.votes if v.label and v.label.id == topic), 0.0)
    return share * voter.weight


def _vote(vote: Vote) -> str:
    return f"{safe(vote.label.label) if vote.label else 'nothing in particular'} {vote.share:.2f}"
