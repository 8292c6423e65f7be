"""Words that newsdesk does not use, and where English is written in a file."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from inspect import cleandoc
from itertools import groupby
from pathlib import Path

UNUSED = {
    "told, tells of": r"\btold\b(?! apart)|\btells? of\b",
    "mend": r"\bmend(s|ed|ing)?\b",
    "anew": r"\banew\b",
    "given up": r"\bgiven up\b|\bgiv(es?|ing) (it|them) up\b",
    "work out": r"\bwork(s|ed|ing)? (\w+ ){0,2}out\b",
    "under way": r"\bunder way\b",
    "is to be": r"\b(is|are|was|were) to be\b",
    "nobody to ask": r"\bnobody (to ask|can be asked)\b",
    "who, as a subject without a person": r"(?-i:(^|[.:;|¶] +)Who )(?![^.?]*\?)|\bbut for who\b",
    "whoever": r"\bwhoever\b",
    "hold against": r"\bh[eo]ld(s|ing)? (\w+ ){0,3}against\b",
    "take back": r"\b(take[sn]?|took|taking) (it |them |(its|the|a) (\w+ )?)?back\b",
    "let go of": r"\blet(s|ting)? go\b",
    "for ever": r"\bfor ever\b",
    "of one's own, of its own": r"\bof (one's|its|their|his|her|your) own\b"
    r"(?=\W*$| *[.,;:|¶()]| (is|or|in|on|and|there|which)\b)",
    "a line a batch, one a line": r"\b(one|line|object|worker|lane|column|producer|folder|file|row)"
    r" an? (line|micro-batch|batch|stage|core|label|model|command|partition|worker|question|topic)"
    r"\b|\b(concept|field|offset|path|values?)`* an? (line|column|partition|transaction)\b",
    "held up": r"\bheld up\b|\bholds? (\w+ ){0,2}up\b",
    "goes on": r"\b(go|goes|going|went) on\b",
    "come to nothing": r"\b(come|came|comes) to nothing\b",
    "for the length of": r"\bfor the length of\b",
    "as a person sees it": r"\b(as|how|what) (a person|people) (see|meet|run)s?\b",
    "a giant": r"\bgiants?\b",
}
"""Each entry of the list in CONTRIBUTING.md, and the pattern that finds it."""

UNUSED_IN_NAMES = frozenset(
    ("anew", "blamed", "culprit", "giant", "mend", "mended", "tell", "telling", "tells", "told")
)
"""Parts of names in code, such as of variables and tests."""

_PATTERNS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in UNUSED.items()}
_SENTENCE = re.compile(r"[A-Z].* ", re.DOTALL)


def unused_words_in(text: str) -> list[str]:
    """Return each place in `text` that has such a word, with some words around it."""
    paragraphs = re.sub(r"\n\s*\n|\n(?=[#|-])", " ¶ ", text)
    flat = " ".join(paragraphs.split())
    return [
        f"{name}: …{flat[max(0, match.start() - 40) : match.end() + 40]}…"
        for name, pattern in _PATTERNS.items()
        for match in pattern.finditer(flat)
    ]


def unused_parts_of_names_in(path: Path) -> set[str]:
    """Return each name in a Python file that has such a part."""
    tokens = tokenize.generate_tokens(io.StringIO(path.read_text("utf-8")).readline)
    names = {token.string for token in tokens if token.type == tokenize.NAME}
    return {name for name in names if UNUSED_IN_NAMES & set(name.lower().split("_"))}


def comments_in(path: Path) -> Iterator[str]:
    """Yield the comments of a YAML file, a Makefile or a Dockerfile, lines that follow as one."""
    lines = path.read_text("utf-8").splitlines()
    for is_comment, block in groupby(lines, lambda line: line.lstrip().startswith("#")):
        if is_comment:
            yield " ".join(line.lstrip("# ") for line in block)


def openings_in(path: Path) -> Iterator[str]:
    """Yield the first words of a Python file's docstrings, those of variables included."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Expr) and (text := _string(node.value)):
            yield " ".join(text.split()[:4])


def english_in(path: Path) -> Iterator[str]:
    """Yield the docstrings, sentences in strings, and comments of a Python file."""
    source = path.read_text("utf-8")
    tree = ast.parse(source)
    docstrings = set(filter(None, map(_docstring, ast.walk(tree))))
    yield from docstrings
    strings = filter(None, map(_string, ast.walk(tree)))
    yield from (s for s in strings if _SENTENCE.match(s) and cleandoc(s) not in docstrings)
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    comments = (token.string for token in tokens if token.type == tokenize.COMMENT)
    yield " ".join(comment.lstrip("# ") for comment in comments)


def _docstring(node: ast.AST) -> str | None:
    if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
        return ast.get_docstring(node)
    return None


def _string(node: ast.AST) -> str | None:
    """Return a string, or the fixed parts of an f-string."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        parts = (part.value if isinstance(part, ast.Constant) else "…" for part in node.values)
        return "".join(map(str, parts))
    return None
