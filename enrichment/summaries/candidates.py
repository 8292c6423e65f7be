"""The passages that a summary may be made of: complete sentences with a fitting role, each once."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from newsdesk.enrichment.cleaning.titles import letters_of
from newsdesk.enrichment.document import Document
from newsdesk.enrichment.summaries.marks import mark_length, time_length
from newsdesk.enrichment.summaries.notices import bracketed_length
from newsdesk.enrichment.summaries.passages import Passage, has_end_mark, passages_of
from newsdesk.enrichment.summaries.roles import Role, label_length, roles_of
from newsdesk.enrichment.summaries.standalone import are_sentences

LONGEST_UNPUNCTUATED = 600
"""Characters of a passage without an end mark; a longer one, as of speech recognition, is cut."""

_CUT = 300
_AHEAD = 8
_SEVERAL = 2
_ELLIPSES = ("…", "...")


def candidates_in(document: Document) -> Iterator[list[Passage]]:
    """Yield lists of passages to choose from, the best first: a later one has worse roles as well.

    The last one has all passages. In all of them, no passage says the same as another word by word,
    and list marks, the times in a live blog and an overlong passage's rest are cut off.
    """
    passages = _without_times(_once(passages_of(document)))
    roles = roles_of(document)
    judged = [(passage, _role(passage, roles)) for passage in passages]
    for worst in sorted({role for _, role in judged}):
        group = [_shown(passage, role) for passage, role in judged if role <= worst]
        whole = [p for p, good in zip(group, are_sentences(group), strict=True) if good]
        if whole:
            yield whole
    if judged:
        yield [_shown(passage, role) for passage, role in judged]


def _role(passage: Passage, roles: Sequence[Role]) -> Role:
    """Return the worst role in a passage; a question within it does not count."""
    *before, last = roles[passage.first : passage.last]
    return max([last, *(role for role in before if role is not Role.QUESTION)])


def _without_times(passages: Sequence[Passage]) -> list[Passage]:
    """Return the passages of a live blog, several of which begin with a time, without these."""
    lengths = [time_length(passage.text) for passage in passages]
    if sum(map(bool, lengths)) < _SEVERAL:
        return list(passages)
    return [
        replace(passage, text=passage.text[length:], start=passage.start + length)
        for passage, length in zip(passages, lengths, strict=True)
    ]


def _shown(passage: Passage, role: Role) -> Passage:
    """Return the passage without what is no part of it before it, and not overlong.

    That is a list mark, a label without a name, or a notice or credit in brackets.
    """
    start = mark_length(passage.text) if role is Role.ITEM else label_length(passage.text)
    start = start or bracketed_length(passage.text)
    text = passage.text[start:] or passage.text
    start = passage.end - len(text)
    if len(text) > LONGEST_UNPUNCTUATED and not has_end_mark(text):
        space = text.rfind(" ", _CUT // 2, _CUT)
        text = text[: space if space > 0 else _CUT]
    if text == passage.text:
        return passage
    return replace(passage, text=text, start=start, end=start + len(text))


def _once(passages: Sequence[Passage]) -> list[Passage]:
    """Return the passages without those that repeat another, or its beginning before an ellipsis.

    Of equal ones the first stays; one in capitals or with an ellipsis gives way to another.
    """
    keys = [letters_of(passage.text) for passage in passages]
    best: dict[str, int] = {}
    for n, (key, passage) in enumerate(zip(keys, passages, strict=True)):
        if key not in best or _flaws(passages[best[key]]) > _flaws(passage):
            best[key] = n
    return [
        passage
        for n, (key, passage) in enumerate(zip(keys, passages, strict=True))
        if best[key] == n and not (passage.text.endswith(_ELLIPSES) and _continued(keys, n))
    ]


def _flaws(passage: Passage) -> int:
    return passage.text.endswith(_ELLIPSES) + passage.text.isupper()


def _continued(keys: Sequence[str], n: int) -> bool:
    """Whether a passage near the n-th begins like it and says more."""
    near = (*keys[max(0, n - _AHEAD) : n], *keys[n + 1 : n + 1 + _AHEAD])
    return any(len(key) > len(keys[n]) and key.startswith(keys[n]) for key in near)
