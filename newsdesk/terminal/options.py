"""Options that several commands share."""

import logging
from datetime import UTC, datetime
from typing import Annotated, Any

import typer

from newsdesk.settings import Settings

BootstrapServers = Annotated[
    str | None,
    typer.Option(
        help="Kafka's address; without it NEWSDESK_KAFKA__BOOTSTRAP_SERVERS, or 127.0.0.1:9092.",
        show_default=False,
    ),
]


def load_settings(bootstrap_servers: str | None, **sections: Any) -> Settings:
    """Return the settings, with Kafka's address from the command line if it was given.

    `sections` are further settings from the command line; None stands for one that was not given.

    Raises:
        SettingsError: if a setting cannot be used.
    """
    sections["kafka"] = {"bootstrap_servers": bootstrap_servers or None}
    given = {
        section: {name: value for name, value in settings.items() if value is not None}
        for section, settings in sections.items()
    }
    return Settings.load(**{section: settings for section, settings in given.items() if settings})


def quiet_kafka(settings: Settings) -> None:
    """Silence kafka-python's log: it also raises the errors that it logs.

    Below info it would log passwords.
    """
    level = "INFO" if settings.log.level == "debug" else "CRITICAL"
    logging.getLogger("kafka").setLevel(level)


def moment_of(text: str) -> datetime:
    """Read ISO 8601; without an offset it is UTC, and without a time midnight.

    Raises:
        ValueError: if it is not that.
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{text!r} is not ISO 8601, such as 2026-11-24T08:30:00Z") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
