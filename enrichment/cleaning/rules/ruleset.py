"""All rules for boilerplate lines, and how they are applied."""
# ruff: noqa: RUF001 (ornaments look like other characters)

import re
from collections.abc import Sequence

from newsdesk.enrichment.cleaning.inserts.picture_credits import WORLD
from newsdesk.enrichment.cleaning.rules.appeals import APPEALS
from newsdesk.enrichment.cleaning.rules.credits import CREDITS
from newsdesk.enrichment.cleaning.rules.embeds import EMBEDS
from newsdesk.enrichment.cleaning.rules.furniture import FURNITURE
from newsdesk.enrichment.cleaning.rules.labels import LABELS
from newsdesk.enrichment.cleaning.rules.links import LINKS
from newsdesk.enrichment.cleaning.rules.menus import DATE, MENUS
from newsdesk.enrichment.cleaning.rules.notices import NOTICES
from newsdesk.enrichment.cleaning.rules.other_languages import OTHER_LANGUAGES
from newsdesk.enrichment.cleaning.rules.paywalls import PAYWALLS
from newsdesk.enrichment.cleaning.rules.phrases import PHRASES
from newsdesk.enrichment.cleaning.rules.reader_forms import FORMS
from newsdesk.enrichment.cleaning.rules.rule import QUOTED_TITLE, Rule, any_of
from newsdesk.enrichment.cleaning.rules.syndication import SYNDICATION

_ALL = (
    *APPEALS,
    *LINKS,
    *FURNITURE,
    *MENUS,
    *CREDITS,
    *LABELS,
    *OTHER_LANGUAGES,
    *PHRASES,
    *NOTICES,
    *PAYWALLS,
    *EMBEDS,
    *FORMS,
    *SYNDICATION,
    WORLD,
)
# A headline that has lost its line break may begin like a credit, a link or a label, and a diary
# like a date.
_FOR_SENTENCES = tuple(
    rule
    for rule in _ALL
    if rule.kind not in {"kicker", "photo_credit", "related"} and rule is not DATE
)
ANYWHERE = max(rule.lines or 0 for rule in _ALL)
"""The position from which on the same rules apply to all lines."""
FAR = ANYWHERE
"""A position below the lines over an article."""

_LONGEST_BOILERPLATE = max(rule.longest for rule in _ALL)
ORNAMENTS = " *•·–—-→➤▶►▼|#_=~»›✓👉"
"""Characters left out at both ends before a line is compared with rules."""
_SHORTEST_OF_ARTICLE = 40
_SENTENCE_END = re.compile(r"(?<=[^\W\d_]{2}[.!?])\s+(?=[A-ZÀ-Þ\"“«])")
_AFTER_TITLE = re.compile(rf"[^:“”\"]{{2,30}}: {QUOTED_TITLE} ")
# Each sentence of a notice mentions the reader or the site, or gives an instruction.
_ADDRESSED = re.compile(
    r"\b(?:you|your|we|us|our|please|click|here|below|send|share|read|sign|subscribe|e-?mail|site|"
    r"website|newsletter|cookies?|policy|terms|rights|permission|published|copyright|licen[cs]e|"
    r"editing|reporting|additional|by|usted|sus?|tus?|nuestr[oa]s?|vous|votre|vos|nous|notre|nos|"
    r"sie|ihren?|uns|unsere?n?|wir|noi|nostr[oa]|voi|vostr[oa]|você|seus?|nossos?|nossas?)\b"
    r"|@|https?:|www\."
    r"|^(?:become|buy|donate|download|enter|follow|get|give|help|join|make|register|support|tap)\b",
    re.IGNORECASE,
)


class RuleSet:
    """An ordered list of rules; the first one that matches applies."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        patterns = [rule.quick for rule in rules]
        self._rules = rules
        self._without_pattern = [rule for rule in rules if rule.quick is None]
        self._any_pattern = any_of(dict.fromkeys(p for p in patterns if p is not None))

    def match(self, line: str, position: int) -> Rule | None:
        """Return the rule that applies to the line at `position`, counted from 0, or None."""
        rules = self._rules if self._any_pattern.match(line) else self._without_pattern
        return next((rule for rule in rules if rule.matches(line, position)), None)


RULES = RuleSet(_ALL)
SENTENCE_RULES = RuleSet(_FOR_SENTENCES)


def kind_of(line: str, position: int, rules: RuleSet = RULES) -> str | None:
    """Return the kind of boilerplate of the line at `position`, counted from 0, or None.

    A line that begins like boilerplate but continues like an article is not boilerplate.
    """
    if not line or len(line) > _LONGEST_BOILERPLATE:
        return None
    bare = line.strip(ORNAMENTS)
    rule = rules.match(bare, position)
    return None if rule is None or _continues_as_article(bare) else rule.kind


def _continues_as_article(line: str) -> bool:
    title = _AFTER_TITLE.match(line)
    others = _SENTENCE_END.split(line[title.end() :]) if title else _SENTENCE_END.split(line)[1:]
    return any(len(s) >= _SHORTEST_OF_ARTICLE and not _ADDRESSED.search(s) for s in others)
