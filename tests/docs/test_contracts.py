import ast
from datetime import UTC, datetime

import pytest

from newsdesk.client.dead_letters.replay_message import ATTEMPT, OF
from newsdesk.schemas import SCHEMA_VERSION, DeadLetter, Reason, decode_article, decode_enriched
from newsdesk.schemas.article_shapes import OPTIONAL_FIELDS
from newsdesk.schemas.body_names import BODY_FIELDS
from newsdesk.schemas.dead_letter import CONNECT_NAMES, HEADER_PREFIX
from newsdesk.schemas.publication import PUBLICATION_FIELDS
from tests.support.documents import (
    DELIVERY,
    MESSAGES,
    README,
    Block,
    blocks,
    section,
    table_rows,
)

LETTER = DeadLetter(
    stage="classify",
    reason=Reason.NOT_JSON,
    message="The message is not JSON.",
    exception="JSONDecodeError",
    topic="articles",
    partition=0,
    offset=0,
    attempts=1,
    time=datetime(2026, 1, 1, tzinfo=UTC),
    version="0.1.0",
)
_DEAD_LETTERS = section(MESSAGES, "## Dead letters")
EXAMPLES = [block for block in blocks(README) if block.language == "python"]


def test_the_reference_explains_every_reason_code_of_dead_letters() -> None:
    rows = table_rows(section(MESSAGES, "### Reasons"))
    reasons = [row[0].strip("`") for row in rows if row[1]]
    assert sorted(reasons) == sorted(reason.value for reason in Reason)


def test_the_reference_explains_every_header_of_dead_letters() -> None:
    rows = [[cell.strip("`") for cell in row] for row in table_rows(_DEAD_LETTERS)]
    headers = [row for row in rows if row[0].startswith(HEADER_PREFIX)]
    assert [row[0] for row in headers] == [HEADER_PREFIX + name for name in DeadLetter.model_fields]
    assert [name for name, _ in LETTER.to_headers() if f"`{name}`" not in _DEAD_LETTERS] == []
    aliases = {row[0].removeprefix(HEADER_PREFIX): row[3] for row in headers if row[3:]}
    assert aliases == CONNECT_NAMES


@pytest.mark.parametrize("header", (OF, ATTEMPT))
def test_reference_and_delivery_name_the_headers_of_a_replayed_message(header: str) -> None:
    assert f"`{header}`" in _DEAD_LETTERS
    assert f"`{header}`" in section(DELIVERY, "## Replaying dead letters")


def test_the_reference_lists_every_name_of_an_articles_fields_in_order() -> None:
    rows = table_rows(section(MESSAGES, "## Article"))
    listed = [cell.replace("`", "").split(", ") for cell in (row[1] for row in rows)]
    shapes = [list(names) for names, _ in OPTIONAL_FIELDS.values()]
    bodies, said = BODY_FIELDS.values(), PUBLICATION_FIELDS.values()
    wanted = [*map(list, bodies), *shapes, *map(list, said)]
    assert sorted(listed) == sorted(wanted)


def test_the_enriched_article_in_the_reference_keeps_the_contract() -> None:
    (example,) = [block.code for block in blocks(MESSAGES) if block.language == "json"]
    event = decode_enriched(example.encode())
    assert event.schema_version == SCHEMA_VERSION
    assert event.summary.method == "extractive"


@pytest.mark.parametrize("example", EXAMPLES)
def test_python_in_the_readme_can_be_parsed(example: Block) -> None:
    ast.parse(example.code)


def test_the_article_that_the_readme_produces_is_accepted() -> None:
    (producing,) = [block for block in EXAMPLES if "KafkaProducer" in block.code]
    literals = [node for node in ast.walk(ast.parse(producing.code)) if isinstance(node, ast.Dict)]
    article = decode_article(ast.unparse(literals[0]).replace("'", '"').encode())
    assert article.title == "Rates rise"


def test_readers_in_the_readme_read_committed_messages_only() -> None:
    readers = [block.code for block in EXAMPLES if "KafkaConsumer(" in block.code]
    assert readers
    assert all('isolation_level="read_committed"' in code for code in readers)
