"""Parts of traces, without Kafka."""

import json

import pytest

from newsdesk.client.tracing.needles import Needles
from newsdesk.client.tracing.places import held_source, letter_source, replayed_letter
from newsdesk.client.tracing.sighting import Kind, Sighting
from newsdesk.client.tracing.timing import gaps_of, moment_of

NAMES = ["a", "nr/1", 'say "hi"', "tab\tand \\", "Überflutung", "東京", "😀", "é/è\n"]


@pytest.mark.parametrize("name", NAMES)
def test_needles_are_in_every_form_that_json_may_have(name: str) -> None:
    needles = Needles([name])
    for text in (json.dumps({"t": name}), json.dumps({"t": name}, ensure_ascii=False)):
        for form in (text, text.replace("/", r"\/")):
            assert needles.may_be_in(form.encode())
    assert not needles.may_be_in(b'{"t": "forms"}')


def test_needles_know_what_may_be_the_hash_of_a_content() -> None:
    needles = Needles(["rates-1", "F" * 32, "f" * 31])
    assert not needles.has_content_id
    assert Needles(["rates-1", "f" * 32]).has_content_id


@pytest.mark.parametrize("key", [None, b"", b"a", b"a/1", b"/1/2", b"a/x/2", b"a/1/-2", b"\xff/1/"])
def test_replayed_letter_of_what_is_no_place_is_none(key: bytes | None) -> None:
    assert replayed_letter(key) is None


def test_places_are_read_from_keys_and_headers() -> None:
    assert replayed_letter(b"a/b/1/22") == ("a/b", 1, 22)
    assert held_source(b"articles/1/22/abcdef") == ("articles", 1, 22)
    assert letter_source(()) is None


def test_gaps_are_seconds_where_both_times_are_known() -> None:
    times = (None, 1000, 2500, None, 3000, 2000)
    sightings = [Sighting(time, "t", 0, 0, Kind.ARTICLE, "a") for time in times]
    assert gaps_of(sightings) == [None, None, 1.5, None, None, -1.0]
    assert moment_of(10**30) is None
