"""A chain of topics on a Kafka with ACLs, and a user for each role."""

import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from newsdesk.client.rights import Right
from newsdesk.kafka_settings import KafkaSettings
from newsdesk.right_facts import Task
from newsdesk.rights import TASKS_OF, Role, rights_of
from newsdesk.settings import Settings, WorkerSettings
from tests.support.acls import grant_only
from tests.support.command_line import newsdesk
from tests.support.sasl_kafka import PASSWORD, SaslKafka
from tests.support.topics import OwnTopics


@dataclass(frozen=True)
class Desk:
    """The chain, and how each role reaches it."""

    kafka: SaslKafka
    topics: OwnTopics = field(default_factory=OwnTopics)

    def environment(self, role: Role) -> dict[str, str]:
        reached = self.kafka.environment(user=self.user(role))
        return self.topics.environment(self.kafka.plain) | reached

    def settings(self, role: Role) -> Settings:
        """Return the settings of that user, as they would be in its environment."""
        kafka = KafkaSettings.model_validate(
            {
                "bootstrap_servers": self.environment(role)["NEWSDESK_KAFKA__BOOTSTRAP_SERVERS"],
                "security_protocol": "SASL_PLAINTEXT",
                "sasl_mechanism": "PLAIN",
                "sasl_username": self.user(role),
                "sasl_password": PASSWORD,
            }
        )
        worker = WorkerSettings(group=self.topics.group)
        return Settings(kafka=kafka, topics=self.topics.settings, worker=worker)

    def user(self, role: Role) -> str:
        return f"desk-{role}"

    def rights(self, role: Role, tasks: Sequence[Task] = ()) -> tuple[Right, ...]:
        return rights_of(tasks or TASKS_OF[role], self.settings(role))

    def allow(self, role: Role, rights: Iterable[Right]) -> None:
        """Allow the role's user exactly that."""
        grant_only(self.kafka.plain, self.user(role), rights)

    def run(
        self, role: Role, *words: str, stdin: bytes = b"", more: Mapping[str, str] | None = None
    ) -> "subprocess.CompletedProcess[bytes]":
        """Run a command as the role's user."""
        environment = self.environment(role) | dict(more or {})
        return newsdesk(*words, stdin=stdin, environment=environment)


def require_refusal(done: "subprocess.CompletedProcess[bytes]", right: Right) -> None:
    """Check that a command ended with a sentence that names the missing right."""
    errors = done.stderr.decode()
    assert done.returncode == 1, errors
    assert str(right) in errors
    assert "`newsdesk topics acls`" in errors
    assert "Traceback" not in errors
