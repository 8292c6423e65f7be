"""An explanation as a program reads it: one line of JSON."""

from typing import Any

from newsdesk.enrichment.document import Document
from newsdesk.enrichment.topics.explanation import Candidate, Explanation, Vote, Voter
from newsdesk.schemas.topic_names import names_in
from newsdesk.terminal.output import json_line


def explanation_line(name: str, document: Document, explained: Explanation, model: str) -> bytes:
    """Return the line; shares and probabilities are from 0 to 1."""
    classification = explained.classification
    return json_line(
        {
            "article": name,
            "title": document.title,
            "language": document.language,
            "abstained": classification.abstained and classification.abstained.reason,
            "topics": [topic.model_dump() for topic in classification.topics],
            "concepts": [concept.model_dump() for concept in classification.concepts],
            "candidates": [_candidate(each, document.language) for each in explained.candidates],
            "voters": [_voter(each) for each in explained.voters],
            "model": model,
        }
    )


def _candidate(candidate: Candidate, language: str) -> dict[str, Any]:
    return {
        "id": candidate.label.id,
        "label": candidate.label.label,
        "labels": names_in(candidate.label.labels, [language]),
        "probability": round(candidate.probability, 4),
        "needed": candidate.needed,
        "assigned": candidate.is_assigned,
    }


def _voter(voter: Voter) -> dict[str, Any]:
    return {
        "text": voter.text,
        "start": voter.start,
        "end": voter.end,
        "weight": voter.weight,
        "votes": [_vote(vote) for vote in voter.votes],
    }


def _vote(vote: Vote) -> dict[str, Any]:
    label = vote.label
    return {
        "id": label.id if label else None,
        "label": label.label if label else None,
        "share": round(vote.share, 4),
    }
