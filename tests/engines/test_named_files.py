"""Models whose files name other files: sharded weights, and sentence-transformers' modules."""

import json
import os
import pickle
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from transformers import AutoModelForSequenceClassification

from newsdesk.engines import Arithmetic, ModelSourceError, TransformerClassifier, parse_source
from newsdesk.engines.sources import fingerprint
from tests.support.model_texts import CORPUS
from tests.support.tiny_models import edit, save_classifier

INDEX = "model.safetensors.index.json"
LIMIT = 20_000
"""Bytes of a shard."""


@pytest.fixture
def sharded(tmp_path: Path) -> Path:
    folder = save_classifier("bert", tmp_path / "model")
    model = AutoModelForSequenceClassification.from_pretrained(folder)
    (folder / "model.safetensors").unlink()
    model.save_pretrained(folder, max_shard_size=LIMIT)
    return folder


def shards(folder: Path) -> list[str]:
    return sorted(set(json.loads((folder / INDEX).read_text())["weight_map"].values()))


def rename_in_index(folder: Path, old: str, new: str) -> None:
    text = (folder / INDEX).read_text()
    (folder / INDEX).write_text(text.replace(json.dumps(old), json.dumps(new)))


def print_of(folder: Path) -> str:
    return fingerprint(parse_source(str(folder)), "recipe")


def test_parse_source_sharded_weights_are_read_and_each_shapes_the_fingerprint(
    sharded: Path, arithmetic: Arithmetic
) -> None:
    assert len(shards(sharded)) > 1
    engine = TransformerClassifier(parse_source(str(sharded)), arithmetic)
    assert len(engine.classify(CORPUS)) == len(CORPUS)
    engine.close()
    prints = {print_of(sharded)}
    for name in shards(sharded):
        with (sharded / name).open("ab") as file:
            file.write(b" ")
        prints.add(print_of(sharded))
    assert len(prints) == len(shards(sharded)) + 1


def test_parse_source_weights_in_a_folder_below_shape_the_fingerprint(sharded: Path) -> None:
    first = shards(sharded)[0]
    (sharded / "below").mkdir()
    shutil.move(sharded / first, sharded / "below" / first)
    rename_in_index(sharded, first, f"below/{first}")
    before = print_of(sharded)
    with (sharded / "below" / first).open("ab") as file:
        file.write(b" ")
    assert print_of(sharded) != before


def test_parse_source_an_index_that_names_a_pickle_is_refused(sharded: Path) -> None:
    first = shards(sharded)[0]
    torch.save({"classifier.bias": torch.zeros(3)}, sharded / "w.bin")
    rename_in_index(sharded, first, "w.bin")
    with pytest.raises(ModelSourceError, match=r"names 'w\.bin', which is not a \.safetensors"):
        parse_source(str(sharded))


@pytest.mark.parametrize("index", ["model.fp16.safetensors", "adapter_model.safetensors", "other"])
def test_parse_source_any_index_of_weights_is_checked(
    bert_folder: Path, tmp_path: Path, index: str
) -> None:
    folder = Path(shutil.copytree(bert_folder, tmp_path / "copy"))
    (folder / "w.bin").write_bytes(pickle.dumps({}))
    (folder / f"{index}.index.json").write_text('{"weight_map": {"a": "w.bin"}}')
    with pytest.raises(ModelSourceError, match=r"names 'w\.bin'"):
        parse_source(str(folder))


def test_parse_source_an_index_of_a_format_that_is_never_read_does_not_matter(
    bert_folder: Path, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(bert_folder, tmp_path / "copy"))
    (folder / "pytorch_model.bin.index.json").write_text('{"weight_map": {"a": "w.bin"}}')
    assert parse_source(str(folder)).folder == folder


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"weight_map": []}', "[" * 100_000])
def test_parse_source_an_index_that_is_none_is_refused(sharded: Path, text: str) -> None:
    (sharded / INDEX).write_text(text)
    with pytest.raises(ModelSourceError, match=INDEX):
        parse_source(str(sharded))


