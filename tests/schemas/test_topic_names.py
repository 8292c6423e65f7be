"""The name that suits a language: its own, a regional variant of it, or none."""

import pytest

from newsdesk.schemas.topic_names import names_in, tag_for

IPTC = ("ar", "da", "de", "en-us", "es", "fr", "nb", "nn", "pt-br", "pt-pt", "sv", "zh-hans")


@pytest.mark.parametrize(
    ("language", "tag"),
    [
        *((tag, tag) for tag in IPTC),
        ("de-AT", "de"),
        ("fr_CA", "fr"),
        ("en-US", "en-us"),
        ("en", None),
        ("en-GB", None),
        ("pt", "pt-br"),
        ("pt-BR", "pt-br"),
        ("pt-AO", "pt-pt"),
        ("no", "nb"),
        ("nn-NO", "nn"),
        ("zh", "zh-hans"),
        ("zh-CN", "zh-hans"),
        ("zh-TW", "zh-hans"),
        ("zh-Hans-SG", "zh-hans"),
        ("sw", None),
        ("und", None),
        ("", None),
        ("*", None),
        ("-" * 50, None),
        ("d", None),
        ("deu", None),
    ],
)
def test_tag_for(language: str, tag: str | None) -> None:
    assert tag_for(language, IPTC) == tag


def test_tag_for_traditional_chinese_where_it_is_named() -> None:
    assert tag_for("zh-HK", [*IPTC, "zh-hant"]) == "zh-hant"
    assert tag_for("zh", [*IPTC, "zh-hant"]) == "zh-hans"


def test_names_in_several_languages_have_each_name_once() -> None:
    names = {"de": "Sport", "nb": "sport", "pt-br": "esporte"}
    assert names_in(names, ["no", "nb", "sw"]) == {"nb": "sport"}
    assert names_in(names, ["*"]) == names
    assert names_in(names, []) == {}
