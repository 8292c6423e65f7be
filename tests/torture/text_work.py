"""The work on an article's text in the torture: the worker's own, and what a title asks for."""

from newsdesk.enrichment.document import Limits, prepare
from newsdesk.schemas import Article
from tests.support.text_tasks import act

TEXT = "text "


def read(article: Article) -> str:
    """Prepare the article, and do what its title asks for."""
    title = article.title or ""
    if title.startswith(TEXT):
        act(title.removeprefix(TEXT))
    return prepare(article, Limits()).document.text
