from datetime import UTC, datetime

from rich.console import Console

from newsdesk.client.group_members import Member
from newsdesk.client.lag import PartitionLag
from newsdesk.client.status.report import Count, StageStatus, Status
from newsdesk.client.status.workers import WorkerStatus
from newsdesk.commands.status.problems import problems
from newsdesk.commands.status.view import duration, rendered

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)


def lag(partition: int, messages: int = 0, seconds: float = 0.0) -> PartitionLag:
    if not messages:
        return PartitionLag(partition, 5, 5)
    return PartitionLag(partition, 5, 5 + messages, 5, NOW.timestamp() - seconds)


def stage(*partitions: PartitionLag, members: tuple[Member, ...] = ()) -> StageStatus:
    return StageStatus("classify", "g", "Stable", "articles", members, partitions)


def status(stage: StageStatus, **fields: object) -> Status:
    values = {"dead_letters": Count(0), "held_articles": Count(0), **fields}
    return Status(NOW, (stage,), **values)  # type: ignore[arg-type]


MEMBER = Member("faust-1-aaaabbbb-cccc-4ccc-8ccc-dddddddddddd", "127.0.0.1", (0, 1))


def text_of(status: Status, found: list[str]) -> str:
    console = Console(width=120, record=True, force_terminal=False)
    with console.capture() as capture:
        console.print(rendered(status, found))
    return capture.get()


def test_all_is_fine_while_nothing_waits_even_without_members() -> None:
    assert list(problems(status(stage(lag(0), lag(1))), None)) == []


def test_messages_that_wait_without_a_member_are_a_problem() -> None:
    found = list(problems(status(stage(lag(0), lag(1, 3, 10.0))), None))
    assert found == ["classify has no member while 3 messages wait."]


def test_lag_is_a_problem_beyond_what_is_allowed_alone() -> None:
    lagging = status(stage(lag(0, 2, 90.0), lag(1, 1, 30.0), members=(MEMBER,)))
    assert list(problems(lagging, None)) == []
    assert list(problems(lagging, 90.0)) == []
    assert list(problems(lagging, 60.0)) == ["classify lags 90 s behind; 60 s are allowed."]


def test_what_is_shown_has_stages_members_and_what_nobody_has() -> None:
    shown = status(
        stage(lag(0), lag(1), lag(2, 4, 75.0), members=(MEMBER,)),
        dead_letters=Count(21_000, exact=False),
        held_articles=Count(1),
    )
    lines = [" ".join(line.split()) for line in text_of(shown, ["It lags."]).splitlines()]
    assert lines == [
        "stage reads members partitions waiting oldest rate",
        "classify articles 1 3 4 1 min -",
        "",
        "member stage host partitions",
        "faust-1-aaaabbbb classify 127.0.0.1 0, 1",
        "nobody classify 2",
        "",
        "at most 21000 dead letters",
        "1 article held back",
        "It lags.",
    ]


def test_what_workers_and_members_say_is_not_obeyed() -> None:
    hostile = "\x1b[2J\u202egnp\nfake line"
    member = Member(hostile, hostile, (0,))
    worker = WorkerStatus("http://h:1", False, None, {hostile: hostile * 100}, hostile, hostile)
    text = text_of(status(stage(lag(0), members=(member,)), workers=(worker,)), [hostile])
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "\nfake line" not in text
    assert len(text) < 4000


def test_durations_are_in_the_largest_unit_that_they_fill() -> None:
    assert [duration(s) for s in (0.04, 59.94, 60, 7200, 200_000)] == [
        "0.0 s", "59.9 s", "1 min", "2 h", "2 d",
    ]  # fmt: skip
