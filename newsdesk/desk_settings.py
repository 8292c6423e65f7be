"""The settings of the desk's page."""

from pathlib import Path

from pydantic import Field, SecretStr

from newsdesk.redaction import hide
from newsdesk.section import Section


class DeskSettings(Section):
    """The page of `newsdesk desk`."""

    host: str = Field("127.0.0.1", description="Address to listen on; beyond loopback, set a token")
    port: int = Field(8800, ge=0, le=65535, description="Port to listen on")
    hosts: tuple[str, ...] = Field(
        (), description="Further names under which browsers ask for the desk, such as a proxy's"
    )
    token: SecretStr | None = Field(
        None, min_length=16, description="What every request must give; needed beyond loopback"
    )
    allow_anonymous: bool = Field(
        False,
        description="Listen beyond loopback without a token: where a proxy, or a port that is"
        " published on loopback alone, decides who reaches it",
    )
    database: Path | None = Field(
        None, description="File that keeps what was read; unset: in the user's cache folder"
    )
    max_days: float = Field(30.0, gt=0, description="Days that articles and dead letters are kept")
    max_mib: int = Field(2048, ge=16, description="MiB that the database may have")
    workers: tuple[str, ...] = Field(
        (),
        description="Health ports of the workers to show, host:port each; unset: that of"
        " NEWSDESK_WORKER__HEALTH_PORT on this machine",
    )

    def hide_secrets(self) -> None:
        """Keep the token out of all that this process shows."""
        hide(self.token.get_secret_value() if self.token else None)
