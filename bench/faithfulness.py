"""False alarms and misses of the faithfulness gate: `python -m bench.faithfulness --data F`.

Each row of the JSON lines file has `article` and `summary`, optionally `title`. First, every
sentence of the human-written summaries is checked unchanged: those that are withheld are false
alarms, or use knowledge from elsewhere. Then each sentence that passed is corrupted in every
possible way: a number or a name is replaced by one of another article, or a word of a quotation is
replaced. A corrupted sentence that passes is a miss.
"""
# ruff: noqa: RUF001 (quotation marks as newspapers set them)

import argparse
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import orjson
from rich.console import Console
from rich.table import Table

from newsdesk.enrichment.document import Document, Limits, clean, decide_language
from newsdesk.enrichment.sentences import split_sentences
from newsdesk.enrichment.summaries.faithfulness import check_summary
from newsdesk.schemas import Article

FIGURES = {"two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7"}
WORDED = re.compile(rf"\b(?:{'|'.join(FIGURES)})\b")
FIGURE = re.compile(r"(?<!\w)\d[\d,.]*\d(?!\w)|(?<!\w)\d(?!\w)")
NAME = re.compile(r"[A-Z][a-z]+(?: [A-Z][a-z]+)*")
QUOTATION = re.compile(r"[“\"]([^“”\"]+)[”\"]|(?<!\w)['‘]([^'‘’]+)['’](?!\w)")
SEED = 1


@dataclass(frozen=True)
class Pair:
    """An article, and the sentences of its human-written summary."""

    document: Document
    sentences: Sequence[str]

    def lacks(self, text: str) -> bool:
        """Whether the article lacks `text`, ignoring case, in words and in figures."""
        whole = f"{self.document.title or ''}\n{self.document.text}".lower()
        return text.lower() not in whole and FIGURES.get(text, text).lower() not in whole

    def capitalizes(self, word: str) -> bool:
        """Whether the article capitalizes `word` within a sentence, and has it only so."""
        text = self.document.text
        within = re.search(rf"[a-z,] {re.escape(word)}\b", text)
        return within is not None and not re.search(rf"\b{re.escape(word.lower())}\b", text)


def read(path: Path) -> list[Pair]:
    """Read the rows, and prepare each article like the stage `classify`."""
    pairs = []
    for line in path.read_bytes().splitlines():
        row = orjson.loads(line)
        article = Article.from_fields({"text": row["article"], "title": row.get("title")})
        text = clean(article, Limits()).text
        language = decide_language(article, text).code
        lines = row["summary"].splitlines()
        sentences = [s.text for line in lines for s in split_sentences(line, language)]
        pairs.append(Pair(Document.of(article.title, text, language), sentences))
    return pairs


def passes(pair: Pair, sentence: str) -> bool:
    """Whether the gate keeps a sentence."""
    return not check_summary(sentence, pair.document).withheld


def names(pair: Pair) -> Iterator[tuple[str, re.Match[str]]]:
    """Yield the summary's names with their sentences: words that the article always capitalizes."""
    for sentence in pair.sentences:
        for match in NAME.finditer(sentence):
            if all(map(pair.capitalizes, match.group().split())):
                yield sentence, match


def swapped(sentence: str, match: re.Match[str], other: str) -> str:
    """Return the sentence with the match replaced."""
    return sentence[: match.start()] + other + sentence[match.end() :]


@dataclass(frozen=True)
class Pools:
    """The numbers and names of a set, as replacements."""

    figures: Sequence[str]
    worded: Sequence[str]
    names: Sequence[str]

    @classmethod
    def of(cls, pairs: Sequence[Pair]) -> "Pools":
        """Collect the numbers and names of all summaries."""
        texts = [sentence for pair in pairs for sentence in pair.sentences]
        return cls(
            [match.group() for text in texts for match in FIGURE.finditer(text)],
            [match.group() for text in texts for match in WORDED.finditer(text)],
            [match.group() for pair in pairs for _, match in names(pair)],
        )


def corruptions(pair: Pair, pools: Pools, random: Random) -> Iterator[tuple[str, str, str]]:
    """Yield kind, sentence and corrupted sentence for each number, name and quotation."""
    for sentence in pair.sentences:
        for pattern, pool in ((FIGURE, pools.figures), (WORDED, pools.worded)):
            for match in pattern.finditer(sentence):
                other = _another(pool, pair, random) or _another(pools.figures, pair, random)
                yield "number", sentence, swapped(sentence, match, other)
        for match in QUOTATION.finditer(sentence):
            words = list(re.finditer(r"\w{3,}", match.group()))
            if words:
                word = random.choice(words)
                other = _another(pools.names, pair, random).split()[0].lower()
                start, end = match.start() + word.start(), match.start() + word.end()
                yield "quotation", sentence, sentence[:start] + other + sentence[end:]
    for sentence, match in names(pair):
        alike = [name for name in pools.names if name.count(" ") == match.group().count(" ")]
        other = _another(alike, pair, random) or _another(pools.names, pair, random)
        yield "name", sentence, swapped(sentence, match, other)


def _another(pool: Sequence[str], pair: Pair, random: Random) -> str:
    """Return an entry of `pool` of which the article has no word; empty if there is none."""
    shuffled = random.sample(pool, len(pool))
    return next((other for other in shuffled if all(map(pair.lacks, other.split()))), "")


def measure(pairs: Sequence[Pair]) -> tuple[Counter[str], Counter[str], list[str]]:
    """Return the numbers of checked and withheld sentences by kind, and the misses."""
    random, pools = Random(SEED), Pools.of(pairs)
    tried: Counter[str] = Counter()
    withheld: Counter[str] = Counter()
    missed: list[str] = []
    for pair in pairs:
        good = {sentence for sentence in pair.sentences if passes(pair, sentence)}
        tried["as written"] += len(pair.sentences)
        withheld["as written"] += len(pair.sentences) - len(good)
        for kind, sentence, corrupted in corruptions(pair, pools, random):
            if sentence not in good:
                continue
            tried[kind] += 1
            if passes(pair, corrupted):
                missed.append(f"{kind}: {corrupted}")
            else:
                withheld[kind] += 1
    return tried, withheld, missed


def main() -> None:
    """Print how many of the original and of the corrupted sentences were withheld."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument(
        "--missed", action="store_true", help="print the corrupted sentences that passed"
    )
    options = parser.parse_args()
    tried, withheld, missed = measure(read(options.data))
    table = Table(title="Sentences that the faithfulness gate withholds")
    for column in ("sentences", "tried", "withheld", "%"):
        table.add_column(column, justify="right")
    for kind in ("as written", "number", "name", "quotation"):
        share = 100 * withheld[kind] / max(1, tried[kind])
        table.add_row(kind, str(tried[kind]), str(withheld[kind]), f"{share:.1f}")
    console = Console()
    console.print(table)
    for line in missed if options.missed else ():
        console.print(line, markup=False, highlight=False)


if __name__ == "__main__":
    main()
