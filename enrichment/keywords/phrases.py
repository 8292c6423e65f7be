"""Which words in a row make a phrase that may be a keyword."""

from collections.abc import Iterator
from itertools import pairwise

from newsdesk.enrichment.keywords.forms import Form
from newsdesk.enrichment.keywords.words import Run

LONGEST = 4
"""Words of a phrase, at most."""


def phrases_of(run: Run) -> list[tuple[int, int]]:
    """Return the phrases of a run, words `first` up to `last`, without it.

    They have one to four words, with content at both ends. Within, a name may have "of" and the
    like. No phrase has a part of a name, nor a title beside its name; an English one has neither
    adverbs nor participles after its first word.
    """
    forms = run.forms
    if len(forms) == 1:
        return [(0, 1)] if forms[0].content and forms[0].noun else []
    cuts = _cuts(run)
    return [
        (first, last)
        for first, form in enumerate(forms)
        if form.content and not cuts[first]
        for last in _ends(forms, first)
        if not cuts[last]
    ]


def _ends(forms: list[Form], first: int) -> Iterator[int]:
    """Yield where phrases that begin with the word `first` may end, names aside."""
    for at in range(first, min(first + LONGEST, len(forms))):
        form = forms[at]
        if form.title != forms[first].title or (at > first and not form.noun):
            return
        if at > first + 1 and not _may_be_within(forms, at - 1):
            return
        if form.content and form.noun and not _is_title_of(forms, at):
            yield at + 1


def _may_be_within(forms: list[Form], at: int) -> bool:
    connects = forms[at].connector and forms[at - 1].capital and forms[at + 1].capital
    return forms[at].content or connects


def _is_title_of(forms: list[Form], at: int) -> bool:
    """Whether the word `at` is the title of the name that begins after it."""
    return forms[at].title and at + 1 < len(forms) and forms[at + 1].capital


def _cuts(run: Run) -> list[bool]:
    """Tell of the place before each word, and of the end, whether a name goes on over it."""
    cuts = [False, *(_is_within_name(*words) for words in pairwise(run.forms)), False]
    if run.place == 0 and run.forms[0].ordinary:
        cuts[1] = False
    return cuts


def _is_within_name(before: Form, after: Form) -> bool:
    both = before.capital and after.capital
    return both and not (before.stop or before.title or after.title)


def is_name(run: Run, first: int, last: int, language: str) -> bool:
    """Whether a phrase is capitalized, and not only because a sentence begins with it."""
    if run.place == 0 and first == 0:
        told = language == "en" and not run.forms[0].ordinary
        if last == 1 or not told:
            return False
    return all(form.of_name for form in run.forms[first:last])
