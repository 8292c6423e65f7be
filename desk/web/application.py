"""The desk's pages, by their addresses."""

from aiohttp import web

from newsdesk.desk.web import assets
from newsdesk.desk.web.article_page import article, event
from newsdesk.desk.web.context import CONTEXT, DeskContext, context_of
from newsdesk.desk.web.exports import as_csv, as_json_lines
from newsdesk.desk.web.feeds import atom, json_feed, rss
from newsdesk.desk.web.guard import guard, protect
from newsdesk.desk.web.letter_page import letter, letter_value
from newsdesk.desk.web.letters_page import letters
from newsdesk.desk.web.pipeline_page import pipeline, pipeline_live
from newsdesk.desk.web.policy_reports import PATH as POLICY_REPORTS
from newsdesk.desk.web.policy_reports import take_report
from newsdesk.desk.web.replay_pages import plan, progress, start
from newsdesk.desk.web.stream_page import live, stream
from newsdesk.desk.web.trace_page import part, trace
from newsdesk.desk.web.try_page import send, try_it
from newsdesk.desk.web.trying import MAX_BYTES
from newsdesk.desk.web.versions_page import versions
from newsdesk.desk.web.why_page import why
from newsdesk.desk.web.writes_page import writes

_PLACE = r"{partition:\d{1,9}}/{offset:\d{1,18}}"


async def policy_report(request: web.Request) -> web.Response:
    """Take what a browser reports."""
    return await take_report(request, context_of(request).policy_reports)


def application_of(context: DeskContext) -> web.Application:
    """Return the application; it reads the database, and owns nothing of it."""
    application = web.Application(middlewares=[guard], client_max_size=MAX_BYTES)
    application[CONTEXT] = context
    application.on_response_prepare.append(protect)
    application.router.add_get("/", stream)
    application.router.add_get("/live", live)
    application.router.add_get(f"/article/{_PLACE}", article)
    application.router.add_get(f"/article/{_PLACE}/event", event)
    application.router.add_get(f"/article/{_PLACE}/why", why)
    application.router.add_get(f"/article/{_PLACE}/versions", versions)
    application.router.add_get("/articles.csv", as_csv)
    application.router.add_get("/articles.jsonl", as_json_lines)
    application.router.add_get("/feed.atom", atom)
    application.router.add_get("/feed.rss", rss)
    application.router.add_get("/feed.json", json_feed)
    application.router.add_get("/letters", letters)
    application.router.add_get("/pipeline", pipeline)
    application.router.add_get("/pipeline/live", pipeline_live)
    application.router.add_post(POLICY_REPORTS, policy_report)
    application.router.add_get("/trace", trace)
    application.router.add_get("/trace/part", part)
    application.router.add_get("/try", try_it)
    application.router.add_post("/try", send)
    application.router.add_get(f"/letters/{_PLACE}", letter)
    application.router.add_get(f"/letters/{_PLACE}/value", letter_value)
    application.router.add_post("/replays/plan", plan)
    application.router.add_post("/replays", start)
    application.router.add_get(r"/replays/{number:\d{1,9}}", progress)
    application.router.add_get("/writes", writes)
    application.router.add_get(assets.PREFIX + "{digest}/{name:.+}", assets.serve)
    return application
