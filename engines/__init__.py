"""The transformer models behind enrichment's ports."""

from engines.arithmetic import Arithmetic, choose_arithmetic
from engines.classifier import TransformerClassifier
from engines.encoder import TransformerEncoder
from engines.generator import GenerationOptions, TransformerGenerator
from engines.sources import ModelSource, ModelSourceError, built_in_source, parse_source

__all__ = [
    "Arithmetic",
    "GenerationOptions",
    "ModelSource",
    "ModelSourceError",
    "TransformerClassifier",
    "TransformerEncoder",
    "TransformerGenerator",
    "built_in_source",
    "choose_arithmetic",
    "parse_source",
]
