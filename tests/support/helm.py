"""Helm, and what the chart in deploy/helm becomes with it."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from textwrap import indent
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
CHART = ROOT / "deploy" / "helm" / "newsdesk"
VALUES = ROOT / "tests" / "deploy" / "values"
RELEASE, NAMESPACE = "newsdesk", "newsroom"
KUBERNETES = "1.37.0"
"""The version for which manifests are made."""

ADDRESS = "NEWSDESK_KAFKA__BOOTSTRAP_SERVERS"

Manifest = dict[str, Any]


def helm() -> str:
    """Return the path of Helm; skip the test where it can neither be found nor built."""
    built = ROOT / ".tools" / "helm"
    if built.exists():
        return str(built)
    if shutil.which("go"):
        pytest.fail("Helm is not built. Run `make helm`.")
    pytest.skip("there is no Go to build Helm with")


def run_helm(*arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run Helm away from any cluster and any configuration of this user."""
    theirs = ("HELM_CONFIG_HOME", "HELM_DATA_HOME", "HELM_CACHE_HOME", "KUBECONFIG")
    nowhere = str(ROOT / ".tools" / "none")
    return subprocess.run(
        [helm(), *arguments],
        env={**os.environ, **dict.fromkeys(theirs, nowhere)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def template(*options: str, chart: Path = CHART, release: str = RELEASE) -> list[Manifest]:
    """Return the manifests of a release with these options of `helm template`."""
    done = _template(chart, release, *options)
    assert done.returncode == 0, done.stderr
    return [found for found in yaml.safe_load_all(done.stdout) if found]


@cache
def rendered(name: str) -> tuple[Manifest, ...]:
    """Return the manifests with the values in the file of that name."""
    return tuple(template("--values", str(VALUES / f"{name}.yaml")))


def refusal(*options: str) -> str:
    """Return why Helm makes no manifests with these options."""
    done = _template(CHART, RELEASE, *options)
    assert done.returncode != 0, done.stdout
    return done.stderr


def notes(*options: str) -> str:
    """Return what Helm shows after an installation with these options.

    Helm renders the notes only for a cluster; so a copy of the chart has them in a ConfigMap.
    """
    with tempfile.TemporaryDirectory() as folder:
        chart = Path(folder) / CHART.name
        shutil.copytree(CHART, chart)
        text = (chart / "templates" / "NOTES.txt").read_text("utf-8")
        head = "apiVersion: v1\nkind: Notes\nmetadata: {name: notes}\ntext: |\n"
        (chart / "templates" / "notes.yaml").write_text(head + indent(text, "  "), "utf-8")
        [shown] = of_kind(template(*options, chart=chart), "Notes")
    found: str = shown["text"]
    return found


def _template(chart: Path, release: str, *options: str) -> "subprocess.CompletedProcess[str]":
    target = ("--namespace", NAMESPACE, "--kube-version", KUBERNETES)
    return run_helm("template", release, str(chart), *target, *options)


def with_values(values: Mapping[str, Any], folder: Path) -> list[str]:
    """Return the options for these values, which are written to `folder`, and an address."""
    path = folder / "values.yaml"
    path.write_text(yaml.safe_dump(dict(values)), encoding="utf-8")
    return ["--set", f"config.{ADDRESS}=kafka:9092", "--values", str(path)]


def of_kind(manifests: Sequence[Manifest], kind: str) -> list[Manifest]:
    """Return the manifests of that kind."""
    return [manifest for manifest in manifests if manifest["kind"] == kind]


def pods(manifests: Sequence[Manifest]) -> Iterator[tuple[str, Manifest]]:
    """Yield the name and the pod's spec of each manifest that makes pods."""
    for manifest in manifests:
        if manifest["kind"] in ("Deployment", "Job"):
            yield manifest["metadata"]["name"], manifest["spec"]["template"]["spec"]


def containers(manifests: Sequence[Manifest]) -> Iterator[tuple[str, Manifest]]:
    """Yield each container with the name of what makes its pod."""
    for name, pod in pods(manifests):
        for container in (*pod.get("initContainers", ()), *pod["containers"]):
            yield name, container


def variables(container: Manifest) -> dict[str, str | None]:
    """Return a container's variables; None is for one whose value the cluster gives."""
    return {entry["name"]: entry.get("value") for entry in container.get("env", ())}
