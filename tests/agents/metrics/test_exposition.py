"""The answers at `/metrics`, in both formats, and to scrapers that behave badly."""

import asyncio
import socket
from collections.abc import Sequence
from typing import Any

import aiohttp
import pytest
from aiokafka import TopicPartition
from prometheus_client import CollectorRegistry
from prometheus_client.openmetrics import parser as openmetrics
from prometheus_client.parser import text_string_to_metric_families

from newsdesk.agents import Exposition, HealthServer, StageHealth, StageMetrics
from newsdesk.agents.health import Cause
from newsdesk.agents.metrics import names
from newsdesk.agents.metrics.model_metrics import ModelMetrics
from newsdesk.agents.metrics.names import METRICS, Kind
from newsdesk.broker.tcp_ports import free_port

OPENMETRICS = "application/openmetrics-text; version=1.0.0"


def exposition(
    stage: StageMetrics | None = None,
    health: StageHealth | None = None,
    models: ModelMetrics | None = None,
) -> Exposition:
    return Exposition(
        [stage or StageMetrics("classify")],
        [health or StageHealth("classify")],
        models or ModelMetrics(),
    )


def text_of(exposition: Exposition, accept: str = "") -> str:
    return asyncio.run(exposition.text(accept))[0].decode()


def openmetrics_families(text: str) -> list[Any]:
    parse: Any = openmetrics.text_string_to_metric_families
    return list(parse(text))


def samples(exposition: Exposition) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    return {
        (s.name, tuple(sorted(s.labels.items()))): s.value
        for family in text_string_to_metric_families(text_of(exposition))
        for s in family.samples
    }


def test_every_metric_is_written_with_its_type_labels_and_help() -> None:
    stage = StageMetrics("classify")
    stage.assign([TopicPartition("t", 0)])
    stage.published_messages["t"] = stage.published_bytes["t"] = 1
    found = {f.name: f for f in openmetrics_families(text_of(exposition(stage), OPENMETRICS))}
    for metric in METRICS:
        suffix = {Kind.COUNTER: "_total", Kind.INFO: "_info"}.get(metric.kind, "")
        family = found.pop(metric.name.removesuffix(suffix))
        assert (family.type, family.unit) == (metric.kind.value, metric.unit)
        assert family.documentation == metric.help
        assert {name for s in family.samples for name in s.labels} - {"le"} == set(metric.labels)
        assert {s.name for s in family.samples} == set(metric.samples)
    assert found == {}


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        ("", "text/plain; version=0.0.4"),
        ("*/*", "text/plain; version=0.0.4"),
        ("text/html", "text/plain; version=0.0.4"),
        (OPENMETRICS, "application/openmetrics-text; version=1.0.0"),
        (f"text/plain;q=0.5,{OPENMETRICS};q=0.7", "application/openmetrics-text; version=1.0.0"),
        ("application/openmetrics-text;version=x.y", "application/openmetrics-text; version=1.0.0"),
        ("application/openmetrics-text;" + "9" * 9000, "application/openmetrics-text; version=1"),
        (";;;,,,=" * 1000, "text/plain; version=0.0.4"),
    ],
)
def test_the_format_is_the_one_that_was_asked_for(accept: str, content_type: str) -> None:
    text, found = asyncio.run(exposition().text(accept))
    assert found.startswith(content_type)
    is_open = found.startswith("application/openmetrics-text")
    parse = openmetrics_families if is_open else text_string_to_metric_families
    assert len(list(parse(text.decode()))) >= len(METRICS)


def test_names_from_the_environment_are_escaped() -> None:
    models, stage = ModelMetrics(), StageMetrics("classify")
    hostile = 'a"} 1\nnewsdesk_ready{stage="b\\\udcff\x1b[2J'
    models.models = {"encoder": hostile}
    stage.published_messages[hostile] = 7
    found = samples(exposition(stage, models=models))
    written = hostile.replace("\udcff", "?")
    labels = (("stage", "classify"), ("topic", written))
    assert found["newsdesk_published_messages_total", labels] == 7
    assert [key for key in found if key[0] == "newsdesk_ready"] == [
        ("newsdesk_ready", (("stage", "classify"),))
    ]
    encoders = [dict(key[1])["encoder"] for key in found if key[0] == "newsdesk_models_info"]
    assert encoders == [written]


def test_readiness_and_its_cause_are_those_of_the_health() -> None:
    health = StageHealth("classify")
    where = exposition(health=health)
    assert samples(where)["newsdesk_ready", (("stage", "classify"),)] == 1
    health.blocked("p", "publishing fails", Cause.PUBLISHING)
    health.stopped("nothing works")
    where = exposition(health=health)
    found = samples(where)
    assert found["newsdesk_ready", (("stage", "classify"),)] == 0
    causes = {dict(k[1])["cause"]: v for k, v in found.items() if k[0] == "newsdesk_blocked"}
    assert {cause for cause, value in causes.items() if value} == {"publishing", "stopped"}
    assert set(causes) == set(names.CAUSES)
    health.recovered("p")
    assert Cause.PUBLISHING not in health.causes


def test_a_registry_that_is_given_is_used() -> None:
    registry = CollectorRegistry(auto_describe=False)
    Exposition([StageMetrics("classify")], [], ModelMetrics(), registry)
    value = registry.get_sample_value("newsdesk_fences_total", {"stage": "classify"})
    assert value == 0


def test_the_text_is_made_once_a_second_however_many_ask() -> None:
    async def run() -> int:
        stage = StageMetrics("classify")
        where = exposition(stage)
        made = 0

        def held() -> int:
            nonlocal made
            made += 1
            return 0

        stage.held_articles = held
        await asyncio.gather(*(where.text("") for _ in range(50)))
        return made

    assert asyncio.run(run()) == 1


async def _serve(port: int) -> HealthServer:
    server = HealthServer([StageHealth("classify")], "127.0.0.1", port, exposition())
    await server.start()
    return server


def test_health_server_has_metrics_beside_readiness() -> None:
    async def run() -> Sequence[object]:
        port = free_port()
        server = await _serve(port)
        try:
            async with aiohttp.ClientSession() as session:
                url = f"http://127.0.0.1:{port}/metrics"
                async with session.get(url, headers={"Accept": OPENMETRICS}) as response:
                    text = await response.text()
                    return response.status, response.headers["Content-Type"], text[-6:]
        finally:
            await server.stop()

    status, content_type, end = asyncio.run(run())
    assert status == 200
    assert str(content_type).startswith("application/openmetrics-text; version=1.0.0")
    assert end == "# EOF\n"


def test_health_server_scrapers_that_never_read_or_speak_stop_nobody_else() -> None:
    async def run() -> list[int]:
        port = free_port()
        server = await _serve(port)
        idle = [socket.create_connection(("127.0.0.1", port)) for _ in range(40)]
        try:
            for n, one in enumerate(idle):
                # Half send a request and read nothing, half send a piece of one.
                one.sendall(b"GET /metrics HTTP/1.1\r\nHost: x\r\n" + (b"\r\n" if n % 2 else b""))
            found = []
            async with aiohttp.ClientSession() as session:
                for path in ("metrics", "ready", "metrics", "live"):
                    async with session.get(f"http://127.0.0.1:{port}/{path}") as response:
                        await response.read()
                        found.append(response.status)
            return found
        finally:
            for one in idle:
                one.close()
            await server.stop()

    assert asyncio.run(run()) == [200, 200, 200, 200]
