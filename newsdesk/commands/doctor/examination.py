"""Everything looked at in turn: what is quickly found out first."""

from collections.abc import Callable, Iterator

from newsdesk.commands.doctor.folders import look_at_folders
from newsdesk.commands.doctor.given_settings import given_settings, wrong_settings
from newsdesk.commands.doctor.kafka import look_at_kafka
from newsdesk.commands.doctor.section import Section
from newsdesk.commands.doctor.versions import look_at_versions
from newsdesk.settings import Settings, SettingsError
from newsdesk.terminal.extra import missing_module

SECTIONS = ("versions", "settings", "folders", "kafka", "machine", "arithmetic", "models")


def examine(
    settings: Settings | SettingsError, say: Callable[[str], None], *, measure_again: bool
) -> Iterator[Section]:
    """Yield a section for each of SECTIONS that can be looked at.

    Wrong settings leave out what depends on them; an install without the extra for the worker
    leaves out what computes.

    Args:
        settings: Or what is wrong with them.
        say: Told what is being done, before it is.
        measure_again: Whether to drop what was measured before.
    """
    yield look_at_versions()
    if isinstance(settings, SettingsError):
        yield wrong_settings(settings)
    else:
        yield given_settings(settings)
        yield look_at_folders(settings)
        say(f"Asking Kafka at {settings.kafka.bootstrap_servers}")
        yield look_at_kafka(settings)
    if missing_module():  # of which `versions` tells
        return
    say("Importing torch")
    # Imported here so that what is wrong with Kafka is known before.
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
