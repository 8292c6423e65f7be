"""Counters of the tokens that lanes have processed."""

from dataclasses import dataclass

from newsdesk.engines.requests import Batch


@dataclass(slots=True)
class TokenCounts:
    """Tokens that were processed, and tokens that were computed, padding included."""

    tokens: int = 0
    computed_tokens: int = 0

    @property
    def padding(self) -> float:
        """Computed tokens per processed token; 1.0 means no padding."""
        return self.computed_tokens / self.tokens if self.tokens else 1.0

    def count(self, batch: Batch) -> None:
        """Add a computed batch."""
        self.tokens += batch.tokens
        self.computed_tokens += batch.computed_tokens

    def since(self, before: "TokenCounts") -> "TokenCounts":
        """Return the counts since `before`, an earlier copy."""
        return TokenCounts(
            self.tokens - before.tokens, self.computed_tokens - before.computed_tokens
        )
