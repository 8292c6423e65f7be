"""The Faust agents: they move messages through the stages and deliver the outcomes."""

from agents.access import KafkaAccess
from agents.app import Consumption, build_app
from agents.stage import AnyStage, Published, Stage
from agents.stage_loop import BatchLimits
from agents.worker import run_apps

__all__ = [
    "AnyStage",
    "BatchLimits",
    "Consumption",
    "KafkaAccess",
    "Published",
    "Stage",
    "build_app",
    "run_apps",
]
