"""Articles in every shape that is accepted, and messages that are not, with the reason."""

from typing import Any

from newsdesk.schemas import Reason

TEXT = "Heavy rain is expected in the north."

NEWSDESK: dict[str, Any] = {
    "id": "post-17",
    "text": TEXT,
    "title": "Rain ahead",
    "url": "https://news.example/17",
    "source": "The Post",
    "language": "en",
    "published_at": "2026-11-10T09:30:00Z",
}
NINJS_1: dict[str, Any] = {
    "uri": "post-17",
    "body_text": TEXT,
    "headline": "Rain ahead",
    "link": "https://news.example/17",
    "provider": "The Post",
    "language": "en",
    "versioncreated": "2026-11-10T09:30:00Z",
}
NINJS_2: dict[str, Any] = {
    "uri": "post-17",
    "bodies": [
        {"role": "main", "contentType": "text/html", "value": "<p>Not this one.</p>"},
        {"role": "main", "contentType": "text/plain", "value": TEXT},
    ],
    "headlines": [{"role": "main", "value": "Rain ahead"}],
    "link": "https://news.example/17",
    "provider": {"name": "The Post"},
    "language": "en",
    "versionCreated": "2026-11-10T09:30:00+00:00",
}
SCHEMA_ORG: dict[str, Any] = {
    "@id": "post-17",
    "articleBody": TEXT,
    "headline": "Rain ahead",
    "mainEntityOfPage": {"@type": "WebPage", "@id": "https://news.example/17"},
    "publisher": {"@type": "Organization", "name": "The Post"},
    "inLanguage": "en",
    "datePublished": "2026-11-10T10:30:00+01:00",
}
JSON_FEED: dict[str, Any] = {
    "id": "post-17",
    "content_text": TEXT,
    "title": "Rain ahead",
    "url": "https://news.example/17",
    "source": "The Post",
    "language": "en",
    "date_published": "Tue, 10 Nov 2026 09:30:00 GMT",
}
SCRAPER: dict[str, Any] = {
    "guid": "post-17",
    "maintext": TEXT,
    "title": "Rain ahead",
    "link": "https://news.example/17",
    "source": "The Post",
    "lang": "en",
    "date_published": 1_794_303_000,
}
SHAPES = {
    "newsdesk": NEWSDESK,
    "ninjs 1.x": NINJS_1,
    "ninjs 2.x": NINJS_2,
    "schema.org": SCHEMA_ORG,
    "JSON Feed": JSON_FEED,
    "scraper": SCRAPER,
}

ODD_BUT_FINE: dict[str, dict[str, Any]] = {
    "blank text beside HTML": {"text": "  ", "html": "<p>Rain.</p>"},
    "null text beside HTML": {"text": None, "body_html": "<p>Rain.</p>"},
    "an object as HTML beside text": {"text": TEXT, "html": {"lines": 3}},
    "a list as id": {"text": TEXT, "id": ["x"]},
    "a very long id": {"text": TEXT, "id": "x" * 513},
    "an object as title": {"text": TEXT, "title": {"en": "Rain"}},
    "an object before HTML": {"text": {}, "html": "<p>Rain.</p>"},
    "a number before HTML": {"text": 0, "html": "<p>Rain.</p>"},
    "paragraphs": {"body_text": ["Rain.", "Snow."]},
    "a body in an envelope": {"data": {"attributes": {"body": {"processed": "<p>Rain.</p>"}}}},
    "the only one of a list": {"articles": [{"content": "Rain."}]},
    "a body by its pattern": {"body_main_text": "Heavy rain.", "headline_main": "Rain"},
    "a summary alone": {"title": "Rain", "description": "Heavy rain is expected."},
    "XHTML among the bodies": {
        "bodies": [{"contenttype": "application/xhtml+xml", "value": "<p>Rain.</p>"}]
    },
}

REFUSED_OBJECTS: dict[str, tuple[dict[str, Any], Reason, str]] = {
    "nothing at all": ({}, Reason.NO_TEXT, "has no text. Send it in 'text' or 'html'"),
    "a title only": ({"title": "Rain"}, Reason.NO_TEXT, "has no text"),
    "empty text": ({"text": ""}, Reason.NO_TEXT, "has no text"),
    "white space": ({"text": " \n\t\u00a0"}, Reason.NO_TEXT, "has no text"),
    "null": ({"text": None, "html": None}, Reason.NO_TEXT, "has no text"),
    "an object": ({"text": {"en": "x"}}, Reason.WRONG_TYPE, "'text' must be a string, not an obj"),
    "a list": ({"body_text": [1]}, Reason.WRONG_TYPE, "'body_text' must be a string, not a list"),
    "a number": ({"html": 0}, Reason.WRONG_TYPE, "'html' must be a string, not a number"),
    "a boolean": ({"text": True}, Reason.WRONG_TYPE, "'text' must be a string, not a boolean"),
    "no bodies": ({"bodies": []}, Reason.NO_TEXT, "has no text"),
    "bodies without a value": ({"bodies": [{"value": " "}, "x", 3]}, Reason.NO_TEXT, "has no text"),
    "bodies that are a string": ({"bodies": "x"}, Reason.NO_TEXT, "has no text"),
}
