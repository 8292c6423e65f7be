"""The Helm chart: what every manifest must have, for each of several sets of values."""

import re
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml

from newsdesk.chain import StageName
from newsdesk.variables import PREFIX
from tests.deploy.names import is_setting, resolve
from tests.support.helm import (
    CHART,
    KUBERNETES,
    ROOT,
    Manifest,
    containers,
    notes,
    of_kind,
    pods,
    rendered,
    run_helm,
    template,
    variables,
)
from tests.support.helm import VALUES as FOLDER

VALUES = sorted(path.stem for path in FOLDER.glob("*.yaml"))
VERSIONS = ("1.27", "1.31", "1.37")
OTHERS = ("keda.sh/", "monitoring.coreos.com/")
"""Custom resources, for which there is no schema here."""

_NAME = re.compile(r"[a-z0-9]([-a-z0-9]*[a-z0-9])?")
_SECRET = re.compile(r"PASSWORD|SECRET|TOKEN|CREDENTIAL")


@pytest.fixture(params=VALUES)
def manifests(request: pytest.FixtureRequest) -> tuple[Manifest, ...]:
    return rendered(request.param)


def files_written_by(pod: Manifest, container: Manifest) -> list[str]:
    """Return where a container may write: its mounts that are not read-only."""
    kinds = {volume["name"]: volume for volume in pod["volumes"]}
    return [
        mount["mountPath"]
        for mount in container["volumeMounts"]
        if not mount.get("readOnly") and "secret" not in kinds[mount["name"]]
    ]


@pytest.mark.parametrize("name", VALUES)
def test_helm_finds_nothing_to_complain_about(name: str) -> None:
    values = str(FOLDER / f"{name}.yaml")
    version = ("--kube-version", KUBERNETES)
    done = run_helm("lint", str(CHART), "--strict", *version, "--values", values)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("version", VERSIONS)
def test_kubernetes_would_accept_every_manifest(
    manifests: tuple[Manifest, ...], version: str
) -> None:
    known = [m for m in manifests if not m["apiVersion"].startswith(OTHERS)]
    assert {"ConfigMap", "Deployment", "Job", "NetworkPolicy"} <= {m["kind"] for m in known}
    for manifest in known:
        kubernetes_validate.validate(manifest, version, strict=True)


def test_the_schema_that_manifests_are_compared_with_finds_a_wrong_name() -> None:
    [deployment] = of_kind(rendered("default"), "Deployment")
    wrong = {**deployment, "spec": {**deployment["spec"], "replica": 1}}
    with pytest.raises(kubernetes_validate.ValidationError, match="replica"):
        kubernetes_validate.validate(wrong, VERSIONS[-1], strict=True)


def test_no_container_has_more_rights_than_it_needs(manifests: tuple[Manifest, ...]) -> None:
    for _, pod in pods(manifests):
        assert pod["automountServiceAccountToken"] is False
        assert pod["securityContext"]["runAsNonRoot"] is True
        assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
        assert not {"hostNetwork", "hostPID", "hostIPC"} & pod.keys()
    for _, container in containers(manifests):
        assert container["securityContext"] == {
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
            "capabilities": {"drop": ["ALL"]},
        }
        assert container["resources"]["limits"]["memory"]


def test_containers_run_as_the_images_user(manifests: tuple[Manifest, ...]) -> None:
    image = (ROOT / "deploy" / "Dockerfile").read_text("utf-8")
    [uid] = re.findall(r"--uid (\d+)", image)
    for _, pod in pods(manifests):
        assert pod["securityContext"]["runAsUser"] == int(uid)
        assert pod["securityContext"]["fsGroup"] == int(uid)


def test_workers_write_only_where_they_can(manifests: tuple[Manifest, ...]) -> None:
    for name, pod in pods(manifests):
        [container] = pod["containers"]
        writable = files_written_by(pod, container)
        folders = ["NEWSDESK_WORKER__STATE_FOLDER", "NEWSDESK_CACHE__FOLDER", "HF_HOME"]
        wanted = [variables(container).get(folder) for folder in folders]
        assert name.endswith("-topics") or None not in wanted
        for folder in filter(None, wanted):
            assert any(Path(folder).is_relative_to(mount) for mount in writable), folder


