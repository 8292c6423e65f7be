"""Which sequences of words are phrases that may be keywords."""

from collections.abc import Iterator
from itertools import pairwise

from newsdesk.enrichment.keywords.forms import Form
from newsdesk.enrichment.keywords.words import Run

LONGEST = 4
"""The maximum number of words in a phrase."""


def phrases_of(run: Run) -> list[tuple[int, int]]:
    """Return the phrases of a run, as words `first` to `last` (exclusive).

    They have one to four words and begin and end with a content word. Names may contain connectors
    such as "of". No phrase contains only a part of a name, or a title next to its name. English
    phrases have no adverbs or participles after the first word.
    """
    forms = run.forms
    if len(forms) == 1:
        return [(0, 1)] if forms[0].content and forms[0].noun else []
    cuts = _cuts(run)
    return [
        (first, last)
        for first, form in enumerate(forms)
        if (form.content or form.initial) and not cuts[first]
        for last in _ends(forms, first)
        if not cuts[last]
    ]


def _ends(forms: list[Form], first: int) -> Iterator[int]:
    """Yield where phrases that begin with the word `first` may end, regardless of names."""
    for at in range(first, min(first + LONGEST, len(forms))):
        form = forms[at]
        if form.title != forms[first].title or (at > first and not _may_follow(forms, at)):
            return
        if at > first + 1 and not _may_be_within(forms, at - 1):
            return
        if form.content and form.noun and not _is_title_of(forms, at):
            yield at + 1


def _may_follow(forms: list[Form], at: int) -> bool:
    """Whether a phrase may continue with the word `at`: "praised Roe" is none in English."""
    form, before = forms[at], forms[at - 1]
    praises = form.english and form.capital and not (before.capital or before.connector)
    return form.noun and not praises


def _may_be_within(forms: list[Form], at: int) -> bool:
    connects = forms[at].connector and forms[at - 1].capital and forms[at + 1].capital
    return forms[at].content or connects


def _is_title_of(forms: list[Form], at: int) -> bool:
    """Whether the word `at` is the title of the name that begins after it."""
    return forms[at].title and at + 1 < len(forms) and forms[at + 1].capital


def _cuts(run: Run) -> list[bool]:
    """Return for the position before each word, and the end, whether it is within a name."""
    cuts = [False, *(_is_within_name(*words) for words in pairwise(run.forms)), False]
    if run.position == 0 and run.forms[0].ordinary:
        cuts[1] = False
    return cuts


def _is_within_name(before: Form, after: Form) -> bool:
    both = before.capital and after.capital
    return both and not (before.stop or before.title or after.title)


def is_name(run: Run, first: int, last: int, language: str) -> bool:
    """Whether a phrase is capitalized, not only because it begins a sentence."""
    if run.position == 0 and first == 0 and not run.forms[0].fixed:
        unusual = language == "en" and not run.forms[0].ordinary
        if last == 1 or not unusual:
            return False
    return all(form.of_name for form in run.forms[first:last])
