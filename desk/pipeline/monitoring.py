"""Where Prometheus and Grafana have the same figures as the charts."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

QUERIES = {
    "rate": "sum by (stage) (rate(newsdesk_outcomes_total[5m]))",
    "waiting": "sum by (stage) (newsdesk_lag_messages)",
    "oldest": "max by (stage) (newsdesk_lag_seconds)",
    "visible": "histogram_quantile(0.95,"
    " sum by (stage, le) (rate(newsdesk_visible_seconds_bucket[5m])))",
}
"""PromQL by chart."""

PANELS = {"rate": 7, "waiting": 4, "oldest": 3, "visible": 14}
"""Panels of the dashboard in `deploy/monitoring` by chart."""

DASHBOARD = "newsdesk"
"""The dashboard's `uid`."""


@dataclass(frozen=True, slots=True)
class Monitoring:
    """The addresses of Prometheus and of Grafana, http or https; empty where there is none."""

    prometheus: str = ""
    grafana: str = ""

    def links(self, chart: str, minutes: str) -> Sequence[tuple[str, str]]:
        """Return names and addresses of a chart's figures, in a range of so many minutes."""
        found = []
        if self.prometheus:
            query = {"g0.expr": QUERIES[chart], "g0.tab": "0", "g0.range_input": f"{minutes}m"}
            found.append(("Prometheus", f"{self.prometheus.rstrip('/')}/graph?{urlencode(query)}"))
        if self.grafana:
            query = {"viewPanel": str(PANELS[chart]), "from": f"now-{minutes}m", "to": "now"}
            place = f"{self.grafana.rstrip('/')}/d/{DASHBOARD}"
            found.append(("Grafana", f"{place}?{urlencode(query)}"))
        return found
