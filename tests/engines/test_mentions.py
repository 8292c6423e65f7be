from hypothesis import given, settings
from hypothesis import strategies as st

from newsdesk.engines.mentions import View, join_views, mentions_of
from newsdesk.engines.tags import Tag
from newsdesk.engines.words import Word

OUT = Tag(None)
BEGIN = {kind: Tag(kind, begins=True) for kind in ("PER", "LOC")}
INSIDE = {kind: Tag(kind) for kind in ("PER", "LOC")}
PER, I_PER = BEGIN["PER"], INSIDE["PER"]
WINDOW, STEP = 12, 7


def view(start: int, *tags: Tag, score: float = 0.5) -> View:
    return View(start, list(tags), [score] * len(tags))


def words(count: int) -> list[Word]:
    return [Word(10 * i, 10 * i + 9, i, i) for i in range(count)]


def test_a_name_is_its_words_with_their_mean_score() -> None:
    seen = View(0, [OUT, PER, I_PER, OUT, PER], [0.9, 0.8, 0.6, 0.9, 0.7])
    found = mentions_of(words(5), seen)
    assert [(m.start, m.end, m.label) for m in found] == [(10, 29, "PER"), (40, 49, "PER")]
    assert [m.score for m in found] == [0.7, 0.7]


def test_views_are_joined_in_the_middle_of_what_both_have_read() -> None:
    joined = join_views([view(0, *[OUT] * 8, score=0.1), view(4, *[OUT] * 8, score=0.2)])
    assert joined.tags == [OUT] * 12
    assert joined.scores == [0.1] * 6 + [0.2] * 6


def test_a_name_that_the_first_window_cuts_is_taken_from_the_second() -> None:
    first = view(0, OUT, OUT, OUT, OUT, PER, I_PER)
    second = view(3, OUT, PER, I_PER, I_PER, OUT, score=0.9)
    (mention,) = mentions_of(words(8), join_views([first, second]))
    assert (mention.start, mention.end, mention.score) == (40, 69, 0.9)


def test_a_name_that_the_second_window_cuts_is_taken_from_the_first() -> None:
    first = view(0, OUT, PER, I_PER, I_PER, OUT, OUT)
    second = view(3, INSIDE["LOC"], OUT, OUT, OUT, score=0.9)
    (mention,) = mentions_of(words(7), join_views([first, second]))
    assert (mention.start, mention.end, mention.label, mention.score) == (10, 39, "PER", 0.5)


def test_a_name_that_both_windows_see_is_there_once() -> None:
    first, second = view(0, OUT, OUT, PER, I_PER, OUT), view(1, OUT, PER, I_PER, OUT, OUT)
    assert len(mentions_of(words(6), join_views([first, second]))) == 1


def test_a_name_longer_than_what_both_have_read_is_joined() -> None:
    first, second = view(0, OUT, PER, I_PER, I_PER), view(2, I_PER, I_PER, I_PER, OUT)
    (mention,) = mentions_of(words(6), join_views([first, second]))
    assert (mention.start, mention.end) == (10, 49)


def test_views_that_share_no_word_are_set_one_after_the_other() -> None:
    assert join_views([view(0, OUT, PER), view(2, I_PER)]).tags == [OUT, PER, I_PER]


NAMES = st.tuples(st.sampled_from(["PER", "LOC"]), st.integers(1, 2))
TEXTS = st.lists(st.one_of(st.just(None), NAMES), min_size=1, max_size=40)


def tags_of(parts: list[tuple[str, int] | None]) -> list[Tag]:
    tags: list[Tag] = []
    for part in parts:
        if part is None:
            tags.append(OUT)
        else:
            kind, length = part
            tags += [BEGIN[kind], *[INSIDE[kind]] * (length - 1)]
    return tags


def cut_views(tags: list[Tag]) -> list[View]:
    """Return what windows of 12 words see, wrong about names of which they see a part only."""
    views = []
    for start in range(0, max(1, len(tags) - WINDOW + STEP), STEP):
        seen = tags[start : start + WINDOW]
        end = start + len(seen)
        if start and seen[0].may_continue:
            seen[0] = INSIDE["LOC" if seen[0].kind == "PER" else "PER"]
        if end < len(tags) and tags[end].continues(tags[end - 1]):
            kind = "LOC" if seen[-1].kind == "PER" else "PER"
            seen[-1] = BEGIN[kind] if seen[-1].begins else INSIDE[kind]
        views.append(View(start, seen, [1.0] * len(seen)))
    return views


@settings(deadline=None, max_examples=300)
@given(TEXTS)
def test_names_of_windows_are_those_of_the_whole_text(
    parts: list[tuple[str, int] | None],
) -> None:
    tags = tags_of(parts)
    whole = mentions_of(words(len(tags)), View(0, tags, [1.0] * len(tags)))
    joined = join_views(cut_views(tags))
    assert joined.tags == tags
    assert mentions_of(words(len(tags)), joined) == whole
