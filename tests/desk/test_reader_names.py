"""Topics are named in the language of the reader, as far as there are names."""

from pathlib import Path
from typing import Any

import orjson
import pytest

from newsdesk.commands.desk.topic_names import topic_names
from newsdesk.desk.web.reader_names import ReaderNames, languages_in
from newsdesk.schemas import encode
from newsdesk.settings import ClassifierSettings, Settings
from tests.desk.messages import event_at, raw_event
from tests.desk.pages import Pages, run
from tests.support.enriched_events import enriched

KNOWN = {"medtop:15000000": {"de": "Sport", "pt-br": "esporte", "pt-pt": "desporto", "ar": "رياضة"}}
GERMAN = {"Accept-Language": "de-AT,de;q=0.9,en;q=0.5"}


@pytest.mark.parametrize(
    ("header", "languages"),
    [
        ("de", ["de"]),
        ("en;q=0.5, de-AT ; q=0.9,fr", ["fr", "de-AT", "en"]),
        ("de;q=0, fr", ["fr"]),
        ("zh-Hant-TW", ["zh-Hant-TW"]),
        ("", []),
        ("*", []),
        ("de;q=2, <script>, fr;q=x, ../../etc, d", []),
        ("de;q=1e9", []),
        ("a" * 100_000, []),
        ("de," * 100_000, ["de"] * 10),
        ("de" + "-x" * 1_000, []),
        ("x" * 8 + "-" + "y" * 100, []),
    ],
)
def test_languages_in(header: str, languages: list[str]) -> None:
    assert languages_in(header) == languages


@pytest.mark.parametrize(
    ("languages", "name", "language"),
    [
        (["de"], "Sport", "de"),
        (["sw", "pt"], "esporte", "pt-br"),
        (["pt-MZ"], "desporto", "pt-pt"),
        (["en-GB", "de"], "sport", ""),
        (["sw"], "sport", ""),
        ([], "sport", ""),
    ],
)
def test_name_of(languages: list[str], name: str, language: str) -> None:
    found = ReaderNames(languages, KNOWN).name_of("medtop:15000000", "sport")
    assert (found.text, found.label, found.language) == (name, "sport", language)


def test_name_of_a_topic_is_first_that_of_its_event() -> None:
    names = ReaderNames(["de"], KNOWN)
    assert names.name_of("medtop:15000000", "sport", {"de": "Wettkampf"}).text == "Wettkampf"
    assert names.name_of("own:1", "chess", {"de": "Schach"}).text == "Schach"
    assert names.name_of("own:1", "chess").text == "chess"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "desk.sqlite"


def test_pages_show_topics_in_the_readers_language(path: Path) -> None:
    first = enriched(id="a0").classification.topics[0]
    known = {first.id: {"de": "Nachrichten <aus>"}}
    shown = f'<span lang="de" dir="auto" title="{first.label}">Nachrichten &lt;aus&gt;</span>'

    async def look(pages: Pages) -> None:
        pages.write(event_at(0))
        stream = await pages.get(f"/?topic={first.id}", 200, **GERMAN)
        assert stream.count(shown) == 3, "at the row, in the filters and among those that are on"
        assert shown in await pages.get("/article/0/0", 200, **GERMAN)
        english: tuple[dict[str, str], ...] = ({}, {"Accept-Language": "en,de"})
        for headers in (*english, {"Accept-Language": "sw"}):
            for page in (f"/?topic={first.id}", "/article/0/0"):
                text = await pages.get(page, 200, **headers)
                assert "Nachrichten" not in text
                assert first.label in text

    run(path, look, names=known)


@pytest.mark.parametrize(
    "labels",
    [None, [], "de", {"de": 5}, {"de": None}, {"de": ["x"]}, {"de": {}}, {"": "x"}, {"de": ""}],
)
def test_article_page_of_names_of_another_type_shows_the_label(path: Path, labels: Any) -> None:
    event = orjson.loads(encode(enriched(id="a0")))
    topic = event["classification"]["topics"][0]
    topic["labels"] = labels

    async def look(pages: Pages) -> None:
        pages.write(raw_event(0, event))
        assert topic["label"] in await pages.get("/article/0/0", 200, **GERMAN)

    run(path, look)


def test_article_page_escapes_the_names_of_an_event(path: Path) -> None:
    event = orjson.loads(encode(enriched(id="a0")))
    event["classification"]["topics"][0]["labels"] = {"de": "<b>\u202eSport"}

    async def look(pages: Pages) -> None:
        pages.write(raw_event(0, event))
        assert ">&lt;b&gt;Sport</span>" in await pages.get("/article/0/0", 200, **GERMAN)

    run(path, look)


def test_topic_names_are_built_in_and_of_the_taxonomy_in_use(tmp_path: Path) -> None:
    built_in = topic_names(Settings())
    assert built_in["medtop:15000000"]["pt-pt"] == "desporto"
    file = tmp_path / "own.yaml"
    file.write_text("labels: [{id: a, labels: {de: A}}, {id: 'medtop:15000000', labels: {de: X}}]")
    own = topic_names(Settings(classifier=ClassifierSettings(taxonomy=file)))
    assert own["a"] == {"de": "A"}
    assert (own["medtop:15000000"]["de"], own["medtop:15000000"]["fr"]) == ("X", "Sport")
    missing = topic_names(Settings(classifier=ClassifierSettings(taxonomy=tmp_path / "none.yaml")))
    assert missing == built_in
