"""The Faust agents: they move messages through the stages and deliver the outcomes."""

from newsdesk.agents.allocator import keep_large_buffers
from newsdesk.agents.app import Consumption, build_app
from newsdesk.agents.batch_size import BatchLimits
from newsdesk.agents.child import BuildStages, ChildFailed, ObservedStages
from newsdesk.agents.health import StageHealth
from newsdesk.agents.health_server import HealthServer
from newsdesk.agents.host import ModelHost
from newsdesk.agents.metrics.exposition import Exposition
from newsdesk.agents.metrics.model_metrics import Activity
from newsdesk.agents.metrics.stage_metrics import StageMetrics
from newsdesk.agents.rights_watch import RightsWatch
from newsdesk.agents.route import Published, Route
from newsdesk.agents.stage import AnyStage, Stage
from newsdesk.agents.text_pool import TextPool
from newsdesk.agents.text_process import TextLimits
from newsdesk.agents.worker import run_apps
from newsdesk.client.cluster import Cluster

__all__ = [
    "Activity",
    "AnyStage",
    "BatchLimits",
    "BuildStages",
    "ChildFailed",
    "Cluster",
    "Consumption",
    "Exposition",
    "HealthServer",
    "ModelHost",
    "ObservedStages",
    "Published",
    "RightsWatch",
    "Route",
    "Stage",
    "StageHealth",
    "StageMetrics",
    "TextLimits",
    "TextPool",
    "build_app",
    "keep_large_buffers",
    "run_apps",
]
