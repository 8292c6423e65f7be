import pytest

from newsdesk.client import codecs
from newsdesk.client.codecs import CODECS, unreadable_codecs


def test_unreadable_codecs_are_none() -> None:
    assert unreadable_codecs() == {}
    assert CODECS == ("gzip", "snappy", "lz4", "zstd")


@pytest.mark.parametrize("name", CODECS)
def test_unreadable_codecs_have_their_reasons(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    number, compressed = codecs._COMPRESSED[name]
    monkeypatch.setitem(codecs._COMPRESSED, name, (number, compressed[:-6]))
    assert list(unreadable_codecs()) == [name]
    monkeypatch.setitem(codecs._COMPRESSED, name, (7, compressed))
    assert unreadable_codecs() == {name: "Kafka has no compression codec 7"}
