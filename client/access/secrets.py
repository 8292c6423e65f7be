"""Secrets that are read when they are used: a value, or a file that may be replaced at any time."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from newsdesk.client.access.kept import keep_last
from newsdesk.client.errors import ClusterSettingsError

MAX_BYTES = 64 * 1024
"""Beyond it a file holds something else than a secret."""

Hide = Callable[[str], None]
"""Keeps a secret out of all that this process shows; called before each use."""


class Secret(Protocol):
    """A password, or the like."""

    def read(self) -> str:
        """Return the secret as it is now."""
        ...


class SecretText:
    """A secret that stays the same."""

    def __init__(self, value: str, hide: Hide) -> None:
        self._value = value
        self._hide = hide

    def read(self) -> str:
        """Return the secret."""
        self._hide(self._value)
        return self._value


class SecretFile:
    """A secret in a file, as containers mount it: its text without the line end at its end.

    A file that cannot be read for a moment, because it is being replaced, leaves the last secret.

    Args:
        name: What names the file, for errors. The path is never shown: it may be a password that
            was given by mistake.
        path: The file.
        hide: Called with each secret.

    Raises:
        ClusterSettingsError: if the file is missing, unreadable or empty at first.
    """

    def __init__(self, name: str, path: Path, hide: Hide) -> None:
        self._name = name
        self._path = path
        self._hide = hide
        self._latest = self._current()

    def read(self) -> str:
        """Return what the file holds now."""
        try:
            self._latest = self._current()
        except ClusterSettingsError as error:
            keep_last(error)
        self._hide(self._latest)
        return self._latest

    def _current(self) -> str:
        try:
            with self._path.open("rb") as file:
                text = file.read(MAX_BYTES + 1).decode()
        except OSError as error:
            raise self._unusable(f"cannot be read: {error.strerror}") from error
        except UnicodeDecodeError as error:
            raise self._unusable("is not text in UTF-8") from error
        if len(text) > MAX_BYTES:
            raise self._unusable("is too large for a secret")
        secret = text.removesuffix("\n").removesuffix("\r")
        if not secret:
            raise self._unusable("is empty")
        self._hide(secret)
        return secret

    def _unusable(self, why: str) -> ClusterSettingsError:
        return ClusterSettingsError(
            f"The file that {self._name} names {why}.",
            f"Let {self._name} name a file with the secret alone, which this user can read.",
        )
