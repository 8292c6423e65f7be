"""Items of lists in an article: members of a jury, labelled values, films, credits of a play."""
# ruff: noqa: RUF001 (names are set apart by typographic marks)

import re
from collections.abc import Callable, Iterator, Sequence

from newsdesk.enrichment.cleaning.rules.credits import NAME
from newsdesk.enrichment.cleaning.rules.ruleset import FAR, kind_of
from newsdesk.enrichment.cleaning.surroundings.sentence_lines import ends_a_sentence, is_sentence

_LONGEST_ITEM = 100
_LONGEST_SHORT_ITEM = 45
_LONGEST_VALUE = 80
_MOST_ITEMS = 15
_SHORTEST_INTRODUCTION = 25
_FEWEST = 3
_FEWEST_INTRODUCED = 2
_MEMBER = re.compile(rf"{NAME}(?:,|\s[–—|•·/-]|\s?\()\s?\S.{{0,60}}$")
_LABELLED = re.compile(r"([^\W\d_][\w'’ -]{1,30})\s?:\s?\S")
# Who made a report stands below it, in lines of which the rules know only some.
_STAFF = re.compile(
    r"(?:(?:executive |video |picture |photo |web |senior )?(?:author|autora?|auteur|autore|bron|"
    r"camera|"
    r"editor|edited by|foto\w*|fuente|fonte|presenter|producer|produced by|quelle|redaktion|"
    r"reporter|"
    r"source|text[eo]?|video|words|writer))\s?:",
    re.IGNORECASE,
)
_METADATA = re.compile(
    r"(?:canonical|description|headline|keywords|language|(?:last )?modified|layout|markdown "
    r"content|"
    r"(?:first )?(?:published|posted|updated)\b[\w ]*|publication date|slug|tags|title|url|"
    r"url source)\s?:",
    re.IGNORECASE,
)
_CONSUMED = re.compile(
    r"(read|watch|listen|see|hear|play|eat|drink|cook|visit|do|go|buy|stream)(?: to)?\s?[:|]",
    re.IGNORECASE,
)
_WORKED_ON = re.compile(
    r"(?:art direction|book|buch|camera|cast|choreograph\w*|costumes?|décors?|design(?:ed)?|"
    r"directed|direction|dirección|kostüme?|lighting|lyrics|mise en scène|music|musi[ck]|musique|"
    r"música|musica|musiche|produced|réalisation|regia|regie|score|screenplay|set|sets|starring|"
    r"translated)\b(?: by\b| von\b| de\b| di\b| par\b| por\b|\s?:).{0,60}$",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"\(([a-h])\) ?\S")
_OWN = re.compile(
    r"\b(?:our|us|newsletters?|inbox|subscri\w+|journalis\w+|newsroom|comments? (?:section|"
    r"below))\b",
    re.IGNORECASE,
)


def members(lines: Sequence[str]) -> set[int]:
    """Return the indexes of lists of names with what each is, or where each comes from."""

    def is_member(line: str) -> bool:
        return len(line) <= _LONGEST_ITEM and bool(_MEMBER.match(line)) and line[-1] != "."

    return {
        index
        for run in _runs(lines, is_member)
        if len(run) >= _FEWEST or (len(run) >= _FEWEST_INTRODUCED and _is_introduced(run, lines))
        for index in run
    }


def labelled_values(lines: Sequence[str]) -> set[int]:
    """Return the indexes of lines such as "Director: Jane Roe" that stand together.

    At least one of them is none that stands over or below an article.
    """

    def label_of(line: str) -> re.Match[str] | None:
        ends = len(line) <= _LONGEST_VALUE and not line.endswith(".")
        return _LABELLED.match(line) if ends else None

    def is_of_the_article(line: str) -> bool:
        return not _STAFF.match(line) and kind_of(line, FAR) is None

    def describes_the_article(run: Sequence[int]) -> bool:
        return any(_METADATA.match(lines[index]) for index in run)

    return {
        index
        for run in _runs(lines, label_of)
        if len(run) > 1
        and not describes_the_article(run)
        and any(is_of_the_article(lines[index]) for index in run)
        for index in run
    }


def labelled_sentences(lines: Sequence[str]) -> set[int]:
    """Return the indexes of sentences with labels, such as "Talks: They continue.", in a list."""

    def is_labelled(line: str) -> bool:
        return ends_a_sentence(line) and _LABELLED.match(line) is not None

    return {
        index
        for run in _runs(lines, is_labelled)
        if len(run) >= _FEWEST and 2 * sum(kind_of(lines[i], FAR) is None for i in run) >= len(run)
        for index in run
    }


def columns(lines: Sequence[str]) -> set[int]:
    """Return the indexes of "Read: …", "Watch: …", "Listen: …" in a list of things to do."""
    return {
        index
        for run in _runs(lines, _CONSUMED.match)
        if len({lines[index].split(":")[0].casefold() for index in run}) >= _FEWEST
        for index in run
    }


def credited_works(lines: Sequence[str]) -> set[int]:
    """Return the indexes of the credits of a play or a film, and of their neighbours."""
    found = [i for i, line in enumerate(lines) if _WORKED_ON.match(line) and line[-1] not in ".?!"]
    return {near for i in found for near in range(max(0, i - 2), i + 3)}


def short_items(lines: Sequence[str]) -> set[int]:
    """Return the indexes of short lines between sentences, most of which are no boilerplate."""

    def is_item(line: str) -> bool:
        return len(line) <= _LONGEST_SHORT_ITEM and not ends_a_sentence(line)

    first = next((i for i, line in enumerate(lines) if is_sentence(line)), len(lines))
    last = next((i for i in range(len(lines) - 1, -1, -1) if is_sentence(lines[i])), -1)
    return {
        index
        for run in _runs(lines, is_item)
        if len(run) >= _FEWEST
        and first < run[0]
        and run[-1] < last
        and sum(kind_of(lines[i], FAR) is None for i in run) * 2 > len(run)
        for index in run
    }


def introduced_items(lines: Sequence[str]) -> set[int]:
    """Return the indexes of short lines below one that ends in a colon.

    Lines that mention the reader's subscription or the site are not among them.
    """
    found: set[int] = set()
    for index, line in enumerate(lines):
        if len(line) < _SHORTEST_INTRODUCTION or not line.endswith((":", "：")):
            continue
        if kind_of(line, FAR) is None:
            found |= _items_below(index, lines)
    return found


def _items_below(index: int, lines: Sequence[str]) -> set[int]:
    items: set[int] = set()
    for below in range(index + 1, min(index + 1 + _MOST_ITEMS, len(lines))):
        line = lines[below]
        if len(line) > _LONGEST_ITEM or line.endswith(":"):
            break
        if not _OWN.search(line):
            items.add(below)
    return items


def clauses(lines: Sequence[str]) -> set[int]:
    """Return the indexes of "(c) …" in a list that has "(a)" or "(b)" above it."""
    letters = {}
    for index, line in enumerate(lines):
        clause = _CLAUSE.match(line)
        if clause:
            letters[index] = clause[1]
    return set(letters) if len(set(letters.values())) > 1 else set()


def _is_introduced(run: Sequence[int], lines: Sequence[str]) -> bool:
    return run[0] > 0 and lines[run[0] - 1].endswith((":", "："))


def _runs(lines: Sequence[str], test: Callable[[str], object]) -> Iterator[list[int]]:
    """Yield the indexes of lines that pass `test` and follow each other."""
    run: list[int] = []
    for index, line in enumerate(lines):
        if test(line):
            run.append(index)
        elif run:
            yield run
            run = []
    if run:
        yield run
