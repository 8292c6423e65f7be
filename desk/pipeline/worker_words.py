"""How it is with a worker, in words: whether it starts, and why it does not answer."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from newsdesk.client.status.readiness import LOADING

_CAUSES = (
    ("Connection refused", "It {not_yet} at {address}."),
    ("Connection reset", "It {not_yet} at {address}."),
    ("timed out", "It did not answer in time at {address}."),
    ("too slowly", "It did not answer in time at {address}."),
    ("Name or service not known", "There is no machine of the name in {address}."),
    ("name resolution", "The name in {address} cannot be looked up now."),
    ("No address associated", "The name in {address} has no address."),
    ("No route to host", "There is no way to {address} in the network."),
    ("unreachable", "There is no way to {address} in the network."),
)
_OTHER = "It does not answer as a worker does at {address}."


def is_starting(blocked: Mapping[str, str]) -> bool:
    """Whether a worker that is not ready loads its models, and nothing else blocks it."""
    return bool(blocked) and all(problem == LOADING for problem in blocked.values())


def silence_sentence(address: str, problem: str, *, has_answered: bool) -> str:
    """Return why a worker does not answer; `problem` is that of the request."""
    not_yet = "does not answer any more" if has_answered else "does not answer yet"
    found = (sentence for sign, sentence in _CAUSES if sign.lower() in problem.lower())
    return next(found, _OTHER).format(not_yet=not_yet, address=short_address(address))


def short_address(address: str) -> str:
    """Return the host and port of an address."""
    try:
        return urlsplit(address).netloc or address
    except ValueError:
        return address
