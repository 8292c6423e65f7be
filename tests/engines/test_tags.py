import pytest

from newsdesk.engines import ModelSourceError, parse_source
from newsdesk.engines.tags import Tag, tags_of

SOURCE = parse_source("owner/name@" + 40 * "1")


def names(labels: tuple[str, ...], sequence: str) -> list[list[int]]:
    """Return the words of each name in a sequence of labels."""
    tags = dict(zip(labels, tags_of(labels, SOURCE), strict=True))
    found: list[list[int]] = []
    before = Tag(None)
    for i, label in enumerate(sequence.split()):
        tag = tags[label]
        if tag.continues(before):
            found[-1].append(i)
        elif tag.kind:
            found.append([i])
        before = tag
    return found


IOB = ("O", "B-PER", "I-PER", "I-LOC", "B-LOC")
BIOES = ("O", "B-PER", "I-PER", "E-PER", "S-PER")
BILOU = ("O", "B-PER", "I-PER", "L-PER", "U-PER")


@pytest.mark.parametrize(
    ("labels", "sequence", "found"),
    [
        (IOB, "B-PER I-PER O B-PER", [[0, 1], [3]]),
        (IOB, "B-PER B-PER", [[0], [1]]),
        (IOB, "I-PER I-PER B-PER I-PER", [[0, 1], [2, 3]]),
        (IOB, "B-PER I-LOC I-LOC I-PER", [[0], [1, 2], [3]]),
        (BIOES, "B-PER I-PER E-PER S-PER S-PER", [[0, 1, 2], [3], [4]]),
        (BIOES, "E-PER I-PER S-PER I-PER", [[0], [1], [2], [3]]),
        (BILOU, "B-PER L-PER U-PER O I-PER L-PER", [[0, 1], [2], [4, 5]]),
        (("O", "PER", "LOC"), "PER PER O PER LOC", [[0, 1], [3], [4]]),
        (("O", "B_PER", "I_PER"), "B_PER I_PER", [[0, 1]]),
        (("[PAD]", "O", "B-PER", "I-PER", "X"), "B-PER X [PAD] I-PER", [[0], [3]]),
        (("O", "S-BAHN", "E-MAIL"), "S-BAHN S-BAHN O E-MAIL", [[0, 1], [3]]),
    ],
)
def test_each_scheme_is_read_as_it_is_meant(
    labels: tuple[str, ...], sequence: str, found: list[list[int]]
) -> None:
    assert names(labels, sequence) == found


def test_a_kind_is_published_without_its_prefix() -> None:
    assert [tag.kind for tag in tags_of(IOB, SOURCE)] == [None, "PER", "PER", "LOC", "LOC"]
    assert [tag.kind for tag in tags_of(("O", "B-geo-loc"), SOURCE)] == [None, "geo-loc"]


def test_labels_none_of_which_is_outside_are_refused() -> None:
    with pytest.raises(
        ModelSourceError, match="None of them is O, the label for words outside names"
    ):
        tags_of(("LABEL_0", "LABEL_1"), SOURCE)
