"""A file that cannot be used is refused with its lines; what is written is read back."""

import base64
import re
from datetime import UTC, datetime
from pathlib import Path
from time import process_time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsdesk.enrichment.topics.taxonomy import Adapted, Label, Taxonomy, TaxonomyError
from newsdesk.enrichment.topics.taxonomy_file import MAX_BYTES, dump

ADAPTED = "adapted: {parent: a1, encoder: e@1, articles: 100, created: 2026-11-24T00:00:00Z}\n"
TWO = "  - {id: a, label: x}\n  - {id: b, label: y}\n"


def vector(*numbers: float) -> str:
    return base64.b64encode(np.array(numbers, dtype="<f2").tobytes()).decode()


def chain(length: int) -> list[str]:
    return [f"{{id: l{n}, label: x, broader: l{n - 1}}}" for n in range(1, length + 1)]


def labels(*entries: str) -> str:
    return "name: n\nlabels:\n" + "".join(f"  - {entry}\n" for entry in entries)


def refusal(folder: Path, content: str | bytes) -> str:
    """Return why the file is refused, after its name."""
    path = folder / "taxonomy.yaml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(TaxonomyError) as caught:
        Taxonomy.load(path)
    text = str(caught.value)
    return text.removeprefix(f"The taxonomy {path} is invalid").removeprefix(" in ")


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("", "line 1: a taxonomy begins with `name: …`, and this is empty."),
        ("# Nothing yet.", "line 1: a taxonomy begins with `name: …`, and this is empty."),
        ("\n\n- a\n- b", "line 3: a taxonomy begins with `name: …`, and this is a list."),
        ("just words", "line 1: a taxonomy begins with `name: …`, and this is text."),
        ("name: n", "line 1: the taxonomy has no 'labels'. Add it."),
        ("labels:\n" + TWO, "line 1: the taxonomy has no 'name'. Add it."),
        ("name:\nlabels:\n" + TWO, "line 1: 'name' is empty. Fill it in, or leave it out."),
        ("name: ' '\nlabels:\n" + TWO, "line 1: 'name' is empty. Fill it in."),
        (
            "name: n\nlabels: []",
            "line 2: a taxonomy needs at least two top-level labels, and has 0. Add some.",
        ),
        (
            labels("{id: a, label: x}"),
            "line 2: a taxonomy needs at least two top-level labels, and has 1. Add some.",
        ),
        (
            labels("{id: a, label: x}", "{id: b, label: y, broader: a}"),
            "line 2: a taxonomy needs at least two top-level labels, and has 1. Add some.",
        ),
        (
            "name: n\nlabels: {a: b}",
            "line 2: 'labels' must be a list, and this is a mapping. Begin each item with `- `.",
        ),
        (
            labels("{id: a, label: x}", "just words"),
            "line 4: a label begins with `id: …`, and this is text.",
        ),
        (labels("{id: a, label: x}", "{label: y}"), "line 4: the label has no 'id'. Add it."),
        (
            labels("{id: 17, label: x}", "{id: b, label: y}"),
            "line 3: 'id' must be text, and this is a number. Put it in quotes.",
        ),
        (labels("{id: '', label: x}", "{id: b}"), "line 3: 'id' is empty. Fill it in."),
        (
            labels("{id: a, label: x}", "id: b\n    label: no"),
            "line 5: 'label' must be text, and this is true or false. Put it in quotes.",
        ),
        (
            labels("id: a\n    description:\n      - x\n      - y", "{id: b, label: y}"),
            "line 4: 'description' must be text, and this is a list.",
        ),
        (
            labels("id: a\n    label: x\n    description:", "{id: b, label: y}"),
            "line 5: 'description' is empty. Fill it in, or leave it out.",
        ),
        (
            labels("id: a\n    keywords: rain", "{id: b, label: y}"),
            "line 4: 'keywords' must be a list, and this is text. Begin each item with `- `.",
        ),
        (
            labels("id: a\n    keywords:\n      - x\n      - 2024", "{id: b, label: y}"),
            "line 6: an item of 'keywords' must be text, and this is a number. Put it in quotes.",
        ),
        (
            labels("{id: a, examples: [x, 3]}", "{id: b, label: y}"),
            "line 3: an example must be text, or a mapping of title and text, and this is a number."
            " Put it in quotes.",
        ),
        (
            labels("id: a\n    examples:\n      - x\n      - [y]", "{id: b, label: y}"),
            "line 6: an example must be text, or a mapping of title and text, and this is a list.",
        ),
        (
            labels("id: a\n    examples:\n      - x\n      - ''", "{id: b, label: y}"),
            "line 6: the text of an example is empty. Fill it in.",
        ),
        (
            labels("id: a\n    examples:\n      - title: x", "{id: b, label: y}"),
            "line 5: the example has no 'text'. Add it.",
        ),
        (
            labels("{id: a, examples: [{titel: x, text: y}]}", "{id: b, label: y}"),
            "line 3: the key 'titel' is unknown. Did you mean 'title'?",
        ),
        (
            labels("id: a\n    keyword: [x]", "{id: b, label: y}"),
            "line 4: the key 'keyword' is unknown. Did you mean 'keywords'?",
        ),
        (
            labels("{id: a, label: x, labels: {de_AT: y}}", "{id: b, label: y}"),
            "line 3: 'de_AT' is no language. Write it in lower case, such as de or pt-br.",
        ),
        (
            labels("{id: a, label: x, labels: {no: y}}", "{id: b, label: y}"),
            "line 3: the language False is not text. Put it in quotes.",
        ),
        (
            labels("{id: a, label: x, labels: [y]}", "{id: b, label: y}"),
            "line 3: 'labels' must be a mapping of languages and names, as in {de: Sport}.",
        ),
        (
            labels("{id: a, label: x, labels: {de: ' '}}", "{id: b, label: y}"),
            "line 3: 'de' is empty. Fill it in.",
        ),
        (
            labels("{id: a, label: x, colour: red}", "{id: b, label: y}"),
            "line 3: the key 'colour' is unknown. Known are id, label, labels, broader,"
            " threshold, description, keywords, examples, prototype, examples_shift.",
        ),
        (
            "name: n\nlabel:\n" + TWO + "labels: []",
            "line 2: the key 'label' is unknown. Did you mean 'labels'?",
        ),
        (
            "1: x\n" + labels("{id: a}"),
            "line 1: the key 1 is not text. Put it in quotes, or remove",
        ),
        (
            "multi_label: perhaps\nname: n\nlabels:\n" + TWO,
            "line 1: 'multi_label' must be true or false, and this is text.",
        ),
        (
            labels("{id: a, label: x, threshold: 1.2}", "{id: b, label: y}"),
            "line 3: 'threshold' must be from 0 to 1, and is 1.2.",
        ),
        (
            labels("{id: a, label: x, threshold: -0.1}", "{id: b, label: y}"),
            "line 3: 'threshold' must be from 0 to 1, and is -0.1.",
        ),
        (
            labels("{id: a, label: x, threshold: .nan}", "{id: b, label: y}"),
            "line 3: 'threshold' must be from 0 to 1, and is nan.",
        ),
        (
            labels("{id: a, label: x, threshold: high}", "{id: b, label: y}"),
            "line 3: 'threshold' must be a number from 0 to 1, and this is text.",
        ),
        (
            labels("{id: a, label: x, threshold: yes}", "{id: b, label: y}"),
            "line 3: 'threshold' must be a number from 0 to 1, and this is true or false.",
        ),
        (
            labels("{id: a, label: x}", "{id: b, label: z}", "label: y\n    id: a"),
            "line 6: the id 'a' is used twice. Give each label its own id."
            " It is already on line 3.",
        ),
        (
            labels("{id: a, label: x}", "{id: b, label: ' ', keywords: ['', ' ']}"),
            "line 4: the label 'b' is empty. Give it a label, a description, keywords or",
        ),
        (
            labels("{id: ship:1, label: x}", "id: b\n    label: y\n    broader: ships:1"),
            "line 6: 'broader' is 'ships:1', and no label has that id. Did you mean 'ship:1'?",
        ),
        (
            labels("{id: a, label: x}", "{id: b, label: y, broader: zebra}"),
            "line 4: 'broader' is 'zebra', and no label has that id."
            " Use an id in this file, or leave it out.",
        ),
        (
            labels("{id: a, label: x}", "{id: b, label: y, broader: b}"),
            "line 4: 'broader' forms a circle: b → b. Remove it from one of them.",
        ),
        (
            labels(
                "{id: z, label: x, broader: a}",
                "{id: a, label: x, broader: b}",
                "{id: b, label: y, broader: c}",
                "{id: c, label: y, broader: a}",
            ),
            "line 4: 'broader' forms a circle: a → b → c → a. Remove it from one of them.",
        ),
        (
            labels("{id: l0, label: x}", *chain(20)),
            "line 23: the labels have more than 20 levels. Use fewer.",
        ),
        (
            labels("{id: a, label: x, prototype: a rose}", "{id: b, label: y}"),
            "line 3: 'prototype' is not base64 of float16 numbers.",
        ),
        (
            labels("{id: a, label: x, prototype: AAAA}", "{id: b, label: y}"),
            "line 3: 'prototype' is not base64 of float16 numbers.",
        ),
        (
            labels(f"{{id: a, label: x, prototype: {vector(np.nan)}}}", "{id: b, label: y}"),
            "line 3: 'prototype' has numbers that are not finite.",
        ),
        (
            labels(f"{{id: a, label: x, prototype: {vector(1, 0)}}}", "{id: b, label: y}"),
            "line 3: 'prototype' is only allowed with 'adapted'. Remove it.",
        ),
        (
            ADAPTED
            + labels(
                "{id: a, label: x}",
                f"{{id: b, label: x, prototype: {vector(1, 0)}}}",
                f"{{id: c, label: y, prototype: {vector(1, 0, 0)}}}",
            ),
            "line 6: 'prototype' has a different length from that of the label 'b'."
            " Adapt the taxonomy again.",
        ),
        (
            labels("{id: a, label: x, examples_shift: AAAA}", "{id: b, label: y}"),
            "line 3: 'examples_shift' is not base64 of float16 numbers.",
        ),
        (
            labels(f"{{id: a, label: x, examples_shift: {vector(np.inf)}}}", "{id: b, label: y}"),
            "line 3: 'examples_shift' has numbers that are not finite.",
        ),
        (
            labels("{id: a, label: x, examples_shift: [1, 2]}", "{id: b, label: y}"),
            "line 3: 'examples_shift' must be text, and this is a list.",
        ),
        (
            labels("{id: b, label: y}", f"{{id: a, label: x, examples_shift: {vector(1, 0)}}}"),
            "line 4: 'examples_shift' is only allowed with 'adapted'. Remove it.",
        ),
        (
            ADAPTED
            + labels(
                f"{{id: a, label: x, prototype: {vector(1, 0)}}}",
                f"{{id: b, label: y, examples_shift: {vector(1, 0, 0)}}}",
            ),
            "line 5: 'examples_shift' has a different length from 'prototype' of the label 'a'."
            " Adapt the taxonomy again.",
        ),
        (
            "name: n\nadapted: yes\nlabels:\n" + TWO,
            "line 2: 'adapted' must be a mapping, and this is true or false. Put it in quotes.",
        ),
        (
            "name: n\nname: m\nlabels:\n" + TWO,
            "line 2: the key 'name' is already on line 1. Keep one of the two.",
        ),
        (
            labels("{id: a, label: x}", "id: b\n    label: y\n    id: c"),
            "line 6: the key 'id' is already on line 4. Keep one of the two.",
        ),
    ],
)
def test_problem_is_reported_with_its_line(tmp_path: Path, content: str, complaint: str) -> None:
    assert refusal(tmp_path, content).startswith(complaint)


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("name: [unclosed", 2),
        ("name: n\n\tlabels: []", 2),
        ("name: n\n---\nname: m", 2),
        ("name: n\nlabels: !!python/object/apply:os.getcwd []", 2),
        ("name: n\nlabels: !!set {a, b}", 2),
        (f"name: n\nlabels: {'9' * 5000}", 2),
        ("name: n\nlabels:\n  - ? [a]\n    : b", 3),
        ("name: n\n# \x07", 2),
        ("name: n\nlabels: " + "[" * 100_000, 2),
        (b"name: n\n# caf\xe9", 2),
        ("name: n".encode("utf-16"), 1),
    ],
)
def test_invalid_yaml_is_refused_with_its_line(
    tmp_path: Path, content: str | bytes, line: int
) -> None:
    assert refusal(tmp_path, content).startswith(f"line {line}: ")


