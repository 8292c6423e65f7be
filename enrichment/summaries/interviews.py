"""The speakers of a transcript or an interview, and which of them only ask."""
# ruff: noqa: RUF001 (typographic apostrophes)

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from newsdesk.enrichment.summaries.courtesies import is_courtesy

_SPEAKER = re.compile(
    r"[*_]{0,3}(?P<name>[^\W\d_a-zß-öø-ÿ][\w.'’-]{0,24}+(?: [\w.'’&-]{1,24}+,?){0,5})"
    r"(?:,? ?[(\[][^()\[\]\n]{1,30}[)\]])?[*_]{0,3}\s?[:：](?:[*_]{0,3}\s+|$)"
)
_LABELS_OF_ASKERS = (
    "q question interviewer interviewers host hosts moderator presenter anchor reporter journalist "
    "correspondent frage interviewerin moderatorin redaktion journaliste présentateur p pregunta "
    "entrevistador entrevistadora periodista d domanda intervistatore giornalista pergunta "
    "entrevistadora repórter vraag"
)
_ASKERS = frozenset(_LABELS_OF_ASKERS.split())
_LABELS_OF_ANSWERS = "a answer r antwort réponse respuesta risposta resposta antwoord"
_ANSWERS = frozenset(_LABELS_OF_ANSWERS.split())
_NARRATORS = (", byline", " host", " anchor")
_TURNS = 2
_LONGEST_QUESTION = 250
_UNLABELLED = 3
_QUESTION = re.compile(r"[?？؟;][\"'”’»)]*$")


def speaker_of(line: str) -> tuple[str, int]:
    """Return the name before the colon at the line's start, in lower case, and where speech begins.

    Without one these are "" and 0.
    """
    found = _SPEAKER.match(line) if ":" in line or "：" in line else None
    return (found["name"].lower(), found.end()) if found else ("", 0)


def is_nameless(name: str) -> bool:
    """Whether a label says question, answer or reporter, and not whose opinion follows."""
    return (
        len(name) == 1 or name in _ANSWERS or name in ("q", "question") or name.endswith(_NARRATORS)
    )


def turns_that_ask(lines: Sequence[str]) -> list[bool]:
    """Return for each line whether it is the turn of one that asks the others.

    Those are labelled so, or most of what they say is questions, greetings and thanks, while
    another speaker says something else. Without labels, questions and answers take turns.
    """
    speakers = [speaker_of(line) for line in lines]
    if not any(name for name, _ in speakers):
        return _asking_lines(lines)
    turns: Counter[str] = Counter(name for name, _ in speakers if name)
    balance: Counter[str] = Counter()
    for line, (name, start) in zip(lines, speakers, strict=True):
        if name:
            speech = line[start:].strip()
            balance[name] += len(speech) if _only_asks(speech) else -len(speech)
    talk = {name for name, count in turns.items() if count >= _TURNS or name in _ASKERS}
    asking = {name for name in talk if name in _ASKERS or balance[name] > 0}
    if not talk - asking and not asking & _ASKERS:
        return [False] * len(lines)
    return [name in asking for name, _ in speakers]


def _asking_lines(lines: Sequence[str]) -> list[bool]:
    """Return which lines ask, if short ones that do take turns with others, in most of the text."""
    asks = [len(line) <= _LONGEST_QUESTION and bool(_QUESTION.search(line)) for line in lines]
    count = sum(asks)
    in_turns = not any(map(all, pairwise(asks))) and not any(asks[-1:])
    if count < _TURNS or not in_turns or count * _UNLABELLED < len(lines) - _TURNS:
        return [False] * len(lines)
    return asks


def _only_asks(speech: str) -> bool:
    return not speech or _QUESTION.search(speech) is not None or is_courtesy(speech)
