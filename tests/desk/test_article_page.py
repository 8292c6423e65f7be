"""The article's page: texts in parts, events of another schema, versions, lines to copy."""

import json
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson
import pytest

from newsdesk.desk.web.copy_lines import quoted
from newsdesk.desk.web.lit_text import PART, parts_of, pieces_of
from newsdesk.schemas import EnrichedArticle, encode
from tests.desk.hostile_texts import HOSTILE
from tests.desk.messages import event_at, raw_event
from tests.desk.pages import Pages, run
from tests.support.enriched_events import enriched

LONG = "".join(f"Line {number} of a long text.\n" for number in range(24_000))[:600_000]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "desk.sqlite"


def fields_of(event: EnrichedArticle) -> dict[str, Any]:
    fields: dict[str, Any] = orjson.loads(encode(event))
    return fields


@pytest.mark.parametrize("text", ["", "Rain.", LONG[:PART], LONG, "x" * (3 * PART + 1)])
def test_parts_are_the_whole_text_and_none_is_long(text: str) -> None:
    parts = parts_of(text)
    assert "".join(text[part.start : part.stop] for part in parts) == text
    assert all(len(part) <= PART for part in parts)
    assert len(parts) == 1 or len(text) > PART


@pytest.mark.parametrize("text", [LONG[:90_000], "x" * 90_000])
def test_pieces_are_lit_on_both_sides_of_a_border(text: str) -> None:
    first, second, *_ = parts_of(text)
    border = first.stop
    spans = [(border - 10, border + 10), (border, border + 5), (border - 5, border)]
    before = list(pieces_of(text, spans, [], (), first))
    after = list(pieces_of(text, spans, [], (), second))
    assert "".join(piece.text for piece in before) == text[:border]
    assert "".join(piece.text for piece in before if piece.is_summary) == text[border - 10 : border]
    assert "".join(piece.text for piece in after if piece.is_summary) == text[border : border + 10]


def test_article_just_as_long_as_a_part_is_shown_at_once(path: Path) -> None:
    async def look(pages: Pages) -> None:
        pages.write(event_at(0, text="x" * PART), event_at(1, text="x" * (PART + 1)))
        whole, cut = await pages.get("/article/0/0"), await pages.get("/article/0/1")
        assert "Show more" not in whole
        assert "Show more: part 2 of 2" in cut
        assert "Part 1</a>" in await pages.get("/article/0/1?part=2")

    run(path, look)


def test_long_article_comes_in_parts_and_odd_numbers_do_no_harm(path: Path) -> None:
    async def look(pages: Pages) -> None:
        pages.write(event_at(0, text=LONG))
        assert len(await pages.get("/article/0/0")) < 120_000
        last = len(parts_of(LONG))
        seen = [await pages.get(f"/article/0/0?part={n}") for n in range(1, last + 1)]
        texts = [text.partition('data-part="')[2].partition(">")[2] for text in seen]
        assert "".join(text.partition("</div>")[0] for text in texts) == LONG
        assert f"Part {last} of {last}" in await pages.get("/article/0/0?part=99999")
        for odd in ("0", "-1", "x", "", "٣", "9" * 40):
            assert "Part 1 of" in await pages.get(f"/article/0/0?part={odd}")

    run(path, look)


def changed(**changes: Any) -> dict[str, Any]:
    return fields_of(enriched(title="Newer")) | changes


NEWER: Sequence[tuple[dict[str, Any], Sequence[str]]] = [
    (changed(schema_version="1.7", moods=["calm"]), ["schema 1.7", "does not know", "moods"]),
    (changed(schema_version="2.0"), ["schema 2.0"]),
    (changed(schema_version=3), ["does not say its schema version"]),
    (changed(summary=None), ["missing or of another type", "summary"]),
    (changed(language="en", coverage=[1]), ["language", "coverage"]),
    (changed(article="Rain fell."), ["missing or of another type", "article"]),
    (changed(id=5), ["missing or of another type", "id"]),
    ({"schema_version": "2.0", "id": "a", "headline": "Rain"}, ["schema 2.0", "headline"]),
    (changed(cleaning={"kinds": {"x": 10**30}}, big=10**30), ["big"]),
]


@pytest.mark.parametrize(("fields", "said"), NEWER)
def test_event_of_another_schema_is_kept_and_shown_with_what_is_known(
    path: Path, fields: dict[str, Any], said: Sequence[str]
) -> None:
    async def look(pages: Pages) -> None:
        value = json.dumps(fields).encode()
        pages.write(raw_event(0, value), raw_event(1, value, key=b"other"))
        text = await pages.get("/article/0/0")
        assert 'class="notice"' in text
        for words in said:
            assert words in text
        assert await pages.get("/article/0/0/event") == value.decode()
        assert json.loads(await pages.get("/article/0/0/event?pretty=1")) == fields
        await pages.get("/article/0/0/why")
        await pages.get("/article/0/0/versions?with=0:1")
        assert "<strong>2</strong> articles" in await pages.get("/")

    run(path, look)


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2", "1.3"])
def test_event_of_a_known_schema_has_no_remark(path: Path, version: str) -> None:
    async def look(pages: Pages) -> None:
        pages.write(raw_event(0, changed(schema_version=version)))
        assert 'class="notice"' not in await pages.get("/article/0/0")

    run(path, look)


