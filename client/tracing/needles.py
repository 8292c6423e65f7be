"""The bytes that a message has in it if it names an article: cheap to look for."""

import json
import re
from collections.abc import Iterable, Iterator

_CONTENT_ID = re.compile(r"[0-9a-f]{32}")
_HEX = re.compile(r"\\u[0-9a-f]{4}")


class Needles:
    """Names of an article, as JSON may have them."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names: set[str] = set()
        self._bytes: tuple[bytes, ...] = ()
        for name in names:
            self.add(name)

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def add(self, name: str) -> None:
        """Look for one more name."""
        self._names.add(name)
        self._bytes = tuple(dict.fromkeys((*self._bytes, *escaped_forms(name))))

    @property
    def has_content_id(self) -> bool:
        """Whether one may be the hash of an article's content, which its message does not have."""
        return any(map(_CONTENT_ID.fullmatch, self._names))

    def may_be_in(self, value: bytes) -> bool:
        """Whether one of the names may be in a message's value."""
        return any(needle in value for needle in self._bytes)


def escaped_forms(name: str) -> Iterator[bytes]:
    """Yield the forms that a text may have within JSON's quotes."""
    ascii_form = json.dumps(name)[1:-1]
    upper = _HEX.sub(lambda found: r"\u" + found[0][2:].upper(), ascii_form)
    for form in (json.dumps(name, ensure_ascii=False)[1:-1], ascii_form, upper):
        for text in (form, form.replace("/", r"\/")):
            yield text.encode("utf-8", "surrogatepass")
