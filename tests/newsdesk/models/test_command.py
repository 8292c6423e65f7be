from pathlib import Path
from typing import Any

import orjson
import pytest

from newsdesk.composition import Composition
from newsdesk.engines import built_in_source
from newsdesk.enrichment.fingerprint import code_digest
from newsdesk.enrichment.topics.taxonomy import Taxonomy
from newsdesk.inventory import models_in_use
from newsdesk.settings import Settings
from tests.support.command_line import newsdesk
from tests.support.tiny_models import POSITIONS, save_classifier, save_token_classifier

SECRETS = {
    "NEWSDESK_KAFKA__SECURITY_PROTOCOL": "SASL_SSL",
    "NEWSDESK_KAFKA__SASL_MECHANISM": "PLAIN",
    "NEWSDESK_KAFKA__SASL_USERNAME": "desk",
    "NEWSDESK_KAFKA__SASL_PASSWORD": "a-real-secret",
}


def shown(**environment: str) -> dict[str, Any]:
    done = newsdesk("models", "show", "--json", environment=environment)
    assert done.returncode == 0, done.stderr.decode()
    inventory: dict[str, Any] = orjson.loads(done.stdout)
    return inventory


def test_models_all_that_shapes_events_is_shown_as_json_and_no_secret_with_it() -> None:
    inventory = shown(**SECRETS)
    composition = Composition(Settings.load())
    assert inventory["fingerprints"] == composition.fingerprints()
    roles = [model["role"] for model in inventory["models"]]
    assert roles == ["classification", "summarization", "keywords"]
    for model, used in zip(inventory["models"], models_in_use(composition), strict=True):
        assert model["fingerprint"] == used.info.fingerprint
        assert model["name"].startswith("sentence-transformers/all-MiniLM-L6-v2")
        assert model["licence"] == "apache-2.0"
        assert Path(model["folder"]) == built_in_source().folder
        assert model["weight_bytes"] == 90868376
        assert model["window_tokens"] == 256
        assert model["dtype"] == composition.arithmetic.name
        assert model["threads"] == composition.arithmetic.threads
    taxonomy = Taxonomy.built_in()
    assert inventory["taxonomy"] == {
        "name": taxonomy.name,
        "labels": len(taxonomy.labels),
        "adapted": False,
        "fingerprint": taxonomy.fingerprint,
    }
    assert inventory["code"]["digest"] == code_digest()
    assert inventory["settings"]["summarizer"]["sentences"] == 3
    assert not {"kafka", "topics", "worker", "log"} & inventory["settings"].keys()
    assert "a-real-secret" not in str(inventory)


def test_models_a_table_shows_models_and_settings_to_people(tmp_path: Path) -> None:
    topics = save_classifier("bert", tmp_path / "my-topics")
    names = save_token_classifier("bert", tmp_path / "my-names")
    environment = {
        "NEWSDESK_CLASSIFIER__MODEL": str(topics),
        "NEWSDESK_ENTITIES__MODEL": str(names),
        "NEWSDESK_KEYWORDS__COUNT": "0",
    }
    done = newsdesk("models", "show", environment=environment)
    assert done.returncode == 0, done.stderr.decode()
    lines = done.stdout.decode().splitlines()
    rows = {line.split()[0]: line.split()[1:] for line in lines if line.split()}
    assert lines[0].split() == ["classification", "summarization", "entities"]
    assert rows["name"] == ["my-topics", "sentence-transformers/all-MiniLM-L6-v2", "my-names"]
    assert rows["licence"] == ["not", "stated", "apache-2.0", "not", "stated"]
    assert rows["window"] == [str(POSITIONS), "tokens", "256", "tokens", str(POSITIONS), "tokens"]
    assert f"NEWSDESK_CLASSIFIER__MODEL={topics}" in lines
    assert "NEWSDESK_CLASSIFIER__TAXONOMY unset" in lines
    assert 'NEWSDESK_CLASSIFIER__LANGUAGES=["en"]' in lines
    assert any(line.startswith("enriched events: fingerprint ") for line in lines)


@pytest.mark.parametrize(
    ("variable", "value", "expected"),
    [
        ("NEWSDESK_SUMMARIZER__MODEL", "nowhere", "'nowhere' is neither a folder nor owner/name"),
        ("NEWSDESK_CLASSIFIER__TAXONOMY", "/nowhere.yaml", "/nowhere.yaml"),
        ("NEWSDESK_CLASSIFIER__THRESHOLD", "7", "NEWSDESK_CLASSIFIER__THRESHOLD='7'"),
    ],
)
def test_models_settings_that_cannot_be_used_are_reported(
    variable: str, value: str, expected: str
) -> None:
    done = newsdesk("models", "show", environment={variable: value})
    assert (done.returncode, done.stdout) == (1, b"")
    assert expected in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()
