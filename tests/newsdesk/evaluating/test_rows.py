from pathlib import Path

import pytest

from newsdesk.commands.evaluate.errors import EvaluationError
from newsdesk.commands.evaluate.rows import read_rows


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "it is empty. Give it one JSON object a line"),
        (b" \n\n", "it is empty"),
        (b'{"text": "a"}\n\n{"text": ', "set.jsonl:3: not JSON"),
        (b'{"text": "a"}\n["b"]\n', "set.jsonl:2: JSON, but not an object"),
        ('{"text": "é"}'.encode("latin-1"), "set.jsonl:1: not JSON"),
    ],
)
def test_what_is_no_row_is_told_with_its_line(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "set.jsonl"
    path.write_bytes(content)
    with pytest.raises(EvaluationError) as raised:
        read_rows(path)
    assert told in str(raised.value)
    assert str(path) in str(raised.value)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match=r"none\.jsonl: no such file or directory\. Check"):
        read_rows(tmp_path / "none.jsonl")
    with pytest.raises(EvaluationError, match="is a directory"):
        read_rows(tmp_path)


def test_rows_know_their_line_whatever_ends_the_lines(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"text": "a"}\r\n\r\n{"text": "b\\u2028c"}')
    rows = read_rows(path)
    assert [row.place for row in rows] == [f"{path}:1", f"{path}:3"]
    assert [row.text("text") for row in rows] == ["a", "b\u2028c"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b'{"body": "a", "label": "b"}', "has no 'text' (it has 'body', 'label')"),
        (b'{"text": null}', "has no 'text'"),
        (b'{"text": 7}', "'text' must be a string"),
        (b'{"text": "  "}', "'text' is empty"),
        (b"{}", "has no 'text' (it has no field)"),
    ],
)
def test_a_field_that_is_not_text_is_told(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "set.jsonl"
    path.write_bytes(content)
    with pytest.raises(EvaluationError) as raised:
        read_rows(path)[0].text("text")
    assert str(raised.value).startswith(f"{path}:1: ")
    assert told in str(raised.value)
