from pathlib import Path

import numpy as np

from newsdesk.enrichment.topics.head import Head
from newsdesk.enrichment.topics.head_store import HeadStore, StoredHeads

HEADS = StoredHeads(
    {
        "": Head(np.arange(12, dtype=np.float32).reshape(3, 4)),
        "medtop:01000000": Head(np.ones((2, 4), dtype=np.float32)),
    }
)


def test_saved_heads_are_loaded(tmp_path: Path) -> None:
    store = HeadStore(tmp_path / "heads")
    store.save("f1", HEADS)
    loaded = HeadStore(tmp_path / "heads").load("f1")
    assert loaded is not None
    assert loaded.heads.keys() == HEADS.heads.keys()
    for name, head in HEADS.heads.items():
        np.testing.assert_array_equal(loaded.heads[name].weights, head.weights)
    assert loaded.center is None


def test_center_of_the_vectors_is_kept_beside_the_heads(tmp_path: Path) -> None:
    center = np.arange(4, dtype=np.float32)
    HeadStore(tmp_path).save("f1", StoredHeads(HEADS.heads, center))
    loaded = HeadStore(tmp_path).load("f1")
    assert loaded is not None
    assert loaded.heads.keys() == HEADS.heads.keys()
    np.testing.assert_array_equal(loaded.center, center)


def test_heads_are_stored_by_fingerprint(tmp_path: Path) -> None:
    HeadStore(tmp_path).save("f1", HEADS)
    assert HeadStore(tmp_path).load("f2") is None


def test_a_damaged_file_is_passed_over(tmp_path: Path) -> None:
    store = HeadStore(tmp_path)
    store.save("f1", HEADS)
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:-5])
    assert store.load("f1") is None


def test_a_folder_that_cannot_be_written_is_no_fault(tmp_path: Path) -> None:
    place = tmp_path / "heads"
    place.write_text("a file is in the way")
    HeadStore(place).save("f1", HEADS)
    assert HeadStore(place).load("f1") is None


def test_without_a_folder_nothing_is_kept() -> None:
    HeadStore(None).save("f1", HEADS)
    assert HeadStore(None).load("f1") is None


def test_store_leaves_no_partial_files(tmp_path: Path) -> None:
    store = HeadStore(tmp_path)
    store.save("f1", HEADS)
    store.save("f1", HEADS)
    assert [path.name for path in tmp_path.iterdir()] == ["f1.safetensors"]
