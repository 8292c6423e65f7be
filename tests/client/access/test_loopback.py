import pytest

from newsdesk.client.access.loopback import is_loopback

LOOPBACK = ["127.0.0.1", "127.9.9.9", "::1", "[::1]", "localhost", "LOCALHOST"]
NAMES = ["", "kafka", "localhost.example", "127.0.0.1.example"]
ADDRESSES = ["0.0.0.0", "10.0.0.1", "::", "128.0.0.1"]


@pytest.mark.parametrize("host", LOOPBACK)
def test_loopback(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", [*NAMES, *ADDRESSES])
def test_not_loopback(host: str) -> None:
    assert not is_loopback(host)
