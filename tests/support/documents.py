"""The documentation as data: its pages, the code in them, the places that they name."""

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
ARCHITECTURE = ROOT / "ARCHITECTURE.md"
CONTRIBUTING = ROOT / "CONTRIBUTING.md"
CHANGELOG = ROOT / "CHANGELOG.md"
SECURITY = ROOT / "SECURITY.md"
DELIVERY = ROOT / "docs" / "delivery.md"
QUALITY = ROOT / "docs" / "quality.md"
USAGE = ROOT / "docs" / "usage.md"
COMMANDS = ROOT / "docs" / "reference" / "commands.md"
MESSAGES = ROOT / "docs" / "reference" / "messages.md"
SETTINGS = ROOT / "docs" / "reference" / "settings.md"
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
PAGES = (
    README,
    ARCHITECTURE,
    CONTRIBUTING,
    CHANGELOG,
    SECURITY,
    *sorted((ROOT / "docs").glob("*.md")),
    *sorted((ROOT / "docs" / "reference").glob("*.md")),
    *DECISIONS,
)

_BLOCK = re.compile(r"^```(?P<language>\w*)\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL)
_INLINE = re.compile(r"`([^`\n]+)`")


@dataclass(frozen=True)
class Block:
    language: str
    code: str


def blocks(page: Path) -> list[Block]:
    """Return the fenced code blocks of a page."""
    return [Block(m["language"], m["code"]) for m in _BLOCK.finditer(page.read_text("utf-8"))]


def prose(page: Path) -> str:
    """Return a page without its code blocks."""
    return _BLOCK.sub("", page.read_text("utf-8"))


def inline_code(page: Path) -> list[str]:
    """Return what stands between single backticks."""
    return _INLINE.findall(prose(page))


def section(page: Path, heading: str) -> str:
    """Return the text below a heading, up to the next one of the same level or a higher one."""
    level = len(heading) - len(heading.lstrip("#"))
    text = page.read_text("utf-8")
    start = text.index(f"\n{heading}\n")
    rest = text[start + len(heading) + 2 :]
    following = re.search(rf"^#{{1,{level}}} ", rest, re.MULTILINE)
    return rest[: following.start()] if following else rest


def table_rows(text: str) -> list[list[str]]:
    """Return the cells of all table rows in `text`, without heads and rules."""
    rows = [
        [cell.strip() for cell in line.strip("| ").split(" | ")]
        for line in text.splitlines()
        if line.startswith("|")
    ]
    rules = [i for i, row in enumerate(rows) if set("".join(row)) <= set("-|: ")]
    return [row for i, row in enumerate(rows) if i not in rules and i + 1 not in rules]


def command_lines(page: Path, program: str) -> Iterator[list[str]]:
    """Yield the arguments of each call of `program` in a page's code."""
    lines = [
        line for block in blocks(page) if not block.language for line in block.code.split("\n")
    ]
    for line in [*lines, *inline_code(page)]:
        command = re.split(r"[|;<>]|&&", line)[0]
        words = command.removeprefix("$ ").split()
        names = [Path(word).name for word in words]
        if program in names and _is_call(words[: names.index(program)]):
            yield words[names.index(program) + 1 :]


def tracked_files() -> list[Path]:
    """Return the files of the repository, those not yet committed included."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    names = listed.stdout.decode("utf-8").split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def _is_call(before: list[str]) -> bool:
    """Whether only settings, or docker compose, stand before a program's name."""
    settings = all(re.match(r"[A-Z_]+=", word) for word in before)
    return settings or before[:3] == ["docker", "compose", "run"]
