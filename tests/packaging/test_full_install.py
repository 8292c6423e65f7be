"""The wheel with the extra's parts, run from another folder than a checkout."""

import json
from pathlib import Path

import pytest

from newsdesk.client.cluster import Cluster
from tests.packaging.environments import Environment
from tests.support.topics import OwnTopics

ARTICLE = {"title": "Hard frost", "text": "Forecasters warned of a hard frost in the valley."}
ARITHMETIC = {"NEWSDESK_INFERENCE__DTYPE": "float32", "NEWSDESK_INFERENCE__LANES": "1"}
"""So that nothing is measured."""


@pytest.mark.slow
def test_demo_enriches_an_article_that_is_named(
    full: Environment, kafka: Cluster, tmp_path: Path
) -> None:
    (tmp_path / "frost.json").write_text(json.dumps(ARTICLE))
    address = ("--bootstrap-servers", kafka.bootstrap_servers)
    done = full.newsdesk(
        "demo", "frost.json", "--output", "events", *address, cwd=tmp_path, **ARITHMETIC
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (event,) = (tmp_path / "events").read_text().splitlines()
    assert json.loads(event)["article"]["title"] == ARTICLE["title"]


def test_demo_without_articles_asks_for_them_in_one_line(full: Environment, tmp_path: Path) -> None:
    done = full.newsdesk("demo", cwd=tmp_path)
    line = "Error: Name the articles to enrich, as in: newsdesk demo article.txt\n"
    assert (done.returncode, done.stdout, done.stderr) == (1, "", line)


@pytest.mark.slow
def test_doctor_finds_kafka_the_machine_and_the_models(
    full: Environment, kafka: Cluster, tmp_path: Path
) -> None:
    variables = OwnTopics().environment(kafka) | ARITHMETIC
    assert full.newsdesk("topics", "create", cwd=tmp_path, **variables).returncode == 0
    done = full.newsdesk("doctor", "--json", cwd=tmp_path, **variables)
    assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads(done.stdout)
    assert (found["fit"], len(found["kafka"]["topics"])) == (True, 6)
    assert found["models"]["taxonomy"]["labels"] > 0


def test_files_beside_the_code_are_read_from_the_wheel(full: Environment, tmp_path: Path) -> None:
    code = (
        "import newsdesk; from newsdesk.broker.java import _LOG_SETTINGS as log_settings;"
        "from newsdesk.broker.pins import pinned_jars;"
        "from newsdesk.commands.evaluate.html_page import _TEMPLATES as templates;"
        "from newsdesk.enrichment.fingerprint import code_digest;"
        "from newsdesk.enrichment.topics.label_vectors import BACKGROUND;"
        "from newsdesk.schemas.json_schema import FOLDER;"
        "print(newsdesk.__file__); pinned_jars(); code_digest();"
        "print([p for p in (log_settings, BACKGROUND, templates, FOLDER) if not p.exists()])"
    )
    done = full.execute(code, tmp_path)
    assert done.stdout.splitlines() == [
        str(full.packages / "newsdesk" / "__init__.py"),
        "[]",
    ], done.stderr
