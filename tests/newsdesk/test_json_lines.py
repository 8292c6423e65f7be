"""Every line of a worker's output is an object of JSON, whatever was written."""

import json
from typing import Any

import pytest

from newsdesk.json_lines import MAX_BYTES, JsonLines, asks_for_json, json_line


def objects(data: bytes) -> list[dict[str, Any]]:
    assert data.endswith(b"\n") or not data
    return [json.loads(line) for line in data.splitlines()]


def test_json_lines_objects_are_passed_on_as_they_are() -> None:
    data = b'{"event": "a"}\n{"b": "\xc3\xa9"}\n'
    assert JsonLines({}).add(data) == data


@pytest.mark.parametrize("line", [b"[1]", b"5", b"{", b"{'a': 1}", b"null", b"{" * 100_000])
def test_json_lines_all_else_becomes_a_text(line: bytes) -> None:
    [found] = objects(JsonLines({}).add(line + b"\n"))
    assert (found["event"], found["level"], found["text"]) == ("output", "warning", line.decode())


def test_json_lines_a_traceback_stays_whole_between_objects() -> None:
    trace = b"Traceback:\n  File x\nValueError: \x1b[2J\xff\n"
    found = objects(JsonLines({}).add(b'{"n": 1}\n' + trace + b'{"n": 2}\n'))
    assert [one.get("n") for one in found] == [1, None, 2]
    assert found[1]["text"] == "Traceback:\n  File x\nValueError: \x1b[2J\\xff"


def test_json_lines_a_line_may_come_in_parts_and_without_an_end() -> None:
    lines = JsonLines({})
    assert lines.add(b'{"a"') == b""
    assert lines.add(b": 1}\n\nthe e") == b'{"a": 1}\n'
    [last] = objects(lines.add(b"") + lines.rest())
    assert last["text"] == "the e"
    assert lines.rest() == b""


def test_json_lines_a_line_without_end_takes_no_memory_without_end() -> None:
    lines = JsonLines({})
    assert lines.add(b"a" * MAX_BYTES) == b""
    [found] = objects(lines.add(b"b"))
    assert len(found["text"]) == MAX_BYTES + 1
    assert lines.rest() == b""


def test_json_lines_passwords_of_the_environment_are_left_out() -> None:
    lines = JsonLines({"NEWSDESK_KAFKA__SASL_PASSWORD": "s3cret-word"})
    [found] = objects(lines.add(b"connecting with s3cret-word\n"))
    assert found["text"] == "connecting with (hidden)"


def test_json_line_leaves_out_what_is_empty_and_stays_on_its_line() -> None:
    line = json_line("failed", "error", problem="a\nb\u2028", advice="")
    assert line.isascii() and b"\n" not in line
    assert {k: v for k, v in json.loads(line).items() if k != "timestamp"} == {
        "event": "failed",
        "level": "error",
        "problem": "a\nb\u2028",
    }


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"NEWSDESK_LOG__FORMAT": "json"}, True),
        ({"newsdesk_log__format": "json", "NEWSDESK_NONSENSE": "x"}, True),
        ({"NEWSDESK_LOG__FORMAT": "console"}, False),
        ({}, False),
    ],
)
def test_asks_for_json_even_where_other_settings_are_wrong(
    environment: dict[str, str], expected: bool
) -> None:
    assert asks_for_json(environment) is expected
