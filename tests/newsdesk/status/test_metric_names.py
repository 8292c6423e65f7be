"""The status and the desk read metrics by the names that workers write."""

from newsdesk.agents.metrics.names import METRICS
from newsdesk.client.status import worker_figures, workers


def test_names_of_metrics_are_those_of_workers() -> None:
    used = {workers.RESTARTS, workers.MEMORY, workers.TRANSACTIONS, workers.MODELS, workers.BUILD}
    used |= {worker_figures.VISIBLE, worker_figures.BATCHES, worker_figures.COVERAGE}
    used |= {worker_figures.REBALANCES, worker_figures.ABSTENTIONS, worker_figures.OUTCOMES}
    used |= {worker_figures.START}
    assert used <= {metric.name for metric in METRICS}
