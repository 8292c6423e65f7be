import json
import shutil
from pathlib import Path

import pytest

from newsdesk.engines import ModelSourceError, parse_source
from newsdesk.engines.sources import fingerprint

HASH = "1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d"


def test_a_model_is_named_with_the_hash_of_its_revision() -> None:
    source = parse_source(f"facebook/bart-large-cnn@{HASH}")
    assert (source.name, source.revision, source.folder) == ("facebook/bart-large-cnn", HASH, None)
    assert source.arguments == {
        "pretrained_model_name_or_path": "facebook/bart-large-cnn",
        "revision": HASH,
        "trust_remote_code": False,
    }


@pytest.mark.parametrize(
    "name",
    [
        "facebook/bart-large-cnn",
        "facebook/bart-large-cnn@",
        "facebook/bart-large-cnn@main",
        "facebook/bart-large-cnn@v1.0",
        f"facebook/bart-large-cnn@{HASH[:7]}",
        f"facebook/bart-large-cnn@{HASH.upper()}",
        f"facebook/bart-large-cnn@{HASH}0",
    ],
)
def test_a_name_that_is_not_pinned_is_refused(name: str) -> None:
    with pytest.raises(ModelSourceError, match=r"not pinned.*\n.*full commit hash \(40 digits\)"):
        parse_source(name)


@pytest.mark.parametrize(
    "name",
    ["bart", f"bart@{HASH}", f"a/b/c@{HASH}", f"./bart@{HASH}", "/no/such/folder", "~/x"],
)
def test_source_that_is_neither_a_name_nor_a_folder_is_refused(name: str) -> None:
    with pytest.raises(ModelSourceError, match="neither a folder nor owner/name@revision"):
        parse_source(name)


def test_a_folder_is_read_from_this_machine_alone(bert_folder: Path) -> None:
    source = parse_source(str(bert_folder))
    assert (source.name, source.revision) == ("bert", None)
    assert source.arguments == {
        "pretrained_model_name_or_path": str(bert_folder),
        "local_files_only": True,
        "trust_remote_code": False,
    }


def test_a_folder_with_pickled_weights_alone_is_refused(bert_folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "pickled"
    shutil.copytree(bert_folder, copy)
    (copy / "model.safetensors").rename(copy / "pytorch_model.bin")
    with pytest.raises(ModelSourceError, match=r"has no \.safetensors file.*\n.*save_pretrained"):
        parse_source(str(copy))

    with pytest.raises(
        ModelSourceError, match=r"pytorch_model\.bin is a pickle, which can execute"
    ):
        parse_source(str(copy))


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelSourceError, match=r"has no \.safetensors file"):
        parse_source(str(tmp_path))


@pytest.mark.parametrize(
    "file", ["model.safetensors", "config.json", "tokenizer.json", "tokenizer_config.json"]
)
def test_every_file_of_a_model_shapes_its_fingerprint(
    bert_folder: Path, tmp_path: Path, file: str
) -> None:
    copy = tmp_path / "bert"
    shutil.copytree(bert_folder, copy)
    unchanged = fingerprint(parse_source(str(copy)), "recipe")
    assert unchanged == fingerprint(parse_source(str(bert_folder)), "recipe")
    (copy / file).write_bytes((copy / file).read_bytes() + b" ")
    assert fingerprint(parse_source(str(copy)), "recipe") != unchanged


def test_the_files_of_modules_shape_the_fingerprint(bert_folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "bert"
    shutil.copytree(bert_folder, copy)
    prints = set()
    for folder in ("1_Pooling", "checkpoint-500"):
        for text in ("{}", "[]"):
            (copy / folder).mkdir(exist_ok=True)
            (copy / folder / "config.json").write_text(text)
            prints.add(fingerprint(parse_source(str(copy)), ""))
    assert len(prints) == 2


def test_the_recipe_and_the_revision_shape_the_fingerprint() -> None:
    one, other = (parse_source("a/b@" + 40 * digit) for digit in "12")
    prints = {fingerprint(one, "mean"), fingerprint(one, "max"), fingerprint(other, "mean")}
    assert len(prints) == 3


def test_a_readme_does_not_shape_the_fingerprint(bert_folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "bert"
    shutil.copytree(bert_folder, copy)
    (copy / "README.md").write_text("A model.")
    assert json.loads((copy / "config.json").read_text())["model_type"] == "bert"
    assert fingerprint(parse_source(str(copy)), "") == fingerprint(
        parse_source(str(bert_folder)), ""
    )