def test_events_without_an_id_do_not_hide_each_other(path: Path) -> None:
    async def look(pages: Pages) -> None:
        fields = changed(id=None, article={"title": "Nameless"})
        pages.write(raw_event(0, fields), raw_event(1, fields))
        pages.write(raw_event(2, fields, headers=(("ce_subject", b"s"),)))
        pages.write(raw_event(3, fields, headers=(("ce_subject", b"s"),)))
        assert "<strong>3</strong> articles" in await pages.get("/")

    run(path, look)


def test_versions_are_compared_with_the_one_before_or_a_chosen_one(path: Path) -> None:
    async def look(pages: Pages) -> None:
        for number, text in enumerate(("It rained.", "It poured.", "It poured <b>here</b>.")):
            pages.write(event_at(number, enriched("Weather", text)))
        text = await pages.get("/article/0/1/versions")
        assert "<del" in text
        assert "rained</del>" in text
        assert "poured</ins>" in text
        assert 'href="/article/0/0/versions" data-key="["' in text
        assert 'href="/article/0/2/versions" data-key="]"' in text
        chosen = await pages.get("/article/0/0/versions?with=0:2")
        assert "rained</del>" in chosen
        assert "&lt;" in chosen
        assert "no earlier version" in await pages.get("/article/0/0/versions")
        for odd in ("0:9", "x", "0:1", ""):
            await pages.get(f"/article/0/1/versions?with={odd}")
        await pages.get("/article/0/7/versions", 404)
        article = await pages.get("/article/0/1")
        assert 'href="/article/0/0" data-key="["' in article
        assert "/article/0/1/versions?with=0:2" in article

    run(path, look)


def test_earlier_version_keeps_its_topics(path: Path) -> None:
    async def look(pages: Pages) -> None:
        pages.write(event_at(0, enriched("Old")), event_at(1, enriched("New")))
        for offset in (0, 1):
            text = await pages.get(f"/article/0/{offset}")
            assert "economy, business and finance" in text
            assert "no topic" not in text

    run(path, look)


def test_only_version_says_so_and_of_another_article_nothing_is_compared(path: Path) -> None:
    async def look(pages: Pages) -> None:
        pages.write(event_at(0, text="Rain."), event_at(1, text="Snow."))
        assert "This is the only event" in await pages.get("/article/0/0")
        assert "Snow" not in await pages.get("/article/0/0/versions?with=0:1")

    run(path, look)


WORDS = (
    *("a", "two words", "it's", 'a "b"', "$(id)", "`id`", "a\nb", "a\r\n\tb", "-x", "", "é", "\\n"),
    *("\u202eabc", "a\u200bb", "\x1b[31mred", "a\u2028b", "!!", "~", "*", "a\\'b\n", "\U000e0041"),
)


@pytest.mark.parametrize("word", [*WORDS, *(text for text in HOSTILE if "\x00" not in text)])
def test_a_shell_reads_a_copied_word_as_it_is(word: str) -> None:
    line = quoted(word)
    assert "\n" not in line
    done = subprocess.run(["bash", "-c", f"printf %s {line}"], capture_output=True, check=True)
    assert done.stdout.decode() == word


def test_lines_to_copy_name_kafka_this_desk_and_the_article(path: Path) -> None:
    async def look(pages: Pages) -> None:
        pages.write(replace(event_at(0, id="it's\nodd"), headers=(("bin", b"\xff\x00"),)))
        text = await pages.get("/article/0/0")
        assert "kcat -C -b 127.0.0.1:1 -t enriched -p 0 -o 0 -c 1 -e" in text
        port = pages.client.make_url("/").port
        assert f"curl -fsS http://127.0.0.1:{port}/article/0/0/event" in text
        assert "newsdesk trace -- $&#39;it\\&#39;s\\012odd&#39;" in text
        assert "newsdesk explain --" in text
        assert "TOKEN" not in text
        assert "ff 00" in text
        assert "/trace?q=it%27s%0Aodd" in text
        assert "/article/0/0/why" in text

    run(path, look)


def test_lines_to_copy_take_the_token_from_the_shell_and_do_not_show_it(path: Path) -> None:
    token = "a secret of more than 16"

    async def look(pages: Pages) -> None:
        pages.write(event_at(0))
        text = await pages.get("/article/0/0", Authorization=f"Bearer {token}")
        assert "Bearer $TOKEN" in text
        assert token not in text

    run(path, look, token=token)
