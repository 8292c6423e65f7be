"""`newsdesk desk --allow-writes` as a process: a trial is sent, logged and traced."""

import json
import signal
import urllib.request
from pathlib import Path
from urllib.parse import quote

from newsdesk.client.cluster import Cluster
from tests.support.dead_letter_chain import make_chain
from tests.support.desk_address import address_in
from tests.support.processes import running, wait_until


def post(address: str, body: bytes) -> str:
    headers = {"Sec-Fetch-Site": "same-origin"}
    request = urllib.request.Request(f"{address}try", body, headers)
    with urllib.request.urlopen(request, timeout=60) as answer:
        return str(answer.read().decode())


def get(address: str, path: str) -> str:
    with urllib.request.urlopen(address + path, timeout=60) as answer:
        return str(answer.read().decode())


def test_desk_that_allows_writes_sends_a_trial_logs_it_and_traces_it(
    kafka: Cluster, tmp_path: Path
) -> None:
    chain = make_chain(kafka)
    environment = chain.environment | {
        "NEWSDESK_DESK__DATABASE": str(tmp_path / "desk.sqlite"),
        "NEWSDESK_LOG__FORMAT": "json",
    }
    words = ("desk", "--port", "0", "--allow-writes")
    with running("newsdesk", *words, log=tmp_path / "log", environment=environment) as desk:
        wait_until(lambda: bool(address_in(desk.output())), "the desk is there")
        address = address_in(desk.output())
        assert "1 article sent." in post(
            address, json.dumps({"id": "ä/1", "text": "Rain."}).encode()
        )
        written = desk.wait_until_logged("desk wrote")
        assert (written["what"], written["count"], written["remote"]) == (
            "articles",
            1,
            "127.0.0.1",
        )
        text = get(address, f"trace?q={quote('ä/1')}")
        assert "It waits in" in text
        assert chain.topics.articles in text
        assert "0 messages are before it." in text
        assert desk.end(signal.SIGTERM) == 0
