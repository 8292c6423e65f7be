"""Why an article has its topics: the sentences that voted, the runner-up and the threshold."""

from typing import Any

import orjson
from aiohttp import web

from newsdesk.desk.explaining import Asked
from newsdesk.desk.json_values import list_of, number_of, object_of, text_of
from newsdesk.desk.store.articles import KeptArticle
from newsdesk.desk.web.article_page import kept_article, place_of
from newsdesk.desk.web.context import context_of
from newsdesk.desk.web.copy_lines import explain_line
from newsdesk.desk.web.rendering import page
from newsdesk.schemas.exact_json import loads

_MOST_VOTERS = 100


async def why(request: web.Request) -> web.Response:
    """Show the explanation, or that it is being made. The event is read once for it."""
    explanations, place = context_of(request).explanations, place_of(request)
    asked = explanations.known(place)
    if asked is None:
        kept = await kept_article(request)
        if kept is None:
            return page(request, "gone.html.j2", 404, **request.match_info)
        asked = explanations.ask(place, Asked(kept.row.id, kept.row.title), _article(kept))
    explained = asked.explained
    values = _values(explained.fields) if explained and not explained.problem else {}
    return page(
        request,
        "why.html.j2",
        place=place,
        asked=asked,
        command=explain_line(asked.id),
        is_made=explained is not None,
        problem=explained.problem if explained else "",
        **{"candidates": [], "voters": [], "abstained": "", "model": "", **values},
    )


def _article(kept: KeptArticle) -> bytes:
    """Return what the models read of an event, as an article."""
    event = object_of(loads(kept.value))
    article = object_of(event.get("article"))
    return orjson.dumps(
        {
            "id": kept.row.id,
            "title": text_of(article.get("title")),
            "text": text_of(article.get("text")),
            "language": kept.row.language,
        }
    )


def _values(fields: Any) -> dict[str, Any]:
    candidates = [
        {
            "label": text_of(each.get("label")),
            "probability": number_of(each.get("probability"), 0.0),
            "needed": number_of(each.get("needed"), 0.0),
            "is_assigned": each.get("assigned") is True,
        }
        for each in map(object_of, list_of(fields.get("candidates")))
    ]
    return {
        "candidates": candidates,
        "voters": [_voter(each) for each in list_of(fields.get("voters"))[:_MOST_VOTERS]],
        "abstained": text_of(fields.get("abstained")),
        "model": text_of(fields.get("model")),
    }


def _voter(voter: Any) -> dict[str, Any]:
    votes = [
        (text_of(each.get("label")) or "nothing in particular", number_of(each.get("share"), 0.0))
        for each in map(object_of, list_of(object_of(voter).get("votes")))
    ]
    fields = object_of(voter)
    return {
        "text": text_of(fields.get("text")),
        "is_title": fields.get("start") is None,
        "votes": votes,
    }
