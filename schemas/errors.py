"""The base of every error that newsdesk raises for a person to read."""


class NewsdeskError(Exception):
    """Raised when something went wrong that somebody can fix.

    Attributes:
        problem: what is wrong, in one or more whole sentences.
        advice: what to do about it; empty where the problem says it all.
    """

    def __init__(self, problem: str, advice: str = "") -> None:
        super().__init__(problem, advice)
        self.problem = problem
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.problem}\n{self.advice}" if self.advice else self.problem
