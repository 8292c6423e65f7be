"""Why an article has its topics: how its sentences voted, and how near the decision was."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from newsdesk.enrichment.document import Document
from newsdesk.enrichment.ports import Vectors
from newsdesk.enrichment.topics.decision import TopicLabel, TopicPolicy
from newsdesk.enrichment.topics.head import Head
from newsdesk.enrichment.topics.weighted_rows import WeightedRows
from newsdesk.schemas import Classification

MOST_CANDIDATES = 5
MOST_VOTES = 3


@dataclass(frozen=True, slots=True)
class Candidate:
    """A topic that could have been assigned: its probability, and the one that it needs.

    The best needs the threshold, each further one the threshold of further topics.
    """

    label: TopicLabel
    probability: float
    needed: float
    is_assigned: bool


@dataclass(frozen=True, slots=True)
class Vote:
    """A share of a sentence's votes, from 0 to 1; `label` is None for no topic in particular."""

    label: TopicLabel | None
    share: float


@dataclass(frozen=True, slots=True)
class Voter:
    """A sentence, or the title, and its largest votes.

    `start` and `end` are the sentence's offsets in the cleaned text; None for the title. `weight`
    is how much its votes count; those of the first sentence count 1.
    """

    text: str
    start: int | None
    end: int | None
    weight: float
    votes: tuple[Vote, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """The decision, the topics in question, best first, and the voters in the order of the text.

    `voters` are empty where a model reads the whole article at once.
    """

    classification: Classification
    candidates: tuple[Candidate, ...]
    voters: tuple[Voter, ...]


def candidates_of(
    classification: Classification,
    labels: Sequence[TopicLabel],
    probabilities: Vectors,
    policy: TopicPolicy,
) -> tuple[Candidate, ...]:
    """Return the likeliest topics, the runner-up among them.

    Args:
        classification: The decision.
        labels: All topics, in the order of the probabilities.
        probabilities: Shape (labels,).
        policy: The thresholds.
    """
    assigned = {topic.id for topic in classification.topics}
    order = np.argsort(-probabilities, kind="stable")[: max(MOST_CANDIDATES, len(assigned) + 1)]
    return tuple(
        Candidate(
            label=labels[i],
            probability=float(probabilities[i]),
            needed=_needed(labels[i], policy, is_best=place == 0),
            is_assigned=labels[i].id in assigned,
        )
        for place, i in enumerate(order)
    )


def voters_of(
    document: Document, labels: Sequence[TopicLabel], head: Head, rows: WeightedRows
) -> tuple[Voter, ...]:
    """Return how each sentence and the title voted."""
    if not len(rows.vectors):
        return ()
    named = [*labels, None]
    places = [(s.text, s.start, s.end) for s in document.sentences]
    title = [(document.title, None, None)] if document.title else []
    votes = head.votes_by_row(rows.vectors)
    return tuple(
        Voter(text, start, end, round(float(weight), 3), _largest(named, shares))
        for (text, start, end), weight, shares in zip(
            [*places, *title], rows.weights, votes, strict=True
        )
    )


def _largest(labels: Sequence[TopicLabel | None], shares: Vectors) -> tuple[Vote, ...]:
    order = np.argsort(-shares, kind="stable")[:MOST_VOTES]
    return tuple(Vote(labels[i], float(shares[i])) for i in order)


def _needed(label: TopicLabel, policy: TopicPolicy, *, is_best: bool) -> float:
    if label.threshold is not None:
        return label.threshold
    return policy.threshold if is_best else policy.further_threshold
