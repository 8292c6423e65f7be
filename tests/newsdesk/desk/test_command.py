"""`newsdesk desk` as a process: where it listens, who is let in, and its database."""

import signal
import socket
import sqlite3
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.error import HTTPError

import psutil
import pytest

from newsdesk.client.cluster import Cluster
from tests.support.command_line import newsdesk
from tests.support.dead_letter_chain import Chain, make_chain
from tests.support.desk_address import address_in
from tests.support.processes import RunningProcess, running, wait_until

TOKEN = "t0ken-that-nobody-guesses"


@pytest.fixture(scope="module")
def chain(kafka: Cluster) -> Chain:
    return make_chain(kafka)


@contextmanager
def desk(chain: Chain, folder: Path, **settings: str) -> Iterator[tuple[RunningProcess, str]]:
    """Run a desk; yield it and the address that it names."""
    environment = chain.environment | {
        "NEWSDESK_DESK__DATABASE": str(folder / "desk.sqlite"),
        **{f"NEWSDESK_DESK__{name.upper()}": value for name, value in settings.items()},
    }
    words, log = ("desk", "--port", "0"), folder / f"{len(list(folder.glob('*.log')))}.log"
    with running("newsdesk", *words, log=log, environment=environment) as process:
        wait_until(lambda: bool(address_in(process.output())), "the desk is there")
        yield process, address_in(process.output())
        assert process.end(signal.SIGTERM) == 0
    assert "Traceback" not in process.output()


def status_of(address: str, host: str | None = None, token: str | None = None) -> int:
    request = urllib.request.Request(address)
    if host:
        request.add_header("Host", host)
    if token:
        request.add_header("Authorization", f"Bearer {token}")
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return int(answer.status)
    except HTTPError as error:
        return error.code


def test_desk_listens_on_this_machine_alone(chain: Chain, tmp_path: Path) -> None:
    with desk(chain, tmp_path) as (process, address):
        assert address.startswith("http://127.0.0.1:")
        assert status_of(address) == 200
        assert status_of(address, host="news.example") in range(400, 500)
        listening = psutil.Process(process.process.pid).net_connections("tcp")
        assert {each.laddr.ip for each in listening if each.status == "LISTEN"} == {"127.0.0.1"}


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "desk.example"])
def test_desk_for_other_machines_needs_a_token(chain: Chain, tmp_path: Path, host: str) -> None:
    environment = chain.environment | {
        "NEWSDESK_DESK__HOST": host,
        "NEWSDESK_DESK__DATABASE": str(tmp_path / "desk.sqlite"),
    }
    done = newsdesk("desk", "--port", "0", environment=environment)
    assert done.returncode == 1
    assert f"open to every machine that reaches {host}" in done.stderr.decode()
    assert "Set NEWSDESK_DESK__TOKEN" in done.stderr.decode()
    assert not (tmp_path / "desk.sqlite").exists()


def test_desk_with_a_token_lets_in_who_has_it(chain: Chain, tmp_path: Path) -> None:
    with desk(chain, tmp_path, host="0.0.0.0", token=TOKEN) as (process, address):
        # A browser cannot open 0.0.0.0 everywhere.
        assert address.startswith("http://127.0.0.1:")
        assert status_of(address) == 401
        assert status_of(address, token=f"{TOKEN}x") == 401
        assert status_of(address, token=TOKEN) == 200
        assert TOKEN not in process.output()


def test_desk_that_anybody_may_reach_says_so_by_a_setting(chain: Chain, tmp_path: Path) -> None:
    with desk(chain, tmp_path, host="0.0.0.0", allow_anonymous="true") as (_, address):
        assert address.startswith("http://127.0.0.1:")
        assert status_of(address) == 200


def test_desk_names_who_has_its_port(chain: Chain, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        environment = chain.environment | {"NEWSDESK_DESK__DATABASE": str(tmp_path / "desk.sqlite")}
        done = newsdesk("desk", "--port", port, environment=environment)
    assert done.returncode == 1
    assert f"{port}" in done.stderr.decode()
    assert "in use" in done.stderr.decode()
    assert "--port" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


def test_desk_replaces_a_database_of_another_version(chain: Chain, tmp_path: Path) -> None:
    with desk(chain, tmp_path) as (process, _):
        assert "is new, and is filled from Kafka" in process.output()
    with desk(chain, tmp_path) as (process, _):
        assert "is new" not in process.output()
    with closing(sqlite3.connect(tmp_path / "desk.sqlite")) as database:
        database.execute("PRAGMA user_version = 999")
        database.commit()
    with desk(chain, tmp_path) as (process, address):
        assert "is new, and is filled from Kafka" in process.output()
        assert status_of(address) == 200


def test_desk_leaves_a_database_of_something_else_alone(chain: Chain, tmp_path: Path) -> None:
    file = tmp_path / "desk.sqlite"
    with closing(sqlite3.connect(file)) as database:
        database.execute("CREATE TABLE recipes (name TEXT)")
        database.commit()
    before = file.read_bytes()
    environment = chain.environment | {"NEWSDESK_DESK__DATABASE": str(file)}
    done = newsdesk("desk", "--port", "0", environment=environment)
    assert done.returncode == 1
    assert "is a database of something else" in done.stderr.decode()
    assert file.read_bytes() == before
