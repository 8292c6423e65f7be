"""A worker's readiness, asked over HTTP."""

from urllib.error import HTTPError
from urllib.request import urlopen

import orjson


def ready(port: int) -> tuple[int, dict[str, object]]:
    try:
        with urlopen(f"http://127.0.0.1:{port}/ready", timeout=10) as response:
            return response.status, orjson.loads(response.read())
    except HTTPError as error:
        return error.code, orjson.loads(error.read())
    except OSError:
        return 0, {}