def test_unclosed_value_is_reported_with_the_line_where_it_begins(tmp_path: Path) -> None:
    message = refusal(tmp_path, "name: n\nlabels: [{id: a, label: x}\n\n")
    assert message.startswith(
        "line 4: not YAML: while parsing a flow sequence that begins on line 2,"
    )


def test_yaml_error_about_a_colon_advises_quotes(tmp_path: Path) -> None:
    message = refusal(tmp_path, labels("id: a\n    label: Rain: what it does"))
    assert message.startswith("line 4: not YAML: ")
    assert message.endswith(" A text with a colon needs quotes.")


def test_aliases_are_refused_before_they_are_written_out(tmp_path: Path) -> None:
    bomb = ["name: n", "a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    bomb += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    message = refusal(tmp_path, "\n".join([*bomb, "labels: *a11"]))
    assert message == "line 3: the alias *a0 is not supported. Repeat the value instead."


def test_more_keys_or_values_than_any_taxonomy_has_are_refused(tmp_path: Path) -> None:
    keys = "name: n\n" + "".join(f"k{n}: 1\n" for n in range(1_001))
    message = refusal(tmp_path, keys)
    assert message == (
        "line 1001: a mapping has more than 1,000 keys. Use fewer, or several files."
    )
    message = refusal(tmp_path, f"name: n\nlabels: [{'a,' * 600_000}]")
    assert message.startswith("line 2: there are more than 600,000 keys and values.")


def test_taxonomy_ten_thousand_labels_are_read_in_seconds(tmp_path: Path) -> None:
    label = "{{id: a{n}, label: b, broader: '{b}', description: c, keywords: [a, b, c, d, e, f]}}"
    lines = [f"  - {label.format(n=n, b='a0' if n > 1 else '')}" for n in range(10_000)]
    path = tmp_path / "many.yaml"
    path.write_text("name: n\nlabels:\n" + "\n".join(lines))
    started = process_time()
    taxonomy = Taxonomy.load(path)
    assert len(taxonomy.children("a0")) == 9_998
    assert process_time() - started < 15


def test_any_number_of_labels_below_unknown_ones_is_reported_in_seconds(tmp_path: Path) -> None:
    lines = [f"  - {{id: a{n}, broader: b{n}, label: c}}" for n in range(10_000)]
    started = process_time()
    message = refusal(tmp_path, "name: n\nlabels:\n" + "\n".join(lines))
    assert "'broader' is 'b0', and no label has that id." in message
    assert process_time() - started < 15


def test_a_file_without_end_is_refused() -> None:
    with pytest.raises(TaxonomyError, match=r"/dev/zero: it is larger than 64 MiB\."):
        Taxonomy.load(Path("/dev/zero"))
    assert MAX_BYTES == 64 * 1024**2


def test_several_problems_are_reported_together_in_the_order_of_their_lines(tmp_path: Path) -> None:
    content = "name: n\nname: m\nlabels:\n  - {id: a, label: 3}\n  - {label: y}\n  - {id: c}\nx: 1"
    assert refusal(tmp_path, content).splitlines() == [
        ":",
        "  line 2: the key 'name' is already on line 1. Keep one of the two.",
        "  line 4: 'label' must be text, and this is a number. Put it in quotes.",
        "  line 5: the label has no 'id'. Add it.",
        "  line 7: the key 'x' is unknown. Known are name, multi_label, attribution, adapted,"
        " labels.",
    ]


@pytest.mark.parametrize(("problems", "last"), [(10, "  line 12: "), (11, "  There are more.")])
def test_taxonomy_error_reports_ten_problems_at_most(
    tmp_path: Path, problems: int, last: str
) -> None:
    message = refusal(tmp_path, labels(*["{id: a, label: x, colour: red}"] * problems)).splitlines()
    assert len(message) == 1 + problems
    assert message[-1].startswith(last)


@pytest.mark.parametrize("name", ["missing.yaml", "."])
def test_a_path_that_cannot_be_read_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with pytest.raises(TaxonomyError, match=f"^Cannot read the taxonomy {re.escape(str(path))}: "):
        Taxonomy.load(path)


def test_labels_may_have_twenty_levels(tmp_path: Path) -> None:
    path = tmp_path / "taxonomy.yaml"
    path.write_text(labels(*reversed(chain(19)), "{id: l0, label: x}", "{id: top, label: y}"))
    assert len(Taxonomy.load(path).descendants("l0")) == 19


def test_a_byte_order_mark_and_windows_line_ends_are_read(tmp_path: Path) -> None:
    path = tmp_path / "taxonomy.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + ("name: n\nlabels:\n" + TWO).replace("\n", "\r\n").encode())
    assert [label.name for label in Taxonomy.load(path).labels] == ["x", "y"]


FULL = Taxonomy(
    name="harbour",
    multi_label=False,
    attribution="Words: the harbour master",
    adapted=Adapted(
        parent="0" * 64,
        encoder="owner/name@1",
        articles=1200,
        created=datetime(2026, 11, 24, 12, 30, tzinfo=UTC),
    ),
    labels=(
        Label(id="h:1", label="ships", threshold=1, prototype=vector(0.6, 0.8)),
        Label(
            id="h:2",
            label="no",
            broader="h:1",
            description="Rain: what it does, and how it feels when it falls on a ship in the night "
            "before the harbour is reached.",
            keywords=("2024", "rain, snow", "- x"),
            examples=("It rains.", {"title": "Wet", "text": "It rained.\n\nThen it snowed."}),
            examples_shift=vector(-0.125, 0.5),
        ),
    ),
)


def test_a_taxonomy_is_written_to_be_read(tmp_path: Path) -> None:
    assert (
        dump(FULL)
        == f"""\
name: harbour
multi_label: false
attribution: 'Words: the harbour master'
adapted:
  parent: '{"0" * 64}'
  encoder: owner/name@1
  articles: 1200
  created: '2026-11-24T12:30:00Z'

labels:
  - id: h:1
    label: ships
    threshold: 1.0
    prototype: {vector(0.6, 0.8)}

  - id: h:2
    label: 'no'
    broader: h:1
    description: 'Rain: what it does, and how it feels when it falls on a ship in the night
      before the harbour is reached.'
    keywords:
      - '2024'
      - rain, snow
      - '- x'
    examples:
      - It rains.
      - title: Wet
        text: |-
          It rained.

          Then it snowed.
    examples_shift: {vector(-0.125, 0.5)}
"""
    )


TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
WORDS = st.text(st.sampled_from("ab :-#'\"\n\t é\u2028\x85|>&*!%@`,[]{}"), max_size=40)
SAID = TEXTS | WORDS


@settings(deadline=None)
@given(SAID, SAID.filter(str.strip), SAID)
def test_written_taxonomy_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, description: str, example: str, title: str
) -> None:
    examples = (example, {"title": title, "text": example})
    last = Label(id="c", label="c", description=description, examples=examples)
    taxonomy = FULL.model_copy(update={"labels": (*FULL.labels, last)})
    path = tmp_path_factory.getbasetemp() / "round-trip.yaml"
    path.write_text(dump(taxonomy), encoding="utf-8", newline="")
    assert Taxonomy.load(path) == taxonomy


def test_the_built_in_taxonomy_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "taxonomy.yaml"
    path.write_text(dump(Taxonomy.built_in()), encoding="utf-8")
    assert Taxonomy.load(path) == Taxonomy.built_in()
    assert Taxonomy.load(path).fingerprint == Taxonomy.built_in().fingerprint
