"""All patterns that newsdesk compiles, and how they are used."""

import ast
import importlib
import importlib.util
import json
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]
ROOMS = ("agents", "broker", "client", "desk", "engines", "enrichment", "newsdesk", "schemas")
BUILDERS = frozenset({"opening", "any_of", "_families", "hide"})
"""Functions that compile patterns: what the first two return is in tables of modules, and `hide`
takes none but literal ones."""

_OF_STRINGS_TOO = frozenset({"split"})
_SEARCHES = frozenset({"search", "finditer", "findall", "split", "sub", "subn"})


@dataclass(frozen=True, slots=True)
class Collected:
    """A pattern, the module and line that compile it, and the methods that read texts with it.

    `name` is that of the module's variable, if it has one.
    """

    module: str
    line: int
    name: str
    pattern: re.Pattern[Any]
    methods: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.module}:{self.line}:{self.name}"


def collect() -> list[Collected]:
    """Import all modules in a new process, and return the patterns that are compiled there."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.patterns.collected"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    found = []
    for module, line, text, is_bytes, flags in json.loads(done.stdout):
        name, methods = _use(module, line)
        pattern = re.compile(text.encode("latin-1") if is_bytes else text, flags)
        found.append(Collected(module, line, name, pattern, methods))
    return found


def hidden_patterns() -> list[str]:
    """Return the places in the code where `collect` cannot see which pattern is compiled."""
    return [place for path in _files() for place in _hidden_in(path)]


def _files() -> Iterator[Path]:
    for room in ROOMS:
        yield from (ROOT / room).rglob("*.py")


def _hidden_in(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text("utf-8"))
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            if getattr(function, "name", "") in BUILDERS:
                continue
            for node in ast.walk(function):
                if isinstance(node, ast.Call) and _is_of_re(node):
                    yield f"{path.relative_to(ROOT)}:{node.lineno}: compiled in a function"
    for node in ast.walk(tree):
        if not isinstance(node, ast.Import | ast.ImportFrom):
            continue
        names = [a.name for a in node.names]
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        if "regex" in names or (isinstance(node, ast.ImportFrom) and _takes_functions(node)):
            yield f"{path.relative_to(ROOT)}:{node.lineno}: not called as re.…"


def _is_of_re(call: ast.Call) -> bool:
    function = call.func
    return (
        isinstance(function, ast.Attribute)
        and isinstance(function.value, ast.Name)
        and function.value.id == "re"
        and function.attr in {"compile", "match", "fullmatch", *_SEARCHES}
    )


def _takes_functions(node: ast.ImportFrom) -> bool:
    return node.module == "re" and any(alias.name.islower() for alias in node.names)


def _use(module: str, line: int) -> tuple[str, tuple[str, ...]]:
    """Return the name of a compiled pattern, and its methods that the module calls.

    All patterns are matched. One is also searched for if the module does so by its name, or by that
    of a variable, where the pattern is in a table.
    """
    spec = importlib.util.find_spec(module)
    tree = ast.parse(Path(str(spec and spec.origin)).read_text("utf-8"))
    name = next((own for own, lines in _assigned(tree) if line in lines), "")
    called = list(_called(tree))
    read = [n for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)]
    in_table = not name or sum(n.id == name for n in read) > sum(own == name for own, _ in called)
    searched = any(
        own == name or (in_table and own.islower() and method not in _OF_STRINGS_TOO)
        for own, method in called
        if method in _SEARCHES
    )
    return name, ("match", "search") if searched else ("match",)


def _assigned(tree: ast.Module) -> Iterator[tuple[str, range]]:
    """Yield the variables of a module, each with the lines of its value."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            value = node.value
            if isinstance(value, ast.Call) and _is_of_re(value):
                yield node.targets[0].id, range(node.lineno, (node.end_lineno or 0) + 1)


def _called(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield the variables whose attributes are used, with these."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield node.value.id, node.attr


def _record() -> list[list[Any]]:
    """Import newsdesk and return module, line, text, kind and flags of each compiled pattern."""
    found: dict[tuple[Any, ...], list[Any]] = {}
    inner: Any = re
    compile_of_re = inner._compile

    def compile_and_record(pattern: Any, flags: int) -> Any:
        compiled = compile_of_re(pattern, flags)
        frame = sys._getframe(1)
        while frame.f_globals.get("__name__") == "re" and frame.f_back:
            frame = frame.f_back
        module = str(frame.f_globals.get("__name__"))
        if module.startswith("newsdesk"):
            text = compiled.pattern
            is_bytes = isinstance(text, bytes)
            found[text, compiled.flags, module, frame.f_lineno] = [
                module,
                frame.f_lineno,
                text.decode("latin-1") if is_bytes else text,
                is_bytes,
                compiled.flags,
            ]
        return compiled

    inner._compile = compile_and_record
    package = importlib.import_module("newsdesk")
    for module in pkgutil.walk_packages(package.__path__, "newsdesk."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    related = importlib.import_module("newsdesk.enrichment.related_languages")
    related.weigh_related_languages("", {"ru": 1.0})
    return list(found.values())


if __name__ == "__main__":
    json.dump(_record(), sys.stdout)
