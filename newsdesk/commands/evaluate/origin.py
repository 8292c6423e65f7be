"""The origin of a result: the command, the data, newsdesk's version and the models."""

import shlex
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from newsdesk.enrichment.ports import ModelInfo
from newsdesk.enrichment.provenance import model_use
from newsdesk.schemas import ModelUse


@dataclass(frozen=True, slots=True)
class Origin:
    """Everything needed to reproduce a result; `made_at` is when it was made."""

    task: str
    data: str
    command: str
    version: str
    models: tuple[ModelUse, ...]
    made_at: datetime

    @classmethod
    def of(cls, task: str, data: Path, models: Sequence[tuple[str, ModelInfo]]) -> "Origin":
        """Describe the running command; `models` come with their roles."""
        return cls(
            task=task,
            data=str(data),
            command=shlex.join(["newsdesk", *sys.argv[1:]]),
            version=version("newsdesk"),
            models=tuple(model_use(role, model) for role, model in models),
            made_at=datetime.now(UTC),
        )
