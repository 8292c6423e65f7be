"""Reads bytes as files."""

import io
import json
from typing import Any

from newsdesk.commands.produce.article_file import ArticleFile, Unreadable
from newsdesk.commands.produce.reading import read_stream


def read(content: bytes | str, ending: str = "") -> list[ArticleFile | Unreadable]:
    """Read a file `f` whose name ends so."""
    data = content.encode() if isinstance(content, str) else content
    return list(read_stream("f", io.BytesIO(data), ending, lambda: "f"))


def fields(content: bytes | str, ending: str = "") -> list[Any]:
    """Return the decoded messages; a reason where something could not be read."""
    return [
        json.loads(each.value) if isinstance(each, ArticleFile) else each.reason
        for each in read(content, ending)
    ]
