from pathlib import Path

import pytest
import yaml

from newsdesk.enrichment.cleaning import clean_text
from newsdesk.enrichment.cleaning.inserts.error_pages import is_error_page

MORE = yaml.safe_load(Path(__file__).with_name("error_pages.yaml").read_text(encoding="utf-8"))
PAGES = [
    'Access Denied\n\nYou don\'t have permission to access "http://example.org/" on this server.\n'
    "Reference #18.2d351ab8.1557333295.a4e16ab",
    "Page not found\nThe page you are looking for might have been removed, had its name changed, "
    "or is temporarily unavailable.",
    "404 Not Found\nnginx/1.18.0",
    "502 Bad Gateway",
    "Just a moment...\nChecking your browser before accessing example.org.\n"
    "This process is automatic. Your browser will redirect shortly.\nRay ID: 7f2c",
    "Are you a robot?\nPlease make sure your browser supports JavaScript and cookies.",
    "451: Unavailable due to legal reasons\nWe recognize you are attempting to access this website "
    "from a country that does not allow it.",
    "Seite nicht gefunden",
    "Página no encontrada",
    "Accès refusé",
]
REPORTS = [
    "Access denied: for three days no lorry has been let into the port.",
    "Page not found was all that visitors could read on Monday.",
    "404 people were saved from the sea on Monday.",
    "404\nThe number of the saved is 404, the coast guard said.",
    "Forbidden fruit tastes sweet, a study of the university found.",
    "The page you are looking for is the first of the diary, the curator said. It is lost.",
    "Just a moment of silence was held at noon.",
]


@pytest.mark.parametrize("page", PAGES + MORE["pages"])
def test_clean_text_an_error_page_comes_back_empty(page: str) -> None:
    cleaned = clean_text(page)
    assert cleaned.text == ""
    assert cleaned.removed


@pytest.mark.parametrize("text", REPORTS + MORE["reports"])
def test_clean_text_a_report_that_begins_alike_stays(text: str) -> None:
    assert not is_error_page(text)
    assert clean_text(text).text == text


def test_is_error_page_an_article_with_such_a_line_is_none() -> None:
    assert not is_error_page("Access denied\nThe river rose two metres and flooded the market.")
