import json
import subprocess
from pathlib import Path

import pytest
import yaml

from newsdesk.client.cluster import Cluster
from newsdesk.enrichment.topics.taxonomy import Taxonomy
from tests.newsdesk.taxonomy.official_files import skos_json
from tests.support.command_line import newsdesk
from tests.support.harbour import TAXONOMY, articles
from tests.support.kafka_tools import make_topics, produce
from tests.support.topics import fresh_prefix

_WRONG = "name: harbour\nlabels:\n  - id: a\n    keyword: [x]\n  - {id: b, label: 3}\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "harbour.yaml"
    path.write_text(TAXONOMY)
    return path


@pytest.fixture
def data(tmp_path: Path) -> Path:
    path = tmp_path / "news.jsonl"
    path.write_bytes(b"\n".join([*articles(), *articles(), b'{"title": "no text"}']))
    return path


def run(*arguments: str | Path, **more: str) -> "subprocess.CompletedProcess[bytes]":
    return newsdesk("taxonomy", *map(str, arguments), environment=more)


def test_taxonomy_a_valid_file_is_reported_with_advice(file: Path) -> None:
    file.write_text(TAXONOMY + "  - {id: h:gales, label: 'storms,\\e[2J wind'}\n".replace("'", '"'))
    done = run("check", file)
    assert (done.returncode, done.stderr) == (0, b"")
    first, fingerprint, _, description, _, examples = done.stdout.decode().splitlines()
    assert first == f"{file} is valid: 4 labels at the top and 1 below; 3 key words, 6 examples."
    assert fingerprint == f"Fingerprint {Taxonomy.load(file).fingerprint}"
    assert description == "2 labels without description: rowing, storms,[2J wind."
    assert examples == "2 labels without examples: rowing, storms,[2J wind."


def test_taxonomy_advice_is_for_machines_too(file: Path) -> None:
    file.write_text(TAXONOMY.replace("name: harbour", "name: n") + "      - It snowed in May.\n")
    found = json.loads(run("check", file, "--json").stdout)
    assert found["valid"] is True
    assert found["fingerprint"] == Taxonomy.load(file).fingerprint
    assert (found["labels"], found["examples"]) == (4, 7)
    assert found["without_description"] == found["without_examples"] == ["h:rowing"]
    [stray] = [one for one in found["stray"] if one["example"] == "It snowed in May."]
    assert (stray["label"], stray["nearer"]) == ("h:money", "h:weather")
    assert found["near"] == []


def test_taxonomy_check_reports_errors_line_by_line(file: Path) -> None:
    file.write_text(_WRONG)
    done = run("check", file)
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode().splitlines() == [
        f"Error: The taxonomy {file} is invalid:",
        "  line 4: the key 'keyword' is unknown. Did you mean 'keywords'?",
        "  line 5: 'label' must be text, and this is a number. Put it in quotes.",
    ]


def test_taxonomy_check_reports_errors_as_json(file: Path) -> None:
    file.write_text(_WRONG)
    done = run("check", file, "--json")
    found = json.loads(done.stdout)
    assert (done.returncode, found["valid"]) == (1, False)
    assert [fault["line"] for fault in found["faults"]] == [4, 5]


def test_taxonomy_the_built_in_taxonomy_is_shown_as_a_tree() -> None:
    done = run("show")
    lines = done.stdout.decode().splitlines()
    taxonomy = Taxonomy.built_in()
    assert lines[0].startswith("iptc-media-topics: 17 labels at the top and 121 below; ")
    assert f"Fingerprint {taxonomy.fingerprint}" in lines
    places = [
        next(i for i, line in enumerate(lines) if f"  {label_id}  " in line)
        for label_id in ("medtop:01000000", "medtop:20000002", "medtop:02000000")
    ]
    assert places == sorted(places)
    assert lines[places[1]].startswith("├── arts and entertainment  medtop:20000002  ")


