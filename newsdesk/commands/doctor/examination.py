"""Everything is examined in turn: what is quickly found out comes first."""

from collections.abc import Callable, Iterator

from newsdesk.commands.doctor.folders import look_at_folders
from newsdesk.commands.doctor.kafka import look_at_kafka
from newsdesk.commands.doctor.section import Problem, Section
from newsdesk.commands.doctor.versions import look_at_versions
from newsdesk.settings import PREFIX, Settings, SettingsError
from newsdesk.terminal.extra import missing_module


def examine(
    settings: Settings | SettingsError, say: Callable[[str], None], *, measure_again: bool
) -> Iterator[Section]:
    """Yield a section for each of SECTIONS that can be examined.

    Unusable settings leave out what depends on them; an install without the extra for the worker
    leaves out what computes.

    Args:
        settings: The settings, or why they cannot be used.
        say: Called with the name of each step before it is done.
        measure_again: Whether to discard the cached benchmark of this CPU.
    """
    yield look_at_versions()
    if isinstance(settings, SettingsError):
        yield unusable_settings(settings)
    else:
        yield given_settings(settings)
        yield look_at_folders(settings)
        say(f"Asking Kafka at {settings.kafka.bootstrap_servers}")
        yield look_at_kafka(settings)
    if missing_module():  # reported by `look_at_versions`
        return
    say("Importing torch")
    # Imported here so that problems with Kafka are known before.
    from newsdesk.commands.doctor.machine import look_at_machine

    yield look_at_machine()
    if isinstance(settings, SettingsError):
        return
    from newsdesk.commands.doctor.arithmetic import look_at_arithmetic
    from newsdesk.commands.doctor.models import look_at_models

    say("Measuring what this CPU computes fastest in, where it was not measured before")
    yield look_at_arithmetic(settings, again=measure_again)
    say("Loading the models")
    yield look_at_models(settings)


def given_settings(settings: Settings) -> Section:
    """Name the settings that differ from their defaults; their values may be secret."""
    given = settings.model_dump(exclude_unset=True)
    names = [
        f"{PREFIX}{section.upper()}__{name.upper()}"
        for section, values in given.items()
        for name in values
    ]
    return Section("settings", {"given": sorted(names)})


def unusable_settings(error: SettingsError) -> Section:
    """Return a problem for each setting that cannot be used."""
    problems = tuple(Problem(problem, error.advice) for problem in error.problems)
    return Section("settings", None, problems)
