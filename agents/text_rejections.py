"""Why an article is rejected whose text costs too much."""

from newsdesk.agents.text_process import TextLimits
from newsdesk.enrichment.outcome import Rejected
from newsdesk.schemas import Reason


def too_costly(limits: TextLimits) -> Rejected:
    """Return the rejection of an article that has used up its CPU time."""
    return Rejected(
        Reason.TOO_COSTLY,
        f"The work on this article's text takes more than {limits.seconds:g} s of CPU time."
        " Send less or simpler text or HTML, or raise NEWSDESK_LIMITS__SECONDS.",
    )


def out_of_memory(limits: TextLimits) -> Rejected:
    """Return the rejection of an article that has used up its memory."""
    return Rejected(
        Reason.OUT_OF_MEMORY,
        f"The work on this article's text needs more than {limits.memory >> 20:,} MiB of memory."
        " Send less or simpler text or HTML, or raise NEWSDESK_LIMITS__MEMORY_MIB.",
        MemoryError.__name__,
    )


def died(how: str, attempts: int) -> Rejected:
    """Return the rejection of an article on which text processes have ended."""
    message = f"The work on this article's text ends its process ({how})."
    return Rejected(Reason.ENRICHMENT_FAILED, message, attempts=attempts)
