"""Whether a host is this machine itself, so that what is sent to it passes no network."""

from ipaddress import ip_address

NAME = "localhost"


def is_loopback(host: str) -> bool:
    """Return whether `host` is 127.0.0.0/8, ::1 (in brackets or not) or `localhost`."""
    name = host.removeprefix("[").removesuffix("]")
    if name.lower() == NAME:
        return True
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False
