"""A broker whose settings are written, with a user whom it knows by each SCRAM mechanism."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

from newsdesk.broker.data_folder import DataFolder
from newsdesk.broker.distribution import Distribution
from newsdesk.broker.java import java_command, java_environment, launch_guarded
from newsdesk.broker.server import RunningBroker
from newsdesk.client.access.login import SCRAM_MECHANISMS


@contextmanager
def running_scram_broker(
    kafka: Distribution, folder: DataFolder, port: int, user: str, password: str
) -> Iterator[RunningBroker]:
    """Format the folder and run the broker during the block; `port` is the one without a login."""
    scram = [f"{m}=[name={user},password={password}]" for m in SCRAM_MECHANISMS]
    tool = ["format", f"--cluster-id={folder.cluster_id}", f"--config={folder.properties}"]
    tool += [part for each in scram for part in ("--add-scram", each)]
    command = java_command(kafka, folder, "256m", "kafka.tools.StorageTool", *tool)
    subprocess.run(command, env=java_environment(), check=True, capture_output=True, timeout=60)
    command = java_command(kafka, folder, "256m", "kafka.Kafka", str(folder.properties))
    broker = RunningBroker(launch_guarded(command, folder, temporary=False), port, folder)
    try:
        broker.wait_until_ready()
        yield broker
    finally:
        broker.stop()
