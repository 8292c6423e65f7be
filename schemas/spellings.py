"""Names of fields in other spellings: `PublishedAt`, `published-at`, `og:title`, `schema:headline`.

Programs in C#, tables and databases write the same names with other capitals and separators, and
JSON-LD and Open Graph put a prefix before them.
"""

import re
from functools import lru_cache

_LONGEST = 60
_OF_PROGRAMS = ("_", "@", "$")
_PREFIX = re.compile(
    r"(?:schema|og|dc|dcterms|article):|https?://(?:schema\.org|purl\.org/dc/(?:terms|elements/1\.1))/"
)
_SEPARATORS = re.compile(r"[\s_-]+")


@lru_cache(maxsize=10_000)
def plain_name(name: str) -> str:
    """Return a name without capitals, separators and a vocabulary's prefix.

    Names that begin as those of programs do, such as `_id` and `@type`, stay as they are.
    """
    if len(name) > _LONGEST or name.startswith(_OF_PROGRAMS):
        return name
    plain = name.lower()
    found = _PREFIX.match(plain)
    return _SEPARATORS.sub("", plain[found.end() :] if found else plain)
