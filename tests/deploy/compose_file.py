"""docker-compose.yml as the tests read it: its services, with the defaults of its variables."""

import re
from pathlib import Path
from typing import Any

import typer.main
import yaml
from pydantic import BaseModel

from newsdesk.cli import app
from newsdesk.settings import Settings
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


def is_setting(variable: str) -> bool:
    model: Any = Settings
    for name in variable.removeprefix(PREFIX).lower().split("__"):
        if not issubclass(model, BaseModel) or name not in model.model_fields:
            return False
        model = model.model_fields[name].annotation
        model = model if isinstance(model, type) else object
    return True


def resolve(arguments: list[str]) -> None:
    """Parse a command line as newsdesk does, without running it; raises what Typer raises."""
    command: Any = typer.main.get_command(app)
    context, rest = None, arguments
    while hasattr(command, "resolve_command"):
        context = command.make_context("newsdesk", list(rest), parent=context)
        given = [*context._protected_args, *context.args]
        _, command, rest = command.resolve_command(context, given)
    command.make_context("newsdesk", list(rest), parent=context)


def megabytes(limit: str) -> int:
    return int(limit[:-1]) * {"m": 1, "g": 1024}[limit[-1]]


def examples() -> dict[str, str]:
    """Return the variables of .env.example, with the values that it shows."""
    return dict(re.findall(r"^# (\w+)=(.*)$", EXAMPLE, re.MULTILINE))
