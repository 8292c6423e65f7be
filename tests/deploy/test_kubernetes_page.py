"""docs/kubernetes.md: each snippet is what the chart, Kubernetes or another operator accepts."""

import shlex
from collections.abc import Iterator
from functools import cache
from typing import Any

import kubernetes_validate
import pytest
import yaml

from newsdesk.settings import Settings
from tests.deploy.names import resolve
from tests.support.documents import ROOT, blocks
from tests.support.helm import (
    ADDRESS,
    CHART,
    NAMESPACE,
    RELEASE,
    Manifest,
    of_kind,
    rendered,
    run_helm,
    template,
    with_values,
)

PAGE = ROOT / "docs" / "kubernetes.md"
SNIPPETS = [d for b in blocks(PAGE) if b.language == "yaml" for d in yaml.safe_load_all(b.code)]
VALUES = [snippet for snippet in SNIPPETS if "apiVersion" not in snippet]
OTHERS = [snippet for snippet in SNIPPETS if "apiVersion" in snippet]
FULL = next(values for values in VALUES if "secrets" in values)
COMMANDS = {"helm": 3, "kubectl": 8, "docker": 2, "kind": 2}
"""How many commands of each program there are at least."""


def lines(program: str) -> Iterator[list[str]]:
    for block in blocks(PAGE):
        if not block.language:
            for line in block.code.splitlines():
                words = shlex.split(line)
                if words and words[0] == program:
                    yield words[1:]


@cache
def installed() -> tuple[Manifest, ...]:
    options = [f"config.{name}={value}" for name, value in FULL["config"].items()]
    return tuple(template("--set", ",".join(options)))


def acls() -> list[dict[str, Any]]:
    [user] = [other for other in OTHERS if other["kind"] == "KafkaUser"]
    found: list[dict[str, Any]] = user["spec"]["authorization"]["acls"]
    return found


@pytest.mark.parametrize("program", COMMANDS)
def test_the_page_has_commands(program: str) -> None:
    assert len(list(lines(program))) >= COMMANDS[program]


