"""A token endpoint on loopback: it gives unsecured tokens (RFC 7515, `alg` none) to its client."""

import base64
import json
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote_plus

CLIENT, SECRET = "desk", "t0k3n-s3cret/+ü"


@dataclass
class TokenServer:
    """The answers that it gives, and the requests that it got.

    `answer` replaces the usual answer: a status and a body.
    """

    url: str = ""
    secret: str = SECRET
    lifetime: float = 3600.0
    answer: tuple[int, bytes] | None = None
    given: list[str] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)

    def reply(self, authorization: str, body: str) -> tuple[int, bytes]:
        form = {name: values[0] for name, values in parse_qs(body).items()}
        user = base64.b64decode(authorization.removeprefix("Basic ")).decode()
        name, _, secret = user.partition(":")
        self.asked.append(form | {"client": unquote_plus(name)})
        if self.answer:
            return self.answer
        if unquote_plus(secret) != self.secret:
            return 401, b'{"error": "invalid_client", "error_description": "no"}'
        self.given.append(token(self.lifetime, len(self.given)))
        answer = {"access_token": self.given[-1], "expires_in": self.lifetime}
        return 200, json.dumps(answer | {"token_type": "Bearer"}).encode()


def token(lifetime: float, number: int = 0) -> str:
    """Return a token that Kafka takes for that many seconds."""
    now = time.time()
    claims = {"sub": CLIENT, "iat": now, "exp": now + lifetime, "jti": f"token-{number}"}
    return f"{_part({'alg': 'none'})}.{_part(claims)}."


def _part(fields: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(fields).encode()).decode().rstrip("=")


@contextmanager
def token_server(context: ssl.SSLContext | None = None) -> Iterator[TokenServer]:
    """Run it during the block: at https where there is a context, else at http."""
    state = TokenServer()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            status, answer = state.reply(self.headers["Authorization"], body)
            self.send_response(status)
            if status == 302:
                self.send_header("Location", answer.decode())
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *arguments: Any) -> None:
            """Write nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    scheme = "http" if context is None else "https"
    state.url = f"{scheme}://127.0.0.1:{server.server_address[1]}/token"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
