import ast
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

from newsdesk.enrichment.fingerprint import LIBRARIES, ROOMS, SUFFIXES, code_digest, combine

ROOT = Path(__file__).parents[2]
CARRIERS = {
    "huggingface_hub",
    "orjson",
    "pydantic",
    "pydantic_core",
    "pyyaml",
    "safetensors",
    "structlog",
}
"""Libraries that carry articles, taxonomies and weights, or log; they change nothing in them."""


def _used_modules() -> set[str]:
    """Return the top-level modules that the rooms import, or read files of."""
    paths = [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    nodes = [node for path in paths for node in ast.walk(ast.parse(path.read_text("utf-8")))]
    return {name.partition(".")[0] for node in nodes for name in _modules_in(node)}


def _modules_in(node: ast.AST) -> list[str]:
    match node:
        case ast.Import(names=names):
            return [alias.name for alias in names]
        case ast.ImportFrom(module=str(module)):
            return [module]
        case ast.Call(func=ast.Name("files"), args=[ast.Constant(value=str(package))]):
            return [package]
    return []


def test_a_hash_differs_with_the_parts_and_their_order() -> None:
    hashes = {combine(parts) for parts in (["a", "b"], ["b", "a"], ["ab"], ["a", "b", ""], ["a"])}
    assert len(hashes) == 5
    assert all(len(each) == 16 and int(each, 16) >= 0 for each in hashes)


def test_the_same_parts_have_the_same_hash_on_every_machine() -> None:
    assert combine(["weights", "Überschrift \ud800"]) == "756ebcdda1c26e1b"


def test_the_code_has_one_digest() -> None:
    assert code_digest() == code_digest()
    assert len(code_digest()) == 16


def test_every_library_that_shapes_events_counts() -> None:
    ours = {"newsdesk", "__future__", *sys.stdlib_module_names}
    distributions = packages_distributions()
    used = {distributions[module][0].lower() for module in _used_modules() - ours}
    assert used - CARRIERS == set(LIBRARIES)


def test_every_file_of_the_rooms_counts_but_the_published_schemas() -> None:
    files = [path for room in ROOMS for path in (ROOT / room).rglob("*") if path.is_file()]
    others = {
        path.relative_to(ROOT).parent.as_posix() for path in files if path.suffix not in SUFFIXES
    }
    assert {folder for folder in others if not folder.endswith("__pycache__")} == {"schemas/json"}
