"""Checking that every number, name and quotation in a generated summary is in the article."""

from newsdesk.enrichment.summaries.faithfulness.gate import Checked as Checked
from newsdesk.enrichment.summaries.faithfulness.gate import check_summary as check_summary
