import logging
import os
from dataclasses import replace
from threading import Thread

import pytest

from newsdesk.client.cluster import Cluster
from newsdesk.client.dead_letters.reading import read_places
from newsdesk.client.dead_letters.replayer import ReplayFenced, open_replayer
from newsdesk.client.dead_letters.selection import Filter
from newsdesk.client.dead_letters.stored import Place, StoredMessage
from newsdesk.client.topics import delete_topics
from newsdesk.client.transactions import open_sender
from newsdesk.commands.dead_letters.dialogue import replay_selected
from newsdesk.settings import Settings
from tests.support.dead_letter_chain import SENT_MS, Chain, make_chain

_BINARY = b"\xff\xfe\x00 not text \x1b[2J"


@pytest.fixture
def chain(kafka: Cluster) -> Chain:
    return make_chain(kafka)


def test_replay_the_original_message_goes_back_to_where_it_came_from(chain: Chain) -> None:
    own = (("traceparent", b"00-1-2-01"), ("__connect.errors.topic", b"feeds"), ("a", b""))
    chain.send(
        [
            chain.letter(_BINARY, 3, b"key \xff", own),
            chain.letter(None, 1, None),
            chain.letter(b'{"id": "c"}', 2, None, topic=chain.topics.classified, stage="summarize"),
        ]
    )
    done = chain.run("replay", "--yes", "--everything")
    assert done.returncode == 0, done.stderr
    text = f"2 to {chain.topics.articles}, 1 to {chain.topics.classified}."
    assert done.stdout.decode() == f"Replayed 3 dead letters: {text}\n"
    null, binary = sorted(chain.read(chain.topics.articles, 2), key=lambda r: r.partition)
    [classified] = chain.read(chain.topics.classified, 1)
    assert (binary.partition, binary.key, binary.value) == (3, b"key \xff", _BINARY)
    assert (binary.timestamp, binary.timestamp_type) == (SENT_MS, 0)
    of = f"{chain.topics.dead_letter}/3/0".encode()
    replay = (("__newsdesk.replay.of", of), ("__newsdesk.replay.attempt", b"1"))
    assert tuple(binary.headers) == own + replay
    assert (null.partition, null.key, null.value, null.timestamp) == (1, None, None, SENT_MS)
    assert (classified.partition, classified.key, classified.value) == (2, None, b'{"id": "c"}')


def test_replay_replaying_again_sends_nothing(chain: Chain) -> None:
    chain.send([chain.letter(partition=n % 4) for n in range(250)])
    assert chain.run("replay", "--yes", "--everything").returncode == 0
    again = chain.run("replay", "--yes", "--everything")
    assert (again.returncode, again.stdout.decode()) == (
        0,
        "Would replay 0 dead letters; 250 were replayed before.\n",
    )
    place = chain.run("replay", "--yes", "2:0")
    assert (place.returncode, place.stdout.decode()) == (
        0,
        "Would replay 0 dead letters; 1 was replayed before.\n",
    )
    assert len(chain.read(chain.topics.articles, 250)) == 250


def test_replay_only_what_fits_is_replayed(chain: Chain) -> None:
    chain.send([chain.letter(str(n).encode(), reason=r) for n, r in enumerate(["no_text"] * 3)])
    chain.send([chain.letter(b"other"), chain.foreign()])
    assert chain.run("replay", "--yes", "--reason", "no_text", "--limit", "2").returncode == 0
    assert chain.run("replay", "--yes", "0:3").returncode == 0
    records = chain.read(chain.topics.articles, 3)
    assert sorted(record.value for record in records) == [b"1", b"2", b"other"]
    assert sorted(letter["offset"] for letter in chain.listed()) == [0, 4]


def test_replay_a_dry_run_says_what_would_be_sent_and_sends_nothing(chain: Chain) -> None:
    chain.send([chain.letter(b'{"id": "\\u001b[2Ja"}', 1, None), chain.foreign()])
    done = chain.run("replay", "--everything", "--dry-run")
    assert done.stdout.decode().splitlines() == [
        f"1:0 → {chain.topics.articles}, partition 1: enrichment_failed, [2Ja, 20 bytes",
        f"Would replay 1 dead letter: 1 to {chain.topics.articles}.",
    ]
    assert chain.end(chain.topics.articles) == chain.end(chain.topics.replays) == 0


def test_replay_a_dead_letter_that_fails_again_is_another_and_counts_its_replays(
    chain: Chain,
) -> None:
    chain.send([chain.letter()])
    chain.run("replay", "--yes", "--everything")
    [first] = chain.read(chain.topics.articles, 1)
    chain.send([chain.letter(headers=first.headers, offset=8)])
    assert chain.run("replay", "--yes", "--everything").returncode == 0
    _, second = chain.read(chain.topics.articles, 2)
    assert second.headers == [
        ("__newsdesk.replay.of", f"{chain.topics.dead_letter}/0/1".encode()),
        ("__newsdesk.replay.attempt", b"2"),
    ]


