"""The Faust agents: they move messages through the stages and deliver the outcomes."""

from agents.access import KafkaAccess
from agents.allocator import keep_large_buffers
from agents.app import Consumption, build_app
from agents.child import BuildStages, ChildFailed
from agents.health import StageHealth
from agents.health_server import HealthServer
from agents.host import ModelHost
from agents.limits import BatchLimits
from agents.stage import AnyStage, Published, Route, Stage
from agents.worker import run_apps

__all__ = [
    "AnyStage",
    "BatchLimits",
    "BuildStages",
    "ChildFailed",
    "Consumption",
    "HealthServer",
    "KafkaAccess",
    "ModelHost",
    "Published",
    "Route",
    "Stage",
    "StageHealth",
    "build_app",
    "keep_large_buffers",
    "run_apps",
]
