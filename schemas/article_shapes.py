"""The names of an article's fields in the shapes that producers send.

Besides newsdesk's own names these are those of ninjs (IPTC), schema.org, JSON Feed, feeds as
feedparser reads them, content management systems, news APIs and scrapers. Names of bodies are in
`bodies`, places where an article may be within a message in `article_nodes`.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal

from newsdesk.schemas import values
from newsdesk.schemas.article_nodes import Found, find_article, graph_of
from newsdesk.schemas.dates import read_date
from newsdesk.schemas.places import Path, find, is_used_up, name_list, names_in
from newsdesk.schemas.reasons import InvalidMessage

OPTIONAL_FIELDS: dict[str, tuple[tuple[str, ...], Callable[[Any], Any]]] = {
    "id": (
        name_list(
            "id uri @id guid",  # newsdesk, ninjs, schema.org, RSS
            "_id _id.$oid uuid ID article_id guid.#text guid.rendered",  # stores, APIs, RSS
        ),
        values.identifier,
    ),
    "url": (
        name_list(
            "url link mainEntityOfPage",  # newsdesk, feeds, schema.org
            "webUrl web_url canonical_url canonical_link permalink pageUrl page_url article_url",
            "requested_url external_url canonicalUrl URL links.permalink alternate",
            "meta.canonical metadata.sourceURL metadata.url opengraph.url",  # scrapers
            "metadata.canonicalUrl metadata.source",
            "source uri @id",  # trafilatura, ninjs, schema.org: if they are addresses
        ),
        values.address,
    ),
    "title": (
        name_list(
            "title headline headlines",  # newsdesk, schema.org and ninjs 1, ninjs 2 and 3
            "title.rendered headline.main headlines.basic fields.headline webTitle",  # CMS, papers
            "fields.title article_title name title_detail.value headline_*",
            "metadata.title metadata.ogTitle metadata.og:title opengraph.title",  # scrapers
        ),
        values.title,
    ),
    "source": (
        name_list(
            "source-hostname",  # trafilatura, whose `source` is the article's address
            "source publisher provider infosources infoSources",  # newsdesk, schema.org, ninjs
            "siteName site_name sitename source_name name_source media_name publication",
            "fields.publication meta_site_name metadata.ogSiteName metadata.siteName",
            "metadata.og:site_name opengraph.site_name yoast_head_json.og_site_name",
            "copyrightholder copyrightHolder",  # ninjs
            "source_domain hostname domain domain_url clean_url thread.site_full",  # scrapers
            "sourceOrganization publisher_name domain_name",
            "source.name source.title publisher.name",  # objects as columns
            "origin feed source_id",  # feed readers, APIs
        ),
        values.name,
    ),
    "language": (
        name_list(
            "language inLanguage lang",  # newsdesk, schema.org, scrapers
            "meta_lang langcode meta.lang metadata.language humanLanguage content[].language",
            "language_code metadata.languageCode locale",
        ),
        values.language,
    ),
    "published_at": (
        name_list(
            "published_at datePublished date_published publishedAt publish_date date_publish",
            "publishDate published_date published published_parsed pubDate pub_date isoDate",
            "publishedTime published_time publicationDate publication_date publishing_date",
            "publishTime publicationDateTime publishedDateTime published_on first_published_at",
            "first_publication_date datePosted posted_at post_date issued",
            "webPublicationDate display_date dateTimePub dateTime date_gmt",  # papers, APIs, CMS
            "versioncreated versionCreated firstcreated firstCreated",  # ninjs
            "contentcreated contentCreated date dc:date created",
            "metadata.publishedTime metadata.article:published_time opengraph.published_time",
            "metadata.publish_date metadata.published_at metadata.date",
            "thread.published",
        ),
        read_date,
    ),
}
"""Names in the order in which they are read, and how. A name with dots is that of a member."""

_FROM_AROUND = frozenset(("id", "source", "language"))
"""Fields that may stand outside of the object that holds the article."""

_NINJS = frozenset(("versioncreated", "versionCreated", "pubstatus", "pubStatus"))
_OWN_ADDRESSES = ("url", "link", "mainEntityOfPage", "canonical_url", "webUrl")


def _source_is_page(node: Mapping[str, Any]) -> bool:
    """Whether `source` is the article's address, as in the JSON of trafilatura."""
    has_address = any(node.get(name) for name in _OWN_ADDRESSES)
    return not has_address and values.is_page(node.get("source"))


_CONDITIONS: dict[tuple[str, str], Callable[[Mapping[str, Any]], bool]] = {
    ("url", "source"): _source_is_page,
    ("source", "source"): lambda node: not _source_is_page(node),
    ("url", "metadata.source"): lambda node: any(
        values.is_page(value) for _, value in find(node, "metadata.source")
    ),
    ("url", "uri"): lambda node: values.is_address(node.get("uri")),
    ("url", "@id"): lambda node: values.is_address(node.get("@id")) and "#" not in node["@id"],
    # The title of ninjs is a slug; its headline is for readers.
    ("title", "title"): lambda node: (
        not (_NINJS & node.keys() and (values.title(node.get("headline") or node.get("headlines"))))
    ),
}


def optional_fields(found: Found) -> tuple[dict[str, Any], list[Path]]:
    """Return the fields of the article that can be read, and the paths of what they used up."""
    known: dict[str, Any] = {}
    used: list[Path] = []
    for field in OPTIONAL_FIELDS:
        for path, raw, value in _values(found, field):
            known[field] = value
            if is_used_up(raw):
                used.append(path)
            break
    return known, used


def article_id(decoded: Any) -> str | None:
    """Return the id that an article in decoded JSON gives itself, or None if it has none."""
    return text_field(decoded, "id")


def text_field(decoded: Any, field: Literal["id", "source", "title", "url"]) -> str | None:
    """Return the first usable value of an optional field in decoded JSON, or None."""
    message = graph_of(decoded)
    if not isinstance(message, Mapping):
        return None
    try:
        found = find_article(message)
    except InvalidMessage:
        return None
    return next((value for _, _, value in _values(found, field)), None)


def _values(found: Found, field: str) -> Iterator[tuple[Path, Any, Any]]:
    """Yield the values of a field that can be read: path in the message, as sent, and as read."""
    names, convert = OPTIONAL_FIELDS[field]
    around = found.around if field in _FROM_AROUND else ()
    for node, base in ((found.node, found.path), *around):
        for name in names_in(node, names):
            condition = _CONDITIONS.get((field, name))
            if condition and not condition(node):
                continue
            for path, raw in find(node, name):
                value = convert(raw)
                if value is not None:
                    yield (*base, *path), raw, value
