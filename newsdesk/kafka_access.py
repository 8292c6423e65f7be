"""How a client gets in at Kafka, by the settings: what contradicts itself is refused by name."""

from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import SecretStr

from newsdesk.client.access.access import Access
from newsdesk.client.access.login import OAUTHBEARER, Login, PasswordLogin, TokenLogin
from newsdesk.client.access.msk import require_signer, sign_token
from newsdesk.client.access.secrets import Secret, SecretFile, SecretText
from newsdesk.client.access.tls import FollowingContext, TlsFiles
from newsdesk.client.access.token_endpoint import TokenEndpoint
from newsdesk.client.access.tokens import Tokens
from newsdesk.client.errors import ClusterSettingsError
from newsdesk.redaction import hide
from newsdesk.variables import variable_of

if TYPE_CHECKING:
    from newsdesk.kafka_settings import KafkaSettings

_TLS = ("ssl_cafile", "ssl_certfile", "ssl_keyfile", "ssl_key_password", "ssl_key_password_file")
_PASSWORD = ("sasl_username", "sasl_password", "sasl_password_file")
_ENDPOINT = (
    "oauth_token_endpoint_url",
    "oauth_client_id",
    "oauth_client_secret",
    "oauth_client_secret_file",
    "oauth_scope",
    "oauth_cafile",
)


def access_of(kafka: "KafkaSettings") -> Access:
    """Return how a client gets in.

    Raises:
        ClusterSettingsError: if settings contradict each other, or a file cannot be used.
    """
    uses_tls = kafka.security_protocol.endswith("SSL")
    uses_sasl = kafka.security_protocol.startswith("SASL_")
    protocol = f"{_variable('security_protocol')} is {kafka.security_protocol}"
    if not uses_tls:
        _refuse(kafka, _TLS, f"{protocol}, which has no TLS", "Set SSL or SASL_SSL,")
    if not uses_sasl:
        login_settings = ("sasl_mechanism", *_PASSWORD, *_ENDPOINT, "msk_region")
        because = f"{protocol}, which sends no SASL credentials"
        _refuse(kafka, login_settings, because, "Set SASL_SSL,")
    return Access(
        tls=_context(kafka) if uses_tls else None,
        login=_login(kafka) if uses_sasl else None,
        plaintext_allowed=kafka.allow_plaintext,
    )


def _context(kafka: "KafkaSettings") -> FollowingContext:
    if kafka.ssl_certfile is None:
        _refuse(kafka, _TLS[2:], f"{_variable('ssl_certfile')} is not set", "Set that, too,")
    password = _secret("ssl_key_password", kafka.ssl_key_password, kafka.ssl_key_password_file)
    return FollowingContext(
        TlsFiles(kafka.ssl_cafile, kafka.ssl_certfile, kafka.ssl_keyfile, password)
    )


def _login(kafka: "KafkaSettings") -> Login:
    mechanism = kafka.sasl_mechanism
    if mechanism is None:
        raise ClusterSettingsError(
            f"{kafka.security_protocol} needs {_variable('sasl_mechanism')}.",
            "Set it to PLAIN, SCRAM-SHA-256, SCRAM-SHA-512 or OAUTHBEARER.",
        )
    others = _PASSWORD if mechanism == OAUTHBEARER else (*_ENDPOINT, "msk_region")
    _refuse(kafka, others, f"{_variable('sasl_mechanism')} is {mechanism}", "Set another one,")
    if mechanism == OAUTHBEARER:
        return TokenLogin(_tokens(kafka))
    _require(kafka, "sasl_username", mechanism)
    password = _secret("sasl_password", kafka.sasl_password, kafka.sasl_password_file)
    if password is None:
        raise _missing("sasl_password_file", mechanism)
    return PasswordLogin(mechanism, str(kafka.sasl_username), password)


def _tokens(kafka: "KafkaSettings") -> Tokens:
    if (region := kafka.msk_region) is not None:
        _refuse(kafka, _ENDPOINT, f"{_variable('msk_region')} is set, too", "Unset that,")
        require_signer()
        return Tokens(lambda: sign_token(region), hide)
    _require(kafka, "oauth_token_endpoint_url", OAUTHBEARER)
    _require(kafka, "oauth_client_id", OAUTHBEARER)
    secret = _secret(
        "oauth_client_secret", kafka.oauth_client_secret, kafka.oauth_client_secret_file
    )
    if secret is None:
        raise _missing("oauth_client_secret_file", OAUTHBEARER)
    endpoint = TokenEndpoint(
        str(kafka.oauth_token_endpoint_url),
        str(kafka.oauth_client_id),
        secret,
        kafka.oauth_scope,
        kafka.oauth_cafile,
    )
    return Tokens(endpoint.fetch, hide)


def _secret(name: str, value: SecretStr | None, file: Path | None) -> Secret | None:
    """Return a secret that is given as a value or as a file; None if it is not given.

    Raises:
        ClusterSettingsError: if it is given twice, or the file cannot be used.
    """
    variable, of_file = _variable(name), _variable(f"{name}_file")
    if value is not None and file is not None:
        raise ClusterSettingsError(f"Both {variable} and {of_file} are set.", "Unset one of them.")
    if file is not None:
        return SecretFile(of_file, file, hide)
    if value is not None and not value.get_secret_value():
        raise ClusterSettingsError(f"{variable} is empty.", f"Set it, or {of_file}.")
    return SecretText(value.get_secret_value(), hide) if value is not None else None


def _refuse(kafka: "KafkaSettings", names: tuple[str, ...], because: str, fix: str) -> None:
    """Refuse settings that mean nothing here: another one may be a slip.

    Raises:
        ClusterSettingsError: if one of them is set.
    """
    for name in names:
        if getattr(kafka, name) is not None:
            variable = _variable(name)
            raise ClusterSettingsError(
                f"{variable} is set, but {because}.", f"{fix} or unset {variable}."
            )


def _require(kafka: "KafkaSettings", name: str, mechanism: str) -> None:
    if not getattr(kafka, name):
        raise _missing(name, mechanism)


def _missing(name: str, mechanism: str) -> ClusterSettingsError:
    return ClusterSettingsError(f"{mechanism} needs {_variable(name)}.", "Set it.")


def _variable(name: str) -> str:
    return variable_of(["kafka", name])
