"""Messages in compared with messages out: one outcome each, in order, nothing left behind."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from tests.support.echo_worker import COPIES
from tests.support.topics import OwnTopics
from tests.torture.embargoes import Embargoes
from tests.torture.feed import WITHOUT_OUTCOME, Fate
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
    wrongly_withdrawn: list[int] = field(default_factory=list)
    not_withdrawn: list[int] = field(default_factory=list)
    not_in_one_transaction: list[int] = field(default_factory=list)
    """Articles whose further messages came without their event, or the other way round."""
    too_early: list[str] = field(default_factory=list)
    visible_again: list[str] = field(default_factory=list)
    still_held: list[int] = field(default_factory=list)
    never_held: list[int] = field(default_factory=list)
    replaced_and_published: list[int] = field(default_factory=list)
    out_of_order: list[str] = field(default_factory=list)
    uncommitted: list[str] = field(default_factory=list)
    open_transactions: list[str] = field(default_factory=list)
    bad_endings: list[str] = field(default_factory=list)
    restarts: tuple[str, ...] = ()
    """Workers that ended by themselves, as they may where to continue would lose something."""

    @property
    def violations(self) -> dict[str, Sequence[object]]:
        """Return the promises that were broken, each with the evidence."""
        found = {name: value for name, value in vars(self).items() if isinstance(value, list)}
        return {name.replace("_", " "): value for name, value in found.items() if value}


def judge(
    topics: OwnTopics,
    fates: Mapping[int, Fate],
    routed: AbstractSet[int],
    contents: Contents,
    committed: Mapping[str, Mapping[int, int]],
    bad_endings: Sequence[str] = (),
    restarts: Sequence[str] = (),
    embargoes: Embargoes | None = None,
) -> Verdict:
    """Return the verdict; `committed` has each group's offset per partition."""
    articles, classified = contents.of(topics.articles), contents.of(topics.classified)
    enriched, letters = contents.of(topics.enriched), contents.of(topics.dead_letter)
    held = embargoes or Embargoes()
    records = contents.of(topics.embargoed)
    produced = Counter(entry.number for entry in articles if not entry.is_copy)
    may_lack = {number for number, fate in fates.items() if fate in WITHOUT_OUTCOME}
    outcomes = Counter(entry.number for entry in (*enriched, *letters))
    early = {entry.number for entry in letters if _stage(entry) == "classify"}
    events = Counter(entry.number for entry in classified)
    due = Counter({number: n for number, n in produced.items() if number not in early})
    completed = {entry.number for entry in enriched}
    withdrawn = {e.number for e in (*classified, *enriched) if e.is_tombstone}
    published = {e.number for e in (*classified, *enriched) if not e.is_tombstone}
    return Verdict(
        produced=produced.total(),
        enriched=len(enriched),
        dead_letters=len(letters),
        lost=sorted(n for n in (produced - outcomes).elements() if n not in may_lack),
        doubled=_entries_of(outcomes - produced, (*enriched, *letters)),
        both_enriched_and_rejected=sorted(completed & {entry.number for entry in letters}),
        classified_lost=sorted(n for n in (due - events).elements() if n not in may_lack),
        classified_doubled=_entries_of(events - due, classified),
        unknown=sorted(set(outcomes) - set(fates)),
        never_accepted=sorted(set(fates) - set(produced)),
        wrongly_rejected=[
            f"{e.number}: {e.letter.reason.value} in {e.letter.stage}"
            for e in letters
            if e.letter and fates.get(e.number, Fate.EITHER) not in (Fate.REJECTED, Fate.EITHER)
        ],
        wrongly_enriched=sorted(n for n in completed if fates.get(n) is Fate.REJECTED),
        wrongly_withdrawn=sorted(n for n in withdrawn if fates.get(n) is not Fate.WITHDRAWN),
        not_withdrawn=sorted(n for n in published if fates.get(n) is Fate.WITHDRAWN),
        not_in_one_transaction=_torn(events, routed, contents.of(topics.routed)),
        too_early=held.too_early((*classified, *enriched)),
        visible_again=[*held.visible_again(classified), *held.visible_again(enriched)],
        still_held=held.still_held(records),
        never_held=held.never_held(records, fates),
        replaced_and_published=sorted(held.replaced_and_published((*classified, *enriched), fates)),
        out_of_order=[*_disorder(articles, classified), *_disorder(articles, enriched)],
        uncommitted=_uncommitted(topics, contents, committed),
        open_transactions=list(contents.unreadable),
        bad_endings=list(bad_endings),
        restarts=tuple(restarts),
    )


def _torn(events: Counter[int], routed: AbstractSet[int], further: Sequence[Entry]) -> list[int]:
    """Name the articles whose further messages do not match their classified events."""
    found = Counter(entry.number for entry in further)
    expected = Counter({n: COPIES * count for n, count in events.items() if n in routed})
    return sorted(n for n in found.keys() | expected.keys() if found[n] != expected[n])


def _entries_of(numbers: Counter[int], entries: Sequence[Entry]) -> list[str]:
    """Tell where each message of these numbers stands, all of its copies."""
    found = sorted((e for e in entries if e.number in numbers), key=lambda e: e.number)
    return [str(entry) for entry in found]


def _stage(entry: Entry) -> str | None:
    return entry.letter.stage if entry.letter else None


def _disorder(source: Sequence[Entry], found: Sequence[Entry]) -> list[str]:
    """Name the keys whose messages have another order than at the source."""
    came_back = {entry.number for entry in source if entry.is_copy}
    place = {entry.number: entry.offset for entry in source}
    order: dict[tuple[int, bytes | None], list[int]] = defaultdict(list)
    for entry in found:
        if entry.number in came_back:
            continue  # A copy that comes twice has two places.
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
