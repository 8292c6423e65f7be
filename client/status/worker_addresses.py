"""The addresses at which workers are asked."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from newsdesk.schemas.errors import NewsdeskError


class WorkerAddressError(NewsdeskError):
    """Raised when an address of a worker is none."""


def addresses(given: Sequence[str], health_host: str, health_port: int | None) -> list[str]:
    """Return the addresses to ask: those that are given, or that of this machine's health port.

    Raises:
        WorkerAddressError: if one is no address.
    """
    if given:
        return [_address(each) for each in given]
    if health_port is None:
        return []
    # Nothing is bound here.
    any_address = health_host in ("0.0.0.0", "::", "")  # nosec B104
    host = "127.0.0.1" if any_address else health_host
    return [f"http://{f'[{host}]' if ':' in host else host}:{health_port}"]


def _address(given: str) -> str:
    address = given if "://" in given else f"http://{given}"
    try:
        parts = urlsplit(address)
        is_address = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        is_address = False
    if not is_address:
        raise WorkerAddressError(
            f"{given!r} is not the address of a worker.",
            "Give host:port, the port of NEWSDESK_WORKER__HEALTH_PORT.",
        )
    return address.rstrip("/")
