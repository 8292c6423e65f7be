"""Articles in the shapes of many producers, each with the same content."""

from typing import Any

RAIN = "Heavy rain is expected in the north. The harbour was closed on Monday."
PAGE = f"<p>{RAIN}</p>"
URL = "https://news.example/17"
WHEN = "2026-11-10T09:30:00Z"
LINKED: dict[str, Any] = {
    "@type": "NewsArticle",
    "headline": "Rain ahead",
    "url": URL,
    "datePublished": WHEN,
    "articleBody": RAIN,
}

WHOLE: dict[str, dict[str, Any]] = {
    "trafilatura": {
        "title": "Rain ahead",
        "author": "A. Writer",
        "hostname": "news.example",
        "date": "2026-11-10T09:30:00",
        "raw_text": RAIN,
        "text": RAIN,
        "source": URL,
        "source-hostname": "The Post",
        "excerpt": "Rain.",
    },
    "trafilatura's document": {
        "title": "Rain ahead",
        "url": URL,
        "sitename": "The Post",
        "hostname": "news.example",
        "description": "Rain.",
        "date": "2026-11-10 09:30",
        "text": RAIN,
        "body": None,
        "commentsbody": None,
    },
    "extruct": {
        "json-ld": [
            {
                "@context": "https://schema.org",
                "@graph": [
                    {**LINKED, "publisher": {"@id": "#us"}},
                    {"@type": "Organization", "@id": "#us", "name": "The Post"},
                ],
            }
        ],
        "opengraph": [],
    },
    "JSON-LD within its page": {
        "@type": "WebPage",
        "name": "Rain ahead | The Post",
        "mainEntity": {**LINKED, "publisher": {"@type": "Organization", "name": "The Post"}},
    },
    "JSON-LD of a site": {
        "@graph": [
            {"@type": "WebSite", "name": "The Post"},
            {"@type": "schema:BlogPosting", **{k: v for k, v in LINKED.items() if k != "@type"}},
        ]
    },
    "JSON-LD with its address as its id": {
        "@graph": [
            {"@type": "Organization", "name": "The Post"},
            {**{k: v for k, v in LINKED.items() if k != "url"}, "@id": URL},
        ]
    },
    "JSON-LD in arrays": {
        "@type": ["NewsArticle"],
        "headline": ["Rain ahead"],
        "mainEntityOfPage": [{"@type": "WebPage", "@id": URL}],
        "publisher": [{"@type": "Organization", "name": ["The Post"]}],
        "datePublished": [WHEN],
        "articleBody": [RAIN],
    },
    "a live blog": {
        "@type": "LiveBlogPosting",
        "headline": "Rain ahead",
        "url": URL,
        "publisher": {"name": "The Post"},
        "datePublished": WHEN,
        "liveBlogUpdate": [
            {"@type": "BlogPosting", "articleBody": "Heavy rain is expected in the north."},
            {"@type": "BlogPosting", "articleBody": "The harbour was closed on Monday."},
        ],
    },
    "Guardian": {
        "response": {
            "status": "ok",
            "content": {
                "id": "weather/17",
                "webTitle": "Rain ahead",
                "webUrl": URL,
                "apiUrl": "https://api.example/17",
                "webPublicationDate": WHEN,
                "fields": {"bodyText": RAIN, "trailText": "Rain.", "publication": "The Post"},
            },
        }
    },
    "New York Times": {
        "web_url": URL,
        "abstract": RAIN,
        "source": "The Post",
        "headline": {"main": "Rain ahead", "kicker": None},
        "pub_date": "2026-11-10T09:30:00+0000",
    },
    "Event Registry": {
        "uri": "8123",
        "lang": "eng",
        "date": "2026-11-10",
        "time": "09:30:00",
        "dateTimePub": WHEN,
        "url": URL,
        "title": "Rain ahead",
        "body": RAIN,
        "source": {"uri": "news.example", "dataType": "news", "title": "The Post"},
    },
    "Webz": {
        "thread": {"site_full": "The Post", "published": "2026-11-10T00:00:00Z"},
        "uuid": "w17",
        "url": URL,
        "published": "2026-11-10T11:30:00.000+02:00",
        "title": "Rain ahead",
        "text": RAIN,
        "crawled": "2026-11-12T00:00:00Z",
    },
    "Diffbot": {
        "request": {"pageUrl": URL, "api": "article"},
        "objects": [
            {
                "type": "article",
                "title": "Rain ahead",
                "pageUrl": URL,
                "siteName": "The Post",
                "date": "Tue, 10 Nov 2026 09:30:00 GMT",
                "estimatedDate": "Tue, 10 Nov 2026 00:00:00 GMT",
                "text": RAIN,
                "html": PAGE,
            }
        ],
    },
    "GNews": {
        "title": "Rain ahead",
        "description": "Rain.",
        "content": f"{RAIN} ... [1234 chars]",
        "url": URL,
        "publishedAt": WHEN,
        "source": {"name": "The Post", "url": "https://news.example"},
    },
    "Bing News": {
        "name": "Rain ahead",
        "url": URL,
        "description": RAIN,
        "datePublished": "2026-11-10T09:30:00.0000000Z",
        "provider": [{"_type": "Organization", "name": "The Post"}],
    },
    "Feedly": {
        "id": "entry/17",
        "title": "Rain ahead",
        "published": 1_794_303_000_000,
        "alternate": [{"href": URL, "type": "text/html"}],
        "origin": {"title": "The Post", "htmlUrl": "https://news.example"},
        "summary": {"content": "Rain.", "direction": "ltr"},
        "content": {"content": PAGE, "direction": "ltr"},
    },
    "RSS as an object": {
        "title": "Rain ahead",
        "link": URL,
        "guid": {"@isPermaLink": "false", "#text": "17"},
        "pubDate": "Tue, 10 Nov 2026 09:30:00 GMT",
        "source": {"@url": "https://news.example/rss", "#text": "The Post"},
        "description": "Rain.",
        "content:encoded": PAGE,
    },
    "Arc": {
        "_id": "17",
        "canonical_url": URL,
        "headlines": {"basic": "Rain ahead", "meta_title": "Rain | The Post"},
        "display_date": WHEN,
        "site_name": "The Post",
        "content_elements": [
            {"type": "text", "content": "<p>Heavy rain is expected in the north.</p>"},
            {"type": "image", "url": "https://news.example/i.jpg"},
            {"type": "text", "content": "<p>The harbour was closed on Monday.</p>"},
        ],
    },
    "Contentful": {
        "sys": {"id": "17"},
        "url": URL,
        "source": "The Post",
        "fields": {"title": "Rain ahead", "body": RAIN},
        "published_at": WHEN,
    },
    "Strapi": {
        "data": {
            "id": 17,
            "attributes": {
                "title": "Rain ahead",
                "content": RAIN,
                "url": URL,
                "source": "The Post",
                "publishedAt": "2026-11-10T09:30:00.000Z",
            },
        },
        "meta": {},
    },
    "WordPress.com": {
        "ID": 17,
        "title": "Rain ahead",
        "URL": URL,
        "site_name": "The Post",
        "date": "2026-11-10T10:30:00+01:00",
        "content": PAGE,
    },
    "Common Crawl, extracted": {
        "plain_text": RAIN,
        "title": "Rain ahead",
        "published_date": "2026-11-10 09:30:00",
        "sitename": "The Post",
        "requested_url": URL,
        "responded_url": f"{URL}?x",
    },
    "Jina": {
        "code": 200,
        "status": 20000,
        "data": {
            "title": "Rain ahead",
            "description": "Rain.",
            "url": URL,
            "content": RAIN,
            "publishedTime": "Tue, 10 Nov 2026 09:30:00 GMT",
            "metadata": {"og:site_name": "The Post"},
        },
    },
    "MongoDB": {
        "_id": {"$oid": "65aa"},
        "title": "Rain ahead",
        "text": RAIN,
        "url": URL,
        "source": "The Post",
        "published_at": {"$date": {"$numberLong": "1794303000000"}},
    },
    "a change of a database": {
        "payload": {
            "op": "c",
            "before": None,
            "after": {
                "id": 17,
                "title": "Rain ahead",
                "body": RAIN,
                "url": URL,
                "source": "The Post",
                "published": 1_794_303_000_000_000,
            },
        }
    },
    "ninjs with NITF": {
        "uri": URL,
        "title": "rain-17",
        "versionCreated": WHEN,
        "copyrightHolder": "The Post",
        "headlines": [
            {"role": "kicker", "value": "Weather"},
            {"role": "main", "value": "Rain ahead"},
        ],
        "bodies": [
            {
                "role": "nitf",
                "contentType": "text/vnd.IPTC.NITF",
                "value": "<?xml version='1.0'?><nitf><head><title>T</title></head><body>"
                f"<body.head><byline>B</byline></body.head><body.content>{PAGE}</body.content>"
                "</body></nitf>",
            }
        ],
    },
}
"""The text of each is RAIN, or PAGE; title, url, source and time are the same."""
