"""Articles in shapes beyond the listed names: respelled, in trees of blocks, and in wrappings."""

from typing import Any

from tests.schemas.producers import PAGE, RAIN, URL, WHEN

_FIRST, _SECOND = RAIN.split(". ")[0] + ".", RAIN.split(". ")[1]
_REST: dict[str, Any] = {"title": "Rain ahead", "url": URL, "source": "The Post", "date": WHEN}

RESPELLED: dict[str, dict[str, Any]] = {
    "C#": {
        "Title": "Rain ahead",
        "Body": RAIN,
        "Url": URL,
        "Source": "The Post",
        "PublishedAt": WHEN,
    },
    "a database": {
        "TITLE": "Rain ahead",
        "TEXT": RAIN,
        "LINK": URL,
        "SOURCE_NAME": "The Post",
        "PUBLISHED_DATE": "2026-11-10 09:30:00",
    },
    "columns with spaces": {
        "Headline": "Rain ahead",
        "Article Text": RAIN,
        "Article URL": URL,
        "Publisher": "The Post",
        "Publication Date": "10 November 2026 09:30",
    },
    "hyphens": {
        "headline": "Rain ahead",
        "body-text": RAIN,
        "canonical-url": URL,
        "site-name": "The Post",
        "published-at": WHEN,
    },
    "Open Graph": {
        "og:title": "Rain ahead",
        "og:url": URL,
        "og:site_name": "The Post",
        "article:published_time": WHEN,
        "text": RAIN,
    },
    "JSON-LD with a prefix": {
        "@type": "schema:NewsArticle",
        "schema:headline": "Rain ahead",
        "schema:url": URL,
        "schema:publisher": {"schema:name": "P", "name": "The Post"},
        "schema:datePublished": WHEN,
        "schema:articleBody": RAIN,
    },
    "JSON-LD, expanded": {
        "@type": ["http://schema.org/NewsArticle"],
        "http://schema.org/headline": [{"@value": "Rain ahead"}],
        "http://schema.org/url": [{"@id": URL}],
        "http://schema.org/publisher": [{"@value": "The Post"}],
        "http://schema.org/datePublished": [{"@value": WHEN}],
        "http://schema.org/articleBody": [{"@language": "en", "@value": RAIN}],
    },
    "a table of nested objects": {
        "title.rendered": "Rain ahead",
        "content.rendered": PAGE,
        "link": URL,
        "source": "The Post",
        "date_gmt": "2026-11-10T09:30:00",
    },
    "a scraper's own names": {
        "article_title": "Rain ahead",
        "article_url": URL,
        "source": "The Post",
        "pub_date": WHEN,
        "news_body_text": RAIN,
    },
}

TREES: dict[str, dict[str, Any]] = {
    "Sanity": {
        **_REST,
        "body": [
            {
                "_type": "block",
                "children": [
                    {"_type": "span", "text": "Heavy rain is "},
                    {"_type": "span", "marks": ["strong"], "text": "expected"},
                    {"_type": "span", "text": " in the north."},
                ],
            },
            {"_type": "image", "asset": {"_ref": "i"}, "caption": "Rain on Sunday."},
            {"_type": "block", "children": [{"_type": "span", "text": _SECOND}]},
        ],
    },
    "Contentful": {
        **_REST,
        "fields": {
            "body": {
                "nodeType": "document",
                "content": [
                    {
                        "nodeType": "paragraph",
                        "content": [
                            {"nodeType": "text", "value": "Heavy rain is "},
                            {
                                "nodeType": "hyperlink",
                                "data": {"uri": URL},
                                "content": [{"nodeType": "text", "value": "expected"}],
                            },
                            {"nodeType": "text", "value": " in the north."},
                        ],
                    },
                    {"nodeType": "paragraph", "content": [{"nodeType": "text", "value": _SECOND}]},
                ],
            }
        },
    },
    "Editor.js": {
        **_REST,
        "content": {
            "time": 1_794_303_000_000,
            "blocks": [
                {"type": "paragraph", "data": {"text": _FIRST}},
                {"type": "list", "data": {"style": "unordered", "items": [_SECOND]}},
            ],
        },
    },
    "Lexical": {
        **_REST,
        "content": {
            "root": {
                "type": "root",
                "children": [
                    {"type": "paragraph", "children": [{"type": "text", "text": _FIRST}]},
                    {"type": "paragraph", "children": [{"type": "text", "text": _SECOND}]},
                ],
            }
        },
    },
    "TipTap": {
        **_REST,
        "content": {
            "type": "doc",
            "content": [
                {
                    "type": "paragraph",
                    "content": [
                        {"type": "text", "text": _FIRST},
                        {"type": "hardBreak"},
                        {"type": "text", "text": _SECOND},
                    ],
                }
            ],
        },
    },
    "Prismic": {
        **_REST,
        "data": {
            "body": [
                {"type": "paragraph", "text": _FIRST, "spans": []},
                {"type": "paragraph", "text": _SECOND, "spans": []},
            ]
        },
    },
    "blocks in blocks": {
        **_REST,
        "blocks": [
            {
                "type": "text",
                "model": {
                    "blocks": [
                        {
                            "type": "paragraph",
                            "model": {
                                "text": _FIRST,
                                "blocks": [{"type": "fragment", "model": {"text": _FIRST}}],
                            },
                        }
                    ]
                },
            },
            {
                "type": "image",
                "model": {"blocks": [{"type": "caption", "model": {"text": "Rain"}}]},
            },
            {"type": "text", "model": {"text": _SECOND}},
        ],
    },
    "sections with paragraphs": {
        **_REST,
        "body": {"summary": [], "sections": [{"headline": [], "paragraphs": [_FIRST, _SECOND]}]},
    },
    "paragraphs in a list": {**_REST, "paragraphs": [_FIRST, _SECOND]},
    "paragraphs with types": {
        **_REST,
        "content": [{"type": "paragraph", "content": _FIRST}, {"type": "text", "content": _SECOND}],
    },
}

WRAPPED: dict[str, dict[str, Any]] = {
    "an agency's answer": {"api_version": "1", "data": {"item": {**_REST, "body_nitf": PAGE}}},
    "a webhook": {"post": {"current": {**_REST, "html": PAGE}, "previous": {"status": "draft"}}},
    "a schema and its payload": {"schema": {"type": "struct"}, "payload": {**_REST, "body": RAIN}},
    "an entity of a graph": {"data": [{"score": 1, "entity": {**_REST, "text": RAIN}}]},
    "the only one of a search": {
        "took": 3,
        "hits": {
            "total": {"value": 1},
            "hits": [{"_index": "n", "_source": {**_REST, "text": RAIN}}],
        },
    },
    "the only one of its articles": {
        "articles": {"results": [{**_REST, "body": RAIN}], "count": 1}
    },
    "an object by its number": {"query": {"pages": {"17": {**_REST, "extract": RAIN}}}},
}
