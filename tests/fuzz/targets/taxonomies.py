"""Taxonomy files: YAML, and IPTC's own files as SKOS, lines and spreadsheets."""

import tempfile
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import yaml
from hypothesis import strategies as st

from newsdesk.commands.taxonomy.official import read_official
from newsdesk.commands.taxonomy.official_taxonomy import make_taxonomy
from newsdesk.enrichment.topics.taxonomy import Taxonomy, TaxonomyError
from newsdesk.enrichment.topics.taxonomy_file import dump
from newsdesk.terminal.files import FileError
from tests.fuzz.hostile import BYTES, JSON_VALUES, NAMES, damaged, json_with
from tests.fuzz.invariants import require_utf8
from tests.fuzz.target import Target
from tests.newsdesk.taxonomy.official_files import json_lines, skos_json, spreadsheet

_SMALL = Taxonomy.model_validate(
    {
        "name": "small",
        "labels": [
            {"id": "a", "label": "sport", "description": "Games and matches"},
            {"id": "b", "label": "tennis", "description": "A game", "broader": "a"},
        ],
    }
)
_FIELDS = st.sampled_from(["name", "labels", "id", "label", "broader", "examples", "adapted"])
_OBJECTS = st.dictionaries(_FIELDS | NAMES, JSON_VALUES, max_size=5)
_LABELS = st.lists(_OBJECTS, max_size=4)
_YAML = st.one_of(
    BYTES,
    damaged(dump(_SMALL).encode()),
    st.builds(lambda name, labels: _as_yaml({"name": name, "labels": labels}), NAMES, _LABELS),
    json_with(_OBJECTS),
)
_SCHEMES = st.builds(lambda entries: {"conceptSet": entries}, st.lists(JSON_VALUES | _OBJECTS))
_OFFICIAL = st.one_of(
    damaged(skos_json(indent=False)),
    damaged(json_lines()),
    damaged(spreadsheet()),
    json_with(_SCHEMES),
    st.lists(json_with(_OBJECTS), max_size=4).map(b"\n".join),
)


@st.composite
def _damaged_parts(draw: st.DrawFn) -> bytes:
    """Return a spreadsheet that is whole as an archive, with damage within one of its parts."""
    whole = ZipFile(BytesIO(spreadsheet()))
    names = whole.namelist()
    hit = draw(st.sampled_from(names))
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as book:
        for name in names:
            data = whole.read(name)
            book.writestr(name, draw(damaged(data)) if name == hit else data)
    return content.getvalue()


def _as_yaml(value: object) -> bytes:
    return yaml.safe_dump(value, allow_unicode=True).encode()


def _check_yaml(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "taxonomy.yaml")
        path.write_bytes(content)
        try:
            taxonomy = Taxonomy.load(path)
        except TaxonomyError as error:
            require_utf8(str(error))
            assert all(line >= 1 for line, _ in error.problems)
            return
        path.write_text(dump(taxonomy), encoding="utf-8")
        assert Taxonomy.load(path) == taxonomy


def _check_official(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "official")
        path.write_bytes(content)
        try:
            imported = make_taxonomy(read_official(path), "en", _SMALL)
        except FileError as error:
            require_utf8(str(error))
            return
        path.write_text(dump(imported.taxonomy), encoding="utf-8")
        assert Taxonomy.load(path) == imported.taxonomy


TARGETS = (
    Target("taxonomy-yaml", _YAML, _check_yaml, 150),
    Target("official-taxonomy", _OFFICIAL | _damaged_parts(), _check_official, 100),
)
