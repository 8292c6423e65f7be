"""The labels of a taxonomy, each told in words, and where an adapted taxonomy comes from."""

import base64
import binascii
from typing import Annotated, Any

import numpy as np
from pydantic import (
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    field_validator,
    model_serializer,
    model_validator,
)

NotBlank = Annotated[str, Field(pattern=r"\S")]
"""A text that has more than white space."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Example(_Part):
    """A text that belongs under a label: a line, or an article with its title.

    A taxonomy file may give a plain string for one that has no title.
    """

    title: str | None = None
    text: NotBlank

    @model_validator(mode="before")
    @classmethod
    def _of_text(cls, value: Any) -> Any:
        return {"text": value} if isinstance(value, str) else value

    @model_serializer
    def _as_written(self) -> str | dict[str, str]:
        return self.text if self.title is None else {"title": self.title, "text": self.text}

    def __str__(self) -> str:
        return f"{self.title}\n{self.text}" if self.title else self.text


class Label(_Part):
    """One label, and the texts that say what belongs under it.

    `threshold` takes the place of the classifier's own for this label, 0 to 1. `broader` is the id
    of the label above it. Adaptation writes two vectors, each the base64 of little-endian float16:
    `prototype`, of length 1, and `examples_shift`, which is added to the vectors of the examples.
    """

    id: NotBlank
    label: str = ""
    broader: str = ""
    threshold: float | None = Field(None, ge=0, le=1, strict=True)
    description: str = ""
    keywords: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()
    prototype: str = ""
    examples_shift: str = ""

    @field_validator("prototype", "examples_shift")
    @classmethod
    def _is_vector(cls, value: str) -> str:
        try:
            vector = np.frombuffer(base64.b64decode(value, validate=True), dtype="<f2")
        except (binascii.Error, ValueError) as error:
            raise ValueError("is no base64 of float16 numbers") from error
        if not np.isfinite(vector).all():
            raise ValueError("holds numbers that are not finite")
        return value

    @property
    def name(self) -> str:
        """The label's name, or its id where it has none."""
        return self.label or self.id

    @property
    def unadapted(self) -> "Label":
        """The label as it was before adaptation."""
        return self.model_copy(update={"prototype": "", "examples_shift": ""})

    @property
    def is_empty(self) -> bool:
        """Whether nothing says what belongs under the label."""
        said = (self.label, self.description, *self.keywords)
        return not self.examples and not any(map(str.strip, said))


class Adapted(_Part):
    """Where an adapted taxonomy comes from.

    `parent` is the fingerprint of the taxonomy that was adapted, `encoder` the model's name and
    revision, with an @ between them, and `articles` how many were read.
    """

    parent: NotBlank
    encoder: NotBlank
    articles: int = Field(ge=1)
    created: AwareDatetime
