"""The names of the stages, for commands that need no more than that."""

from enum import StrEnum


class StageName(StrEnum):
    """The stages, in the order of an article's way."""

    CLASSIFY = "classify"
    SUMMARIZE = "summarize"


STAGES = tuple(StageName)
