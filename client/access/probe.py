"""Finds out, with a separate connection, why Kafka does not let a client in."""

import socket
import ssl
from collections.abc import Sequence
from contextlib import suppress
from time import monotonic

from kafka.errors import (
    IllegalSaslStateError,
    KafkaError,
    NoError,
    SaslAuthenticationFailedError,
    UnsupportedSaslMechanismError,
)
from kafka.net.sasl import get_sasl_mechanism
from kafka.protocol.metadata import ApiVersionsRequest, MetadataRequest
from kafka.protocol.sasl import SaslAuthenticateRequest, SaslHandshakeRequest

from newsdesk.client.access import refusals
from newsdesk.client.access.access import Access
from newsdesk.client.access.wire import Wire, connected, seconds_until
from newsdesk.client.errors import AccessRefused

SECONDS = 3.0
"""How long it looks; a broker that is slower is left to the client, which waits longer."""

_MAX_STEPS = 4


def why_refused(
    addresses: Sequence[tuple[str, int]], access: Access, seconds: float = SECONDS
) -> AccessRefused | None:
    """Return why a client is not let in; None if it is, or if the cause is not certain.

    The first broker that can be asked decides. One that is down, starts or is slow says nothing.

    Args:
        addresses: Host and port of each broker.
        access: How the client gets in.
        seconds: How long this may take.
    """
    deadline = monotonic() + seconds
    for host, port in addresses:
        try:
            _Probe(host, port, access, deadline).enter()
        except AccessRefused as refusal:
            return refusal
        except (KafkaError, OSError, ValueError):
            continue
        return None
    return None


class _Probe:
    """Tries to get in at one broker.

    All methods raise AccessRefused where it is certain that there is no way in, and KafkaError or
    OSError where it is not.
    """

    def __init__(self, host: str, port: int, access: Access, deadline: float) -> None:
        self._address = (host, port)
        self._access = access
        self._deadline = deadline
        self._name = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"

    def enter(self) -> None:
        """Do what a client does first."""
        with connected(*self._address, self._deadline) as sock:
            if self._access.tls is None:
                self._enter_plainly(sock)
            else:
                self._enter_by_tls(sock)

    def _enter_plainly(self, sock: socket.socket) -> None:
        try:
            self._log_in(sock)
        except (KafkaError, OSError):
            if self._speaks_tls():
                raise refusals.speaks_tls(self._name, self._access) from None
            raise

    def _enter_by_tls(self, sock: socket.socket) -> None:
        try:
            # With TLS 1.3 a broker refuses a client's certificate after the handshake.
            with self._secured(sock) as secured:
                self._log_in(secured)
        except ssl.SSLCertVerificationError as error:
            raise refusals.certificate_refused(self._name, error) from error
        except (KafkaError, OSError) as error:
            if isinstance(error, ssl.SSLError) and (
                refusal := refusals.client_refused(self._name, error, self._access)
            ):
                raise refusal from error
            if self._speaks_plaintext():
                raise refusals.speaks_plaintext(self._name, self._access) from error
            raise

    def _log_in(self, sock: socket.socket) -> None:
        wire = Wire(sock, self._deadline)
        if self._access.login is None:
            self._enter_without_login(wire)
            return
        wire.ask(ApiVersionsRequest(version=0))
        login = self._access.login
        handshake = wire.ask(SaslHandshakeRequest(version=1, mechanism=login.mechanism))
        if handshake.error_code == IllegalSaslStateError.errno:
            raise refusals.no_login(self._name, self._access)
        if handshake.error_code == UnsupportedSaslMechanismError.errno:
            enabled = handshake.mechanisms
            raise refusals.mechanism_unknown(self._name, login.mechanism, enabled)
        self._authenticate(wire)

    def _authenticate(self, wire: Wire) -> None:
        options = self._access.for_kafka_python()
        exchange = get_sasl_mechanism(options["sasl_mechanism"])(host=self._address[0], **options)
        for _ in range(_MAX_STEPS):
            request = SaslAuthenticateRequest(version=0, auth_bytes=exchange.auth_bytes())
            answer = wire.ask(request)
            if answer.error_code == SaslAuthenticationFailedError.errno:
                raise refusals.login_refused(self._name, self._access)
            if answer.error_code != NoError.errno:
                return
            exchange.receive(answer.auth_bytes)
            if exchange.is_done():
                return

    def _enter_without_login(self, wire: Wire) -> None:
        try:
            wire.ask(MetadataRequest(version=1, topics=[]))
        except ssl.SSLError:
            raise
        except (KafkaError, OSError):
            if mechanisms := self._mechanisms():
                raise refusals.login_wanted(self._name, self._access, mechanisms) from None
            raise

    def _mechanisms(self) -> list[str]:
        """Return the mechanisms of a broker that asks for a login; else none."""
        with (
            suppress(KafkaError, OSError),
            connected(*self._address, self._deadline) as sock,
            self._secured(sock) as used,
        ):
            request = SaslHandshakeRequest(version=1, mechanism="newsdesk")
            answer = Wire(used, self._deadline).ask(request)
            if answer.error_code == UnsupportedSaslMechanismError.errno:
                return list(answer.mechanisms)
        return []

    def _secured(self, sock: socket.socket) -> socket.socket:
        """Return the socket with TLS, if that is used."""
        if self._access.tls is None:
            return sock
        return self._access.tls.wrap_socket(sock, server_hostname=self._address[0])

    def _speaks_plaintext(self) -> bool:
        with suppress(KafkaError, OSError), connected(*self._address, self._deadline) as sock:
            Wire(sock, self._deadline).ask(ApiVersionsRequest(version=0))
            return True
        return False

    def _speaks_tls(self) -> bool:
        """Return whether the broker answers a handshake; nothing is sent, nobody is trusted."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        try:
            with connected(*self._address, self._deadline) as sock:
                sock.settimeout(seconds_until(self._deadline))
                context.wrap_socket(sock).close()
        except ssl.SSLError as error:
            return "ALERT" in (error.reason or "")
        except OSError:
            return False
        return True
