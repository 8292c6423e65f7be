"""Finding values in nested JSON by a name with dots, and taking them out.

`title.rendered` is the member `rendered` of the object `title`; `body_*` is any member whose name
begins so; `bodies[].value` is that of each object of a list, and `parts[+].text` all of them, as
one list.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import islice
from typing import Any, Final, TypeAlias

from newsdesk.schemas.spellings import Spellings, plain_name, spellings

Path: TypeAlias = tuple[str | int, ...]

MAX_PARTS = 100
"""Objects of a list, or members with a pattern, that are looked at one by one."""

EACH: Final = "[+]"
"""The step of a path to all objects of a list."""

_LABELS = frozenset(
    ("@type", "type", "role", "contentType", "contenttype", "charCount", "wordCount", "language")
)
"""Members that only say what the value beside them is."""

_GONE: Final = object()


def name_list(*lines: str) -> tuple[str, ...]:
    """Return the names in `lines`, in order."""
    return tuple(" ".join(lines).split())


def find(node: Mapping[str, Any], name: str) -> Iterator[tuple[Path, Any]]:
    """Yield each value of that name with its path within `node`.

    A member with the whole name, dots and all, comes first.
    """
    if name in node:
        yield (name,), node[name]
    else:
        yield from _follow(node, _steps(name), ())


def names_in(
    node: Mapping[str, Any],
    names: tuple[str, ...],
    known: frozenset[str] = frozenset(),
) -> Iterator[str]:
    """Yield those of `names` that may have a value in `node`; most have none in most.

    After each come the members of `node` that have it in another spelling, unless they are among
    the names `known`, which have their own meaning.
    """
    respelled = _respelled(spellings(node), names, known)
    for name, head in _heads(names):
        if head is None or head in node or name in node:
            yield name
        if respelled:
            yield from respelled.get(plain_name(name), ())


def _respelled(
    spelled: Spellings, names: tuple[str, ...], known: frozenset[str]
) -> dict[str, list[str]]:
    """Return the members that are none of `names`, but one of them respelled."""
    found = {
        plain: [name for name in spelled[plain] if name not in names and name not in known]
        for plain in spelled.keys() & _plain(names)
    }
    return found if any(found.values()) else {}


def without(fields: Mapping[str, Any], paths: Iterable[Path]) -> dict[str, Any]:
    """Return a copy without the values at `paths`; what is not touched is not copied.

    An object or a list goes with its last value, also if labels such as a role are left.
    """
    rest = _by_first_step(paths)
    left = {k: _without(v, rest[k]) if k in rest else v for k, v in fields.items()}
    return {k: v for k, v in left.items() if v is not _GONE}


def is_used_up(value: Any) -> bool:
    """Whether one value is all that is in `value`, apart from labels."""
    return not isinstance(value, Mapping | list) or len(list(_first_two(value))) <= 1


@cache
def _heads(names: tuple[str, ...]) -> tuple[tuple[str, str | None], ...]:
    """Return each name with the member that it begins with; None if that is a pattern."""
    firsts = ((name, name.partition(".")[0].partition("[")[0]) for name in names)
    return tuple((name, None if head.endswith("*") else head) for name, head in firsts)


@cache
def _plain(names: tuple[str, ...]) -> frozenset[str]:
    """Return the names of single members, in their plain spelling."""
    return frozenset(plain_name(name) for name in names if not set(name) & set(".[*@"))


@cache
def _steps(name: str) -> tuple[str, ...]:
    return tuple(name.split("."))


def _follow(value: Any, steps: tuple[str, ...], path: Path) -> Iterator[tuple[Path, Any]]:
    if not steps:
        yield path, value
    elif isinstance(value, Mapping):
        step, rest = steps[0], steps[1:]
        if step.endswith("*"):
            for key in islice((k for k in value if k.startswith(step[:-1])), MAX_PARTS):
                yield from _follow(value[key], rest, (*path, key))
            return
        key = step.removesuffix("[]").removesuffix("[+]")
        if key not in value:
            return
        if key == step:
            yield from _follow(value[key], rest, (*path, key))
        elif isinstance(value[key], list):
            each = step.endswith("[]")
            parts = [
                part
                for at, element in enumerate(value[key][:MAX_PARTS] if each else value[key])
                for part in _follow(element, rest, (*path, key, at if each else EACH))
            ]
            if each:
                yield from parts
            elif parts:
                yield parts[0][0], [part for _, part in parts]


def _by_first_step(paths: Iterable[Path]) -> dict[str | int, list[Path]]:
    rest: dict[str | int, list[Path]] = {}
    for head, *tail in paths:
        rest.setdefault(head, []).append(tuple(tail))
    return rest


def _without(value: Any, paths: list[Path]) -> Any:
    if not paths:
        return value
    if () in paths:
        return _GONE
    rest = _by_first_step(paths)
    if isinstance(value, Mapping) and not rest.keys().isdisjoint(value):
        left = without(value, paths)
        says = any(k not in _LABELS and v not in (None, "") for k, v in left.items())
        return left if says else _GONE
    if isinstance(value, list):
        all_of_them = rest.get(EACH, [])
        items = [_without(v, rest.get(i, []) + all_of_them) for i, v in enumerate(value)]
        return [v for v in items if v is not _GONE] or _GONE
    return value


def _first_two(value: Any) -> Iterator[None]:
    """Yield once for each of at most two values that are no labels."""
    if isinstance(value, Mapping | list):
        inner = (
            [v for k, v in value.items() if k not in _LABELS]
            if isinstance(value, Mapping)
            else value
        )
        found = 0
        for part in inner:
            for _ in _first_two(part):
                yield
                found += 1
                if found == 2:
                    return
    elif value is not None and value != "":
        yield
