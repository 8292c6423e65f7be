import base64
import json
import unicodedata
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from newsdesk.client.cluster import Cluster
from tests.support.command_line import newsdesk
from tests.support.dead_letter_chain import SENT_MS, Chain, make_chain

_HOSTILE = "\x1b[2J\x1b]0;mine\x07\x9b2J\u202e [red]red[/red] [/oops]"
_NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def chain(kafka: Cluster) -> Chain:
    return make_chain(kafka)


def test_dead_letters_are_listed_newest_last_and_counted_by_reason(chain: Chain) -> None:
    chain.send(
        [
            chain.letter(b"{", 1, b"key", time=_NOON, reason="not_json", message="Not JSON."),
            chain.letter(b'{"id": 42}', 2, attempts=3),
            chain.letter(b"\xff", 3, None, reason="not_utf8"),
            chain.foreign(),
        ]
    )
    done = chain.run("list")
    assert (done.returncode, done.stderr) == (0, b"")
    rows = [line.split() for line in done.stdout.decode().splitlines()]
    assert rows[0] == ["place", "time", "stage", "reason", "attempts", "article", "message"]
    assert rows[2][:7] == [
        "2:0",
        "2026-11-24",
        "08:30:00",
        "classify",
        "enrichment_failed",
        "3",
        "42",
    ]
    assert rows[-2] == [
        "1:0",
        "2026-11-24",
        "12:00:00",
        "classify",
        "not_json",
        "2",
        "key",
        "Not",
        "JSON.",
    ]
    counts = "enrichment_failed 1, foreign 1, not_json 1, not_utf8 1."
    assert " ".join(rows[-1]) == f"4 dead letters: {counts}"


def test_dead_letters_filters_choose_and_the_limit_keeps_the_newest(chain: Chain) -> None:
    times = [datetime(2026, 11, day, tzinfo=UTC) for day in (21, 22, 23, 24)]
    chain.send([chain.letter(time=time, reason="no_text") for time in times])
    chain.send([chain.letter(time=_NOON, stage="summarize", reason="too_large"), chain.foreign()])

    def offsets(*arguments: str) -> list[int]:
        return [letter["offset"] for letter in chain.listed(*arguments)]

    assert offsets("--reason", "no_text", "--limit", "2") == [2, 3]
    assert offsets("--reason", "no_text", "--reason", "too_large") == [0, 1, 2, 3, 4]
    assert offsets("--stage", "summarize") == [4]
    assert offsets("--since", "2026-11-22", "--until", "2026-11-24T01:00:00+01:00") == [1, 2]
    done = chain.run("list", "--stage", "classify", "--limit", "1")
    assert done.stdout.decode().splitlines()[-2:] == [
        "4 dead letters: no_text 4.",
        "Only the newest 1 are shown.",
    ]


def test_dead_letters_json_has_a_line_for_each_and_marks_what_was_replayed(chain: Chain) -> None:
    chain.send([chain.letter(headers=[("a", b"1")]), chain.letter(key=b"\xff"), chain.foreign()])
    assert chain.run("replay", "--yes", "0:0").returncode == 0
    assert [(x["offset"], x["foreign"]) for x in chain.listed()] == [(2, True), (1, False)]
    first = next(x for x in chain.listed("--all") if x["offset"] == 0)
    assert first.pop("replayed") is not None
    assert first == {
        "partition": 0,
        "offset": 0,
        "time": "2026-11-24T08:30:00+00:00",
        "foreign": False,
        "stage": "classify",
        "reason": "enrichment_failed",
        "message": "ValueError: the model does not like it",
        "exception": "ValueError",
        "attempts": 2,
        "version": "0.1.0",
        "source": {"topic": chain.topics.articles, "partition": 0, "offset": 7},
        "article": "a",
        "key": "a",
    }
    done = chain.run("list")
    assert (
        done.stdout.decode().splitlines()[-1] == "Replayed, and not shown: 1; --all shows them too."
    )
    assert "[replayed 20" in chain.run("list", "--all").stdout.decode()


def test_dead_letters_a_binary_value_is_shown_in_hex_and_written_as_it_is(chain: Chain) -> None:
    value = b"\xff\x00\x1b[2J" + bytes(range(256))
    chain.send([chain.letter(value, 2, b"\xfe", [("h", b"\xfd"), ("traceparent", b"00-1")])])
    done = chain.run("show", "2:0")
    lines = done.stdout.decode().splitlines()
    assert f"place       {chain.topics.dead_letter} 2:0" in lines
    assert "reason      enrichment_failed" in lines
    assert f"from        {chain.topics.articles} 2:7" in lines
    assert {"key         0xfe", f"timestamp   {SENT_MS}", "value       262 bytes"} <= set(lines)
    assert {"  h: 0xfd", "  traceparent: 00-1"} <= set(lines)
    dump = next(line for line in lines if line.startswith("  00000000  ff 00 1b 5b 32 4a 00"))
    assert dump.endswith("...[2J..........")
    assert lines[-2] == "  … 6 bytes more; --raw writes all of it."
    raw = chain.run("show", "2:0", "--raw")
    assert (raw.returncode, raw.stdout, raw.stderr) == (0, value, b"")