def test_taxonomy_is_shown_in_another_language() -> None:
    lines = run("show", "--language", "pt-PT").stdout.decode().splitlines()
    assert [line for line in lines if line.startswith("desporto  medtop:15000000  ")]
    assert [line for line in lines if "mercado de trabalho  medtop:20000523" in line]
    assert run("show", "--language", "sw").stdout == run("show").stdout
    card = run("show", "--label", "medtop:15000000").stdout.decode().splitlines()
    assert next(line for line in card if line.startswith("names: ")).startswith("names: ar رياضة, ")


def test_taxonomy_in_use_is_shown(file: Path) -> None:
    done = run("show", NEWSDESK_CLASSIFIER__TAXONOMY=str(file))
    assert done.stdout.decode().splitlines()[-4:] == [
        "sport  h:sport  0 key words, 2 examples",
        "└── rowing  h:rowing  3 key words, 0 examples, threshold 0.4, no description",
        "weather  h:weather  0 key words, 2 examples",
        "money  h:money  0 key words, 2 examples",
    ]


def test_taxonomy_one_label_is_shown_in_full(file: Path) -> None:
    assert run("show", file, "--label", "h:sport").stdout.decode().splitlines() == [
        "sport",
        "id: h:sport",
        "narrower: rowing",
        "description: Matches, races, players, teams and results.",
        "  - The striker scored twice and the team won the match.",
        "  - She won the race in a record time.",
    ]
    label = json.loads(run("show", file, "--label", "h:rowing", "--json").stdout)
    assert (label["broader"], label["threshold"]) == ("h:sport", 0.4)
    missing = run("show", file, "--label", "h:golf")
    assert missing.returncode == 1
    assert b"has no label with the id 'h:golf'" in missing.stderr


def test_taxonomy_is_shown_to_machines(file: Path) -> None:
    found = json.loads(run("show", file, "--json").stdout)
    assert found["fingerprint"] == Taxonomy.load(file).fingerprint
    assert [label["id"] for label in found["labels"]] == [
        "h:sport",
        "h:rowing",
        "h:weather",
        "h:money",
    ]


def test_taxonomy_an_official_file_becomes_a_taxonomy_that_can_be_used(tmp_path: Path) -> None:
    official, output = tmp_path / "topics.json", tmp_path / "all.yaml"
    official.write_bytes(skos_json())
    done = run("import", official, "-o", output)
    taxonomy = Taxonomy.load(output)
    assert (done.returncode, done.stderr) == (0, b"")
    lines = done.stdout.decode().splitlines()
    assert lines[0] == "Took 6 topics, from the top down 2 + 2 + 2."
    assert lines[-2] == f"Fingerprint {taxonomy.fingerprint}"
    shown = run("show", NEWSDESK_CLASSIFIER__TAXONOMY=str(output)).stdout.decode()
    assert taxonomy.fingerprint in shown
    again = run("import", official, "-o", output, "--language", "de")
    assert again.returncode == 1
    assert Taxonomy.load(output) == taxonomy
    assert run("import", official, "-o", output, "--language", "de", "--force").returncode == 0
    assert Taxonomy.load(output).labels[0].label == "Sport"


def test_taxonomy_an_official_file_may_go_to_standard_output(tmp_path: Path) -> None:
    official = tmp_path / "topics.json"
    official.write_bytes(skos_json())
    done = run("import", official)
    assert len(yaml.safe_load(done.stdout)["labels"]) == 6
    assert done.stderr.startswith(b"Took 6 topics")
    wrong = run("import", tmp_path / "missing.json")
    assert (wrong.returncode, wrong.stdout) == (1, b"")


def test_taxonomy_nothing_is_written_where_there_is_no_terminal(file: Path, data: Path) -> None:
    output = file.with_name("adapted.yaml")
    done = run("adapt", file, "--data", data, "-o", output)
    assert done.returncode == 2
    heading, *rows, changed = done.stdout.decode().splitlines()
    assert heading.split() == ["label", "before", "after", "moved"]
    assert {row.split()[0] for row in rows} == {"sport", "weather", "money"}
    assert changed.endswith("of the articles get a different first topic.")
    assert done.stderr.decode().splitlines() == [
        "105 different articles; 105 repeated; 1 would be rejected.",
        "Nothing was written: no terminal to confirm on. Add --yes.",
    ]
    assert not output.exists()


