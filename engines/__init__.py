"""The transformer models behind enrichment's ports."""

from newsdesk.engines.arithmetic import Arithmetic, processor
from newsdesk.engines.batcher import Batcher, shared_batcher
from newsdesk.engines.calibration import (
    Calibration,
    calibrate,
    delete_trials,
    fastest,
    trials,
)
from newsdesk.engines.classifier import TransformerClassifier
from newsdesk.engines.encoder import TransformerEncoder
from newsdesk.engines.engine import TransformerEngine
from newsdesk.engines.entailment import TransformerEntailment
from newsdesk.engines.entities import TransformerEntityRecognizer
from newsdesk.engines.generation import GenerationOptions
from newsdesk.engines.generator import TransformerGenerator
from newsdesk.engines.gpu import gpu_name
from newsdesk.engines.int8 import has_vnni
from newsdesk.engines.labels import is_entailment_model
from newsdesk.engines.layer_trials import Shape, Trial, shape_of
from newsdesk.engines.model_files import folder_of, licence_of, weight_bytes
from newsdesk.engines.multilingual.encoder import MultilingualEncoder
from newsdesk.engines.multilingual.languages import training_gib
from newsdesk.engines.sources import ModelSource, ModelSourceError, built_in_source, parse_source
from newsdesk.engines.token_counts import TokenCounts

__all__ = [
    "Arithmetic",
    "Batcher",
    "Calibration",
    "GenerationOptions",
    "ModelSource",
    "ModelSourceError",
    "MultilingualEncoder",
    "Shape",
    "TokenCounts",
    "TransformerClassifier",
    "TransformerEncoder",
    "TransformerEngine",
    "TransformerEntailment",
    "TransformerEntityRecognizer",
    "TransformerGenerator",
    "Trial",
    "built_in_source",
    "calibrate",
    "delete_trials",
    "fastest",
    "folder_of",
    "gpu_name",
    "has_vnni",
    "is_entailment_model",
    "licence_of",
    "parse_source",
    "processor",
    "shape_of",
    "shared_batcher",
    "training_gib",
    "trials",
    "weight_bytes",
]
