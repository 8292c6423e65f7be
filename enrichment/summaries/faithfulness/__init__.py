"""Faithfulness of generated summaries: every number, name and quotation is the article's."""

from enrichment.summaries.faithfulness.gate import Checked as Checked
from enrichment.summaries.faithfulness.gate import check_summary as check_summary
