"""Names of fields in other spellings: `PublishedAt`, `published-at`, `og:title`, `schema:headline`.

Programs in C#, tables and databases write the same names with other capitals and separators, and
JSON-LD and Open Graph put a prefix before them.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TypeAlias

Spellings: TypeAlias = Mapping[str, Sequence[str]]

_LONGEST = 60
_SHORT = 4_000
"""Characters of all names of an object whose spellings are kept for the next object with them."""

_OF_PROGRAMS = ("_", "@", "$")
_PREFIX = re.compile(
    r"(?:schema|og|dc|dcterms|article):|https?://(?:schema\.org|purl\.org/dc/(?:terms|elements/1\.1))/"
)
_SEPARATORS = re.compile(r"[\s_-]+")


def plain_name(name: str) -> str:
    """Return a name without capitals, separators and a vocabulary's prefix.

    Names that begin as those of programs do, such as `_id` and `@type`, stay as they are.
    """
    return _plain(name) if len(name) <= _LONGEST else name


@lru_cache(maxsize=10_000)
def _plain(name: str) -> str:
    if name.startswith(_OF_PROGRAMS):
        return name
    plain = name.lower()
    found = _PREFIX.match(plain)
    return _SEPARATORS.sub("", plain[found.end() :] if found else plain)


def spellings(names: Iterable[str]) -> Spellings:
    """Return names by their plain spelling."""
    given = tuple(names)
    return (_of_few if sum(map(len, given)) <= _SHORT else _spellings)(given)


def _spellings(names: tuple[str, ...]) -> Spellings:
    found: dict[str, list[str]] = {}
    for name in names:
        found.setdefault(plain_name(name), []).append(name)
    return found


_of_few = lru_cache(maxsize=256)(_spellings)
