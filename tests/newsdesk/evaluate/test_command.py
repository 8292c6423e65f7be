import subprocess
from pathlib import Path
from typing import Any

import orjson

from tests.newsdesk.evaluate.sets import write_rows
from tests.support.command_line import newsdesk

_SPORT = (
    "The striker scored twice in the second half, and the home team won the cup final by three "
    "goals to one. The coach praised his players after the match."
)
_COURT = (
    "The judge sentenced the former banker to six years in prison for fraud. His lawyers said "
    "that they would appeal against the verdict of the jury."
)
_STORM = (
    "The hurricane reached the coast before dawn with heavy rain and strong winds. Forecasters "
    "expect that the storm will weaken on its way to the north."
)
_TAXONOMY = """
name: two
multi_label: false
labels:
  - id: s
    label: Sport
    keywords: [football match, goal, cup final]
  - id: c
    label: Courts
    keywords: [judge, jury, verdict, prison sentence]
"""


def _json(*arguments: str) -> dict[str, Any]:
    """Return the JSON object that must be all of standard output."""
    ended = newsdesk("evaluate", *arguments, "--json")
    assert ended.returncode == 0, ended.stderr.decode()
    fields: dict[str, Any] = orjson.loads(ended.stdout)
    assert ended.stdout.count(b"\n") == 1
    return fields


def _error_of(*arguments: str, environment: dict[str, str] | None = None) -> str:
    """Return the words of an error."""
    ended = newsdesk("evaluate", *arguments, environment=environment)
    assert (ended.returncode, ended.stdout) == (1, b"")
    error = ended.stderr.decode()
    assert error.startswith("Error: ")
    assert "Traceback" not in error
    return error


def test_evaluate_topics_are_evaluated_with_another_taxonomy(tmp_path: Path) -> None:
    taxonomy = tmp_path / "two.yaml"
    taxonomy.write_text(_TAXONOMY, encoding="utf-8")
    data = write_rows(
        tmp_path / "set.jsonl",
        {"title": "Cup final", "text": _SPORT, "label": "sport"},
        {"text": _COURT, "label": "c"},
        {"text": _COURT, "labels": ["Sport"]},
    )
    report = tmp_path / "page.html"
    given = ("classification", "--data", str(data), "--taxonomy", str(taxonomy))
    fields = _json(*given, "--report", str(report))
    assert (fields["task"], fields["n"], fields["accuracy"]) == ("classification", 3, 0.6667)
    assert fields["confusion"] == {"labels": ["Sport", "Courts"], "counts": [[1, 1], [0, 1]]}
    assert fields["per_label"]["Sport"]["support"] == 2
    (model,) = fields["models"]
    assert model["name"].endswith("+ two")
    assert model["fingerprint"] in report.read_text(encoding="utf-8")
    assert fields["version"]


def test_evaluate_media_topics_are_mapped_to_the_labels_of_the_set(tmp_path: Path) -> None:
    label_map = tmp_path / "map.yaml"
    label_map.write_text("sport: 0\nmedtop:02000000: 1\nweather: null\n", encoding="utf-8")
    data = write_rows(
        tmp_path / "set.jsonl", {"text": _SPORT, "label": 0}, {"text": _STORM, "label": 1}
    )
    ended = newsdesk("evaluate", "classification", "--data", str(data), "--map", str(label_map))
    assert ended.returncode == 0, ended.stderr.decode()
    shown = ended.stdout.decode()
    for name in ("accuracy", "macro_f1", "accuracy_at_80", "ece", "abstained", "2 rows."):
        assert name in shown
    assert "weather" not in shown


def test_evaluate_summaries_are_evaluated_beside_the_lead(tmp_path: Path) -> None:
    data = write_rows(
        tmp_path / "set.jsonl", {"article": f"{_SPORT} {_COURT} {_STORM}", "summary": _SPORT}
    )
    report = tmp_path / "page.html"
    given = ("summarization", "--data", str(data), "--sentences", "2", "--report", str(report))
    fields = _json(*given)
    assert (fields["n"], fields["sentences"]) == (1, 2)
    assert fields["lead"]["rouge2"] == 100.0
    for kind in ("rouge1", "rouge2", "rougeL"):
        assert 0 <= fields[kind] <= 100
        assert fields[f"{kind}_ci"] == [fields[kind]] * 2
        assert f"{fields[kind]:.2f}" in report.read_text(encoding="utf-8")


