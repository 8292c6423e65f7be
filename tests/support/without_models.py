"""A pytest plugin that stands for an installation without models and Faust.

`python -m pytest -p tests.support.without_models tests/schemas`
"""

import sys

ABSENT = ("torch", "transformers", "faust", "aiokafka")

for name in ABSENT:
    # Python raises ModuleNotFoundError for a module that is None here.
    sys.modules[name] = None  # type: ignore[assignment]
