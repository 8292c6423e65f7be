"""The phrases of an article that are candidates for keywords."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain

from newsdesk.enrichment.cleaning.rules.embeds import without_embeds
from newsdesk.enrichment.document import Document
from newsdesk.enrichment.keywords.candidate import Candidate
from newsdesk.enrichment.keywords.forms import Form
from newsdesk.enrichment.keywords.phrases import is_name, phrases_of
from newsdesk.enrichment.keywords.unspaced import LANGUAGES, unspaced_candidates
from newsdesk.enrichment.keywords.words import Key, Run, Words, runs_of, words_of

SHORT = 5
"""In an English article of at most so many sentences, a single mention is enough."""

_SHORTEST_ONCE = 4
_FEW = 3
# Between its spaces stands a syllable.
_VIETNAMESE = "vi"


def candidates_of(document: Document) -> list[Candidate]:
    """Return the candidate phrases of the document, each once.

    A phrase that is not a name must be mentioned at least twice, the title included, unless the
    article is short. A short article in another language than English that has hardly any such
    phrase has the longer words of its first sentence too. A surname counts as the full name. A
    phrase that mostly occurs within a longer one is left out. Only the document's opening is
    looked at, which is all of an article.
    """
    document, language = document.opening(), document.language
    if language in LANGUAGES:
        return _without_parts(unspaced_candidates(document))
    sentences = [
        words_of(without_embeds(sentence.text), language) for sentence in document.sentences
    ]
    title = words_of(document.title or "", language)
    short = len(sentences) <= SHORT
    found = _find(document, sentences, title, once=short and language == "en")
    if short and language != "en" and len(found) < _FEW:
        within = set(chain.from_iterable(candidate.key for candidate in found))
        found += [c for c in _of_lead(document, sentences) if within.isdisjoint(c.key)]
    return found


def _find(
    document: Document, sentences: Sequence[Words], title: Words, *, once: bool
) -> list[Candidate]:
    """Return the candidates; with `once`, those that are mentioned a single time too."""
    language = document.language
    allowed = _allowed([*sentences, title], 1 if once else 2)
    found: dict[Key, Candidate] = {}
    for index, (sentence, words) in enumerate(zip(document.sentences, sentences, strict=True)):
        for run, first, last in _phrases(words, allowed):
            key = run.key(first, last)
            if (candidate := found.get(key)) is None:
                start, end = words.span(run.position + first, run.position + last)
                candidate = Candidate(
                    key, sentence.start + start, sentence.start + end, words=len(key)
                )
                found[key] = candidate
            candidate.sentences.add(index)
            candidate.is_name = candidate.is_name or is_name(run, first, last, language)
    for run, first, last in _phrases(title, allowed):
        if candidate_in_title := found.get(run.key(first, last)):
            candidate_in_title.in_title = True
    kept = [c for c in found.values() if c.is_name or c.mentions > 1 or once]
    return _without_parts(_with_surnames(kept))


def _of_lead(document: Document, sentences: Sequence[Words]) -> list[Candidate]:
    """Return the longer words of the first sentence."""
    found: dict[Key, Candidate] = {}
    if document.language == _VIETNAMESE or not sentences:
        return []
    offset, lead = document.sentences[0].start, sentences[0]
    for index, form in enumerate(lead.forms):
        if form.content and len(form.key) >= _SHORTEST_ONCE:
            start, end = lead.span(index, index + 1)
            key = (form.key,)
            found.setdefault(key, Candidate(key, offset + start, offset + end, 1, sentences={0}))
    return list(found.values())


def _phrases(words: Words, allowed: AbstractSet[Form]) -> Iterator[tuple[Run, int, int]]:
    """Yield the phrases of each run, as returned by `phrases_of`."""
    for run in runs_of(words, allowed):
        for first, last in phrases_of(run):
            yield run, first, last


def _allowed(sentences: Sequence[Words], least: int) -> set[Form]:
    """Return the forms of words that may be part of a keyword.

    These are capitalized words, connecting words within names, and words that occur in at least
    `least` sentences: a phrase is never more frequent than any of its words.
    """
    counts = Counter(chain.from_iterable(words.keys for words in sentences))
    forms = set(chain.from_iterable(words.forms for words in sentences))
    return {f for f in forms if f.of_name or (f.content and counts[f.key] >= least)}


def _with_surnames(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Count mentions of a single name for the longer name that occurred before it."""
    longer: dict[str, Candidate] = {}
    kept: list[Candidate] = []
    for candidate in sorted(candidates, key=lambda c: (c.start, -c.end)):
        whole = longer.get(candidate.key[0]) if len(candidate.key) == 1 else None
        if whole and candidate.is_name:
            whole.sentences |= candidate.sentences
            whole.in_title = whole.in_title or candidate.in_title
            continue
        kept.append(candidate)
        if candidate.is_name and len(candidate.key) > 1:
            longer.setdefault(candidate.key[-1], candidate)
            longer.setdefault(candidate.key[0], candidate)
    return kept


def _without_parts(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Leave out phrases of which at least half of the mentions are within a longer phrase."""
    within: dict[Key, int] = {}
    for candidate in candidates:
        for part in parts_of(candidate.key):
            within[part] = max(within.get(part, 0), candidate.mentions)
    return [c for c in candidates if c.mentions > 2 * within.get(c.key, 0)]


def parts_of(key: Key) -> set[Key]:
    """Return all shorter sequences of consecutive words within a key."""
    ends = range(1, len(key) + 1)
    return {key[first:last] for last in ends for first in range(last)} - {key}
