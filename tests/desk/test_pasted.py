"""Why a pasted text cannot be read, in the words of the page."""

import pytest

from newsdesk.commands.desk.pasted import pasted_problem
from newsdesk.commands.desk.trying import articles_of
from newsdesk.commands.produce.article_file import Unreadable


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b'{"a": 1,}', "The text is not JSON: line 1, column 8, trailing comma is not allowed."),
        (b'{\n"a": 1,\n}', "The text is not JSON: line 2, column 7, trailing comma"),
        (b'{"a":1}\n{"b"', "The text is not JSON: line 2, column 5, unexpected end of data."),
        (b'[{"a": tru}]', "The text is not JSON: element 0, invalid literal"),
        (b"[1,2", "The text cannot be read: not JSON: the array does not end"),
    ],
)
def test_a_problem_names_line_and_column_of_the_text(content: bytes, sentence: str) -> None:
    problems = [each for each in articles_of("", content) if isinstance(each, Unreadable)]
    found = [pasted_problem(each) for each in problems]
    assert found[0].startswith(sentence), found
    assert "pasted" not in found[0]
