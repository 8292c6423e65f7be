import json
import subprocess
from pathlib import Path
from typing import Any

import orjson
import pytest

from newsdesk.broker.tcp_ports import free_port
from newsdesk.client.cluster import Cluster
from newsdesk.client.container import how_to_reach_kafka
from newsdesk.commands.doctor.section import SECTIONS
from newsdesk.composition import Composition
from newsdesk.engines import has_vnni
from newsdesk.settings import Settings
from tests.support.command_line import newsdesk
from tests.support.harbour import TAXONOMY
from tests.support.topics import fresh_prefix

CHAIN = ("ARTICLES", "CLASSIFIED", "ENRICHED", "DEAD_LETTER", "REPLAYS")
SECRETS = {
    "NEWSDESK_KAFKA__SECURITY_PROTOCOL": "SASL_PLAINTEXT",
    "NEWSDESK_KAFKA__SASL_MECHANISM": "PLAIN",
    "NEWSDESK_KAFKA__SASL_USERNAME": "desk",
    "NEWSDESK_KAFKA__SASL_PASSWORD": "a-real-secret",
}


class Desk:
    """A user's home, with a taxonomy that is quickly read, and unused topics."""

    def __init__(self, home: Path, kafka: Cluster) -> None:
        self.cache, self.kafka, prefix = home / "cache", kafka, fresh_prefix()
        self.taxonomy = home / "harbour.yaml"
        self.taxonomy.write_text(TAXONOMY)
        self.environment = {
            "HOME": str(home),
            "XDG_CACHE_HOME": str(self.cache),
            "NEWSDESK_CLASSIFIER__TAXONOMY": str(self.taxonomy),
            "NEWSDESK_WORKER__STATE_FOLDER": str(home / "state"),
        } | {f"NEWSDESK_TOPICS__{name}": prefix + name.lower() for name in CHAIN}

    def run(self, *arguments: str, **more: str) -> "subprocess.CompletedProcess[bytes]":
        return newsdesk(*arguments, kafka=self.kafka, environment=self.environment | more)

    def measurement(self) -> Path:
        (file,) = self.cache.rglob("arithmetic/*.json")
        return file


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, kafka: Cluster) -> Desk:
    desk = Desk(tmp_path_factory.mktemp("home"), kafka)
    assert desk.run("topics", "create").returncode == 0
    return desk


@pytest.fixture(scope="module")
def first(desk: Desk) -> "subprocess.CompletedProcess[bytes]":
    return desk.run("doctor", "--json")


def diagnosis(done: "subprocess.CompletedProcess[bytes]") -> dict[str, Any]:
    facts: dict[str, Any] = orjson.loads(done.stdout)
    return facts


def test_doctor_a_fit_machine_is_reported_as_json_with_all_that_inference_will_do(
    desk: Desk, first: "subprocess.CompletedProcess[bytes]"
) -> None:
    report = diagnosis(first)
    assert (report["problems"], report["fit"], first.returncode) == ([], True, 0)
    assert list(report) == ["fit", *SECTIONS, "problems"]
    assert report["settings"]["given"] == sorted(
        name
        for name in [*desk.environment, "NEWSDESK_KAFKA__BOOTSTRAP_SERVERS"]
        if name.startswith("NEWSDESK_")
    )
    assert [topic["partitions"] for topic in report["kafka"]["topics"]] == [4, 4, 4, 4, 4, 1]
    arithmetic = report["arithmetic"]
    assert arithmetic["kept_in"] == str(desk.measurement())
    tried = {"float32", "bfloat16", *(["int8"] if has_vnni() else [])}
    assert {trial["dtype"] for trial in arithmetic["trials"]} == tried
    assert [model["role"] for model in report["models"]["models"]] == [
        "classification",
        "summarization",
        "keywords",
    ]
    composition = Composition(
        Settings.load(
            inference={name: arithmetic[name] for name in ("dtype", "lanes")},
            classifier={"taxonomy": desk.taxonomy},
        )
    )
    assert report["models"]["fingerprints"] == composition.fingerprints()
    assert b"Loading the models" in first.stderr


@pytest.mark.slow
@pytest.mark.usefixtures("first")
def test_doctor_measurements_are_kept_until_measured_again(desk: Desk) -> None:
    file = desk.measurement()
    kept = json.loads(file.read_text())
    for trial in kept["trials"]:
        trial["tokens_per_second"] = 3.0 if trial["dtype"] == "float32" else 2.0
    file.write_text(json.dumps(kept))
    shown = desk.run("doctor")
    lines = [line.strip() for line in shown.stdout.decode().splitlines()]
    assert shown.returncode == 0
    assert "float32: the fastest." in lines
    assert sum(line.endswith(": 3 tokens/s") for line in lines) >= 1
    assert lines[-1] == "Fit to run."
    measured = diagnosis(desk.run("doctor", "--json", "--measure-again"))["arithmetic"]
    assert all(trial["tokens_per_second"] > 3.0 for trial in measured["trials"])
    assert json.loads(desk.measurement().read_text())["trials"] == measured["trials"]


def test_doctor_all_problems_are_reported_at_once_without_secrets(desk: Desk) -> None:
    address = f"127.0.0.1:{free_port()}"
    done = desk.run(
        "doctor",
        "--bootstrap-servers",
        address,
        NEWSDESK_CLASSIFIER__TAXONOMY="/nowhere\x1b[2J.yaml",
        **SECRETS,
    )
    words = done.stdout.decode()
    assert done.returncode == 1
    assert f"problem: Kafka at {address} does not answer" in words
    assert f"\n  advice: {how_to_reach_kafka()}" in words
    assert f"{address}, SASL_PLAINTEXT: no answer" in words
    assert "problem: " in words.split("\nmodels\n")[1]
    assert "/nowhere[2J.yaml" in words
    assert words.splitlines()[-1] == "Not fit to run: 2 problems."
    assert "\x1b" not in words + done.stderr.decode()
    assert "a-real-secret" not in words + done.stderr.decode()
    assert b"Traceback" not in done.stderr


def test_doctor_settings_that_cannot_be_used_leave_out_what_depends_on_them(desk: Desk) -> None:
    done = desk.run(
        "doctor", "--json", NEWSDESK_TOPICS__PARTITIONS="many", NEWSDESK_INFERENCE__LANES="0"
    )
    report = diagnosis(done)
    assert (done.returncode, report["fit"]) == (1, False)
    assert {name for name in SECTIONS if report[name] is not None} == {"versions", "machine"}
    assert [problem["section"] for problem in report["problems"]] == ["settings", "settings"]
    problems = [problem["problem"] for problem in report["problems"]]
    assert any(problem.startswith("NEWSDESK_TOPICS__PARTITIONS='many'") for problem in problems)
    assert any(problem.startswith("NEWSDESK_INFERENCE__LANES='0'") for problem in problems)
    assert all(problem["advice"] for problem in report["problems"])
