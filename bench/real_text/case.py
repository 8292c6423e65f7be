"""A case: what was sent, and what must come out. Each file of a folder has the cases of a kind."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

from newsdesk.schemas.exact_json import dumps

MIN_CASES = 12
"""Cases of each kind, at least; half of them must stay as they are, or nearly so."""


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Passages(_Strict):
    """Conditions on a text: what it must be, hold and not hold. White space counts as one space."""

    equals: str | None = None
    starts: str | None = None
    keep: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()


class Phrases(_Strict):
    """Keywords that must be there exactly so, and strings that none of them may hold."""

    keep: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()


class Wanted(_Strict):
    """The expected outcome; what is not given is not looked at.

    `unchanged` is for the text, as it was sent. `fields` are those of the event's article, such as
    `url` or `published_at`, as in its JSON. `topic` lists ids, of which the best must be one; empty
    for an abstention. `language` lists codes, of which one is right. `rejected` is the reason of a
    dead letter. `outcome` is that of an article which its publisher withdraws or has put under
    embargo.
    """

    unchanged: bool = False
    text: Passages | None = None
    title: str | None = None
    fields: dict[str, Any] = Field(default_factory=dict)
    summary: Passages | None = None
    keywords: Phrases | None = None
    language: tuple[str, ...] = ()
    topic: tuple[str, ...] | None = None
    rejected: str | None = None
    outcome: Literal["withdrawn", "held"] | None = None


class Case(_Strict):
    """One case. `article` is sent as JSON; `message` is sent as it stands.

    `stays` says that it is a neighbour of the kind, in which nothing, or hardly anything, must
    change.
    """

    name: str
    article: dict[str, Any] | None = None
    message: str | None = None
    stays: bool = False
    want: Wanted

    @model_validator(mode="after")
    def _has_one_input(self) -> "Case":
        if (self.article is None) == (self.message is None):
            raise ValueError(f"{self.name}: give either an article or a message")
        return self

    @property
    def value(self) -> bytes:
        """The message's value."""
        if self.message is not None:
            return self.message.encode("utf-8", "surrogatepass")
        return dumps(self.article)


@dataclass(frozen=True, slots=True)
class Kind:
    """Cases of one kind. `name` is its file's, `title` is for people."""

    name: str
    title: str
    cases: tuple[Case, ...]


def load_kinds(folder: Path) -> list[Kind]:
    """Read the files `*.yaml` of a folder, in the order of their names.

    Raises:
        ValidationError: if a case has what is not known, or lacks what it needs.
    """
    return [_load(path) for path in sorted(folder.glob("*.yaml"))]


def _load(path: Path) -> Kind:
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    cases = tuple(map(Case.model_validate, document["cases"]))
    return Kind(path.stem, document["title"], cases)
