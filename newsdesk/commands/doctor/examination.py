"""Everything is examined in turn: what is quickly found out comes first."""

from collections.abc import Callable, Iterator

from newsdesk.commands.doctor.folders import check_folders
from newsdesk.commands.doctor.kafka import check_kafka
from newsdesk.commands.doctor.section import Problem, Section
from newsdesk.commands.doctor.versions import check_versions
from newsdesk.rights import Role
from newsdesk.settings import Settings, SettingsError
from newsdesk.terminal.extra import missing_module
from newsdesk.variables import PREFIX


def examine(
    settings: Settings | SettingsError,
    say: Callable[[str], None],
    role: Role | None = None,
    *,
    measure_again: bool,
) -> Iterator[Section]:
    """Yield a section for each of SECTIONS that can be examined.

    Unusable settings leave out what depends on them; an install without the extra for the worker
    leaves out what computes.

    Args:
        settings: The settings, or why they cannot be used.
        say: Called with the name of each step before it is done.
        role: The role whose rights in Kafka are checked; None for a worker's, where one is
            installed.
        measure_again: Whether to discard the cached benchmark of this CPU.
    """
    yield check_versions()
    if isinstance(settings, SettingsError):
        yield unusable_settings(settings)
    else:
        yield given_settings(settings)
        yield check_folders(settings)
        say(f"Asking Kafka at {settings.kafka.bootstrap_servers}")
        yield check_kafka(settings, role or (None if missing_module() else Role.WORKER))
    if missing_module():  # reported by `check_versions`
        return
    say("Importing torch")
    # Imported here so that problems with Kafka are known before.
    from newsdesk.commands.doctor.machine import check_machine

    yield check_machine()
    if isinstance(settings, SettingsError):
        return
    from newsdesk.commands.doctor.arithmetic import check_arithmetic
    from newsdesk.commands.doctor.models import check_models

    say("Measuring what this CPU computes fastest in, where it was not measured before")
    yield check_arithmetic(settings, again=measure_again)
    say("Loading the models")
    yield check_models(settings)


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
