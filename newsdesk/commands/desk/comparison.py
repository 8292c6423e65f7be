"""The process that compares: `python -m newsdesk.commands.desk.comparison LIMIT`.

Standard input has the length of the cleaned text in 8 bytes, that text, and the article's message.
Standard output gets `Removals` as a line of JSON, first without kinds and then with them: cleaning
may take much longer. LIMIT is the most characters of an article.
"""

import resource
import sys
from collections.abc import Iterator
from dataclasses import replace

import orjson

from newsdesk.desk.removals.comparing import compared
from newsdesk.desk.removals.removal import Removals
from newsdesk.schemas import Article, InvalidMessage, decode_article

_CPU_SECONDS = 30
_BYTES = 1024**3
_NO_KINDS = (
    "By which rule of cleaning each part was removed is only known where the extra `worker` is"
    " installed with the desk."
)
_OTHER_KINDS = (
    "This desk's version cleans the article in another way than the worker did, so that the rule by"
    " which each part was removed is not shown."
)


def main() -> None:
    """Answer one question."""
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_DATA, (_BYTES, _BYTES))
    length = int.from_bytes(sys.stdin.buffer.read(8), "big")
    text = sys.stdin.buffer.read(length).decode("utf-8", "surrogatepass")
    for found in removals_of(sys.stdin.buffer.read(), text, int(sys.argv[1])):
        sys.stdout.buffer.write(orjson.dumps(found, option=orjson.OPT_APPEND_NEWLINE))
        sys.stdout.buffer.flush()


def removals_of(message: bytes, text: str, limit: int) -> Iterator[Removals]:
    """Yield what was removed of an article's message, which became `text`; then with kinds."""
    try:
        article = decode_article(message)
    except InvalidMessage as error:
        yield Removals(problem=f"The message that was found is no article: {error.message}")
        return
    found = compared(article.text or article.html or "", text)
    if isinstance(found, Removals):
        yield found
        return
    yield found.removals()
    kinds, problem = _kinds(article, text, limit)
    yield replace(found.removals(kinds), problem=problem)


def _kinds(article: Article, text: str, limit: int) -> tuple[list[tuple[str, str]], str]:
    """Return the kinds and texts that cleaning reports, or why they are not known."""
    try:
        from newsdesk.enrichment.document import Limits, clean
    except ModuleNotFoundError:
        return [], _NO_KINDS
    try:
        cleaned = clean(article, Limits(limit))
    except InvalidMessage:
        return [], _OTHER_KINDS
    if cleaned.text != text:
        return [], _OTHER_KINDS
    return [(line.kind, line.text) for line in cleaned.removed], ""


if __name__ == "__main__":
    main()
