"""Text for the screen. Articles are untrusted: a terminal shows them, and never obeys them."""

from collections.abc import Mapping

from newsdesk.controls import visible
from newsdesk.schemas import Classification, CleanArticle
from newsdesk.schemas.topic_names import ENGLISH, names_in

HEADLINE_CHARACTERS = 120

_ABSTENTIONS = {
    "too_little_text": "too little text",
    "language_unknown": "unknown language",
    "language_not_read": "a language that the model does not read",
    "low_confidence": "low confidence",
}


def safe(text: str) -> str:
    """Return `text` as one line that a terminal shows and does not obey.

    White space becomes single spaces. Control characters (C0 and C1, so also the beginning of
    every escape sequence), bidirectional overrides and lone surrogates are left out.
    """
    return " ".join(line_of(text).split())


def line_of(text: str) -> str:
    """Return `text` as `safe` does, with its spaces: for what newsdesk itself has laid out."""
    return visible("".join(" " if c.isspace() else c for c in text))


def headline(article: CleanArticle) -> str:
    """Return the title, or the first words of the text, as one safe line that is not long."""
    for text in (article.title, article.text):
        # Shortening this many characters gives a full line, even if most of them are removed.
        if line := safe((text or "")[: 20 * HEADLINE_CHARACTERS]):
            return shorten(line, HEADLINE_CHARACTERS)
    return "(untitled)"


def shorten(text: str, characters: int) -> str:
    """Cut `text` after a word, so that it has no more than `characters`, the ellipsis included."""
    if len(text) <= characters:
        return text
    room = text[:characters]
    words = room.rsplit(" ", 1)[0] if " " in room else room[:-1]
    return words.rstrip(" ,;:-") + "…"


def topics_line(classification: Classification, language: str = ENGLISH) -> str:
    """Return the topics with their scores, best first, or the reason why there is none.

    A topic that has another name in `language` has that behind its own.
    """
    if classification.abstained is not None:
        return f"none: {_ABSTENTIONS[classification.abstained.reason]}"
    return " · ".join(
        f"{in_both(topic.label, topic.labels, language)} {topic.score:.2f}"
        for topic in classification.topics
    )


def in_both(label: str, labels: Mapping[str, str], language: str) -> str:
    """Return a topic's name, and in brackets the one in `language`, where it is another."""
    named = [safe(name) for name in names_in(labels, [language]).values() if name != label]
    return f"{safe(label)} ({named[0]})" if named else safe(label)


def counted(number: int, noun: str) -> str:
    """Return `1 article` or `2 articles`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
