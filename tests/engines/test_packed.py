from typing import Any

import pytest
import torch
from torch.nn.modules.module import register_module_forward_pre_hook
from transformers import AutoModel, BertConfig, RobertaConfig

from newsdesk.engines import Arithmetic, TransformerEncoder, built_in_source, has_vnni
from newsdesk.engines.linear import PrepackedLinear
from newsdesk.engines.packed import Group, packed_of
from newsdesk.engines.tokenizer import Input

LENGTHS = (1, 3, 3, 3, 8, 8, 20)
SENTENCES = [
    "The river rose by two metres during the night.",
    "Rain.",
    "Ministers met in Geneva on Tuesday to talk about the price of grain, which has doubled.",
    "Rain.",
]


def tiny(kind: str, **other: Any) -> Any:
    torch.manual_seed(3)
    sizes: dict[str, Any] = {
        "vocab_size": 60,
        "hidden_size": 24,
        "num_hidden_layers": 2,
        "num_attention_heads": 3,
        "intermediate_size": 40,
        "max_position_embeddings": 40,
        **other,
    }
    if kind == "bert":
        config: Any = BertConfig(**sizes)
    else:
        config = RobertaConfig(**sizes, pad_token_id=1, type_vocab_size=1)
    auto_model: Any = AutoModel
    return auto_model.from_config(config).eval()


def inputs(model: Any) -> list[Input]:
    torch.manual_seed(4)
    types = model.config.type_vocab_size
    return [
        Input(torch.randint(5, 60, (n,)).tolist(), [i % types] * n) for i, n in enumerate(LENGTHS)
    ]


@pytest.mark.parametrize("kind", ["bert", "roberta"])
@torch.inference_mode()
def test_packed_texts_are_read_as_the_model_reads_each_alone(kind: str) -> None:
    model = tiny(kind)
    packed = packed_of(model)
    assert packed
    texts = inputs(model)
    rows, groups = packed(texts)
    assert groups == [Group(0, 1, 1), Group(1, 3, 3), Group(10, 2, 8), Group(26, 1, 20)]
    read = [text for group in groups for text in group.of(rows)]
    for text, found in zip(texts, read, strict=True):
        known = model(
            input_ids=torch.tensor([text.ids]), token_type_ids=torch.tensor([text.types])
        ).last_hidden_state[0]
        torch.testing.assert_close(found, known, atol=1e-5, rtol=1e-4)


@torch.inference_mode()
def test_products_are_of_few_sizes() -> None:
    sizes = set()

    def count(module: torch.nn.Module, rows: tuple[torch.Tensor]) -> None:
        if isinstance(module, PrepackedLinear):
            sizes.add(len(rows[0]))

    packed = packed_of(tiny("bert"))
    assert packed
    hook = register_module_forward_pre_hook(count)
    try:
        for length in range(1, 34):
            rows, _ = packed([Input([7] * length, [0] * length)])
            assert rows.shape == (length, 24)
    finally:
        hook.remove()
    assert sizes == {16, 32, 48}


def test_model_of_another_architecture_is_not_packed() -> None:
    assert packed_of(tiny("bert", is_decoder=True)) is None


def test_a_model_that_answers_otherwise_than_its_kind_is_not_packed() -> None:
    hooked = tiny("bert")
    hooked.register_forward_hook(_twice)
    assert packed_of(hooked) is None


def _twice(_: Any, __: Any, output: Any) -> Any:
    output.last_hidden_state = output.last_hidden_state * 2
    return output


@pytest.mark.parametrize(
    ("dtype", "least"),
    [
        (torch.float32, 0.99999),
        (torch.bfloat16, 0.9995),
        # More than it would be without the floor, and much more than with inputs left unlevelled.
        (torch.int8, 0.9986 if has_vnni() else 0.9974),
    ],
)
def test_the_built_in_encoder_packed_answers_as_transformers_does(
    dtype: torch.dtype, least: float
) -> None:
    encoder = TransformerEncoder(built_in_source(), Arithmetic(dtype, 1, 2))
    found = torch.from_numpy(encoder.encode(SENTENCES).vectors)
    known = torch.stack([_by_transformers(text) for text in SENTENCES])
    assert float((found * known).sum(dim=1).min()) > least


@torch.inference_mode()
def _by_transformers(text: str) -> torch.Tensor:
    from transformers import AutoTokenizer

    arguments = built_in_source().arguments
    tokenizer = AutoTokenizer.from_pretrained(**arguments)
    model = AutoModel.from_pretrained(**arguments, dtype=torch.float32).eval()
    hidden = model(**tokenizer(text, return_tensors="pt")).last_hidden_state[0]
    return torch.nn.functional.normalize(hidden.mean(dim=0), dim=0)


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16, torch.int8])
def test_a_text_is_read_the_same_whatever_stands_beside_it(dtype: torch.dtype) -> None:
    encoder = TransformerEncoder(built_in_source(), Arithmetic(dtype, 1, 2))
    texts = [f"{text} And {n} more came." for n in range(40) for text in SENTENCES]
    together = encoder.encode([*SENTENCES, *texts]).vectors[: len(SENTENCES)]
    for text, among in zip(SENTENCES, together, strict=True):
        alone = encoder.encode([text]).vectors[0]
        tolerance = 1e-5 if dtype is torch.float32 else 5e-3
        torch.testing.assert_close(
            torch.from_numpy(among), torch.from_numpy(alone), atol=tolerance, rtol=0
        )
