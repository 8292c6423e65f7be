"""A diagnosis for people: a heading for each section, its facts, and its problems in red."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from newsdesk.commands.doctor.section import MIB, Section
from newsdesk.commands.doctor.versions import is_light
from newsdesk.terminal.extra import INSTALL
from newsdesk.terminal.rendering import counted, safe

_GIB = 1024 * MIB


def print_diagnosis(console: Console, sections: Sequence[Section]) -> None:
    """Print all sections, and whether newsdesk is fit to run."""
    for section in sections:
        console.print(Text(section.name, style="bold"))
        for line in lines(section):
            console.print(Text(f"  {line}"), soft_wrap=True)
        for each in section.problems:
            console.print(Text(f"  problem: {safe(each.problem)}", style="red"), soft_wrap=True)
            console.print(Text(f"  advice: {safe(each.advice)}"), soft_wrap=True)
    problems = sum(len(section.problems) for section in sections)
    light = any(is_light(each.facts or {}) for each in sections if each.name == "versions")
    console.print(_verdict(problems, light=light), soft_wrap=True)


def _verdict(problems: int, *, light: bool) -> Text:
    if not problems:
        fit = "Fit to run all but the worker." if light else "Fit to run."
        return Text(fit, style="bold green")
    return Text(f"Not fit to run: {counted(problems, 'problem')}.", style="bold red")


def lines(section: Section) -> Iterator[str]:
    """Yield a section's facts, one safe line for each."""
    if section.facts is not None:
        for line in _LINES[section.name](section.facts):
            # The indent is ours; what comes from files cannot change it.
            indent = len(line) - len(line.lstrip())
            yield " " * indent + safe(line)


def _versions(facts: dict[str, Any]) -> Iterator[str]:
    yield ", ".join(f"{name} {version or 'not installed'}" for name, version in facts.items())
    if is_light(facts):
        yield f"the parts for the worker and its models are not installed: {INSTALL}"


def _settings(facts: dict[str, Any]) -> Iterator[str]:
    yield "given: " + (", ".join(facts["given"]) or "none; all have their defaults")


def _folders(facts: dict[str, Any]) -> Iterator[str]:
    for folder in facts["folders"]:
        writable = "writable" if folder["writable"] else "not writable"
        yield f"{folder['kept']}: {folder['path']}, {writable}, {_size(folder['free_bytes'])} free"


def _kafka(facts: dict[str, Any]) -> Iterator[str]:
    answers = f"answers, {counted(facts['brokers'], 'broker')}" if facts["answers"] else "no answer"
    yield f"{facts['address']}, {facts['protocol']}: {answers}"
    yield f"reads messages of the codecs {', '.join(('none', *facts['codecs']))}"
    for topic in facts["topics"]:
        replicas = f"{counted(topic['replicas'], 'replica')}, {topic['in_sync']} in sync"
        least = topic["min_in_sync"]
        needed = f", {least} needed to write" if least else ""
        yield f"{topic['name']}: {counted(topic['partitions'], 'partition')}, {replicas}{needed}"
    if rights := facts["rights"]:
        missing = ", ".join(rights["missing"]) or "none"
        yield f"rights as {rights['role']}: missing {missing}"


def _machine(facts: dict[str, Any]) -> Iterator[str]:
    yield f"CPU: {facts['processor']}; {counted(facts['cores'], 'core')} may be used"
    available = _size(facts["memory_available_bytes"])
    yield f"memory: {_size(facts['memory_bytes'])}, {available} available"
    yield f"GPU: {facts['gpu'] or 'none'}"


def _arithmetic(facts: dict[str, Any]) -> Iterator[str]:
    yield f"chosen: {_computed(facts)}, on the {facts['device']}"
    yield from facts["because"]
    if facts["trials"]:
        yield "measured with one layer of the encoder's shape:"
    for trial in facts["trials"]:
        yield f"  {_computed(trial)}: {trial['tokens_per_second']:,.0f} tokens/s"
    if facts["kept_in"]:
        yield f"kept in {facts['kept_in']}"


def _computed(how: dict[str, Any]) -> str:
    return f"{how['dtype']}, {counted(how['lanes'], 'lane')} of {counted(how['threads'], 'thread')}"


def _models(facts: dict[str, Any]) -> Iterator[str]:
    for model in facts["models"]:
        weights = model["weight_bytes"]
        size = "weights of unknown size" if weights is None else f"weights of {_size(weights)}"
        window = counted(model["window_tokens"], "token")
        yield f"{model['role']}: {model['name']}, {model['dtype']}, window of {window}, {size}"
    yield f"other languages than English: {facts['other_languages']}"
    taxonomy = facts["taxonomy"]
    yield f"taxonomy: {taxonomy['name']}, {counted(taxonomy['labels'], 'label')}"
    for event, fingerprint in facts["fingerprints"].items():
        yield f"{event} events: fingerprint {fingerprint}"


def _size(number: int) -> str:
    return f"{number / _GIB:,.1f} GiB" if number >= _GIB else f"{number / MIB:,.1f} MiB"


_LINES: dict[str, Callable[[dict[str, Any]], Iterator[str]]] = {
    "versions": _versions,
    "settings": _settings,
    "folders": _folders,
    "kafka": _kafka,
    "machine": _machine,
    "arithmetic": _arithmetic,
    "models": _models,
}
