"""The worker: stages, their delivery and their Faust apps, in one process."""

from collections.abc import Sequence

from agents import BatchLimits, Consumption, KafkaAccess, build_app, run_apps
from newsdesk.composition import Composition
from newsdesk.settings import KafkaSettings, Settings
from newsdesk.stages import StageName


def run_worker(settings: Settings, stages: Sequence[StageName]) -> None:
    """Load the models of `stages` and run them until a signal ends the process.

    Raises:
        SystemExit: always; the code is 0 after SIGTERM or SIGINT.
        ModelSourceError, TaxonomyError: if the settings ask for what cannot be loaded.
    """
    composition = Composition(settings)
    access = worker_access(settings.kafka)
    consumption = Consumption(
        limits=BatchLimits(settings.worker.max_batch),
        session_timeout=settings.worker.session_timeout,
        max_poll_interval=settings.worker.max_poll_interval,
        drain=settings.worker.drain,
    )
    run_apps(
        [
            build_app(
                stage=composition.stage(name),
                group=f"{settings.worker.group}.{name}",
                access=access,
                consumption=consumption,
                data_folder=settings.worker.state_folder,
            )
            for name in stages
        ]
    )


def worker_access(kafka: KafkaSettings) -> KafkaAccess:
    """Return how the worker reaches Kafka."""
    password = kafka.sasl_password
    return KafkaAccess(
        bootstrap_servers=kafka.bootstrap_servers,
        security_protocol=kafka.security_protocol,
        sasl_mechanism=kafka.sasl_mechanism,
        sasl_username=kafka.sasl_username,
        sasl_password=password.get_secret_value() if password else None,
        ssl_cafile=str(kafka.ssl_cafile) if kafka.ssl_cafile else None,
    )
