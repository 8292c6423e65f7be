"""The host's network, as an engine changes it: recorded before, restored after."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.deploy.installation.commands import CommandError, run

_FORWARDING = Path("/proc/sys/net/ipv4/ip_forward")
_TABLES = ("filter", "nat")
_PASSING = re.compile(r"^#.*$|\[\d+:\d+\]|\n(?=\n)", re.MULTILINE)
"""Comments with times, and counters of packets."""


@dataclass(frozen=True)
class HostNetwork:
    """The host's packet rules by table, its links, and whether it forwards packets."""

    rules: dict[str, str]
    links: frozenset[str]
    forwarding: str


def host_network() -> HostNetwork:
    """Return the network as it is now."""
    links = json.loads(run("ip", "-json", "link"))
    return HostNetwork(
        rules={table: _rules(table) for table in _TABLES},
        links=frozenset(link["ifname"] for link in links),
        forwarding=_FORWARDING.read_text().strip(),
    )


@contextmanager
def restored_network() -> Iterator[HostNetwork]:
    """Restore the network when the block is left; yield how it was before."""
    before = host_network()
    try:
        yield before
    finally:
        for link in host_network().links - before.links:
            with suppress(CommandError):
                run("ip", "link", "delete", link)
        for table, rules in before.rules.items():
            run("iptables-restore", "--table", table, text=rules)
        _FORWARDING.write_text(before.forwarding)


def _rules(table: str) -> str:
    """Return a table as `iptables-restore` reads it; one that is not there, as an empty one."""
    found = _PASSING.sub("", run("iptables-save", "--table", table)).strip()
    chains = {
        "filter": ("INPUT", "FORWARD", "OUTPUT"),
        "nat": ("PREROUTING", "INPUT", "OUTPUT", "POSTROUTING"),
    }[table]
    empty = "\n".join((f"*{table}", *(f":{chain} ACCEPT" for chain in chains), "COMMIT"))
    return "\n".join(line.rstrip() for line in (found or empty).splitlines()) + "\n"
