"""What can be wrong with an evaluation."""


class EvaluationError(ValueError):
    """Raised when a set cannot be used; its text names the file, the line, and what to do."""