def test_no_manifest_has_a_secret(manifests: tuple[Manifest, ...]) -> None:
    assert of_kind(manifests, "Secret") == []
    settings = [
        (name, value)
        for config in of_kind(manifests, "ConfigMap")
        for name, value in config["data"].items()
    ]
    settings += [
        pair for _, container in containers(manifests) for pair in variables(container).items()
    ]
    secret = {name: value for name, value in settings if _SECRET.search(name)}
    assert all(value and value.startswith("/etc/newsdesk/secrets/") for value in secret.values())


def test_secrets_are_files_of_existing_secrets() -> None:
    for _, pod in pods(rendered("secured")):
        [container] = pod["containers"]
        secrets = {v["name"]: v["secret"] for v in pod["volumes"] if "secret" in v}
        places = {
            mount["mountPath"]: secrets[mount["name"]]["secretName"]
            for mount in container["volumeMounts"]
            if mount["name"] in secrets
        }
        assert places == {
            "/etc/newsdesk/secrets/newsdesk-kafka": "newsdesk-kafka",
            "/etc/newsdesk/secrets/kafka-ca": "kafka-ca",
        }
        assert {secret["defaultMode"] for secret in secrets.values()} == {0o440}
        given = variables(container)
        assert given["NEWSDESK_KAFKA__SSL_CAFILE"] == "/etc/newsdesk/secrets/kafka-ca/ca.crt"
        password = given["NEWSDESK_KAFKA__SASL_PASSWORD_FILE"]
        assert password == "/etc/newsdesk/secrets/newsdesk-kafka/password"


def test_names_are_short_enough_for_kubernetes() -> None:
    name = "a-release-with-a-name-that-is-as-long-as-helm-allows"
    long = template("--values", str(FOLDER / "apart.yaml"), release=name)
    names = [manifest["metadata"]["name"] for manifest in long]
    assert len(names) > 3
    for each in names:
        assert len(each) <= 63 and _NAME.fullmatch(each), each
    for manifest in long:
        assert all(len(value) <= 63 for value in manifest["metadata"]["labels"].values())


def test_probes_ask_for_what_the_health_server_answers(manifests: tuple[Manifest, ...]) -> None:
    source = (ROOT / "agents" / "health_server.py").read_text("utf-8")
    answered = set(re.findall(r"add_get\(\"(/\w+)\"", source))
    for deployment in of_kind(manifests, "Deployment"):
        [container] = deployment["spec"]["template"]["spec"]["containers"]
        probes = {kind: container[f"{kind}Probe"] for kind in ("startup", "liveness", "readiness")}
        paths = {kind: probe["httpGet"]["path"] for kind, probe in probes.items()}
        assert paths == {"startup": "/live", "liveness": "/live", "readiness": "/ready"}
        assert set(paths.values()) <= answered
        [port] = [p for p in container["ports"] if p["name"] == "health"]
        assert {probe["httpGet"]["port"] for probe in probes.values()} == {"health"}
        assert variables(container)["NEWSDESK_WORKER__HEALTH_PORT"] == str(port["containerPort"])
        assert variables(container)["NEWSDESK_WORKER__HEALTH_HOST"] == "0.0.0.0"


def test_every_variable_is_a_setting(manifests: tuple[Manifest, ...]) -> None:
    named = {name for config in of_kind(manifests, "ConfigMap") for name in config["data"]}
    named |= {name for _, container in containers(manifests) for name in variables(container)}
    ours = {name for name in named if name.startswith(PREFIX)}
    assert ours
    assert {name for name in ours if not is_setting(name)} == set()


def test_templates_name_settings_that_exist() -> None:
    texts = [path.read_text("utf-8") for path in (CHART / "templates").iterdir()]
    texts.append((CHART / "values.yaml").read_text("utf-8"))
    named = {name for text in texts for name in re.findall(r"NEWSDESK_\w*[A-Z]", text)}
    assert {name for name in named if not is_setting(name)} == set()


def test_the_job_gets_the_settings_that_workers_get(manifests: tuple[Manifest, ...]) -> None:
    [config] = of_kind(manifests, "ConfigMap")
    [job] = of_kind(manifests, "Job")
    given = variables(job["spec"]["template"]["spec"]["containers"][0])
    assert config["data"].items() <= given.items()
    for deployment in of_kind(manifests, "Deployment"):
        [container] = deployment["spec"]["template"]["spec"]["containers"]
        [source] = container["envFrom"]
        assert source == {"configMapRef": {"name": config["metadata"]["name"]}}


