"""Why Kafka does not answer: a sentence, and the details that few need."""

import re

_ERROR = re.compile(r":\s+\w*(?:Error|Exception)\b.*", re.DOTALL)
_MOST_CHARACTERS = 300


def sentence_of(problem: str) -> str:
    """Return the first line of a problem, up to the error in it, with a full stop."""
    lines = _ERROR.sub("", problem).strip().splitlines() or [problem.strip()]
    first = lines[0][:_MOST_CHARACTERS].rstrip(" :;,")
    return first if first.endswith((".", "?", "!")) or not first else f"{first}."


def details_of(problem: str) -> str:
    """Return the problem as it is where the sentence has less than it; otherwise nothing."""
    return "" if sentence_of(problem).rstrip(".") == problem.strip().rstrip(".") else problem
