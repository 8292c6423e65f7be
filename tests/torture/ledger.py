"""What went in held against what came out: one outcome each, in order, and nothing left behind."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tests.support.topics import OwnTopics
from tests.torture.feed import Fate
from tests.torture.reading import Contents, Entry


@dataclass(frozen=True)
class Verdict:
    """Each field but the counts names what breaks a promise; all of them should be empty."""

    produced: int
    enriched: int
    dead_letters: int
    lost: list[int] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    both_enriched_and_rejected: list[int] = field(default_factory=list)
    classified_lost: list[int] = field(default_factory=list)
    classified_doubled: list[str] = field(default_factory=list)
    unknown: list[int] = field(default_factory=list)
    never_accepted: list[int] = field(default_factory=list)
    wrongly_rejected: list[str] = field(default_factory=list)
    wrongly_enriched: list[int] = field(default_factory=list)
    out_of_order: list[str] = field(default_factory=list)
    uncommitted: list[str] = field(default_factory=list)
    open_transactions: list[str] = field(default_factory=list)
    bad_endings: list[str] = field(default_factory=list)
    restarts: tuple[str, ...] = ()
    """Workers that ended by themselves, as they may where to go on would lose something."""

    @property
    def violations(self) -> dict[str, Sequence[object]]:
        """Return the promises that were broken, each with the evidence."""
        found = {name: value for name, value in vars(self).items() if isinstance(value, list)}
        return {name.replace("_", " "): value for name, value in found.items() if value}


def judge(
    topics: OwnTopics,
    fates: Mapping[int, Fate],
    contents: Contents,
    committed: Mapping[str, Mapping[int, int]],
    bad_endings: Sequence[str] = (),
    restarts: Sequence[str] = (),
) -> Verdict:
    """Return the verdict; `committed` has each group's offset a partition."""
    articles, classified = contents.of(topics.articles), contents.of(topics.classified)
    enriched, letters = contents.of(topics.enriched), contents.of(topics.dead_letter)
    produced = Counter(entry.number for entry in articles)
    outcomes = Counter(entry.number for entry in (*enriched, *letters))
    early = {entry.number for entry in letters if _stage(entry) == "classify"}
    events = Counter(entry.number for entry in classified)
    due = Counter({number: n for number, n in produced.items() if number not in early})
    completed = {entry.number for entry in enriched}
    return Verdict(
        produced=produced.total(),
        enriched=len(enriched),
        dead_letters=len(letters),
        lost=sorted((produced - outcomes).elements()),
        doubled=_entries_of(outcomes - produced, (*enriched, *letters)),
        both_enriched_and_rejected=sorted(completed & {entry.number for entry in letters}),
        classified_lost=sorted((due - events).elements()),
        classified_doubled=_entries_of(events - due, classified),
        unknown=sorted(set(outcomes) - set(fates)),
        never_accepted=sorted(set(fates) - set(produced)),
        wrongly_rejected=[
            f"{e.number}: {e.letter.reason.value} in {e.letter.stage}"
            for e in letters
            if e.letter and fates.get(e.number) is Fate.ENRICHED
        ],
        wrongly_enriched=sorted(n for n in completed if fates.get(n) is Fate.REJECTED),
        out_of_order=[*_disorder(articles, classified), *_disorder(articles, enriched)],
        uncommitted=_uncommitted(topics, contents, committed),
        open_transactions=list(contents.unreadable),
        bad_endings=list(bad_endings),
        restarts=tuple(restarts),
    )


def _entries_of(numbers: Counter[int], entries: Sequence[Entry]) -> list[str]:
    """Tell where each message of these numbers stands, all of its copies."""
    found = sorted((e for e in entries if e.number in numbers), key=lambda e: e.number)
    return [str(entry) for entry in found]


def _stage(entry: Entry) -> str | None:
    return entry.letter.stage if entry.letter else None


def _disorder(source: Sequence[Entry], found: Sequence[Entry]) -> list[str]:
    """Name the keys whose messages have another order than at the source."""
    place = {entry.number: entry.offset for entry in source}
    order: dict[tuple[int, bytes | None], list[int]] = defaultdict(list)
    for entry in found:
        order[entry.partition, entry.key].append(place.get(entry.number, -1))
    return [
        f"{found[0].topic}, partition {partition}, key {key!r}"
        for (partition, key), offsets in order.items()
        if offsets != sorted(offsets)
    ]


def _uncommitted(
    topics: OwnTopics, contents: Contents, committed: Mapping[str, Mapping[int, int]]
) -> list[str]:
    """Name the partitions where messages come after the committed offset, or it is beyond all."""
    problems = []
    for group, topic in topics.inputs.items():
        ends: dict[int, int] = defaultdict(int)
        for entry in contents.of(topic):
            ends[entry.partition] = max(ends[entry.partition], entry.offset + 1)
        for partition, end in sorted(ends.items()):
            offset = committed.get(group, {}).get(partition, 0)
            if offset != end:
                problems.append(f"{group}, partition {partition}: {offset} of {end}")
    return problems
