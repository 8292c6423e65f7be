"""Which settings are given, by name: their values may be secret."""

from newsdesk.commands.doctor.section import Section, Wrong
from newsdesk.settings import PREFIX, Settings, SettingsError


def given_settings(settings: Settings) -> Section:
    """Name the settings that have not just their default."""
    given = settings.model_dump(exclude_unset=True)
    names = [
        f"{PREFIX}{section.upper()}__{name.upper()}"
        for section, values in given.items()
        for name in values
    ]
    return Section("settings", {"given": sorted(names)})


def wrong_settings(error: SettingsError) -> Section:
    """Say what is wrong with each setting that cannot be used."""
    advice = "Mend or unset it; the README lists all settings."
    return Section("settings", None, tuple(Wrong(line, advice) for line in str(error).splitlines()))