def test_evaluate_cleaning_is_evaluated_beside_trafilatura(tmp_path: Path) -> None:
    html = (
        "<html><head><title>Cup final</title></head><body><nav>All our sections</nav><article>"
        f"<p>{_SPORT}</p><p>{_COURT}</p></article><footer>Imprint</footer></body></html>"
    )
    (tmp_path / "a.html").write_text(html, encoding="utf-8")
    entry = {"file": "a.html", "with": ["scored twice"], "without": ["All our sections"]}
    data = tmp_path / "evaldata.json"
    data.write_bytes(orjson.dumps({"https://example.org/a": entry}))
    fields = _json("cleaning", "--data", str(data), "--html", str(tmp_path))
    assert (fields["n"], fields["recall"], fields["baseline"]["recall"]) == (1, 1.0, 1.0)
    assert fields["boilerplate_in_summaries"] == 0


def test_evaluate_languages_are_evaluated_beside_the_detector_only(tmp_path: Path) -> None:
    data = write_rows(
        tmp_path / "set.jsonl",
        {"text": _SPORT, "label": "en"},
        {"text": "Sturm", "label": "de"},
        {"text": "El juez condenó al banquero a seis años de cárcel por fraude.", "label": "es"},
    )
    report = tmp_path / "page.html"
    given = ("language", "--data", str(data), "--min-characters", "20", "--languages", "EN, de")
    fields = _json(*given, "--report", str(report))
    assert (fields["n"], fields["accuracy"], fields["languages"]) == (1, 1.0, ["en"])
    assert fields["largest"]["n"] == 1
    assert "Detected languages" in report.read_text(encoding="utf-8")


def test_evaluate_a_line_that_is_not_json_is_reported(tmp_path: Path) -> None:
    data = tmp_path / "set.jsonl"
    data.write_bytes(b'{"text": "a", "label": "b"}\n{')
    assert f"Error: {data}:2: not JSON:" in _error_of("classification", "--data", str(data))


def test_evaluate_a_missing_file_or_folder_is_reported(tmp_path: Path) -> None:
    data = write_rows(tmp_path / "set.jsonl", {"text": _SPORT, "label": "en"})
    missing, page = str(tmp_path / "none.jsonl"), str(tmp_path / "none" / "page.html")
    assert f"{missing}: no such file" in _error_of("summarization", "--data", missing)
    folder = ("--html", str(tmp_path))
    assert f"{missing}: no such file" in _error_of("cleaning", "--data", missing, *folder)
    message = _error_of("language", "--data", str(data), "--report", page)
    assert f"{page}: its folder is missing" in message


def test_evaluate_a_taxonomy_or_setting_that_cannot_be_used_is_reported(tmp_path: Path) -> None:
    data = write_rows(tmp_path / "set.jsonl", {"text": _SPORT, "label": "sport"})
    bad = tmp_path / "bad.yaml"
    bad.write_text("Chess: sport\n", encoding="utf-8")
    given = ("classification", "--data", str(data))
    assert str(bad) in _error_of(*given, "--taxonomy", str(bad))
    wrong = {"NEWSDESK_CLASSIFIER__THRESHOLD": "2"}
    assert "NEWSDESK_CLASSIFIER__THRESHOLD" in _error_of(*given, environment=wrong)


def test_evaluate_text_from_a_set_cannot_steer_the_terminal(tmp_path: Path) -> None:
    label_map = tmp_path / "map.yaml"
    label_map.write_text('sport: "\\e[2Jmine"\nweather: "[red]his[/]"\n', encoding="utf-8")
    data = write_rows(tmp_path / "set.jsonl", {"text": _SPORT, "label": "\x1b[2Jmine"})
    ended: subprocess.CompletedProcess[bytes] = newsdesk(
        "evaluate", "classification", "--data", str(data), "--map", str(label_map)
    )
    assert ended.returncode == 0, ended.stderr.decode()
    assert b"\x1b" not in ended.stdout
    assert b"[2Jmine" in ended.stdout