def test_every_command_is_one_of_newsdesks(manifests: tuple[Manifest, ...]) -> None:
    for _, container in containers(manifests):
        assert "command" not in container
        resolve(container["args"])


def test_every_stage_has_workers(manifests: tuple[Manifest, ...]) -> None:
    arguments = [
        deployment["spec"]["template"]["spec"]["containers"][0]["args"]
        for deployment in of_kind(manifests, "Deployment")
    ]
    apart = [["worker", "--stage", str(stage)] for stage in StageName]
    assert arguments in ([["worker"]], apart)


def test_services_of_the_namespace_add_no_variable(manifests: tuple[Manifest, ...]) -> None:
    """Kubernetes makes NEWSDESK_PORT of a Service called newsdesk, and that is no setting."""
    assert [name for name, pod in pods(manifests) if pod["enableServiceLinks"] is not False] == []


def test_what_selects_pods_selects_all_of_one_kind(manifests: tuple[Manifest, ...]) -> None:
    made = {d["metadata"]["name"]: d["spec"] for d in of_kind(manifests, "Deployment")}
    for spec in made.values():
        labels = spec["template"]["metadata"]["labels"]
        assert spec["selector"]["matchLabels"].items() <= labels.items()
    for budget in of_kind(manifests, "PodDisruptionBudget"):
        assert budget["spec"]["selector"] == made[budget["metadata"]["name"]]["selector"]
    for policy in of_kind(manifests, "NetworkPolicy"):
        wanted = policy["spec"]["podSelector"]["matchLabels"].items()
        for manifest in (*of_kind(manifests, "Deployment"), *of_kind(manifests, "Job")):
            assert wanted <= manifest["spec"]["template"]["metadata"]["labels"].items()


def test_each_deployment_has_a_budget_and_spreads_over_nodes(
    manifests: tuple[Manifest, ...],
) -> None:
    deployments = of_kind(manifests, "Deployment")
    budgets = [b["metadata"]["name"] for b in of_kind(manifests, "PodDisruptionBudget")]
    assert budgets == [d["metadata"]["name"] for d in deployments]
    for deployment in deployments:
        [spread] = deployment["spec"]["template"]["spec"]["topologySpreadConstraints"]
        assert spread["whenUnsatisfiable"] == "ScheduleAnyway"
        assert spread["labelSelector"] == deployment["spec"]["selector"]


def test_workers_reach_kafka_and_names_and_are_asked_on_one_port(
    manifests: tuple[Manifest, ...],
) -> None:
    for policy in of_kind(manifests, "NetworkPolicy"):
        spec = policy["spec"]
        assert spec["policyTypes"] == ["Ingress", "Egress"]
        assert [[p["port"] for p in rule["ports"]] for rule in spec["ingress"]] == [[8080]]
        names, kafka, *further = spec["egress"]
        assert {(p["port"], p["protocol"]) for p in names["ports"]} == {(53, "TCP"), (53, "UDP")}
        assert {p["port"] for p in kafka["ports"]} <= {9092, 9093, 9094}
        assert [rule["ports"][0]["port"] for rule in further] in ([], [443])


def test_the_chart_has_newsdesks_version() -> None:
    chart: dict[str, Any] = yaml.safe_load((CHART / "Chart.yaml").read_text("utf-8"))
    [version] = re.findall(
        r"^version = \"(.*)\"", (ROOT / "pyproject.toml").read_text("utf-8"), re.MULTILINE
    )
    assert chart["appVersion"] == chart["version"] == version


@pytest.mark.parametrize("name", VALUES)
def test_the_notes_name_what_there_is(name: str) -> None:
    shown = notes("--values", str(FOLDER / f"{name}.yaml"))
    named = set(re.findall(r"deployment/(\S+)", shown))
    assert named == {d["metadata"]["name"] for d in of_kind(rendered(name), "Deployment")}
    assert ("image.digest" in shown) == (name != "secured")


def test_the_notes_warn_of_workers_without_a_partition() -> None:
    values = ["--values", str(FOLDER / "default.yaml"), "--set"]
    assert "3 of them are idle" in notes(*values, "worker.replicas=15")
    assert "idle" not in notes(*values, "worker.replicas=12")
