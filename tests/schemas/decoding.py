"""Values as messages: the article that is read, or why none is."""

from typing import Any

import orjson
import pytest

from newsdesk.schemas import Article, InvalidMessage, decode_article

LONG = " ".join(f"Line {number} of a long report on the weather." for number in range(40))


def decode(value: Any) -> Article:
    return decode_article(orjson.dumps(value))


def refusal(value: Any) -> InvalidMessage:
    with pytest.raises(InvalidMessage) as caught:
        decode(value)
    return caught.value
