"""The processes that work on texts are light."""

import subprocess
import sys


def test_text_server_loads_neither_models_nor_kafka() -> None:
    program = (
        "import sys\n"
        "from newsdesk.enrichment.text_server import _warm_up\n"
        "_warm_up()\n"
        "print(*sorted({name.partition('.')[0] for name in sys.modules}))\n"
        "print(*[name for name in sys.modules if name.startswith('newsdesk.')])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    packages, modules = (line.split() for line in done.stdout.splitlines())
    assert {"torch", "transformers", "faust", "aiokafka", "kafka"}.isdisjoint(packages)
    assert {name.split(".")[1] for name in modules} == {"enrichment", "schemas"}
