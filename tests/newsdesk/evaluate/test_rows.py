from pathlib import Path

import pytest

from newsdesk.commands.evaluate.rows import EvaluationError, read_rows


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "it is empty.\nGive it one JSON object per line"),
        (b" \n\n", "it is empty"),
        (b'{"text": "a"}\n\n{"text": ', "set.jsonl:3: not JSON"),
        (b'{"text": "a"}\n["b"]\n', "set.jsonl:2: JSON, but not an object"),
        ('{"text": "é"}'.encode("latin-1"), "set.jsonl:1: not JSON"),
    ],
)
def test_rows_invalid_lines_are_reported_with_their_number(
    tmp_path: Path, content: bytes, expected: str
) -> None:
    path = tmp_path / "set.jsonl"
    path.write_bytes(content)
    with pytest.raises(EvaluationError) as raised:
        read_rows(path)
    assert expected in str(raised.value)
    assert str(path) in str(raised.value)


def test_rows_a_missing_file_is_reported(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match=r"none\.jsonl: no such file or directory\.\nCheck"):
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
    ("content", "expected"),
    [
        (b'{"body": "a", "label": "b"}', "has no 'text' (it has 'body', 'label')"),
        (b'{"text": null}', "has no 'text'"),
        (b'{"text": 7}', "'text' must be a string"),
        (b'{"text": "  "}', "'text' is empty"),
        (b"{}", "has no 'text' (it has no field)"),
    ],
)
def test_rows_a_field_that_is_not_text_is_reported(
    tmp_path: Path, content: bytes, expected: str
) -> None:
    path = tmp_path / "set.jsonl"
    path.write_bytes(content)
    with pytest.raises(EvaluationError) as raised:
        read_rows(path)[0].text("text")
    assert str(raised.value).startswith(f"{path}:1: ")
    assert expected in str(raised.value)
