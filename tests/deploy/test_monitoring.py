"""deploy/monitoring, checked by promtool where that is installed."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from tests.support.documents import ROOT

FOLDER = ROOT / "deploy" / "monitoring"
PROMTOOL = shutil.which("promtool")
needs_promtool = pytest.mark.skipif(PROMTOOL is None, reason="promtool is not installed")


def promtool(*arguments: str, folder: Path = FOLDER) -> "subprocess.CompletedProcess[str]":
    command = [str(PROMTOOL), *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_prometheus_scrapes_the_services_of_workers_on_their_health_port() -> None:
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))
    workers = {
        name: service
        for name, service in compose["services"].items()
        if service.get("command", [""])[0] == "worker"
    }
    [job] = yaml.safe_load((FOLDER / "prometheus.yml").read_text("utf-8"))["scrape_configs"]
    [discovery] = job["dns_sd_configs"]
    assert set(workers) <= set(discovery["names"])
    ports = {s["environment"]["NEWSDESK_WORKER__HEALTH_PORT"] for s in workers.values()}
    assert ports == {str(discovery["port"])}


def test_grafana_finds_the_dashboard_and_its_source() -> None:
    folder = FOLDER / "grafana"
    source = yaml.safe_load((folder / "provisioning/datasources/prometheus.yml").read_text())
    [provider] = yaml.safe_load((folder / "provisioning/dashboards/newsdesk.yml").read_text())[
        "providers"
    ]
    dashboard = json.loads((folder / "dashboards/newsdesk.json").read_text("utf-8"))
    uids = {t["datasource"]["uid"] for p in dashboard["panels"] for t in p.get("targets", ())}
    assert uids == {source["datasources"][0]["uid"]}
    ids = [panel["id"] for panel in dashboard["panels"]]
    assert len(set(ids)) == len(ids)
    assert provider["options"]["path"] in (ROOT / "docs/metrics.md").read_text("utf-8")


def test_every_alert_is_tested() -> None:
    rules = yaml.safe_load((FOLDER / "alerts.yml").read_text("utf-8"))["groups"][0]["rules"]
    tests = yaml.safe_load((FOLDER / "alerts_test.yml").read_text("utf-8"))["tests"]
    fired = {one["alertname"] for t in tests for one in t["alert_rule_test"] if one["exp_alerts"]}
    assert fired == {rule["alert"] for rule in rules}


@needs_promtool
def test_promtool_accepts_the_configuration_and_the_rules() -> None:
    done = promtool("check", "config", "prometheus.yml")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "SUCCESS" in done.stdout


@needs_promtool
def test_promtool_alerts_fire_as_they_should() -> None:
    done = promtool("test", "rules", "alerts_test.yml")
    assert done.returncode == 0, done.stdout + done.stderr


@needs_promtool
def test_promtool_finds_an_alert_that_fires_too_late(tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path, dirs_exist_ok=True)
    alerts = tmp_path / "alerts.yml"
    alerts.write_text(alerts.read_text("utf-8").replace("for: 5m", "for: 50m"), "utf-8")
    assert promtool("test", "rules", "alerts_test.yml", folder=tmp_path).returncode != 0