def leads_up(folder: Path, outside: Path, name: str) -> str:
    return f"../{outside.name}/{name}"


def is_absolute(folder: Path, outside: Path, name: str) -> str:
    return str(outside / name)


def is_a_link(folder: Path, outside: Path, name: str) -> str:
    (folder / name).symlink_to(outside / name)
    return name


def is_below_a_link(folder: Path, outside: Path, name: str) -> str:
    (folder / "below").symlink_to(outside)
    return f"below/{name}"


@pytest.mark.parametrize("place", [leads_up, is_absolute, is_a_link, is_below_a_link])
def test_parse_source_weights_outside_of_the_folder_are_refused(
    sharded: Path, tmp_path: Path, place: Callable[[Path, Path, str], str]
) -> None:
    outside, first = tmp_path / "outside", shards(sharded)[0]
    outside.mkdir()
    shutil.move(sharded / first, outside / first)
    rename_in_index(sharded, first, place(sharded, outside, first))
    with pytest.raises(ModelSourceError, match=r"the model's folder"):
        parse_source(str(sharded))


def test_parse_source_weights_that_are_missing_are_named(sharded: Path) -> None:
    (sharded / shards(sharded)[0]).unlink()
    with pytest.raises(ModelSourceError, match=r"00001.* is missing"):
        parse_source(str(sharded))


def test_parse_source_links_to_the_blobs_of_the_hubs_cache_are_followed(
    sharded: Path, tmp_path: Path, arithmetic: Arithmetic
) -> None:
    repository = tmp_path / "models--owner--name"
    snapshot, blobs = repository / "snapshots" / ("0" * 40), repository / "blobs"
    snapshot.mkdir(parents=True)
    blobs.mkdir()
    for number, path in enumerate(sorted(sharded.iterdir())):
        shutil.copy(path, blobs / str(number))
        (snapshot / path.name).symlink_to(os.path.relpath(blobs / str(number), snapshot))
    engine = TransformerClassifier(parse_source(str(snapshot)), arithmetic)
    assert len(engine.classify(CORPUS)) == len(CORPUS)
    engine.close()


@pytest.mark.parametrize(
    "named", ["w.bin", "adapter_model.bin", "../x.safetensors", "a/b.safetensors"]
)
def test_transformer_classifier_weights_that_the_config_names_are_checked(
    bert_folder: Path, tmp_path: Path, arithmetic: Arithmetic, named: str
) -> None:
    folder = Path(shutil.copytree(bert_folder, tmp_path / "copy"))
    edit(folder / "config.json", transformers_weights=named)
    with pytest.raises(ModelSourceError, match=r"which is not a \.safetensors file in its folder"):
        TransformerClassifier(parse_source(str(folder)), arithmetic)


@pytest.mark.parametrize("path", ["../outside", "/outside", "2_Dense"])
def test_parse_source_modules_outside_of_the_folder_are_refused(
    bert_folder: Path, tmp_path: Path, path: str
) -> None:
    folder = Path(shutil.copytree(bert_folder, tmp_path / "copy"))
    (tmp_path / "outside").mkdir()
    (folder / "2_Dense").symlink_to(tmp_path / "outside")
    (folder / "modules.json").write_text(json.dumps([{"path": path, "type": "x.Dense"}]))
    with pytest.raises(ModelSourceError, match=r"out of the model's folder|not within"):
        parse_source(str(folder))


def test_parse_source_modules_of_any_name_shape_the_fingerprint(
    bert_folder: Path, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(bert_folder, tmp_path / "copy"))
    modules = [{"path": "dense", "type": "x.Dense"}, {"path": "3_Normalize", "type": "x.Normalize"}]
    (folder / "modules.json").write_text(json.dumps(modules))
    (folder / "dense").mkdir()
    prints = set()
    for text in ("{}", "[]"):
        (folder / "dense" / "config.json").write_text(text)
        prints.add(print_of(folder))
    assert len(prints) == 2
