"""The base of every error that newsdesk raises for a person to read."""

from typing import ClassVar


class NewsdeskError(Exception):
    """Raised when something went wrong that somebody can fix.

    Attributes:
        problem: what is wrong, in one or more whole sentences.
        advice: what to do about it; empty where the problem says it all.
        is_laid_out: whether the line breaks in `problem` are newsdesk's own, not those of a text
            that it quotes.
    """

    is_laid_out: ClassVar[bool] = False

    def __init__(self, problem: str, advice: str = "") -> None:
        super().__init__(problem, advice)
        self.problem = problem
        self.advice = advice

    @property
    def sentences(self) -> str:
        """The problem, and the advice behind it."""
        return f"{self.problem} {self.advice}".strip()

    def __str__(self) -> str:
        return f"{self.problem}\n{self.advice}" if self.advice else self.problem
