"""The Helm chart: what single values change, and which are refused."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from newsdesk.settings import TopicSettings, WorkerSettings
from tests.support.helm import (
    ADDRESS,
    CHART,
    Manifest,
    containers,
    of_kind,
    pods,
    refusal,
    rendered,
    template,
    with_values,
)

BOOT = f"config.{ADDRESS}=kafka:9092"


def deployments(*options: str) -> list[Manifest]:
    return of_kind(template("--set", BOOT, *options), "Deployment")


def checksum(deployment: Manifest) -> str:
    found: str = deployment["spec"]["template"]["metadata"]["annotations"]["checksum/config"]
    return found


def strategy(*options: str) -> dict[str, Any]:
    [deployment] = deployments(*options)
    found: dict[str, Any] = deployment["spec"]["strategy"]["rollingUpdate"]
    return found


@pytest.mark.parametrize(
    ("values", "complaint"),
    [
        ({"replicas": 3}, "replicas"),
        ({"worker": {"replica": 3}}, "replica"),
        ({"stages": "both"}, "stages"),
        ({"worker": {"replicas": -1}}, "replicas"),
        ({"image": {"digest": "sha256:short"}}, "digest"),
        ({"config": {"NEWSDESK_kafka": "x"}}, "config"),
        ({"config": {"KAFKA_OPTS": "x"}}, "config"),
        ({"config": {"NEWSDESK_TOPICS__PARTITIONS": [1]}}, "PARTITIONS"),
        ({"autoscaling": {"minReplicas": 0}}, "minReplicas"),
        ({"autoscaling": {"trigger": "cpu"}}, "trigger"),
        ({"secrets": [{"name": "kafka"}]}, "files"),
        ({"secrets": [{"name": "k", "files": {"NEWSDESK_KAFKA__SASL_PASSWORD": "p"}}]}, "files"),
        ({"health": {"port": 0}}, "port"),
        ({"networkPolicy": {"kafkaPorts": ["9092"]}}, "kafkaPorts"),
    ],
)
def test_a_value_that_is_unknown_or_impossible_is_refused_by_name(
    values: dict[str, Any], complaint: str, tmp_path: Path
) -> None:
    message = refusal(*with_values(values, tmp_path))
    assert "values don't meet the specifications of the schema" in message
    assert complaint in message


@pytest.mark.parametrize(
    ("values", "complaint"),
    [
        ({"config": {"NEWSDESK_KAFKA__SASL_PASSWORD": "hunter2"}}, "would show a secret"),
        (
            {"extraEnv": [{"name": "NEWSDESK_KAFKA__SASL_PASSWORD", "value": "hunter2"}]},
            "would show a secret",
        ),
        ({"config": {"NEWSDESK_WORKER__HEALTH_PORT": 9}}, "is set by the chart"),
        ({"config": {"NEWSDESK_WORKER__DRAIN": 50}}, "terminationGracePeriodSeconds is 60"),
        ({"terminationGracePeriodSeconds": 45}, "a worker may need 45 s"),
        ({"autoscaling": {"enabled": True}}, "serverAddress is empty"),
        (
            {"autoscaling": {"enabled": True, "trigger": "kafka", "minReplicas": 13}},
            "minReplicas is 13, over the maximum, which is 12",
        ),
        (
            {
                "config": {"NEWSDESK_KAFKA__SSL_CAFILE": "/ca"},
                "secrets": [{"name": "ca", "files": {"NEWSDESK_KAFKA__SSL_CAFILE": "ca.crt"}}],
            },
            "is set twice",
        ),
    ],
)
def test_values_that_contradict_each_other_are_refused_with_advice(
    values: dict[str, Any], complaint: str, tmp_path: Path
) -> None:
    message = refusal(*with_values(values, tmp_path))
    assert complaint in message
    assert "hunter2" not in message
    problem = message.partition("\n\nUse --debug")[0]
    assert problem.endswith(".")


def test_kafkas_address_has_no_default() -> None:
    assert f"config.{ADDRESS} is empty" in refusal()


def test_a_secret_may_come_from_elsewhere_by_reference(tmp_path: Path) -> None:
    reference = {"secretKeyRef": {"name": "kafka", "key": "password"}}
    entry = {"name": "NEWSDESK_KAFKA__SASL_PASSWORD", "valueFrom": reference}
    manifests = template(*with_values({"extraEnv": [entry]}, tmp_path))
    for _, container in containers(manifests):
        assert entry in container["env"]


def test_every_value_has_a_rule_and_a_default() -> None:
    values = yaml.safe_load((CHART / "values.yaml").read_text("utf-8"))
    schema = json.loads((CHART / "values.schema.json").read_text("utf-8"))
    assert set(schema["properties"]) - {"global"} == set(values)
    for name, default in values.items():
        rule = schema["properties"][name]
        if "properties" in rule:
            assert rule["additionalProperties"] is False, name
            assert set(default) == set(rule["properties"]), name


def test_other_settings_are_other_pods_and_the_same_settings_the_same() -> None:
    setting = ("--set", "config.NEWSDESK_WORKER__MAX_BATCH=8")
    [before], [same], [after] = deployments(), deployments(), deployments(*setting)
    assert checksum(before) == checksum(same) != checksum(after)
    [replicas] = deployments("--set", "worker.replicas=5")
    assert checksum(replicas) == checksum(before)
    assert replicas["spec"]["replicas"] == 5


def test_large_numbers_and_booleans_are_written_as_newsdesk_reads_them() -> None:
    [config] = of_kind(rendered("secured"), "ConfigMap")
    assert config["data"]["NEWSDESK_WORKER__MAX_BATCH_BYTES"] == "16777216"
    assert config["data"]["NEWSDESK_EMBARGO__HOLD"] == "false"
    [config] = of_kind(template("--set", f"{BOOT},config.NEWSDESK_KEYWORDS__COUNT=0"), "ConfigMap")
    assert config["data"]["NEWSDESK_KEYWORDS__COUNT"] == "0"


def test_an_image_is_named_by_its_digest_or_newsdesks_version() -> None:
    images = {container["image"] for _, container in containers(rendered("secured"))}
    assert images == {"registry.example.org/newsdesk@sha256:" + "0123456789abcdef" * 4}
    images = {container["image"] for _, container in containers(rendered("default"))}
    assert images == {"newsdesk:0.1.0"}


def test_topics_come_first_and_what_failed_can_be_read() -> None:
    manifests = rendered("default")
    [job] = of_kind(manifests, "Job")
    annotations = job["metadata"]["annotations"]
    assert annotations["helm.sh/hook"] == "pre-install,pre-upgrade"
    assert "hook-failed" not in annotations["helm.sh/hook-delete-policy"]
    assert annotations["helm.sh/hook-output-log-policy"] == "hook-failed"
    [container] = job["spec"]["template"]["spec"]["containers"]
    assert container["args"] == ["topics", "create"]
    assert container["terminationMessagePolicy"] == "FallbackToLogsOnError"
    hooks = [p for p in of_kind(manifests, "NetworkPolicy") if "annotations" in p["metadata"]]
    [policy] = hooks
    weight = int(policy["metadata"]["annotations"]["helm.sh/hook-weight"])
    assert weight < int(annotations["helm.sh/hook-weight"])
    assert of_kind(template("--set", f"{BOOT},topics.create=false"), "Job") == []


def test_the_job_needs_nothing_that_the_release_only_brings() -> None:
    [job] = of_kind(rendered("secured"), "Job")
    pod = job["spec"]["template"]["spec"]
    assert all("envFrom" not in container for container in pod["containers"])
    assert all("configMap" not in volume for volume in pod["volumes"])
    assert all("persistentVolumeClaim" not in volume for volume in pod["volumes"])


def test_workers_have_time_to_end_their_micro_batch() -> None:
    [deployment] = deployments()
    grace = deployment["spec"]["template"]["spec"]["terminationGracePeriodSeconds"]
    assert grace > WorkerSettings().drain + 15


def test_models_may_take_long_to_load() -> None:
    [deployment] = deployments("--set", "startupSeconds=601")
    probe = deployment["spec"]["template"]["spec"]["containers"][0]["startupProbe"]
    assert probe["periodSeconds"] * probe["failureThreshold"] >= 601
    assert deployment["spec"]["progressDeadlineSeconds"] > 601


@pytest.mark.parametrize(
    ("options", "surge", "unavailable"),
    [
        (["--set", "worker.replicas=2"], 1, 0),
        (["--set", "worker.replicas=11"], 1, 0),
        (["--set", "worker.replicas=12"], 0, 1),
        (["--set", "worker.replicas=1,config.NEWSDESK_TOPICS__PARTITIONS=1"], 1, 0),
        (["--set", "autoscaling.enabled=true,autoscaling.trigger=kafka"], 0, 1),
        (
            [
                *("--set", "autoscaling.enabled=true,autoscaling.trigger=kafka"),
                *("--set", "autoscaling.maxReplicas=6"),
            ],
            1,
            0,
        ),
    ],
)
def test_a_further_pod_comes_only_where_it_would_have_a_partition(
    options: list[str], surge: int, unavailable: int
) -> None:
    assert strategy(*options) == {"maxSurge": surge, "maxUnavailable": unavailable}


def test_an_own_strategy_wins() -> None:
    [deployment] = deployments("--set", "updateStrategy.type=Recreate")
    assert deployment["spec"]["strategy"] == {"type": "Recreate"}


def test_stages_apart_share_what_is_said_of_workers_and_differ_where_it_is_said() -> None:
    classify, summarize = of_kind(rendered("apart"), "Deployment")
    assert [d["spec"]["replicas"] for d in (classify, summarize)] == [4, 3]
    selectors = [d["spec"]["template"]["spec"].get("nodeSelector") for d in (classify, summarize)]
    assert selectors == [None, {"accelerator": "gpu"}]
    limits = [
        d["spec"]["template"]["spec"]["containers"][0]["resources"]["limits"]
        for d in (classify, summarize)
    ]
    assert limits == [{"memory": "4Gi"}, {"memory": "4Gi", "nvidia.com/gpu": 1}]
    strategies = [d["spec"]["strategy"]["rollingUpdate"]["maxSurge"] for d in (classify, summarize)]
    assert strategies == [0, 1]


@pytest.mark.parametrize(
    ("options", "resource"),
    [
        ([], "requests.cpu"),
        (["--set", "worker.resources.limits.cpu=4"], "limits.cpu"),
        (["--set", "worker.resources.requests.cpu=null"], None),
        (["--set", "config.NEWSDESK_INFERENCE__THREADS=3"], None),
    ],
)
def test_models_compute_with_as_many_threads_as_the_pod_has_cpus(
    options: list[str], resource: str | None
) -> None:
    [deployment] = deployments(*options)
    [container] = deployment["spec"]["template"]["spec"]["containers"]
    threads = [e for e in container["env"] if e["name"] == "NEWSDESK_INFERENCE__THREADS"]
    found = [e["valueFrom"]["resourceFieldRef"] for e in threads]
    wanted = {"containerName": container["name"], "resource": resource, "divisor": "1"}
    assert found == ([wanted] if resource else [])


def test_the_ports_of_kafka_are_those_of_its_address_or_those_that_are_named() -> None:
    def ports(*options: str) -> list[int]:
        [policy, *_] = of_kind(template(*options), "NetworkPolicy")
        return [port["port"] for port in policy["spec"]["egress"][1]["ports"]]

    several = f"config.{ADDRESS}=a:9092\\,b:9092\\,c:9094"
    assert ports("--set", several) == [9092, 9094]
    assert ports("--set", several, "--set", "networkPolicy.kafkaPorts={9093}") == [9093]
    assert of_kind(template("--set", f"{BOOT},networkPolicy.enabled=false"), "NetworkPolicy") == []


def test_a_policy_that_names_peers_lets_no_others_through() -> None:
    for policy in of_kind(rendered("secured"), "NetworkPolicy"):
        [asked] = policy["spec"]["ingress"]
        assert asked["from"][0]["namespaceSelector"]
        assert policy["spec"]["egress"][1]["to"] == [{"ipBlock": {"cidr": "192.0.2.0/24"}}]


def test_keda_follows_the_seconds_that_articles_of_each_stage_wait() -> None:
    [scaled] = of_kind(rendered("scaled"), "ScaledObject")
    spec = scaled["spec"]
    assert spec["scaleTargetRef"]["name"] == "newsdesk-worker"
    assert (spec["minReplicaCount"], spec["maxReplicaCount"]) == (2, 32)
    for trigger, stage in zip(spec["triggers"], ("classify", "summarize"), strict=True):
        assert (trigger["type"], trigger["metricType"]) == ("prometheus", "Value")
        query = f'max(newsdesk_lag_seconds{{namespace="newsroom",stage="{stage}"}})'
        assert trigger["metadata"]["query"] == query
        assert all(isinstance(value, str) for value in trigger["metadata"].values())


def test_keda_follows_the_waiting_articles_of_each_stages_group() -> None:
    classify, summarize = of_kind(rendered("scaled-by-lag"), "ScaledObject")
    found = [scaled["spec"]["triggers"][0]["metadata"] for scaled in (classify, summarize)]
    assert [m["consumerGroup"] for m in found] == ["desk.classify", "desk.summarize"]
    assert [m["topic"] for m in found] == ["desk.articles", TopicSettings().classified]
    assert {m["limitToPartitionsWithLag"] for m in found} == {"true"}
    assert all(isinstance(value, str) for m in found for value in m.values())
    assert classify["spec"]["maxReplicaCount"] == 6
    assert classify["spec"]["triggers"][0]["authenticationRef"] == {"name": "kafka"}


@pytest.mark.parametrize("name", ["scaled", "scaled-by-lag"])
def test_scaling_is_quick_up_and_slow_down_and_decides_alone(name: str) -> None:
    manifests = rendered(name)
    for scaled in of_kind(manifests, "ScaledObject"):
        assert scaled["apiVersion"] == "keda.sh/v1alpha1"
        assert scaled["spec"]["minReplicaCount"] >= 1
        behaviour = scaled["spec"]["advanced"]["horizontalPodAutoscalerConfig"]["behavior"]
        up, down = behaviour["scaleUp"], behaviour["scaleDown"]
        assert up["stabilizationWindowSeconds"] < down["stabilizationWindowSeconds"]
        assert [p["type"] for p in down["policies"]] == ["Pods"]
    assert all("replicas" not in d["spec"] for d in of_kind(manifests, "Deployment"))


def test_monitors_find_the_port_that_workers_have() -> None:
    manifests = rendered("scaled")
    [monitor], [service_monitor] = (
        of_kind(manifests, "PodMonitor"),
        of_kind(manifests, "ServiceMonitor"),
    )
    [service], [deployment] = of_kind(manifests, "Service"), of_kind(manifests, "Deployment")
    labels = deployment["spec"]["template"]["metadata"]["labels"]
    assert monitor["metadata"]["labels"]["release"] == "prometheus"
    assert monitor["spec"]["selector"]["matchLabels"].items() <= labels.items()
    assert service["spec"]["selector"].items() <= labels.items()
    selected = service_monitor["spec"]["selector"]["matchLabels"]
    assert selected.items() <= service["metadata"]["labels"].items()
    [container] = deployment["spec"]["template"]["spec"]["containers"]
    ports = {port["name"] for port in container["ports"]}
    [ours], [theirs] = monitor["spec"]["podMetricsEndpoints"], service_monitor["spec"]["endpoints"]
    for endpoint in (ours, theirs):
        assert endpoint["port"] in ports
        assert endpoint["path"] == "/metrics"


def test_by_default_nothing_needs_what_a_cluster_may_not_have() -> None:
    apis = {manifest["apiVersion"] for manifest in rendered("default")}
    assert apis == {"v1", "apps/v1", "batch/v1", "policy/v1", "networking.k8s.io/v1"}


def test_a_cache_may_be_kept_in_a_claim() -> None:
    claims = [
        volume["persistentVolumeClaim"]["claimName"]
        for _, pod in pods(of_kind(rendered("secured"), "Deployment"))
        for volume in pod["volumes"]
        if "persistentVolumeClaim" in volume
    ]
    assert claims == ["newsdesk-cache"]
