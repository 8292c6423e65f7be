import contextlib
import socket

from newsdesk.client.cluster import Cluster
from tests.support.command_line import newsdesk


def test_worker_names_who_has_its_health_port_before_it_loads_models(kafka: Cluster) -> None:
    with contextlib.closing(socket.create_server(("127.0.0.1", 0))) as server:
        port = server.getsockname()[1]
        environment = {"NEWSDESK_WORKER__HEALTH_PORT": str(port)}
        done = newsdesk("worker", kafka=kafka, environment=environment)
    assert done.returncode == 1
    problem, advice = done.stderr.decode().splitlines()
    assert problem.startswith(f"Error: Port {port} is in use by ")
    assert "free port: NEWSDESK_WORKER__HEALTH_PORT=" in advice
