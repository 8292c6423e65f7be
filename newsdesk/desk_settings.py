"""The settings of the desk's page."""

from pathlib import Path
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator

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
    views: dict[str, str] = Field(
        {},
        description="Views that all readers find beside the stream: names, and addresses such"
        " as `/?language=de` or `/letters?reason=no_text`",
    )
    prometheus: str | None = Field(
        None, description="Address of a Prometheus that has the workers' metrics, to link to"
    )
    grafana: str | None = Field(
        None, description="Address of a Grafana that has newsdesk's dashboard, to link to"
    )

    @field_validator("views")
    @classmethod
    def _are_on_the_desk(cls, value: dict[str, str]) -> dict[str, str]:
        for name, address in value.items():
            if not address.startswith("/") or address.startswith(("//", "/\\")):
                raise ValueError(f"the view {name!r} has no address such as /?language=de")
        return value

    @field_validator("prometheus", "grafana")
    @classmethod
    def _is_web_address(cls, value: str | None) -> str | None:
        parts = urlsplit("http://unset" if value is None else value)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("it is no address such as https://grafana.example.org")
        if parts.username or parts.password or parts.query or parts.fragment:
            raise ValueError("it has a user, a password or a query, which every reader would see")
        return value

    def hide_secrets(self) -> None:
        """Keep the token out of all that this process shows."""
        hide(self.token.get_secret_value() if self.token else None)
