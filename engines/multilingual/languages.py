"""The languages that multilingual-e5-small was trained to read."""

from functools import cache
from pathlib import Path

import yaml

SIZES = Path(__file__).with_name("languages.yaml")
"""The text of each language in CC-100, on which XLM-R, and from it this model, was trained."""


@cache
def training_gib() -> dict[str, float]:
    """Return the GiB of text by language (ISO 639-1); others were not in it."""
    sizes: dict[str, float] = yaml.safe_load(SIZES.read_text(encoding="utf-8"))
    return sizes
