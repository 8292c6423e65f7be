"""Keywords: the phrases that carry an article."""

from enrichment.keywords.extraction import FoundKeywords as FoundKeywords
from enrichment.keywords.extraction import KeywordExtractor as KeywordExtractor
from enrichment.keywords.extraction import KeywordPolicy as KeywordPolicy
