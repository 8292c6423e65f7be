"""What lanes have done, counted."""

from dataclasses import dataclass

from newsdesk.engines.requests import Batch


@dataclass(slots=True)
class TokenCounts:
    """Tokens that were read, and tokens that were computed for them."""

    tokens: int = 0
    computed_tokens: int = 0

    @property
    def padding(self) -> float:
        """Tokens that were computed for each token that was read; 1.0 is none wasted."""
        return self.computed_tokens / self.tokens if self.tokens else 1.0

    def count(self, batch: Batch) -> None:
        """Add a batch that was computed."""
        self.tokens += batch.tokens
        self.computed_tokens += batch.computed_tokens

    def since(self, before: "TokenCounts") -> "TokenCounts":
        """Return what was done after `before`, an earlier copy."""
        return TokenCounts(
            self.tokens - before.tokens, self.computed_tokens - before.computed_tokens
        )
