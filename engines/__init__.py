"""The transformer models behind enrichment's ports."""

from engines.arithmetic import Arithmetic, choose_arithmetic
from engines.classifier import TransformerClassifier
from engines.encoder import TransformerEncoder
from engines.entailment import TransformerEntailment
from engines.entities import TransformerEntityRecognizer
from engines.generation import GenerationOptions
from engines.generator import TransformerGenerator
from engines.labels import reads_entailment
from engines.loading import TransformerEngine
from engines.model_files import folder_of, licence_of, weight_bytes
from engines.sources import ModelSource, ModelSourceError, built_in_source, parse_source

__all__ = [
    "Arithmetic",
    "GenerationOptions",
    "ModelSource",
    "ModelSourceError",
    "TransformerClassifier",
    "TransformerEncoder",
    "TransformerEngine",
    "TransformerEntailment",
    "TransformerEntityRecognizer",
    "TransformerGenerator",
    "built_in_source",
    "choose_arithmetic",
    "folder_of",
    "licence_of",
    "parse_source",
    "reads_entailment",
    "weight_bytes",
]
