"""A setting that cannot be used is explained in a line, without what may be secret."""

import pytest

from newsdesk.chain import topic_specs
from newsdesk.settings import Settings, SettingsError

SECRET = "pwSECRET"

MALFORMED = {
    ("NEWSDESK_KAFKA", "{bad json pwSECRET"): "NEWSDESK_KAFKA: it is not JSON of the right kind",
    ("NEWSDESK_KAFKA", '"pwSECRET"'): "NEWSDESK_KAFKA: it is not JSON of the right kind",
    ("NEWSDESK_KAFKA", '[["pwSECRET"]]'): "NEWSDESK_KAFKA: it is not JSON of the right kind",
    ("NEWSDESK_KAFKA", "[" * 100_000): "NEWSDESK_KAFKA: it is not JSON of the right kind",
    ("NEWSDESK_KAFKA", '{"a":' + "9" * 5_000 + "}"): "NEWSDESK_KAFKA: it is not JSON",
    ("NEWSDESK_KAFKA", "null"): "NEWSDESK_KAFKA: it is not JSON of the right kind",
    ("NEWSDESK_LOG", "debug"): "NEWSDESK_LOG: it is not JSON of the right kind, such as {}.",
    ("NEWSDESK_CLASSIFIER__LANGUAGES", "en"): 'of the right kind, such as ["en"].',
    ("NEWSDESK_CLASSIFIER__LANGUAGES", ""): 'of the right kind, such as ["en"].',
    ("NEWSDESK_CLASSIFIER__LABEL_TOPICS", "[1"): "LABEL_TOPICS: it is not JSON of the right kind",
    ("NEWSDESK_KAFKA", '{"sasl_passwrd":"pwSECRET"}'): (
        "NEWSDESK_KAFKA__SASL_PASSWRD: no such setting."
        " The nearest is NEWSDESK_KAFKA__SASL_PASSWORD."
    ),
    ("NEWSDESK_KAFKA__SASL_PASSWRD", SECRET): "The nearest is NEWSDESK_KAFKA__SASL_PASSWORD.",
    ("NEWSDESK_KAFKA_SASL_PASSWORD", SECRET): "The nearest is NEWSDESK_KAFKA__SASL_PASSWORD.",
    ("NEWSDESK_KAKFA__SASL_PASSWORD", SECRET): "The nearest is NEWSDESK_KAFKA__SASL_PASSWORD.",
    ("newsdesk_kakfa__sasl_password", SECRET): "The nearest is NEWSDESK_KAFKA__SASL_PASSWORD.",
    ("NEWSDESK_KAFKA__SASL_PASSWORD__X", SECRET): "NEWSDESK_KAFKA__SASL_PASSWORD=(hidden): ",
    ("NEWSDESK_KAFKA", '{"sasl_password":["pwSECRET"]}'): "SASL_PASSWORD=(hidden): ",
    ("NEWSDESK_KAFKA", '{"sasl_username":{"sasl_password":"pwSECRET"}}'): "USERNAME=(hidden): ",
    ("NEWSDESK_KAFKA__OAUTH_CLIENT_SECRET__X", SECRET): "CLIENT_SECRET=(hidden): ",
    ("NEWSDESK_KAFKA__SSL_KEY_PASSWORD__X", SECRET): "SSL_KEY_PASSWORD=(hidden): ",
    ("NEWSDESK_KAFKA__SASL_PASSWORDFILE", SECRET): "is NEWSDESK_KAFKA__SASL_PASSWORD_FILE.",
    ("NEWSDESK_", SECRET): "NEWSDESK_: no such setting.",
    ("NEWSDESK_QZX", SECRET): "NEWSDESK_QZX: no such setting.",
    ("NEWSDESK_WORKER__DRAIN", "nan"): "NEWSDESK_WORKER__DRAIN='nan': ",
    ("NEWSDESK_WORKER__DRAIN", "inf"): "NEWSDESK_WORKER__DRAIN='inf': ",
    ("NEWSDESK_WORKER__SESSION_TIMEOUT", "1e300"): "NEWSDESK_WORKER__SESSION_TIMEOUT='1e300': ",
    ("NEWSDESK_WORKER__MAX_BATCH", "x"): "NEWSDESK_WORKER__MAX_BATCH='x': ",
    ("newsdesk_worker__max_batch", "x"): "NEWSDESK_WORKER__MAX_BATCH='x': ",
    ("NEWSDESK_WORKER__MAX_BATCH", "9" * 5_000): "NEWSDESK_WORKER__MAX_BATCH='9999",
    ("NEWSDESK_TOPICS__PARTITIONS", '{"a":1}'): "NEWSDESK_TOPICS__PARTITIONS='",
}


@pytest.mark.parametrize(("variable", "value"), MALFORMED)
def test_settings_a_malformed_variable_is_explained(
    variable: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(SettingsError) as raised:
        Settings.load()
    [problem] = raised.value.problems
    assert MALFORMED[variable, value] in problem
    assert SECRET not in problem
    assert len(problem) < 500
    assert raised.value.advice.startswith("Fix or unset it;")


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("NEWSDESK_KAFKA", '{"bootstrap_servers": "a:1"}'),
        ("NEWSDESK_CLASSIFIER__LANGUAGES", "[]"),
        ("NEWSDESK_CLASSIFIER__LABEL_TOPICS", '{"a": "b"}'),
        ("NEWSDESK_MAVEN_REPOSITORY", "http://mirror.example"),
        ("newsdesk_worker__max_batch", "7"),
    ],
)
def test_settings_a_well_formed_variable_is_taken(
    variable: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, value)
    assert Settings.load() is not None


def test_settings_of_the_models_process_have_no_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSDESK_KAFKA__SASL_PASSWORD", SECRET)
    monkeypatch.setenv("NEWSDESK_LOG__LEVEL", "error")
    settings = Settings.load().without_kafka()
    assert settings.kafka.sasl_password is None
    assert settings.log.level == "error"


def test_settings_more_replicas_in_sync_than_there_are_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NEWSDESK_TOPICS__MIN_INSYNC_REPLICAS", "3")
    monkeypatch.setenv("NEWSDESK_TOPICS__REPLICATION_FACTOR", "2")
    with pytest.raises(SettingsError, match="min_insync_replicas is 3, over replication_factor"):
        Settings.load()
    monkeypatch.setenv("NEWSDESK_TOPICS__REPLICATION_FACTOR", "3")
    specs = topic_specs(Settings.load().topics)
    assert {spec.configs["min.insync.replicas"] for spec in specs} == {"3"}


def test_settings_without_replicas_in_sync_leave_that_to_the_brokers() -> None:
    specs = topic_specs(Settings.load().topics)
    assert [spec for spec in specs if "min.insync.replicas" in spec.configs] == []
