"""Explanations for the page: by `newsdesk explain`, in a process that ends with its answer."""

import asyncio
import sys
from asyncio.subprocess import PIPE
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import orjson

from newsdesk.schemas.errors import NewsdeskError
from newsdesk.terminal.extra import how_to_install, missing_module

_MOST_CHARACTERS = 500


class ExplanationError(NewsdeskError):
    """Raised when an article cannot be explained."""


async def explain(article: bytes) -> Mapping[str, Any]:
    """Return the fields of `newsdesk explain --json` for an article, given as JSON.

    The models stay out of the desk's own process, which then needs their memory for a moment only.

    Raises:
        ExplanationError: if the models are not installed, or cannot read it.
    """
    if missing := missing_module():
        raise ExplanationError(
            f"The models are not installed with this desk: {how_to_install(missing)}"
        )
    command = [sys.executable, "-m", "newsdesk", "explain", "--json", "-"]
    process = await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE, stderr=PIPE)
    try:
        answer, errors = await process.communicate(article)
    except asyncio.CancelledError:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()
        raise
    if process.returncode:
        said = errors.decode("utf-8", "replace").strip().splitlines()
        raise ExplanationError(
            said[-1][:_MOST_CHARACTERS] if said else "The models gave no answer."
        )
    fields: dict[str, Any] = orjson.loads(answer)
    return fields
