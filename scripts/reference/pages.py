"""All pages of the reference, by file name."""

from pathlib import Path

from scripts.reference.commands import commands_page
from scripts.reference.logs import logs_page
from scripts.reference.messages import messages_page
from scripts.reference.settings import settings_page

FOLDER = Path(__file__).parents[2] / "docs" / "reference"
_NOTE = "<!-- Generated from the code by `make reference`. Do not edit. -->\n\n"


def pages() -> dict[str, str]:
    """Return the text of each page by its file name."""
    texts = {
        "commands.md": commands_page(),
        "logs.md": logs_page(),
        "messages.md": messages_page(),
        "settings.md": settings_page(),
    }
    return {name: _NOTE + text for name, text in texts.items()}
