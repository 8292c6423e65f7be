"""A taxonomy file: reading it with line numbers for all problems, and writing it readably."""

from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel

from newsdesk.enrichment.topics.taxonomy_checks import TaxonomyProblem
from newsdesk.enrichment.topics.yaml_document import YamlDocument, YamlError, read_yaml
from newsdesk.schemas.errors import NewsdeskError

MAX_BYTES = 64 * 1024 * 1024
MAX_REPORTED = 10
"""Problems that one error lists, at most."""

# PyYAML breaks a line at the first space after this many characters.
_WIDTH = 90
_INDENT = "  "
_OTHER_LINE_ENDS = frozenset("\r\x85\u2028\u2029")


class TaxonomyError(NewsdeskError):
    """Raised when a taxonomy cannot be used; `problem` names the file and the lines.

    `problems` are pairs of line and message, if the file could be read.
    """

    is_laid_out = True

    def __init__(
        self, problem: str, advice: str = "", problems: Sequence[tuple[int, str]] = ()
    ) -> None:
        super().__init__(problem, advice)
        self.problems = tuple(problems)


class TaxonomyFile:
    """A file's content as plain data.

    Raises:
        TaxonomyError: if the file cannot be read, or is not YAML.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._document = self._read()

    @property
    def content(self) -> Any:
        """The YAML's value."""
        return self._document.value

    def check(self, problems: Iterable[TaxonomyProblem]) -> None:
        """Refuse a file that has `problems` or a duplicate key.

        Raises:
            TaxonomyError: with the lines of the first problems.
        """
        document = self._document
        found = list(islice(document.repeated_keys(), MAX_REPORTED + 1))
        found += [
            (document.line(problem.location), problem.description(document))
            for problem in islice(problems, MAX_REPORTED + 1)
        ]
        if found:
            raise self._error(sorted(set(found)))

    def _read(self) -> YamlDocument:
        content = self._bytes()
        try:
            return read_yaml(content.decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            message = f"not UTF-8 (byte {error.start}). Save the file as UTF-8."
            raise self._error([(line, message)]) from error
        except YamlError as error:
            raise self._error([(error.line, str(error))]) from error

    def _bytes(self) -> bytes:
        try:
            with self._path.open("rb") as file:
                content = file.read(MAX_BYTES + 1)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise TaxonomyError(
                f"Cannot read the taxonomy {self._path}: {reason}.", "Check the path."
            ) from error
        if len(content) > MAX_BYTES:
            limit = MAX_BYTES // 1024**2
            raise TaxonomyError(
                f"Cannot read the taxonomy {self._path}: it is larger than {limit} MiB."
            )
        return content

    def _error(self, found: list[tuple[int, str]]) -> TaxonomyError:
        prefix = f"The taxonomy {self._path} is invalid"
        if len(found) == 1:
            [(line, message)] = found
            return TaxonomyError(f"{prefix} in line {line}: {message}", problems=found)
        lines = [f"  line {line}: {message}" for line, message in found[:MAX_REPORTED]]
        more = ["  There are more."] if len(found) > MAX_REPORTED else []
        problem = "\n".join([f"{prefix}:", *lines, *more])
        return TaxonomyError(problem, problems=found[:MAX_REPORTED])


def dump(taxonomy: BaseModel) -> str:
    """Return a taxonomy as YAML for `Taxonomy.load`, with a blank line between labels."""
    head = taxonomy.model_dump(mode="json", exclude_defaults=True)
    labels = [_yaml([label], _WIDTH - len(_INDENT)) for label in head.pop("labels")]
    return _yaml(head, _WIDTH) + "\nlabels:\n" + "\n".join(map(_indented, labels))


def _yaml(value: Any, width: int) -> str:
    text: str = yaml.dump(
        value, Dumper=_Dumper, width=width, sort_keys=False, allow_unicode=True, indent=2
    )
    return text


def _indented(text: str) -> str:
    return "".join(f"{_INDENT}{line}\n" if line else "\n" for line in text[:-1].split("\n"))


class _Dumper(yaml.SafeDumper):
    """Indents lists below their key, and writes paragraphs as block text."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Begin a deeper level, also for a list in a mapping."""
        super().increase_indent(flow, indentless=False)


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    # Line ends other than \n would be read back as \n unless they are escaped.
    style = '"' if _OTHER_LINE_ENDS & set(text) else "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _represent_text)
