"""Removing what pages insert into an article and one line's first words alone do not show."""

from collections.abc import Sequence

from newsdesk.enrichment.cleaning.cleaned import RemovedLine
from newsdesk.enrichment.cleaning.inserts.captions import drop_captions
from newsdesk.enrichment.cleaning.inserts.contact_lines import drop_contact_lines
from newsdesk.enrichment.cleaning.inserts.inline_prompts import drop_prompts
from newsdesk.enrichment.cleaning.inserts.link_lists import drop_link_lists


def drop_inserts(lines: Sequence[str]) -> tuple[list[str], list[RemovedLine]]:
    """Return `lines` without lists of links, captions and prompts within a line, and these.

    Ways to reach the newsroom go with the line that announces them.
    """
    kept, links = drop_link_lists(lines)
    kept, contacts = drop_contact_lines(kept)
    kept, captions = drop_captions(kept)
    kept, prompts = drop_prompts(kept)
    return kept, [*links, *contacts, *captions, *prompts]
