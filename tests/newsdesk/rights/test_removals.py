"""Removals, with the rights of the desk's role, and with the right to read articles."""

import asyncio

import orjson
import pytest

from newsdesk.client.errors import RightsError
from newsdesk.client.originals import Origin
from newsdesk.commands.desk.removing import RemovalFinder
from newsdesk.desk.removals.finding import Wanted
from newsdesk.right_facts import Task
from newsdesk.rights import Role
from tests.support.guarded_desk import Desk
from tests.support.kafka_tools import produce, read_committed
from tests.support.sasl_kafka import SaslKafka

TEXT = "Rain fell on Monday.\nAdvertisement\nSnow fell on Tuesday."


def test_removals_name_the_right_that_is_missing_and_are_found_once_it_is_granted(
    guarded: SaslKafka,
) -> None:
    desk = Desk(guarded)
    desk.topics.create(guarded.plain)
    articles = desk.topics.articles
    sent = produce(guarded.plain, articles, [orjson.dumps({"id": "a", "text": TEXT})])
    [record] = read_committed(guarded.plain, [articles], 1)
    finder = RemovalFinder(desk.settings(Role.READER), 600.0)
    cleaned = "Rain fell on Monday.\nSnow fell on Tuesday."
    wanted = Wanted(Origin(sent[0].partition, record.timestamp, "a"), cleaned)
    desk.allow(Role.READER, desk.rights(Role.READER))
    with pytest.raises(RightsError, match=articles):
        asyncio.run(finder(wanted))
    desk.allow(Role.READER, desk.rights(Role.READER, [Task.DESK, Task.TRACE]))
    found = asyncio.run(finder(wanted))
    assert [each.text for each in found.placed] == ["Advertisement"]
