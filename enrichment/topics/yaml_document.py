"""YAML with line numbers. Input that could harm the parser is refused first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import yaml
from yaml.constructor import ConstructorError, SafeConstructor
from yaml.reader import Reader

from newsdesk.schemas.errors import NewsdeskError

MAX_DEPTH = 20
"""The maximum nesting of lists and mappings: libyaml's composer recurses without a limit."""

MAX_KEYS = 1_000
"""The maximum number of keys of a mapping; a taxonomy knows ten."""

MAX_VALUES = 600_000
"""The maximum number of keys and values of a document: 10,000 labels with 60 each."""

Location: TypeAlias = Sequence[str | int]
"""The keys and indices that lead from the top to a value."""

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SPLIT = " Use fewer, or several files."
_TAG = "tag:yaml.org,2002:"


class YamlError(NewsdeskError):
    """Raised when a text is not YAML of the accepted kind; `line` counts from 1."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True)
class YamlDocument:
    """A document's value, and the line of each of its parts."""

    value: Any
    root: yaml.Node | None

    def line(self, location: Location) -> int:
        """Return the line of the key or item at `location`, or of the nearest one around it."""
        node, line = self.root, _line(self.root) if self.root else 1
        for step in location:
            for at, below in _steps(node, step):
                node, line = below, _line(at)
        return line

    def repeated_keys(self) -> Iterator[tuple[int, str]]:
        """Yield line and message for every key that occurs twice in its mapping."""
        waiting = [self.root] if self.root is not None else []
        while waiting:
            node = waiting.pop()
            if isinstance(node, yaml.MappingNode):
                yield from _repeated(node)
                waiting.extend(value for _, value in node.value)
            elif isinstance(node, yaml.SequenceNode):
                waiting.extend(node.value)


def read_yaml(text: str) -> YamlDocument:
    """Read one document of strings, numbers, lists and mappings; dates stay strings.

    Aliases are refused, since a few of them can expand beyond any memory.

    Raises:
        YamlError: if it is not YAML, has aliases or other types, nests deeper than MAX_DEPTH, or
            has more keys or values than the maximum.
    """
    if unprintable := Reader.NON_PRINTABLE.search(text):
        line = text.count("\n", 0, unprintable.start()) + 1
        raise YamlError(
            line, f"the character {unprintable[0]!r} is not allowed in YAML. Remove it."
        )
    try:
        _refuse_what_harms(text)
        root = _Loader(text).get_single_node()
        return YamlDocument(None if root is None else _Plain().construct_document(root), root)
    except yaml.MarkedYAMLError as error:
        raise _yaml_error(error) from error


class _Plain(SafeConstructor):
    """Builds plain data; a value that only looks like a number is an error with a line."""

    yaml_constructors = {  # noqa: RUF012 - as in the class above
        **{
            _TAG + name: SafeConstructor.yaml_constructors[_TAG + name]
            for name in ("null", "bool", "int", "float", "str", "seq", "map")
        },
        _TAG + "timestamp": SafeConstructor.construct_yaml_str,
        None: SafeConstructor.construct_undefined,
    }

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        """Return the value of `node`."""
        try:
            return super().construct_object(node, deep)
        except ValueError as error:
            raise ConstructorError(
                None, None, "this number has too many digits", node.start_mark
            ) from error


def _yaml_error(error: yaml.MarkedYAMLError) -> YamlError:
    message = error.problem or ""
    if error.context and error.context_mark:
        message = f"{error.context} that begins on line {error.context_mark.line + 1}, {message}"
    hint = " A text with a colon needs quotes." if "mapping values" in message else ""
    mark = error.problem_mark or error.context_mark
    return YamlError(mark.line + 1 if mark else 1, f"not YAML: {message}.{hint}")


def _refuse_what_harms(text: str) -> None:
    values = 0
    # For each open collection, its keys and values so far; for a list, nothing.
    counts: list[int | None] = []
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.AliasEvent):
            message = f"the alias *{event.anchor} is not supported. Repeat the value instead."
            raise YamlError(_line(event), message)
        if isinstance(event, yaml.CollectionEndEvent):
            counts.pop()
        if not isinstance(event, yaml.NodeEvent):
            continue
        values += 1
        if counts and (count := counts[-1]) is not None:
            counts[-1] = count + 1
            if count >= 2 * MAX_KEYS:
                raise YamlError(_line(event), f"a mapping has more than {MAX_KEYS:,} keys.{_SPLIT}")
        if values > MAX_VALUES:
            raise YamlError(
                _line(event), f"there are more than {MAX_VALUES:,} keys and values.{_SPLIT}"
            )
        if isinstance(event, yaml.CollectionStartEvent):
            counts.append(0 if isinstance(event, yaml.MappingStartEvent) else None)
        if len(counts) > MAX_DEPTH:
            raise YamlError(
                _line(event), f"lists and mappings nest more than {MAX_DEPTH} levels deep."
            )


def _steps(node: yaml.Node | None, step: str | int) -> Iterator[tuple[yaml.Node, yaml.Node]]:
    """Yield the start and the value of the child at `step` of `node`, if there is one."""
    if isinstance(node, yaml.SequenceNode):
        if isinstance(step, int) and step < len(node.value):
            yield node.value[step], node.value[step]
    elif isinstance(node, yaml.MappingNode):
        yield from (pair for pair in node.value if pair[0].value == str(step))


def _repeated(node: yaml.MappingNode) -> Iterator[tuple[int, str]]:
    first: dict[str, int] = {}
    for key, _ in node.value:
        if not isinstance(key, yaml.ScalarNode):
            continue
        if key.value in first:
            message = f"the key {key.value!r} is already on line {first[key.value]}."
            yield _line(key), f"{message} Keep one of the two."
        first.setdefault(key.value, _line(key))


def _line(part: yaml.Node | yaml.Event) -> int:
    return part.start_mark.line + 1 if part.start_mark else 1
