"""The records of replays: as they are written, and as earlier versions wrote them."""

from datetime import timedelta

import orjson
import pytest

from newsdesk.chain import letter_topics
from newsdesk.client.cluster import Cluster
from newsdesk.client.dead_letters.replay_records import read_replays, record_value
from newsdesk.client.dead_letters.stored import StoredMessage, record_key
from newsdesk.schemas import OutgoingMessage, SourceMessage
from tests.support.dead_letter_chain import REJECTED_AT, Chain, make_chain

REPLAYED_AT = REJECTED_AT + timedelta(hours=1)


def stored(chain: Chain) -> StoredMessage:
    letter = chain.letter()
    topic = chain.topics.dead_letter
    return StoredMessage.of(
        SourceMessage(topic, 0, 5, letter.key, letter.value, letter.headers, None)
    )


def test_record_value_says_when_a_dead_letter_was_replayed_and_rejected(kafka: Cluster) -> None:
    assert orjson.loads(record_value(stored(Chain(kafka)), REPLAYED_AT)) == {
        "replayed_at": "2026-11-24T09:30:00Z",
        "rejected_at": "2026-11-24T08:30:00Z",
    }


@pytest.mark.parametrize("name", ["rejected_at", "given_up_at"])
def test_read_replays_knows_a_record_by_either_name_of_its_time(kafka: Cluster, name: str) -> None:
    chain = make_chain(kafka)
    letter = stored(chain)
    value = orjson.dumps({"replayed_at": REPLAYED_AT, name: REJECTED_AT})
    key = record_key(chain.topics.dead_letter, letter.place)
    chain.send([OutgoingMessage(chain.topics.replays, 0, key, value, ())])
    assert read_replays(kafka, letter_topics(chain.topics)).time_of(letter) == REPLAYED_AT
