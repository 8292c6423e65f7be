"""CPU seconds of reading hostile pages, in a process that is killed when one takes too long."""

import json
import resource
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from time import process_time

from newsdesk.enrichment.document import Limits, clean_page
from newsdesk.schemas import InvalidMessage
from tests.support.hostile_pages import FAMILIES


def page_times(
    characters: int, limit: int, families: Sequence[str] = tuple(FAMILIES)
) -> dict[str, float]:
    """Return the CPU seconds of each family at `characters`.

    Raises:
        AssertionError: with the family that took more than `limit` CPU seconds.
    """
    times: dict[str, float] = {}
    left = list(families)
    while left:
        found, _ = _times(characters, limit, left)
        times |= found
        if len(found) < len(left):
            # Once more, by itself: other work may have slowed it down.
            family = left[len(found)]
            again, ending = _times(characters, limit, [family])
            if not again:
                raise AssertionError(f"{family!r} was not read in {limit} s: {ending}")
            times |= again
        left = left[len(found) + 1 :]
    return times


def _times(characters: int, limit: int, families: Sequence[str]) -> tuple[dict[str, float], str]:
    """Return the CPU seconds of each family up to one that takes too long, and how it ended."""
    process = subprocess.run(
        [sys.executable, "-m", __name__, str(characters), str(limit), *families],
        capture_output=True,
        text=True,
        check=False,
    )
    times = dict(map(json.loads, process.stdout.splitlines()))
    return times, f"exit code {process.returncode} {process.stderr[-2_000:]}"


def main(characters: int, limit: int, families: Sequence[str]) -> None:
    clean_page("<p>Libraries are imported, and lists of words read.</p>" * 20, Limits())
    for name in families:
        html = FAMILIES[name](characters)
        started = process_time()
        # The limit counts all seconds of the process.
        resource.setrlimit(resource.RLIMIT_CPU, (int(started) + limit + 1, resource.RLIM_INFINITY))
        # Of the longest pages, the text may be too long.
        with suppress(InvalidMessage):
            clean_page(html, Limits())
        sys.stdout.write(json.dumps([name, process_time() - started]) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
