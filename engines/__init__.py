"""The transformer models behind enrichment's ports."""

from engines.arithmetic import Arithmetic, available_cores, processor
from engines.batcher import Batcher, shared_batcher
from engines.calibration import (
    Calibration,
    calibrate,
    fastest,
    forget_trials,
    trials,
)
from engines.classifier import TransformerClassifier
from engines.encoder import TransformerEncoder
from engines.entailment import TransformerEntailment
from engines.entities import TransformerEntityRecognizer
from engines.generation import GenerationOptions
from engines.generator import TransformerGenerator
from engines.gpu import gpu_name
from engines.int8 import has_vnni
from engines.labels import reads_entailment
from engines.layer_trials import Shape, Trial, shape_of
from engines.load import Load
from engines.loading import TransformerEngine
from engines.model_files import folder_of, licence_of, weight_bytes
from engines.sources import ModelSource, ModelSourceError, built_in_source, parse_source

__all__ = [
    "Arithmetic",
    "Batcher",
    "Calibration",
    "GenerationOptions",
    "Load",
    "ModelSource",
    "ModelSourceError",
    "Shape",
    "TransformerClassifier",
    "TransformerEncoder",
    "TransformerEngine",
    "TransformerEntailment",
    "TransformerEntityRecognizer",
    "TransformerGenerator",
    "Trial",
    "available_cores",
    "built_in_source",
    "calibrate",
    "fastest",
    "folder_of",
    "forget_trials",
    "gpu_name",
    "has_vnni",
    "licence_of",
    "parse_source",
    "processor",
    "reads_entailment",
    "shape_of",
    "shared_batcher",
    "trials",
    "weight_bytes",
]
