"""Keywords: the most important phrases of an article."""

from newsdesk.enrichment.keywords.extraction import FoundKeywords as FoundKeywords
from newsdesk.enrichment.keywords.extraction import KeywordExtractor as KeywordExtractor
from newsdesk.enrichment.keywords.extraction import KeywordPolicy as KeywordPolicy
