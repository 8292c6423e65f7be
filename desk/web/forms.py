"""Reads forms that a page sends; what is no form is refused."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aiohttp import web
from aiohttp.http import HttpProcessingError


@dataclass(frozen=True, slots=True)
class Form:
    """The texts of a form's fields; a field may come several times."""

    fields: Mapping[str, Sequence[str]]

    def all(self, name: str) -> Sequence[str]:
        """Return the texts of a field, none if it is missing."""
        return self.fields.get(name, ())

    def first(self, name: str) -> str:
        """Return the first text of a field, empty if it is missing."""
        return next(iter(self.all(name)), "")

    def firsts(self) -> Mapping[str, str]:
        """Return the first text of each field."""
        return {name: self.first(name) for name in self.fields}


async def form_of(request: web.Request, most: int | None = None) -> Form:
    """Return the fields of a form; of `most` bytes at most, if given.

    Raises:
        HTTPBadRequest: if the body is no form.
        HTTPRequestEntityTooLarge: if it is larger.
    """
    limited = request if most is None else request.clone(client_max_size=most)
    try:
        sent = await limited.post()
    except (ValueError, LookupError, AssertionError, HttpProcessingError) as error:
        raise web.HTTPBadRequest(text="The body is no form.\n") from error
    return Form({name: [str(value) for value in sent.getall(name)] for name in sent})
