import bz2
import gzip
import lzma
import tracemalloc
import zlib
from collections.abc import Callable

import cramjam
import pytest

from newsdesk.commands.produce.article_file import ArticleFile, Unreadable
from tests.newsdesk.produce.reading_tools import fields, read

LINES = b"".join(b'{"id": %d, "text": "Rates rise."}\n' % number for number in range(2_000))
PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "bzip2": bz2.compress,
    "xz": lzma.compress,
    "zstd": lambda data: bytes(cramjam.zstd.compress(data)),
}


@pytest.mark.parametrize("name", PACKERS)
def test_unpacked_file_has_the_same_articles(name: str) -> None:
    pack = PACKERS[name]
    assert [each["id"] for each in fields(pack(LINES), ".jsonl")] == [*range(2_000)]
    assert fields(pack(b"Rates rise."), ".txt") == [{"id": "f", "text": "Rates rise."}]
    half = len(LINES) // 2
    assert len(read(pack(LINES[:half]) + pack(LINES[half:]), ".jsonl")) == 2_000


@pytest.mark.parametrize("name", PACKERS)
def test_unpacked_file_that_ends_early_is_named(name: str) -> None:
    packed = PACKERS[name](LINES)
    *articles, fault = read(packed[:-9], ".jsonl")
    assert isinstance(fault, Unreadable)
    assert f"its {name} " in fault.reason
    if name != "zstd":
        assert len(articles) > 1_000
    [whole] = read(PACKERS[name](b"Rates rise. " * 9)[:-9], ".txt")
    assert isinstance(whole, Unreadable)


@pytest.mark.parametrize("name", ["gzip", "bzip2", "xz"])  # zstd's check is optional
def test_unpacked_file_that_is_damaged_is_named(name: str) -> None:
    packed = bytearray(PACKERS[name](LINES))
    packed[len(packed) // 2 : len(packed) // 2 + 8] = b"damaged!"
    found = read(bytes(packed), ".jsonl")
    assert isinstance(found[-1], Unreadable)


def test_unpacked_gzip_may_be_padded_and_nothing_else_may_follow() -> None:
    packed = gzip.compress(LINES)
    assert len(read(packed + b"\x00" * 100_000, ".jsonl")) == 2_000
    assert isinstance(read(packed + b"and more", ".jsonl")[-1], Unreadable)


def test_unpacked_file_is_unpacked_once() -> None:
    assert fields(gzip.compress(gzip.compress(LINES)), ".jsonl") == [
        "it is compressed twice; inflate it first"
    ]


def _bomb(begin: bytes, filling: bytes, times: int) -> bytes:
    packer = zlib.compressobj(9, wbits=31)
    parts = [packer.compress(begin)]
    parts += [packer.compress(filling) for _ in range(times)]
    return b"".join((*parts, packer.flush()))


@pytest.mark.parametrize(
    ("begin", "filling", "ending"),
    [
        (b'{"id": "a"}\n', b" " * 1_000_000, ".jsonl"),
        (b'{"id": "a", "text": "', b"a" * 1_000_000, ".jsonl"),
        (b'[{"id": "a", "text": "', b"a" * 1_000_000, ".json"),
        (b"Rates rise.", b" " * 1_000_000, ".txt"),
        (b"<p>Rates rise.", b" " * 1_000_000, ".html"),
        (b'id,text\n1,"', b"a" * 1_000_000, ".csv"),
        (b"<rss><channel>", b" " * 1_000_000, ".xml"),
    ],
)
def test_unpacked_bomb_is_refused_before_it_takes_memory(
    begin: bytes, filling: bytes, ending: str
) -> None:
    tracemalloc.start()
    found = read(_bomb(begin, filling, 150), ending)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert isinstance(found[-1], Unreadable)
    assert peak < 300_000_000


def test_unpacked_text_that_compresses_well_is_no_bomb() -> None:
    article = b'{"id": "a", "text": "' + b"Rates rise. " * 400 + b'"}\n'
    found = read(_bomb(b"", article * 200, 3), ".jsonl")
    assert [type(each) for each in found] == [ArticleFile] * 600


def test_unpacked_zstd_that_inflates_to_too_much_is_refused() -> None:
    [found] = fields(bytes(cramjam.zstd.compress(b" " * 300_000_000)), ".jsonl")
    assert found == "it inflates to more than 268,435,456 bytes; inflate it with zstd -d"
