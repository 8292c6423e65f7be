"""Metrics of `newsdesk worker` with its models."""

from pathlib import Path

import orjson

from newsdesk.broker.tcp_ports import free_port
from newsdesk.client.cluster import Cluster
from tests.agents.readiness import ready
from tests.support.kafka_tools import produce
from tests.support.processes import running, wait_until
from tests.support.scraping import scrape
from tests.support.topics import OwnTopics

NEWS = (
    "The central bank raised its key rate by a quarter of a point on Thursday. Inflation has been"
    " above the bank's target for two years. Investors had expected the decision, and share prices"
    " hardly moved. The governor said that further increases were possible this year."
)


def test_worker_reports_what_its_models_are_and_do(kafka: Cluster, tmp_path: Path) -> None:
    topics, port = OwnTopics(), free_port()
    topics.create(kafka)
    environment = {
        **topics.environment(kafka),
        "NEWSDESK_WORKER__STATE_FOLDER": str(tmp_path / "state"),
        "NEWSDESK_WORKER__HEALTH_PORT": str(port),
    }
    texts = [f"Report {n}. {NEWS}" for n in range(4)]
    values: list[bytes | None] = [orjson.dumps({"id": t[:8], "text": t}) for t in texts]
    values.append(orjson.dumps({"id": "short", "text": "Ok."}))
    with running("newsdesk", "worker", log=tmp_path / "log", environment=environment) as worker:
        wait_until(lambda: ready(port)[0] == 200, "it answers", 300)
        produce(kafka, topics.articles, values)
        wait_until(
            lambda: scrape(port).value("outcomes_total", stage="summarize") == 5, "all are enriched"
        )
        found = scrape(port)
        assert worker.process.poll() is None
    for stage in ("classify", "summarize"):
        assert found.by("outcomes_total", "outcome", stage=stage) == {"enriched": 5}
        assert found.value("coverage_ratio_count", stage=stage) == 5
        assert found.value("model_seconds_count", stage=stage) >= 1
        assert found.value("batch_tokens_count", stage=stage) >= 1
    assert found.by("abstentions_total", "reason", stage="classify") == {"too_little_text": 1}
    assert found.value("batch_tokens_sum", stage="classify") > 50
    assert found.value("text_work_seconds_sum", stage="classify") > 0
    assert found.value("model_seconds_sum", stage="classify") > 0
    assert found.value("readings_total", origin="model") >= 4
    assert found.value("readings_total", origin="cache") >= 4
    tokens = found.value("model_tokens_total")
    assert found.value("batch_tokens_sum") <= tokens <= found.value("model_computed_tokens_total")
    [models] = [dict(labels) for name, labels in found.samples if name == "newsdesk_models_info"]
    assert "MiniLM" in models["encoder"]
    assert models["dtype"]
    assert len(models["taxonomy"]) >= 16
    assert (models["topics"], models["summaries"], models["entities"]) == ("", "", "")
