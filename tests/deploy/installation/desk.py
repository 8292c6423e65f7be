"""The page of the service `desk`, as a browser on this machine gets it."""

import json
import urllib.request
from collections import Counter
from dataclasses import dataclass
from urllib.error import HTTPError

from tests.support.processes import wait_until

_ARITHMETIC = ("float32", "bfloat16", "int8")


@dataclass(frozen=True)
class DeskPage:
    """The desk at a port of this machine."""

    port: int

    def get(self, path: str) -> str:
        """Return what it answers; empty if it does not."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=20) as page:
                return str(page.read().decode())
        except OSError:
            return ""

    def require_each_once(self, sent: list[str]) -> None:
        """Wait until the stream has as many articles as were sent; none may be missing or double.

        Raises:
            AssertionError: if it has others.
        """
        shown = f"<strong>{len(sent)}</strong> articles"
        wait_until(lambda: shown in self.get("/"), f"the desk shows {len(sent)} articles")
        found = Counter(json.loads(line)["id"] for line in self.get("/articles.jsonl").splitlines())
        assert found == Counter(sent)

    def require_worker(self) -> None:
        """Wait until the page of the chain has the figures of the worker."""
        wait_until(lambda: self._has_figures(self.get("/pipeline")), "the desk shows the worker")

    def _has_figures(self, page: str) -> bool:
        return "worker:8080" in page and any(name in page for name in _ARITHMETIC)

    def require_guard(self) -> None:
        """It answers no page that another site has sent here by a name of that site."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/")
        request.add_header("Host", "news.example")
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                raise AssertionError(f"it answered {answer.status}")
        except HTTPError as error:
            assert 400 <= error.code < 500, error.code
