"""A request to a worker, whose answer may be anything."""

import http.client
import time
import urllib.request
from typing import Any
from urllib.error import HTTPError

_SECONDS = 3.0
_MOST_SECONDS = 10.0
_MAX_BYTES = 4 * 1024 * 1024
_CHUNK = 64 * 1024


def get(url: str) -> bytes:
    """Return what is at an address, also with status 503.

    Raises:
        OSError, ValueError, HTTPException: if nothing is, or too much, or it comes too slowly.
    """
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(url, timeout=_SECONDS) as response:
            return _body(response)
    except HTTPError as error:
        with error:
            if error.code != http.client.SERVICE_UNAVAILABLE:
                raise OSError(f"status {error.code}") from error
            return _body(error)


def _body(response: Any) -> bytes:
    """Read all of an answer.

    Raises:
        OSError, ValueError, HTTPException: if it is too long, or comes too slowly.
    """
    found = bytearray()
    until = time.monotonic() + _MOST_SECONDS
    while chunk := response.read1(_CHUNK):
        found += chunk
        if len(found) > _MAX_BYTES:
            raise ValueError("its answer is too long")
        if time.monotonic() > until:
            raise TimeoutError("its answer comes too slowly")
    return bytes(found)
