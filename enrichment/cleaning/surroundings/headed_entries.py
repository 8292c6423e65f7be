"""Headings that come again over other entries: sections of a digest, authors of books, labels."""

import re
from collections.abc import Sequence
from itertools import pairwise

from newsdesk.enrichment.cleaning.rules.credits import BYLINE
from newsdesk.enrichment.cleaning.rules.labels import is_kicker, is_name_of_section
from newsdesk.enrichment.cleaning.surroundings.sentence_lines import ends_a_sentence

_LONGEST_HEADING = 80
_LONGEST_COUNT = 20
_COUNTED = re.compile(r"\d[\d.,]*k? \w+[.!]*$|\w+:? \d[\d.,]*k?$")
_LABEL = re.compile(r"([^\W\d_][\w ]{1,30}?)\s?:\s?\S")


def headings_of_sections(lines: Sequence[str]) -> set[int]:
    """Return the indexes of names of sections that head parts of a digest."""
    kickers = [
        i
        for i, line in enumerate(lines[:-1])
        if len(line) <= _LONGEST_HEADING and is_kicker(line) and ends_a_sentence(lines[i + 1])
    ]
    sections = sum(is_name_of_section(lines[i]) for i in kickers)
    return set(kickers) if sections > 1 or len(kickers) > 2 else set()


def authors_of_books(lines: Sequence[str]) -> set[int]:
    """Return the indexes of bylines between title and text in a list of books, films or pieces.

    A line about the book, such as its publisher and price, may stand before the text.
    """
    bylines = [
        i
        for i, line in enumerate(lines[:-1])
        if i > 0
        and _are_bylines([line])
        and len(lines[i - 1]) <= _LONGEST_HEADING
        and not ends_a_sentence(lines[i - 1])
        and (any(map(ends_a_sentence, lines[i + 1 : i + 3])) or _are_bylines(lines[i + 2 : i + 3]))
        and BYLINE.matches(line, i)
    ]
    titles = {lines[i - 1].casefold() for i in bylines}
    authors = {lines[i].casefold() for i in bylines}
    are_within = bool(bylines) and bylines[0] > 1
    return set(bylines) if len(titles) > 1 and (len(authors) > 1 or are_within) else set()


def _are_bylines(lines: Sequence[str]) -> bool:
    return any(line[:3] in {"By ", "by ", "BY "} for line in lines)


def repeated_labels(lines: Sequence[str]) -> set[int]:
    """Return the indexes of labelled lines, such as "Category: Poetry", over other entries."""
    places: dict[str, list[int]] = {}
    for index, line in enumerate(lines[:-1]):
        label = len(line) <= _LONGEST_HEADING and _LABEL.match(line)
        if label:
            places.setdefault(label[1].casefold(), []).append(index)
    return {
        index
        for found in places.values()
        if len(found) > 1 and all(b - a > 1 for a, b in pairwise(found))
        for index in found
    }


def titles_of_works(lines: Sequence[str]) -> set[int]:
    """Return the indexes of the lines over authors of books and over repeated labels."""
    return {index - 1 for index in authors_of_books(lines) | repeated_labels(lines)}


def counts(lines: Sequence[str]) -> set[int]:
    """Return the indexes of counts, such as "1,200 shares", below several names."""
    found = [
        i for i, line in enumerate(lines) if len(line) <= _LONGEST_COUNT and _COUNTED.match(line)
    ]
    near = set(found)
    apart = [i for i in found if i - 1 not in near and i + 1 not in near]
    return set(apart) if len(apart) > 1 else set()
