"""docs/metrics.md, the alerts and the dashboard, compared with the metrics that there are."""

import json
import re
from collections.abc import Iterator
from typing import Any

import yaml

from newsdesk.agents.metrics import names
from newsdesk.agents.metrics.names import METRICS
from newsdesk.chain import StageName
from tests.support.documents import ROOT, section, table_rows

PAGE = ROOT / "docs" / "metrics.md"
FOLDER = ROOT / "deploy" / "monitoring"
ALERTS = yaml.safe_load((FOLDER / "alerts.yml").read_text("utf-8"))["groups"][0]["rules"]
DASHBOARD = json.loads((FOLDER / "grafana/dashboards/newsdesk.json").read_text("utf-8"))

_NAME = re.compile(r"\bnewsdesk_[a-z_]+\b")
_MATCHER = re.compile(r"\b([a-z]+)=~?\"([^\"]*)\"")
_BY = re.compile(r"\bby \(([a-z, ]+)\)")
_KNOWN = {sample for metric in METRICS for sample in metric.samples}
_FROM_PROMETHEUS = {"instance", "job", "le"}


def _documented() -> dict[str, tuple[str, ...]]:
    rows = [row for row in table_rows(section(PAGE, "## All metrics")) if "`newsdesk_" in row[0]]
    return {row[0].strip("`"): tuple(row[1:]) for row in rows}


def _code(label: str) -> str:
    return f"`{label}`"


def test_the_page_has_every_metric_as_it_is_and_no_other() -> None:
    assert _documented() == {
        m.name: (m.kind.value, m.unit or "-", ", ".join(map(_code, m.labels)) or "-", m.help)
        for m in METRICS
    }


def test_the_page_names_no_metric_that_there_is_not() -> None:
    assert set(_NAME.findall(PAGE.read_text("utf-8"))) - _KNOWN - set(_documented()) == set()


def test_the_page_has_the_values_of_each_label() -> None:
    rows = {row[0]: row[1] for row in table_rows(section(PAGE, "### Values of labels"))}
    values = {
        "`stage`": tuple(StageName),
        "`outcome`": names.OUTCOMES,
        "`reason` of outcomes": ("rejected", "dropped", *names.OUTCOME_REASONS["dropped"]),
        "`reason` of abstentions": names.ABSTENTIONS,
        "`origin`": names.ORIGINS,
        "`result`": names.RESULTS,
        "`cause`": names.CAUSES,
        "`process`": names.PROCESSES,
    }
    for label, expected in values.items():
        assert set(re.findall(r"`([^`]+)`", rows[label])) == set(expected), label


def test_every_alert_has_its_symptom_cause_and_cure() -> None:
    rows = {r[0].strip("`"): r[1:] for r in table_rows(section(PAGE, "## When an alert fires"))}
    assert set(rows) == {rule["alert"] for rule in ALERTS}
    assert all(len(row) == 3 and all(row) for row in rows.values())


def test_alerts_dashboard_and_examples_use_metrics_and_labels_that_there_are() -> None:
    for expression in _expressions():
        used = set(_NAME.findall(expression))
        assert used <= _KNOWN, expression
        labels = {label for m in METRICS if used & set(m.samples) for label in m.labels}
        grouped = {label.strip() for by in _BY.findall(expression) for label in by.split(",")}
        matched = {label for label, _ in _MATCHER.findall(expression)}
        assert grouped | matched <= labels | _FROM_PROMETHEUS, expression


def test_alerts_and_dashboard_ask_for_values_that_labels_have() -> None:
    closed: dict[str, set[str]] = {
        "stage": set(StageName),
        "outcome": set(names.OUTCOMES),
        "reason": {r for reasons in names.OUTCOME_REASONS.values() for r in reasons},
        "origin": set(names.ORIGINS),
        "result": set(names.RESULTS),
        "job": {"newsdesk"},
    }
    for expression in _expressions():
        for label, value in _MATCHER.findall(expression):
            assert set(value.split("|")) <= closed[label], expression


def test_the_dashboard_shows_every_metric() -> None:
    shown = {name for e in _dashboard_expressions() for name in _NAME.findall(e)}
    missing = [m.name for m in METRICS if not shown & set(m.samples)]
    assert missing == []


def _expressions() -> Iterator[str]:
    yield from (rule["expr"] for rule in ALERTS)
    yield from _dashboard_expressions()
    for row in table_rows(section(PAGE, "## Prometheus and Grafana")):
        yield from re.findall(r"`([^`]*newsdesk_[^`]*)`", row[1])


def _dashboard_expressions() -> Iterator[str]:
    panels: list[dict[str, Any]] = DASHBOARD["panels"]
    return (target["expr"] for panel in panels for target in panel.get("targets", ()))
