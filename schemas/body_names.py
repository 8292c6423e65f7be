"""The names of fields that may be an article's body, in the shapes that producers send."""

from newsdesk.schemas.places import name_list

TEXT_NAMES = name_list(
    "text body_text articleBody content_text",  # newsdesk, ninjs, schema.org, JSON Feed
    "maintext cleaned_text plain_text plain_text[+].text",  # scrapers
    "bodyText fields.bodyText full_text fulltext article_text",  # papers, APIs
    "liveBlogUpdate[+].articleBody",  # schema.org
)
HTML_NAMES = name_list(
    "html body_html body_xhtml content_html",  # newsdesk, ninjs, JSON Feed
    "content:encoded content.content",  # RSS, feed readers
    "content.rendered body.processed body[].processed content_elements[+].content",  # CMS
)
EITHER_NAMES = name_list(
    "bodies[].value body_*",  # ninjs 2 and 3, ninjs 1
    "content[].value",  # feedparser
    "content body body.value body[].value fields.body details.body",  # APIs, scrapers, CMS
)
"""Names of what one producer sends as text and another as HTML; a look at it tells."""

PLAIN_NAMES = name_list("textContent plaintext raw_text")
"""Names of the text of a page, whose blocks may have run together, unlike those of its HTML."""

PROSE_NAMES = name_list(
    "article story document page_content raw_content paragraphs selftext extract",
)
"""Names that data sets and programs use for a text, and others for something else."""

MARKDOWN_NAMES = name_list("markdown content_markdown markdown.fit_markdown markdown.raw_markdown")
TEASER_NAMES = name_list(
    "descriptions[].value description_*",  # ninjs
    "summary summary.content description",  # feeds, APIs
    "excerpt excerpt.rendered abstract lead_paragraph fields.trailText trailText",  # CMS, papers
    "standfirst snippet",
)
BODY_FIELDS = {
    "text": TEXT_NAMES,
    "HTML": HTML_NAMES,
    "either": EITHER_NAMES,
    "prose": PROSE_NAMES,
    "plain": PLAIN_NAMES,
    "Markdown": MARKDOWN_NAMES,
    "summary": TEASER_NAMES,
}
"""All names of what may be the body, by what it is read as."""

EVERY_NAME = frozenset(name for names in BODY_FIELDS.values() for name in names)
