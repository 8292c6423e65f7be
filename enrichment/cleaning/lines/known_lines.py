"""Lines as earlier rounds have found them: a text is cleaned again after each removal."""

from newsdesk.enrichment.cleaning.rules.ruleset import ANYWHERE, kind_of


class KnownLines:
    """Keeps facts that do not depend on the lines around: a line's kind, and that it stays."""

    def __init__(self) -> None:
        self._sound: set[str] = set()
        self._kinds: dict[tuple[str, int], str | None] = {}

    def is_sound(self, line: str, position: int) -> bool:
        """Whether the line was found to stay as it is at such a position."""
        return position >= ANYWHERE and line in self._sound

    def keep(self, line: str, position: int) -> None:
        """Note that the line stays as it is, whatever is around it."""
        if position >= ANYWHERE:
            self._sound.add(line)

    def kind_of(self, line: str, position: int) -> str | None:
        """Return what `kind_of` does."""
        place = line, min(position, ANYWHERE)
        if place not in self._kinds:
            self._kinds[place] = kind_of(line, position)
        return self._kinds[place]
