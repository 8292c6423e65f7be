"""Serves the desk's pages until somebody ends it."""

import asyncio
import errno
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from ipaddress import ip_address

from aiohttp import web

from newsdesk.commands.desk.parts import running_desk
from newsdesk.desk.web.application import application_of
from newsdesk.desk.web.context import DeskContext
from newsdesk.schemas.errors import NewsdeskError
from newsdesk.settings import Settings
from newsdesk.terminal.output import notice

ANY_PORT = 0


class DeskError(NewsdeskError):
    """Raised when the desk cannot be served."""


_ANY_ADDRESS = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # nosec B104 - to show, not to bind


class PortTaken(DeskError):
    """Raised when something else listens on the desk's port."""


def serve(settings: Settings, port: int, *, allow_writes: bool) -> None:
    """Serve until SIGINT or SIGTERM.

    Raises:
        UnreachableError, RightsError: if Kafka does not answer at the start, or not this user.
        StoreError: if the database cannot be opened.
        DeskError: if the port is taken, or other machines would need no token.
        WorkerAddressError: if an address of the workers to show is none.
    """
    asyncio.run(_serve(settings, port, allow_writes))


async def _serve(settings: Settings, port: int, allow_writes: bool) -> None:
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, ended.set)
    host = settings.desk.host
    _require_token(host, settings.desk.token is not None or settings.desk.allow_anonymous)
    async with (
        running_desk(settings, allow_writes=allow_writes) as context,
        served_pages(context, host, port) as address,
    ):
        notice(f"The desk is at {address}; Ctrl-C ends.")
        await ended.wait()


@asynccontextmanager
async def served_pages(context: DeskContext, host: str, port: int) -> AsyncIterator[str]:
    """Serve the pages during the block; yield the address to open.

    Raises:
        DeskError: if the port is taken, or the address is none of this machine.
    """
    runner = web.AppRunner(application_of(context), access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        await _listen(runner, host, port)
        yield f"http://{_name_of(host)}:{runner.addresses[0][1]}/"
    finally:
        await runner.cleanup()


def _name_of(host: str) -> str:
    """Return what a browser on this machine calls the host that the desk listens on."""
    here = _ANY_ADDRESS.get(host, host)
    return f"[{here}]" if ":" in here else here


async def _listen(runner: web.AppRunner, host: str, port: int) -> None:
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise _taken(host, port) from error
        raise DeskError(
            f"The desk cannot listen on {host}, port {port}: {error.strerror}.",
            "Give another port with --port, or set NEWSDESK_DESK__HOST.",
        ) from error


def _taken(host: str, port: int) -> PortTaken:
    """Return the error that names who has a port, where that can be known, and another port."""
    with suppress(ModuleNotFoundError):
        from newsdesk.broker.errors import PortInUseError
        from newsdesk.broker.tcp_ports import require_free

        try:
            require_free(port, host)
        except PortInUseError as taken:
            return PortTaken(taken.problem, taken.advice)
    return PortTaken(f"Port {port} is in use.", "Give another one with --port, or 0 for any.")


def _require_token(host: str, is_guarded: bool) -> None:
    """Check that other machines need a token.

    Raises:
        DeskError: if they would not.
    """
    try:
        is_loopback = host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        is_loopback = False
    if not (is_loopback or is_guarded):
        raise DeskError(
            f"The desk would be open to every machine that reaches {host}.",
            "Set NEWSDESK_DESK__TOKEN, or leave NEWSDESK_DESK__HOST at 127.0.0.1.",
        )