@pytest.mark.parametrize("number", range(len(VALUES)))
def test_values_are_accepted_and_give_valid_manifests(
    number: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("values")
    manifests = template(*with_values(VALUES[number], folder))
    for manifest in manifests:
        if "keda" not in manifest["apiVersion"] and "monitoring" not in manifest["apiVersion"]:
            kubernetes_validate.validate(manifest, "1.37", strict=True)
    assert of_kind(manifests, "Deployment")


def test_values_mention_settings_that_newsdesk_accepts(monkeypatch: pytest.MonkeyPatch) -> None:
    for values in VALUES:
        for name, value in values.get("config", {}).items():
            monkeypatch.setenv(name, str(value))
    assert Settings.load().topics.partitions == FULL["config"]["NEWSDESK_TOPICS__PARTITIONS"]


@pytest.mark.parametrize("arguments", list(lines("helm")), ids=lambda arguments: arguments[0])
def test_helm_knows_each_command_and_option(arguments: list[str]) -> None:
    command, *rest = arguments
    usage = run_helm(command, "--help").stdout
    options = [word.partition("=")[0] for word in rest if word.startswith("--")]
    assert options
    assert [option for option in options if f"{option} " not in usage] == []
    assert rest[0] == RELEASE
    assert rest[rest.index("--namespace") + 1] == NAMESPACE
    if command != "rollback":
        assert ROOT / rest[1] == CHART


def test_what_is_set_on_the_command_line_is_accepted() -> None:
    settings, strategy = [
        args[args.index("--set") + 1] for args in lines("helm") if "--set" in args
    ]
    for deployment in of_kind(
        template("--set", f"config.{ADDRESS}=kafka:9092,{strategy}"), "Deployment"
    ):
        assert deployment["spec"]["strategy"] == {"type": strategy.partition("=")[2]}
    manifests = template("--set", f"config.{ADDRESS}=kafka:9092,{settings}")
    [deployment] = of_kind(manifests, "Deployment")
    assert f"worker.replicas={deployment['spec']['replicas']}" == settings


def test_kubectl_names_what_the_release_has() -> None:
    made = {f"{m['kind'].lower()}/{m['metadata']['name']}" for m in rendered("default")}
    text = PAGE.read_text("utf-8")
    words = [word.strip("`,.") for word in text.split()]
    named = {word for word in words if word.startswith(("deployment/", "job/"))}
    assert named == {"deployment/newsdesk-worker", "job/newsdesk-topics"}
    assert named <= made


def test_kubectl_always_names_the_namespace() -> None:
    for arguments in lines("kubectl"):
        if arguments[0] == "drain":
            continue
        if arguments[:2] == ["create", "namespace"]:
            assert arguments[2:] == [NAMESPACE]
        else:
            assert arguments[:2] == ["-n", NAMESPACE]


def test_commands_within_a_pod_are_newsdesks() -> None:
    within = [args[args.index("--") + 1 :] for args in lines("kubectl") if "--" in args]
    assert len(within) == 3
    for program, *arguments in within:
        assert program == "newsdesk"
        resolve([word for word in arguments if not word.startswith("<")])


def test_secrets_and_configmaps_that_are_made_are_those_that_are_used() -> None:
    made: dict[str, set[str]] = {}
    for arguments in lines("kubectl"):
        if arguments[2:5] == ["create", "secret", "generic"]:
            made[arguments[5]] = {word.split("=")[1] for word in arguments[6:]}
    for secret in FULL["secrets"]:
        assert set(secret["files"].values()) <= made[secret["name"]]
    [trigger] = [other for other in OTHERS if other["kind"] == "TriggerAuthentication"]
    for target in trigger["spec"]["secretTargetRef"]:
        assert target["key"] in made[target["name"]]
    names = [
        values["autoscaling"]["kafka"]["authenticationRef"]
        for values in VALUES
        if values.get("autoscaling", {}).get("trigger") == "kafka"
    ]
    assert names == [trigger["metadata"]["name"]]


def test_kafkas_names_are_those_that_workers_use() -> None:
    [kafka] = [other for other in OTHERS if other["kind"] == "Kafka"]
    [user] = [other for other in OTHERS if other["kind"] == "KafkaUser"]
    name, [listener] = kafka["metadata"]["name"], kafka["spec"]["kafka"]["listeners"]
    config = FULL["config"]
    assert config[ADDRESS] == f"{name}-kafka-bootstrap:{listener['port']}"
    assert config["NEWSDESK_KAFKA__SASL_USERNAME"] == user["metadata"]["name"]
    mechanism = config["NEWSDESK_KAFKA__SASL_MECHANISM"].lower()
    assert {listener["authentication"]["type"], user["spec"]["authentication"]["type"]} == {
        mechanism
    }
    assert [s["name"] for s in FULL["secrets"]] == [
        user["metadata"]["name"],
        f"{name}-cluster-ca-cert",
    ]
    labels = [
        other["metadata"]["labels"]
        for other in OTHERS
        if other["kind"] in ("KafkaUser", "KafkaNodePool")
    ]
    assert labels == [{"strimzi.io/cluster": name}] * 2


def test_the_rights_are_those_of_all_topics_groups_and_transactional_ids() -> None:
    topics = Settings().topics
    names = [value for name, value in topics if isinstance(value, str)]
    of_type = {acl["resource"]["type"]: acl for acl in acls()}
    assert set(of_type) == {"topic", "group", "transactionalId"}
    assert all(acl["resource"]["patternType"] == "prefix" for acl in acls())
    assert all(name.startswith(of_type["topic"]["resource"]["name"]) for name in names)
    group = f"{Settings().worker.group}."
    assert of_type["group"]["resource"]["name"] == group
    assert of_type["transactionalId"]["resource"]["name"] == group
    assert set(of_type["transactionalId"]["operations"]) == {"Describe", "Write"}


def test_kafka_takes_the_largest_message_and_keeps_what_it_has() -> None:
    [kafka] = [other for other in OTHERS if other["kind"] == "Kafka"]
    [pool] = [other for other in OTHERS if other["kind"] == "KafkaNodePool"]
    config = kafka["spec"]["kafka"]["config"]
    assert config["message.max.bytes"] == config["replica.fetch.max.bytes"] == 16 * 1024 * 1024
    assert config["min.insync.replicas"] < config["default.replication.factor"]
    assert config["default.replication.factor"] == pool["spec"]["replicas"]
    assert FULL["config"]["NEWSDESK_TOPICS__REPLICATION_FACTOR"] == pool["spec"]["replicas"]
