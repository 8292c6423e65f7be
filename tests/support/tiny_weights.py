"""A small file of weights in four bits, as multilingual-e5-small has it, and what it means."""

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from transformers import BertConfig, BertModel

DIMENSIONS, LAYERS, HEADS, WIDE, WORDS, POSITIONS = 32, 2, 4, 64, 20, 16
EPSILON = 1e-12
_ATTENTION = {"q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value"}
_DENSE = {"ao": "attention.output.dense", "fi": "intermediate.dense", "fo": "output.dense"}
_NORMS = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}

Numbers = npt.NDArray[np.float32]


def tiny_weights(path: Path) -> Any:
    """Write such a file, and return the BertModel with the same weights."""
    config = BertConfig(
        vocab_size=WORDS,
        hidden_size=DIMENSIONS,
        num_hidden_layers=LAYERS,
        num_attention_heads=HEADS,
        intermediate_size=WIDE,
        max_position_embeddings=POSITIONS,
        layer_norm_eps=EPSILON,
    )
    torch.manual_seed(11)
    model: Any = BertModel(config, add_pooling_layer=False)  # type: ignore[no-untyped-call]
    tensors = dict(model.named_parameters())
    entries = [_entry(name, tensors[of], of) for name, of in _names()]
    path.write_bytes(_file(entries))
    return model.eval()


def _names() -> Iterator[tuple[str, str]]:
    """Yield the file's name of each tensor, and that of transformers."""
    yield "emb.word", "embeddings.word_embeddings.weight"
    yield "emb.pos", "embeddings.position_embeddings.weight"
    yield "emb.type", "embeddings.token_type_embeddings.weight"
    yield from _pair("emb.ln", "embeddings.LayerNorm")
    for layer in range(LAYERS):
        for own, of in {**_ATTENTION, **_DENSE, **_NORMS}.items():
            yield from _pair(f"l{layer}.{own}", f"encoder.layer.{layer}.{of}")


def _pair(own: str, of: str) -> Iterator[tuple[str, str]]:
    yield f"{own}.w", f"{of}.weight"
    yield f"{own}.b", f"{of}.bias"


def _entry(name: str, tensor: Any, of: str) -> tuple[str, bytes]:
    """Return a tensor's bytes; one in four bits is rounded in the model, too."""
    is_rounded = name == "emb.word" or (tensor.ndim == 2 and not name.startswith("emb."))
    if not is_rounded:
        with torch.no_grad():
            tensor.add_(0.1 * torch.randn_like(tensor))
        return name, tensor.detach().numpy().astype("<f4").tobytes()
    rounded, content = _in_four_bits(tensor.detach().numpy())
    with torch.no_grad():
        tensor.copy_(torch.from_numpy(rounded))
    return name, content


def _in_four_bits(numbers: Numbers) -> tuple[Numbers, bytes]:
    blocks = numbers.reshape(-1, 32)
    # The row of the padding token is all zeros.
    largest = np.maximum(np.abs(blocks).max(axis=1, keepdims=True), 1e-3)
    scales = (largest / 7).astype("<f2")
    steps = np.clip(np.rint(blocks / scales.astype(np.float32)), -8, 7)
    halves = (steps + 8).astype(np.uint8)
    packed = halves[:, :16] | halves[:, 16:] << 4
    content = b"".join(s.tobytes() + p.tobytes() for s, p in zip(scales, packed, strict=True))
    return (steps * scales.astype(np.float32)).astype(np.float32).reshape(numbers.shape), content


def _file(entries: list[tuple[str, bytes]]) -> bytes:
    sizes = (DIMENSIONS, LAYERS, HEADS, WIDE, WORDS, POSITIONS, 2)
    head = b"E5S1" + struct.pack("<I7if", 1, *sizes, EPSILON)
    pieces = b"abc"
    tokenizer = struct.pack("<i5iQ", 32, 2, 0, 2, 1, 3, len(pieces)) + bytes(4 * 3 + 4 * 2) + pieces
    characters = struct.pack("<iI", 1, 6) + b"\1\2\3\4\5\6"
    head += tokenizer + characters + struct.pack("<i", len(entries))
    place = len(head) + sum(2 + len(name) + 21 for name, _ in entries)
    for name, content in entries:
        written = name.encode()
        head += struct.pack("<H", len(written)) + written
        head += struct.pack("<BIQQ", 0, 0, place, len(content))
        place += len(content)
    return head + b"".join(content for _, content in entries)
