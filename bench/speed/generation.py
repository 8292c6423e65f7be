"""A generative model: `python -m bench.speed.generation [--quick]`.

A model of distilbart-12-6's shape with random weights summarizes articles of 512 tokens in 56
tokens: once as in its documentation, one article at a time by `generate` in float32 on all cores,
and once through newsdesk, sorted and in batches. newsdesk runs in float32, where the output must be
the same, in the arithmetic chosen by calibration, and in int8 if the CPU has VNNI.
"""

import json
from dataclasses import replace
from pathlib import Path
from statistics import fmean
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import torch
from tokenizers import Tokenizer
from transformers import (
    AutoModelForSeq2SeqLM,
    AutoTokenizer,
    BartConfig,
    BartForConditionalGeneration,
)

from bench.speed.corpus import articles
from bench.speed.figures import run_measure
from newsdesk.commands.evaluate.rouge import Rouge
from newsdesk.engines import (
    Arithmetic,
    GenerationOptions,
    TransformerGenerator,
    calibrate,
    has_vnni,
    parse_source,
    shape_of,
)
from newsdesk.enrichment.resources import available_cores
from newsdesk.settings import Settings
from tests.support.tiny_models import ROBERTA_TOKENS, Tokens, byte_pairs, save_tokenizer

INPUT_TOKENS = 512
NEW_TOKENS = 56
VOCABULARY = 50_264
_COUNT = 12
_QUICK_COUNT = 4


def measure(quick: bool) -> dict[str, Any]:
    """Return articles per second one at a time, and how newsdesk compares.

    For each arithmetic, `ratio_` is the speed relative to one at a time, `same_` the share of
    identical texts, and `rouge1_` the similarity in points. `ratio` is that of the fastest.
    """
    count = _QUICK_COUNT if quick else _COUNT
    with TemporaryDirectory() as folder:
        save_model(Path(folder))
        texts = _texts(Path(folder), count)
        alone, alone_s = _one_by_one(Path(folder), texts)
        cache = Settings.load().cache.arithmetic
        chosen = calibrate(shape=shape_of(parse_source(folder)), cache=cache).chosen
        arithmetics = {chosen, replace(chosen, dtype=torch.float32)}
        if has_vnni():
            arithmetics.add(replace(chosen, dtype=torch.int8))
        ours = {a.name: _through_newsdesk(Path(folder), texts, a) for a in arithmetics}
    rouge = Rouge()
    ratios = {name: alone_s / seconds for name, (_, seconds) in ours.items()}
    alike = {
        name: [
            (a == b, rouge.score([a], [b])["rouge1"]) for a, b in zip(alone, written, strict=True)
        ]
        for name, (written, _) in ours.items()
    }
    return {
        "articles": count,
        "dtype": chosen.name,
        "one_by_one_articles_per_s": count / alone_s,
        "ratio": max(ratios.values()),
        **{f"ratio_{name}": ratio for name, ratio in ratios.items()},
        **{f"same_{name}": fmean(same for same, _ in found) for name, found in alike.items()},
        **{f"rouge1_{name}": fmean(score for _, score in found) for name, found in alike.items()},
    }


def save_model(folder: Path) -> None:
    """Save a model of distilbart-12-6's shape, with random but reproducible weights."""
    tokenizer = save_tokenizer(_many_byte_pairs, ROBERTA_TOKENS, folder)
    tokenizer.model_max_length = 1024
    tokenizer.save_pretrained(folder)
    torch.manual_seed(11)
    bos: Any = tokenizer.convert_tokens_to_ids("<s>")
    eos: Any = tokenizer.convert_tokens_to_ids("</s>")
    config = BartConfig(
        vocab_size=VOCABULARY,
        d_model=1024,
        encoder_layers=12,
        decoder_layers=6,
        encoder_ffn_dim=4096,
        decoder_ffn_dim=4096,
        encoder_attention_heads=16,
        decoder_attention_heads=16,
        max_position_embeddings=1024,
        pad_token_id=tokenizer.pad_token_id,
        bos_token_id=bos,
        eos_token_id=eos,
        decoder_start_token_id=eos,
        forced_eos_token_id=None,
    )
    model: Any = BartForConditionalGeneration(config)
    model.save_pretrained(folder)


def _many_byte_pairs(tokens: Tokens) -> Tokenizer:
    """Return a tokenizer with an entry for each token that the model may generate."""
    state = json.loads(byte_pairs(tokens).to_str())
    vocabulary = state["model"]["vocab"]
    vocabulary.update({f"<unused{n}>": n for n in range(len(vocabulary), VOCABULARY)})
    return Tokenizer.from_str(json.dumps(state))


def _texts(folder: Path, count: int) -> list[str]:
    """Return texts with realistic lengths, cut to INPUT_TOKENS tokens."""
    tokenizer: Any = AutoTokenizer.from_pretrained(folder)
    texts = []
    for article in articles()[:count]:
        ids = tokenizer(str(article["text"]), add_special_tokens=False)["input_ids"]
        texts.append(tokenizer.decode(ids[: INPUT_TOKENS - 8]))
    return texts


def _one_by_one(folder: Path, texts: list[str]) -> tuple[list[str], float]:
    torch.set_num_threads(available_cores())
    tokenizer: Any = AutoTokenizer.from_pretrained(folder)
    model: Any = AutoModelForSeq2SeqLM.from_pretrained(folder, dtype=torch.float32).eval()
    written = []
    with torch.inference_mode():
        model.generate(**tokenizer(texts[0], return_tensors="pt"), **_options())
        started = perf_counter()
        for text in texts:
            ids = model.generate(**tokenizer(text, return_tensors="pt"), **_options())
            written.append(tokenizer.decode(ids[0], skip_special_tokens=True))
        seconds = perf_counter() - started
    return [" ".join(text.split()) for text in written], seconds


def _options() -> dict[str, Any]:
    return {
        "max_new_tokens": NEW_TOKENS,
        "min_new_tokens": NEW_TOKENS,
        "num_beams": 1,
        "do_sample": False,
        "no_repeat_ngram_size": 3,
    }


def _through_newsdesk(
    folder: Path, texts: list[str], arithmetic: Arithmetic
) -> tuple[list[str], float]:
    options = GenerationOptions(max_new_tokens=NEW_TOKENS, min_new_tokens=NEW_TOKENS)
    engine = TransformerGenerator(parse_source(str(folder)), arithmetic, options)
    engine.generate(texts[:1])
    started = perf_counter()
    written = [one.text for one in engine.generate(texts)]
    seconds = perf_counter() - started
    engine.close()
    return written, seconds


def main() -> None:
    """Print the figures."""
    run_measure("A generative model", __doc__, measure, dtype=False)


if __name__ == "__main__":
    main()
