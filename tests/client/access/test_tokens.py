import pytest

from newsdesk.client.access.tokens import Token, Tokens
from newsdesk.client.errors import AccessRefused


class Issuer:
    """Gives tokens of 100 seconds by a clock that tests set."""

    def __init__(self) -> None:
        self.now = 0.0
        self.given = 0
        self.is_away = False

    def fetch(self) -> Token:
        if self.is_away:
            raise AccessRefused("The token endpoint is away.")
        self.given += 1
        return Token(f"token-{self.given}", 100.0)


def test_a_token_is_used_until_shortly_before_its_end() -> None:
    issuer, hidden = Issuer(), list[str]()
    tokens = Tokens(issuer.fetch, hidden.append, lambda: issuer.now)
    assert [tokens.token(), tokens.token()] == ["token-1", "token-1"]
    issuer.now = 79.0
    assert tokens.token() == "token-1"
    issuer.now = 80.0
    assert tokens.token() == "token-2"
    assert set(hidden) == {"token-1", "token-2"}


def test_while_the_endpoint_is_away_a_valid_token_is_used() -> None:
    issuer = Issuer()
    tokens = Tokens(issuer.fetch, lambda _: None, lambda: issuer.now)
    assert tokens.token() == "token-1"
    issuer.is_away, issuer.now = True, 99.0
    assert tokens.token() == "token-1"
    issuer.now = 100.0
    with pytest.raises(AccessRefused):
        tokens.token()
    issuer.is_away = False
    assert tokens.token() == "token-2"


def test_a_token_without_a_lifetime_is_used_once() -> None:
    numbers = iter(range(9))
    tokens = Tokens(lambda: Token(f"t{next(numbers)}", 0.0), lambda _: None)
    assert [tokens.token(), tokens.token()] == ["t0", "t1"]


def test_a_token_is_not_shown() -> None:
    assert "s3cret" not in repr(Token("s3cret", 1.0))
