"""Links from the pipeline's charts to the same figures in Prometheus and Grafana."""

import asyncio
import json
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from pydantic import ValidationError

from newsdesk.desk.pipeline.charts import CHARTS
from newsdesk.desk.pipeline.monitoring import DASHBOARD, PANELS, QUERIES, Monitoring
from newsdesk.desk.web.changes import ChangeBell
from newsdesk.desk.web.context import PipelineContext
from newsdesk.desk_settings import DeskSettings
from tests.desk.looks import GROUPS, look_of
from tests.desk.pages import serving

ROOT = Path(__file__).parents[2]
PROMETHEUS, GRAFANA = "https://prometheus.example.org/", "http://grafana.example.org/sub"


def shown(path: Path, monitoring: Monitoring) -> str:
    found: list[str] = []

    async def within() -> None:
        bell = ChangeBell()
        context = PipelineContext(GROUPS, look_of, bell, monitoring)
        async with serving(path, pipeline=context) as pages:
            found.append(await pages.get("/pipeline?minutes=60"))

    asyncio.run(within())
    return found[0]


def test_pipeline_links_each_chart_to_both(tmp_path: Path) -> None:
    text = shown(tmp_path / "desk.sqlite", Monitoring(PROMETHEUS, GRAFANA))
    links = re.findall(r'<a href="(http[^"]*)" rel="noopener noreferrer"', text)
    assert len(links) == 2 * len(CHARTS)
    prometheus, grafana = (urlsplit(link.replace("&amp;", "&")) for link in links[:2])
    assert prometheus.netloc + prometheus.path == "prometheus.example.org/graph"
    assert parse_qs(prometheus.query)["g0.expr"] == [QUERIES["rate"]]
    assert parse_qs(prometheus.query)["g0.range_input"] == ["60m"]
    assert grafana.netloc + grafana.path == f"grafana.example.org/sub/d/{DASHBOARD}"
    assert parse_qs(grafana.query) == {"viewPanel": ["7"], "from": ["now-60m"], "to": ["now"]}


def test_pipeline_links_nowhere_unless_an_address_is_set(tmp_path: Path) -> None:
    text = shown(tmp_path / "desk.sqlite", Monitoring())
    assert "The same in" not in text
    only = shown(tmp_path / "desk.sqlite", Monitoring(grafana=GRAFANA))
    assert "in Prometheus" not in only
    assert only.count("in Grafana") == len(CHARTS)


def test_links_lead_to_panels_of_the_dashboard_and_to_metrics_that_exist() -> None:
    dashboards = ROOT / "deploy" / "monitoring" / "grafana" / "dashboards"
    dashboard = json.loads((dashboards / "newsdesk.json").read_text())
    panels = {panel["id"]: json.dumps(panel) for panel in dashboard["panels"]}
    metrics = (ROOT / "docs" / "metrics.md").read_text()
    assert dashboard["uid"] == DASHBOARD
    assert {*QUERIES} == {*PANELS} == {chart.key for chart in CHARTS}
    for chart, query in QUERIES.items():
        [metric] = re.findall(r"newsdesk_\w+", query)
        assert metric in panels[PANELS[chart]], chart
        assert metric.removesuffix("_bucket") in metrics, chart


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)", "ftp://example.org/", "grafana.example.org", "http://", "",
        "https://user:secret@example.org/", "https://example.org/?token=secret",
        "https://example.org/#x", "//example.org/",
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["prometheus", "grafana"])
def test_settings_refuse_what_is_no_address_of_a_page(name: str, address: str) -> None:
    with pytest.raises(ValidationError) as refused:
        DeskSettings(**{name: address})
    assert len(refused.value.errors()) == 1


@pytest.mark.parametrize("address", [PROMETHEUS, GRAFANA, "http://[::1]:9090", None])
def test_settings_take_addresses_of_pages(address: str | None) -> None:
    assert DeskSettings(prometheus=address).prometheus == address
