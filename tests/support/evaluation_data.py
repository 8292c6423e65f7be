"""The public sets that figures are measured on. They are not part of the repository."""

import os
from pathlib import Path

import pytest

_BESIDE = Path(__file__).parents[3] / "shared" / "data"
# Not NEWSDESK_…: settings refuse variables of that prefix which they do not know.
DATA = Path(os.environ.get("TEST_DATA") or _BESIDE).resolve()

AG_NEWS = DATA / "agnews" / "test.jsonl"
CNN_DAILY_MAIL = DATA / "cnndm" / "train200.jsonl"
LANGUAGES = DATA / "langid" / "sentences.jsonl"
MASAKHANEWS = DATA / "masakhanews" / "eng_dev.jsonl"
MEDIA_TOPICS_NAMES = DATA / "iptc" / "mediatopics_2023-10-24_13lang.jsonl"
PAGES = DATA / "extraction"


def needs(path: Path) -> pytest.MarkDecorator:
    """Return the mark of a test that reads `path`; without it, it is skipped."""
    return pytest.mark.skipif(
        not path.exists(),
        reason=f"{path} is missing: set TEST_DATA to a folder with the public sets"
        " (CONTRIBUTING.md says which, and where they are from)",
    )
