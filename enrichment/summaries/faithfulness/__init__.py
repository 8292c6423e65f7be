"""Faithfulness of generated summaries: every number, name and quotation is the article's."""

from newsdesk.enrichment.summaries.faithfulness.gate import Checked as Checked
from newsdesk.enrichment.summaries.faithfulness.gate import check_summary as check_summary