def test_replay_without_a_terminal_sends_nothing_without_yes(chain: Chain) -> None:
    chain.send([chain.letter()])
    done = chain.run("replay", "--everything")
    assert done.returncode == 2
    errors = " ".join(done.stderr.decode().replace("│", " ").split())
    assert "No terminal to confirm on: add --yes or --dry-run." in errors
    assert chain.end(chain.topics.articles) == chain.end(chain.topics.replays) == 0


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (["0:1"], "0:1 is no dead letter of newsdesk."),
        (["0:0", "3:9"], "No matching dead letter at 3:9."),
        (["0:0", "--reason", "no_text"], "No matching dead letter at 0:0."),
        (["nonsense"], "'nonsense' is not PARTITION:OFFSET, such as 3:17"),
        (["0:0", "--since", "never"], "'never' is not ISO 8601, such as"),
        ([], "Choose dead letters by PARTITION:OFFSET, by options, or with --everything."),
        (["0:0", "--everything"], "Choose dead letters by PARTITION:OFFSET, by options, or"),
    ],
)
def test_replay_an_impossible_choice_is_reported_and_nothing_is_sent(
    chain: Chain, arguments: list[str], text: str
) -> None:
    chain.send([chain.letter(), chain.foreign()])
    done = chain.run("replay", "--yes", *arguments)
    assert done.returncode != 0
    errors = " ".join(done.stderr.decode().replace("│", " ").split())
    assert text in errors
    assert "Traceback" not in errors
    assert chain.end(chain.topics.articles) == 0


def test_replay_a_dead_letter_of_a_topic_that_no_stage_reads_is_refused(chain: Chain) -> None:
    chain.send([chain.letter(), chain.letter(topic=chain.topics.dead_letter)])
    done = chain.run("replay", "--yes", "--everything")
    assert done.returncode == 1
    assert "0:1 came from the topic" in done.stderr.decode()
    assert "no stage reads" in done.stderr.decode()
    assert chain.end(chain.topics.articles) == 0


def test_replay_a_partition_that_is_not_there_is_reported_and_nothing_is_half_sent(
    chain: Chain,
) -> None:
    lost = replace(chain.letter(partition=9), partition=0)
    chain.send([chain.letter(), lost])
    done = chain.run("replay", "--yes", "--everything")
    assert done.returncode == 1
    assert "Unrecognized partition 9" in done.stderr.decode()
    assert chain.read(chain.topics.articles, 0) == chain.read(chain.topics.replays, 0) == []


def test_replay_a_message_too_large_for_its_topic_is_reported_and_nothing_is_half_sent(
    chain: Chain,
) -> None:
    large = chain.letter(os.urandom(9 * 1024 * 1024), partition=1)
    chain.send([chain.letter(partition=2), large])
    done = chain.run("replay", "--yes", "--everything")
    assert done.returncode == 1
    text = f"The topic {chain.topics.articles} does not accept the dead letter 1:0: its 9,437,184"
    assert text in done.stderr.decode()
    assert "0 of 2 dead letters are confirmed" in done.stderr.decode()
    assert chain.read(chain.topics.articles, 0) == chain.read(chain.topics.replays, 0) == []
    assert chain.run("replay", "--yes", "2:0").returncode == 0


def _entries(chain: Chain, *places: Place) -> list[StoredMessage]:
    return list(read_places(chain.kafka, chain.topics.dead_letter, places))


def test_replay_a_replayer_that_was_fenced_can_send_no_more(chain: Chain) -> None:
    chain.send([chain.letter(b"0"), chain.letter(b"1")])
    entries = _entries(chain, Place(0, 0), Place(0, 1))
    with open_replayer(chain.kafka, chain.prefix, chain.topics.replays) as first:
        first.send(entries[:1])
        with open_replayer(chain.kafka, chain.prefix, chain.topics.replays) as second:
            with pytest.raises(ReplayFenced, match="Another replayer has taken over"):
                first.send(entries[1:])
            second.send(entries[1:])
    records = chain.read(chain.topics.articles, 2)
    assert [record.value for record in records] == [b"0", b"1"]


def test_replay_a_record_behind_an_open_transaction_is_waited_for(chain: Chain) -> None:
    """Another group's open transaction must not hide what was replayed behind it."""
    chain.send([chain.letter(b"0"), chain.letter(b"1")])
    entries = _entries(chain, Place(0, 0), Place(0, 1))
    with open_sender(chain.kafka, chain.prefix + "other") as other:
        other._producer.begin_transaction()
        other._producer.send(chain.topics.replays, key=b"x/0/0", value=b"{}").get(30)
        with open_replayer(chain.kafka, chain.prefix, chain.topics.replays) as before:
            before.send(entries[:1])
        running = Thread(target=chain.run, args=("replay", "--yes", "--everything"))
        running.start()
        running.join(4)
        other._producer.abort_transaction()
        running.join(60)
    records = chain.read(chain.topics.articles, 2)
    assert sorted(record.value for record in records) == [b"0", b"1"]


def test_replay_opens_two_admin_clients_one_of_them_for_its_rights(
    chain: Chain, caplog: pytest.LogCaptureFixture
) -> None:
    chain.send([chain.letter(partition=n % 4) for n in range(5)])
    settings = Settings.load(topics=chain.topics.model_dump())
    with caplog.at_level(logging.DEBUG, "kafka.admin.client"):
        replay_selected(chain.kafka, settings, Filter(), None, dry_run=False, ask=False)
    opened = [record for record in caplog.records if record.message == "KafkaAdminClient started."]
    assert len(opened) == 2
    assert len(chain.read(chain.topics.articles, 5)) == 5


def test_replay_reports_a_topic_that_was_deleted(chain: Chain) -> None:
    chain.send([chain.letter()])
    delete_topics(chain.kafka, [chain.topics.articles])
    done = chain.run("replay", "--yes", "--everything")
    assert done.returncode == 1
    assert (
        f"has no topic {chain.topics.articles}.\n`newsdesk topics create`" in done.stderr.decode()
    )
