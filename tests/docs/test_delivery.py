"""docs/delivery.md against the torture, the replay and the health that it describes."""

import re
from random import Random

import pytest

from newsdesk.agents import partition_producer
from newsdesk.client import transactions
from newsdesk.settings import TopicSettings
from tests.support.documents import DELIVERY, README, ROOT, USAGE, section, table_rows
from tests.torture.plan import NEMESES
from tests.torture.poisons import poisons

TESTED = section(DELIVERY, "## How it is tested")
REPLAYING = section(DELIVERY, "## Replaying dead letters")
NEMESIS_FILES = sorted((ROOT / "tests" / "torture" / "nemeses").glob("*.py"))


@pytest.mark.parametrize("name", [path.name for path in NEMESIS_FILES])
def test_every_nemesis_is_described(name: str) -> None:
    not_a_nemesis = {"__init__.py", "nemesis.py"}
    assert name in not_a_nemesis or f"/{name}" in TESTED


def test_every_name_that_the_torture_knows_stands_beside_its_file() -> None:
    rows = [row for row in table_rows(TESTED) if "/nemeses/" in row[0]]
    named = {name: row[0] for row in rows for name in re.findall(r"`([a-z][a-z-]+)`", row[2])}
    assert set(named) == set(NEMESES)
    homes = {name: NEMESES[name].__module__.rpartition(".")[2] for name in NEMESES}
    assert [name for name, home in homes.items() if f"/{home}.py)" not in named[name]] == []


def test_the_kinds_of_poison_are_counted_rightly() -> None:
    assert f"the {len(poisons(Random(0)))} kinds" in TESTED


def test_the_test_files_that_it_lists_exist() -> None:
    listed = re.findall(r"`(tests/\S+\.py)`", TESTED)
    assert listed
    assert [path for path in listed if not (ROOT / path).is_file()] == []


def test_the_limits_of_a_replay_are_those_of_the_code() -> None:
    megabytes = transactions.MAX_BYTES // 1024**2
    limits = (
        f"up to {transactions.MAX_MESSAGES} messages or {megabytes} MiB of values per transaction"
    )
    assert limits in REPLAYING
    assert f"aborts that transaction after {transactions.TRANSACTION_SECONDS:.0f} s" in REPLAYING
    assert transactions.TRANSACTION_SECONDS == partition_producer.TRANSACTION_TIMEOUT
    assert f"`{TopicSettings().replays}`" in REPLAYING


def test_the_readme_states_the_promise_on_its_first_screen_and_links_to_it() -> None:
    first_screen = README.read_text("utf-8").partition("\n## ")[0]
    assert "**Exactly once:**" in first_screen
    assert "(docs/delivery.md)" in first_screen


def test_usage_names_every_address_of_the_health_server() -> None:
    server = (ROOT / "agents" / "health_server.py").read_text("utf-8")
    addresses = re.findall(r'add_get\("(/\w+)"', server)
    assert addresses
    assert [path for path in addresses if f"`{path}`" not in USAGE.read_text("utf-8")] == []
