"""No command shows anything that a terminal obeys, whatever others put into topics and files."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from unicodedata import category

import pytest

from newsdesk.client.cluster import Cluster
from newsdesk.controls import escaped, json_in_a_line
from newsdesk.schemas import DeadLetter, OutgoingMessage, encode
from newsdesk.schemas.dead_letter import CONNECT_NAMES, HEADER_PREFIX
from newsdesk.terminal.rendering import line_of, safe
from tests.support.command_line import environment_for, newsdesk
from tests.support.dead_letter_chain import Chain, make_chain
from tests.support.enriched_events import enriched
from tests.support.kafka_tools import produce

OBEYED = {"Cc", "Cf", "Zl", "Zp"}
JOINERS = "\u200c\u200d"
CONTROLS = "".join(c for c in map(chr, range(sys.maxunicode + 1)) if category(c) in OBEYED)
FORGED = f"\x1b]0;mine\x07\r\nFORGED {CONTROLS} \x9b2J"


@pytest.fixture
def chain(kafka: Cluster) -> Chain:
    return make_chain(kafka)


def require_harmless(output: bytes) -> None:
    text = output.decode("utf-8")
    obeyed = {c for c in text if category(c) in OBEYED and c not in JOINERS}
    assert obeyed <= {"\n"}, sorted(obeyed)
    assert not any(line.startswith("FORGED") for line in text.splitlines())


def forged(chain: Chain, field: str, text: str = FORGED) -> OutgoingMessage:
    """Return a dead letter with that text in one of its fields, under each of its names."""
    letter = chain.letter()
    names = {HEADER_PREFIX + field, CONNECT_NAMES.get(field, "")}
    headers = tuple((k, text.encode() if k in names else v) for k, v in letter.headers)
    return replace(letter, headers=headers)


TEXT_FIELDS = ("stage", "message", "exception", "topic", "version")


def test_commands_of_dead_letters_obey_no_forged_header_key_or_value(
    chain: Chain, tmp_path: Path
) -> None:
    letters = [forged(chain, field) for field in TEXT_FIELDS]
    hostile = json.dumps({"id": FORGED}, ensure_ascii=False).encode()
    letters += [chain.letter(hostile, key=FORGED.encode(), headers=[(FORGED, FORGED.encode())])]
    letters += [chain.letter(FORGED.encode()), chain.letter(b"\xff" + FORGED.encode())]
    chain.send([*letters, chain.foreign(FORGED.encode())])
    file = tmp_path / "letters.jsonl"
    for arguments in (
        ["list"],
        ["list", "--json"],
        ["show", "--limit", "20"],
        ["export", "-"],
        ["export", str(file)],
        ["replay", "--everything", "--dry-run"],
        ["replay", "--everything", "--yes"],
        ["replay", "0:3", "--yes"],
        ["replay", "0:8", "--yes"],
    ):
        done = chain.run(*arguments)
        assert b"Traceback" not in done.stderr
        require_harmless(done.stdout)
        require_harmless(done.stderr)
    require_harmless(file.read_bytes())
    exported = [json.loads(line) for line in file.read_bytes().splitlines()]
    assert [x["source"]["topic"] for x in exported if "source" in x].count(FORGED) == 1


def test_replay_an_error_about_a_forged_topic_is_one_line_and_its_advice(chain: Chain) -> None:
    chain.send([forged(chain, "topic")])
    done = chain.run("replay", "--everything", "--yes")
    assert done.returncode == 1
    [line] = done.stderr.decode().splitlines()
    assert line.startswith("Error: The dead letter 0:0 came from the topic ]0;mine FORGED ")
    require_harmless(done.stderr)


def test_replay_what_it_has_sent_is_reported_without_controls(chain: Chain) -> None:
    chain.send([chain.letter(headers=[(FORGED, FORGED.encode())])])
    done = chain.run("replay", "--everything", "--yes")
    assert done.returncode == 0
    require_harmless(done.stdout + done.stderr)


def test_dead_letters_a_forged_number_reason_or_time_stops_no_command(chain: Chain) -> None:
    fields = [field for field in DeadLetter.model_fields if field not in TEXT_FIELDS]
    broken = [forged(chain, field, text) for field in fields for text in ("9" * 40, FORGED)]
    chain.send([*broken, chain.letter()])
    for arguments in (["list"], ["list", "--json"], ["show", "--limit", "30"], ["export", "-"]):
        done = chain.run(*arguments)
        assert done.returncode == 0, done.stderr
        require_harmless(done.stdout + done.stderr)
    assert sorted(letter["foreign"] for letter in chain.listed()) == [False] + [True] * len(broken)


def test_watch_shows_no_control_of_an_event_and_its_json_has_the_same_value(chain: Chain) -> None:
    event = enriched(title=FORGED, source=FORGED, url=FORGED, extra={FORGED: FORGED})
    raw = b'\xef\xbb\xbf{\r\n"schema_version"' + encode(event).removeprefix(b'{"schema_version"')
    produce(chain.kafka, chain.topics.enriched, [FORGED.encode(), raw, b'{"a": "\x1b"}'])
    options = ["--from-beginning", "--count", "1", "--timeout", "60"]
    for more in ([], ["--json"]):
        done = newsdesk("watch", *options, *more, kafka=chain.kafka, environment=chain.environment)
        assert done.returncode == 0, done.stderr
        require_harmless(done.stdout)
        require_harmless(done.stderr)
    assert json.loads(done.stdout) == json.loads(encode(event))


def test_reprocess_shows_nothing_of_the_messages(chain: Chain) -> None:
    article = json.dumps({"id": FORGED, "text": FORGED}, ensure_ascii=False).encode()
    produce(chain.kafka, chain.topics.articles, [article, FORGED.encode()], [FORGED.encode()] * 2)
    event = enriched(id=FORGED, title=FORGED)
    produce(chain.kafka, chain.topics.enriched, [encode(event), FORGED.encode()])
    done = subprocess.run(
        [sys.executable, "-m", "tests.newsdesk.reprocess.reprocessor", "0123456789abcdef"],
        env=environment_for(chain.kafka, chain.environment),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    require_harmless(done.stdout + done.stderr)


def test_produce_names_files_and_faults_without_controls(chain: Chain, tmp_path: Path) -> None:
    name = FORGED.replace("\0", "").replace("/", "")[:60]
    for number, content in enumerate((b"{", FORGED.encode(), b"\xff", b"[1]")):
        (tmp_path / f"{name}{number}.json").write_bytes(content)
    (tmp_path / f"{name}.html").write_bytes(b"<meta charset='\x1b]0;x\x07'>")
    for paths in ([str(tmp_path)], [str(tmp_path / f"{name}-missing.json")]):
        done = newsdesk("produce", *paths, kafka=chain.kafka, environment=chain.environment)
        assert b"Traceback" not in done.stderr
        require_harmless(done.stdout)
        require_harmless(done.stderr)


def test_doctor_and_others_name_a_setting_without_its_controls() -> None:
    value = FORGED.replace("\0", "")
    for command in (["doctor"], ["doctor", "--json"], ["topics", "create"], ["watch"]):
        done = newsdesk(*command, environment={"NEWSDESK_LOG__LEVEL": value})
        assert done.returncode == 1
        require_harmless(done.stdout)
        require_harmless(done.stderr)
    done = newsdesk("watch", environment={"NEWSDESK_KAFKA__BOOTSTRAP_SERVERS": value})
    assert done.returncode == 1
    require_harmless(done.stderr)


def test_json_in_a_line_escapes_each_control_and_nothing_else() -> None:
    for character in CONTROLS:
        line = json_in_a_line(json.dumps({"k": character}, ensure_ascii=False).encode())
        shown = line.decode()
        assert json.loads(shown) == {"k": character}
        assert (character in shown) == (character in JOINERS) or character == "\n"
    kept = {"k": "é ß 会议 \U0001f600 क्\u200dष"}
    assert json_in_a_line(json.dumps(kept, ensure_ascii=False).encode()).decode() == (
        json.dumps(kept, ensure_ascii=False) + "\n"
    )


def test_json_in_a_line_makes_one_line_of_a_document_with_a_byte_order_mark() -> None:
    document = '\ufeff{\r\n\t"a": [1,\n2]}\n'.encode()
    assert json_in_a_line(document) == b'{   "a": [1, 2]}\n'


@pytest.mark.parametrize("show", [safe, line_of, escaped])
def test_text_for_the_terminal_has_no_control(show: "type[str]") -> None:
    shown = show(FORGED)
    require_harmless(shown.encode())
    assert "\n" not in shown


def test_line_of_keeps_what_newsdesk_has_laid_out() -> None:
    assert line_of("  process  1\n") == "  process  1 "
