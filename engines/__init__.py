"""The transformer models behind enrichment's ports."""

from newsdesk.engines.arithmetic import Arithmetic, available_cores, processor
from newsdesk.engines.batcher import Batcher, shared_batcher
from newsdesk.engines.calibration import (
    Calibration,
    calibrate,
    fastest,
    forget_trials,
    trials,
)
from newsdesk.engines.classifier import TransformerClassifier
from newsdesk.engines.encoder import TransformerEncoder
from newsdesk.engines.entailment import TransformerEntailment
from newsdesk.engines.entities import TransformerEntityRecognizer
from newsdesk.engines.generation import GenerationOptions
from newsdesk.engines.generator import TransformerGenerator
from newsdesk.engines.gpu import gpu_name
from newsdesk.engines.int8 import has_vnni
from newsdesk.engines.labels import reads_entailment
from newsdesk.engines.layer_trials import Shape, Trial, shape_of
from newsdesk.engines.load import Load
from newsdesk.engines.loading import TransformerEngine
from newsdesk.engines.model_files import folder_of, licence_of, weight_bytes
from newsdesk.engines.sources import ModelSource, ModelSourceError, built_in_source, parse_source

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
