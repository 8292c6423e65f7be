"""docker-compose.yml as the tests read it: its services, with the defaults of its variables."""

import re
from pathlib import Path
from typing import Any

import yaml

from newsdesk.variables import PREFIX

ROOT = Path(__file__).parents[2]
COMPOSE_FILE = ROOT / "docker-compose.yml"
DOCKERFILE = ROOT / "deploy" / "Dockerfile"
EXAMPLE = (ROOT / ".env.example").read_text(encoding="utf-8")
SOURCE = COMPOSE_FILE.read_text(encoding="utf-8")
DEFAULT = re.compile(r"\$\{(\w+):-([^}]*)\}")
SERVICES: dict[str, Any] = yaml.safe_load(DEFAULT.sub(r"\2", SOURCE))["services"]
KAFKA = SERVICES["kafka"]
OURS = {name: service for name, service in SERVICES.items() if "build" in service}
WORKERS = {name: s for name, s in OURS.items() if s.get("command", [""])[0] == "worker"}


def settings_of(service: dict[str, Any]) -> dict[str, str]:
    return {k: str(v) for k, v in service["environment"].items() if k.startswith(PREFIX)}


def megabytes(limit: str) -> int:
    return int(limit[:-1]) * {"m": 1, "g": 1024}[limit[-1]]


def examples() -> dict[str, str]:
    """Return the variables of .env.example, with the values that it shows."""
    return dict(re.findall(r"^# (\w+)=(.*)$", EXAMPLE, re.MULTILINE))
