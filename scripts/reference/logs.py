"""docs/reference/logs.md, from the log calls in the code and the meanings below."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from scripts.reference.markdown import code, code_list, table
from scripts.reference.texts import fill

_ROOT = Path(__file__).parents[2]
_ROOMS = ("agents", "broker", "client", "desk", "engines", "enrichment", "newsdesk", "schemas")
_LEVELS = ("debug", "info", "warning", "error", "critical", "exception")

MEANINGS = {
    "batch done": "A micro-batch was published and its offset committed. One line per micro-batch.",
    "credentials kept": "A token, or a file with a secret, a certificate or a key, cannot be used"
    " as it is now; `problem` says why. The last one is used again.",
    "crash marker not cleared": "Work in flight was dropped, and the crash marker beside the"
    " committed offset stays. The next owner may try these messages one by one.",
    "cache not written": "Measurements or heads were made, and cannot be kept for the next start;"
    " `problem` says what follows, `advice` what to do.",
    "calibrated": "The measurement of this CPU is done.",
    "calibrating": "It is measured what this CPU computes fastest in; the result is kept.",
    "drain timed out": "Micro-batches were still in flight when the time to stop was over. The next"
    " owner of their partitions processes them.",
    "embargo over": "Articles whose embargo is over were sent back to their topic.",
    "event loop": "The longest pause of the event loop, and how many were over 100 ms.",
    "fenced": "Another producer took over the partition. Outcomes that it did not publish are"
    " published again, or dropped if the partition is now another worker's.",
    "fitting head": "The heads of the taxonomy are fitted; they are kept.",
    "head fitted": "The heads of the taxonomy are fitted.",
    "held": "An article is under embargo and was held back. One line per article.",
    "held article missing": "An article that is held is not in its topic any more: it cannot be"
    " released. Is the topic compacted?",
    "held article replaced": "A newer version of a held article came, or its withdrawal: it is no"
    " longer held.",
    "lag unknown": "Kafka did not say how many messages wait. It is asked again.",
    "loading models": "The models' process loads its models. `/ready` says so meanwhile.",
    "messages deleted unread": "Kafka has deleted messages that had no outcome yet, by the topic's"
    " retention; `first` is the first of them, and reading continues at `next`.",
    "models died": "The models' process died; `ending` is its signal or exit code.",
    "models hang": "The models did not answer in time. Their process is replaced.",
    "models loaded": "All models are loaded; `dtype`, `lanes` and `threads` are the arithmetic.",
    "models restarting": "The models' process is started again.",
    "models": "The work of the models' process in the last minute, and how often a cached reading"
    " was used.",
    "partitions unknown": "Kafka did not say how many partitions topics have. It is asked again.",
    "rejected": "A message became a dead letter. One line per dead letter.",
    "too many held articles": "An article under embargo became a dead letter, because its partition"
    " holds as many as it may.",
    "desk cannot read": "Reading Kafka for the desk has ended with an unforeseen error, which"
    " `problem` has. It is tried again.",
    "desk cannot write": "The desk's database cannot be written; `condition` is full, read_only,"
    " locked, damaged or unwritable, and `problem` what SQLite says. Its pages show what they have,"
    " and it tries again.",
    "desk database rebuilt": "The desk's database was damaged. It was replaced, and is filled"
    " again from Kafka.",
    "desk left a message out": "The desk's database refused a message; `problem` says why. All"
    " others are shown.",
    "desk reads a topic again": "A topic begins again: it was deleted and created. What the"
    " desk has read of that partition before is deleted.",
    "desk page failed": "A page of the desk could not be made, by an unforeseen error; the answer"
    " has the status 500.",
    "desk policy violated": "A browser has reported that the policy of the desk's pages stopped"
    " something: `blocked`, by `directive`, on `page`. Extensions of browsers cause it, too. Ten"
    " are logged in a minute; `not_logged` is how many were left out before.",
    "desk write not kept": "A write through the desk's pages is in the log alone, as `desk wrote`:"
    " the file of writes beside the database cannot be written; `problem` says why.",
    "desk wrote": "A page of the desk has sent messages to Kafka: `what` and how many, asked for by"
    " `remote`.",
    "released article dropped": "An article came back when its embargo was over, but was withdrawn,"
    " replaced or published meanwhile.",
    "replay failed": "A replay that a page of the desk began has ended with an unforeseen error."
    " What was sent before is recorded.",
    "stage blocked": "The stage cannot continue; `problem` says why. It retries, unless"
    " `problem` says that it has stopped.",
    "stage recovered": "The problem that blocked the stage is over.",
    "stopping": "A signal was received. What is in flight is delivered, and the groups are left.",
    "stopping took too long": "The worker did not stop in time and exits now.",
    "uncaught error": "An error that no code has caught, in `thread` or `within` an object.",
    "withdrawn": "An article was withdrawn, as its publisher says, by a tombstone under its key."
    " One line per article and stage.",
    "topics missing": "Topics do not exist yet. The worker waits for them.",
}
"""The meaning of each event. A log call needs an entry here, and an entry needs a log call."""


@dataclass(frozen=True)
class LogCall:
    """A call such as `log.info("batch done", stage=…)`."""

    event: str
    level: str
    fields: tuple[str, ...]
    path: str


def logs_page() -> str:
    """Return the page: one row for each log call.

    Raises:
        KeyError: if an event has no meaning yet.
    """
    rows = (
        (
            code(call.event),
            call.level,
            code_list(call.fields),
            MEANINGS[call.event],
            code(call.path),
        )
        for call in sorted(log_calls(), key=lambda call: call.event)
    )
    heads = ("event", "level", "fields", "meaning", "logged by")
    return fill("logs.md", EVENTS=table(heads, rows))


def log_calls() -> Iterator[LogCall]:
    """Yield every log call in the rooms, whose loggers are named `log` or made on the spot."""
    for room in _ROOMS:
        for path in sorted((_ROOT / room).rglob("*.py")):
            name = path.relative_to(_ROOT).as_posix()
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call) and _is_log_call(node):
                    yield _read(node, name)


def _is_log_call(node: ast.Call) -> bool:
    function = node.func
    if not (isinstance(function, ast.Attribute) and function.attr in _LEVELS):
        return False
    logger = function.value
    if isinstance(logger, ast.Call):
        return ast.unparse(logger.func).endswith("get_logger")
    return ast.unparse(logger).rpartition(".")[2] in ("log", "_log", "logger", "_logger")


def _read(node: ast.Call, path: str) -> LogCall:
    event = ast.literal_eval(node.args[0])
    fields = tuple(name for keyword in node.keywords for name in _fields(keyword))
    return LogCall(event, ast.unparse(node.func).rpartition(".")[2], fields, path)


def _fields(keyword: ast.keyword) -> list[str]:
    """Return the field of a keyword, or those in `extra`, as Python's own logging has them."""
    if keyword.arg == "extra" and isinstance(keyword.value, ast.Dict):
        return [ast.literal_eval(key) for key in keyword.value.keys if key]
    return [keyword.arg] if keyword.arg else []