def test_taxonomy_an_adapted_taxonomy_is_written_beside_the_old_one(file: Path, data: Path) -> None:
    output, before = file.with_name("adapted.yaml"), Taxonomy.load(file)
    done = run("adapt", file, "--data", data, "-o", output, "--yes", "--json")
    found, after = json.loads(done.stdout), Taxonomy.load(output)
    assert done.returncode == 0
    assert (found["parent"], found["fingerprint"]) == (before.fingerprint, after.fingerprint)
    assert found["written"] == str(output)
    assert found["read"] == {"articles": 105, "repeated": 105, "rejected": 1, "unreadable": 0}
    assert after.adapted is not None
    assert (after.adapted.parent, after.adapted.articles) == (before.fingerprint, 105)
    assert sum(label["share_after"] for label in found["labels"]) == pytest.approx(1, abs=0.001)
    assert all(label["moved"] > 0 for label in found["labels"])
    assert [bool(label.prototype) for label in after.labels] == [True, False, True, True]
    assert Taxonomy.load(file) == before
    words = done.stderr.decode()
    assert f"Fingerprint {before.fingerprint} → {after.fingerprint}" in words
    assert f"NEWSDESK_CLASSIFIER__TAXONOMY={output}" in words


def test_taxonomy_a_file_that_exists_is_not_overwritten(file: Path) -> None:
    done = run("adapt", file, "--data", "missing.jsonl", "-o", file, "--yes")
    assert done.returncode == 1
    assert b"it exists already.\nName another, or give --force." in done.stderr
    assert file.read_text() == TAXONOMY


def test_taxonomy_too_few_articles_are_refused(file: Path, data: Path) -> None:
    output = file.with_name("adapted.yaml")
    done = run("adapt", file, "--data", data, "-o", output, "--yes", "--limit", "20")
    assert done.returncode == 1
    found, error = done.stderr.decode().splitlines()
    assert found == "20 different articles."
    assert error.startswith("Error: Of 20 articles, 20 have text")
    assert not output.exists()


def test_taxonomy_articles_come_from_files_or_from_the_topic(file: Path, data: Path) -> None:
    sources: tuple[tuple[str, ...], ...] = (("--data", str(data), "--topic"), ())
    for source in sources:
        done = run("adapt", file, *source, "-o", file.with_name("adapted.yaml"))
        assert done.returncode == 2
        assert b"--data or --topic" in done.stderr


def test_taxonomy_the_answer_no_leaves_all_as_it_is(file: Path, data: Path) -> None:
    output = file.with_name("adapted.yaml")
    arguments = (str(file), "--data", str(data), "-o", str(output))
    done = newsdesk("taxonomy", "adapt", *arguments, typed=b"n\n")
    assert done.returncode == 1
    assert f"Write the adapted taxonomy to {output}? [y/N]:" in done.stderr.decode()
    assert done.stdout.decode().splitlines()[-1].strip() == "Nothing was written."
    assert not output.exists()


def test_taxonomy_is_adapted_to_the_past_of_a_topic(kafka: Cluster, file: Path) -> None:
    topic, output = fresh_prefix() + "articles", file.with_name("adapted.yaml")
    make_topics(kafka, topic)
    produce(kafka, topic, list(articles()))
    environment = {"NEWSDESK_TOPICS__ARTICLES": topic}
    arguments = ("adapt", str(file), "--topic", "-o", str(output), "--yes")
    done = newsdesk("taxonomy", *arguments, kafka=kafka, environment=environment)
    assert done.returncode == 0, done.stderr
    adapted = Taxonomy.load(output).adapted
    assert adapted is not None
    assert adapted.articles == 105
