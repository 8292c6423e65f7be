"""A worker's `/metrics`, asked over HTTP and read as Prometheus does."""

from collections.abc import Mapping
from urllib.request import urlopen

from prometheus_client.parser import text_string_to_metric_families

Series = tuple[str, frozenset[tuple[str, str]]]


class Scrape:
    """The samples of one scrape."""

    def __init__(self, text: str) -> None:
        self.samples: Mapping[Series, float] = {
            (sample.name, frozenset(sample.labels.items())): sample.value
            for family in text_string_to_metric_families(text)
            for sample in family.samples
        }

    def value(self, name: str, **labels: str) -> float:
        """Return the sum of the samples that have these labels, among others."""
        found = [
            value
            for (sample, given), value in self.samples.items()
            if sample == f"newsdesk_{name}" and labels.items() <= given
        ]
        assert found, f"there is no {name} with {labels}"
        return sum(found)

    def by(self, name: str, label: str, **labels: str) -> dict[str, float]:
        """Return the sums of samples that are not 0, by the values of a label."""
        values = {
            dict(given)[label]
            for (sample, given), value in self.samples.items()
            if sample == f"newsdesk_{name}" and value and labels.items() <= given
        }
        return {value: self.value(name, **labels, **{label: value}) for value in sorted(values)}


def scrape(port: int) -> Scrape:
    with urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as response:
        return Scrape(response.read().decode())