def test_dead_letters_json_values_are_shown_member_by_member(chain: Chain) -> None:
    chain.send([chain.letter(b'{"id":"a","tags":["x"]}')])
    shown = chain.run("show", "0:0").stdout.decode()
    assert '  {\n    "id": "a",\n    "tags": [\n      "x"\n    ]\n  }\n' in shown


def test_dead_letters_nothing_in_a_dead_letter_can_steer_the_terminal(chain: Chain) -> None:
    hostile = _HOSTILE.encode()
    values = [json.dumps({"id": _HOSTILE}, ensure_ascii=False).encode(), hostile, b"\xff" + hostile]
    headers = [(_HOSTILE, hostile)]
    fields: dict[str, Any] = {
        "message": _HOSTILE,
        "exception": _HOSTILE,
        "stage": _HOSTILE,
        "version": _HOSTILE,
    }
    chain.send([chain.letter(v, key=hostile, headers=headers, **fields) for v in values])
    for arguments in (
        ["list"],
        ["show", "--limit", "3"],
        ["replay", "--everything", "--dry-run"],
    ):
        done = chain.run(*arguments)
        assert (done.returncode, done.stderr) == (0, b"")
        shown = done.stdout.decode()
        assert {c for c in shown if unicodedata.category(c) in {"Cc", "Cf", "Cs"}} == {"\n"}
        assert "[red]red[/red] [/oops]" in shown


def test_dead_letters_an_export_holds_all_of_each_message(chain: Chain, tmp_path: Path) -> None:
    chain.send([chain.letter(b"\xff\x00", 1, b"\xfe", [("h", b"\xfd"), ("t", b"x")])])
    chain.send([chain.letter(None), chain.letter("é".encode(), reason="not_json")])
    file = tmp_path / "letters.jsonl"
    done = chain.run("export", str(file))
    assert done.returncode == 0, done.stderr
    exported = {
        (x["partition"], x["offset"]): x for x in map(json.loads, file.read_bytes().splitlines())
    }
    binary = exported[1, 0]
    assert base64.b64decode(binary["value"]["base64"]) == b"\xff\x00"
    assert base64.b64decode(binary["key"]["base64"]) == b"\xfe"
    assert binary["headers"] == [["h", {"base64": base64.b64encode(b"\xfd").decode()}], ["t", "x"]]
    assert (binary["timestamp"], binary["reason"]) == (SENT_MS, "enrichment_failed")
    assert (exported[0, 0]["value"], exported[0, 1]["value"]) == (None, "é")
    piped = chain.run("export", "-", "--reason", "not_json")
    assert piped.returncode == 0, piped.stderr
    assert [json.loads(line)["value"] for line in piped.stdout.splitlines()] == ["é"]


def test_dead_letters_a_file_that_cannot_be_written_is_reported(
    chain: Chain, tmp_path: Path
) -> None:
    done = chain.run("export", str(tmp_path), "--force")
    assert done.returncode == 1
    assert done.stderr.decode().startswith("Error: ")
    assert b"Traceback" not in done.stderr


def test_dead_letters_an_export_overwrites_a_file_only_if_asked_to(
    chain: Chain, tmp_path: Path
) -> None:
    chain.send([chain.letter()])
    file = tmp_path / "letters.jsonl"
    file.write_bytes(b"old")
    refused = chain.run("export", str(file))
    assert refused.returncode == 1
    assert refused.stderr.decode().splitlines()[-1] == "Name another, or give --force."
    assert file.read_bytes() == b"old"
    assert chain.run("export", str(file), "--force").returncode == 0
    assert len(file.read_bytes().splitlines()) == 1
    assert chain.run("export", "/dev/null").returncode == 0
    assert list(tmp_path.iterdir()) == [file]


def test_dead_letters_an_empty_topic_has_no_dead_letters(chain: Chain) -> None:
    done = chain.run("list")
    assert (done.returncode, done.stdout) == (0, b"No dead letters.\n")


def test_dead_letters_a_missing_topic_is_reported_with_what_creates_it(kafka: Cluster) -> None:
    done = newsdesk("dead-letters", "list", kafka=kafka, environment=Chain(kafka).environment)
    assert done.returncode == 1
    assert "`newsdesk topics create` creates" in done.stderr.decode()
