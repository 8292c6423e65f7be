"""The message contracts of newsdesk: input and output records, and their encoding."""

from newsdesk.schemas.article import Article
from newsdesk.schemas.article_shapes import article_id
from newsdesk.schemas.codec import (
    decode_article,
    decode_classified,
    decode_enriched,
    encode,
    require_readable,
)
from newsdesk.schemas.dead_letter import DeadLetter, dead_letter_message
from newsdesk.schemas.events import (
    SCHEMA_VERSION,
    Abstention,
    Classification,
    ClassifiedArticle,
    CleanArticle,
    Cleaning,
    Coverage,
    EnrichedArticle,
    Entity,
    Faithfulness,
    Keyword,
    Language,
    ModelUse,
    Role,
    StageTiming,
    Summary,
    SummarySentence,
    Topic,
    WithheldSentence,
)
from newsdesk.schemas.headers import carried_headers, event_headers, event_id
from newsdesk.schemas.held import HeldArticle, held_record, released_copy
from newsdesk.schemas.messages import Headers, OutgoingMessage, SourceMessage
from newsdesk.schemas.publication import AlternativeId
from newsdesk.schemas.reasons import InvalidMessage, Reason
from newsdesk.schemas.samples import sample_article, sample_classified

__all__ = [
    "SCHEMA_VERSION",
    "Abstention",
    "AlternativeId",
    "Article",
    "Classification",
    "ClassifiedArticle",
    "CleanArticle",
    "Cleaning",
    "Coverage",
    "DeadLetter",
    "EnrichedArticle",
    "Entity",
    "Faithfulness",
    "Headers",
    "HeldArticle",
    "InvalidMessage",
    "Keyword",
    "Language",
    "ModelUse",
    "OutgoingMessage",
    "Reason",
    "Role",
    "SourceMessage",
    "StageTiming",
    "Summary",
    "SummarySentence",
    "Topic",
    "WithheldSentence",
    "article_id",
    "carried_headers",
    "dead_letter_message",
    "decode_article",
    "decode_classified",
    "decode_enriched",
    "encode",
    "event_headers",
    "event_id",
    "held_record",
    "released_copy",
    "require_readable",
    "sample_article",
    "sample_classified",
]
