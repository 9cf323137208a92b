"""What recorded responses say of requests that break the model: messages of the common form, taken apart."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from botocore.model import Shape

from localstack.aws import spec
from localstack.aws.constraints import KINDS
from localstack.aws.spec import Operation
from localstack.aws.validation import ConstraintCompiler
from localstack.aws.wording import Family, Violation

_DETECTED = re.compile(r"\d+ validation errors? detected: Value.*", re.DOTALL)
_VIOLATION = re.compile(r"Value (null |'.*?' |)at '([^']+)' failed to satisfy constraint: ", re.DOTALL)
_RAISED = re.compile(r"An error occurred \((\w+)\) when calling the (\w+) operation: ")
# How the Java SDKs that Step Functions calls services with name the service behind a message.
_CALLED = re.compile(r" \(Service: \w*?(DynamoDb|DynamoDBv2)[,;].*", re.DOTALL)


class Recorded(NamedTuple):
    """One message of a service.

    :ivar code: the error's code; `""` where the recording does not hold it.
    """

    service: str
    code: str
    message: str

    @property
    def violations(self) -> list[Violation]:
        """The violations that the message names."""
        found = list(_VIOLATION.finditer(self.message))
        ends = [match.start() for match in found[1:]] + [len(self.message) + len("; ")]
        return [
            Violation(match[2], match[1].rstrip(" "), self.message[match.end() : end - len("; ")])
            for match, end in zip(found, ends, strict=True)
        ]


def recorded_in(folder: Path) -> list[Recorded]:
    """Collect every message once, with its code where one recording of it has that."""
    found: dict[tuple[str, str], str] = {}
    for path in sorted(folder.glob("services/**/*.json")):
        service = path.relative_to(folder).parts[1].rstrip("_").replace("_", "-")
        for one in _messages(json.loads(path.read_text()), service):
            key = (one.service, one.message)
            found[key] = found.get(key) or one.code
    return [Recorded(service, code, message) for (service, message), code in sorted(found.items())]


def _messages(value: Any, service: str, code: str = "") -> Iterator[Recorded]:
    if isinstance(value, dict):
        inner = value.get("Code", "")
        for item in value.values():
            yield from _messages(item, service, inner if isinstance(inner, str) else "")
    elif isinstance(value, list):
        for item in value:
            yield from _messages(item, service)
    elif isinstance(value, str) and (match := _DETECTED.search(value)):
        raised = _RAISED.match(value)
        called = _CALLED.search(match[0])
        message = match[0][: called.start()] if called else match[0]
        yield Recorded("dynamodb" if called else service, raised[1] if raised else code, message)


def operations_with(recorded: Recorded, family: Family) -> Iterator[Operation]:
    """Find the operations of the service whose input can break all the constraints that a message names."""
    service = spec.load(recorded.service)
    for name in sorted(service.operation_names):
        operation = service.operation(name)
        if all(_breaks(operation, family, violation) for violation in recorded.violations):
            yield operation


def _breaks(operation: Operation, family: Family, wanted: Violation) -> bool:
    shape = operation.model.input_shape
    check = ConstraintCompiler(family, KINDS).of_input(shape, operation) if shape is not None else None
    if shape is None or check is None:
        return False
    labels = {family.first_label(name, member, operation): name for name, member in shape.members.items()}
    label = next((one for one in labels if f"{wanted.path}.".startswith(f"{one}.")), None)
    if label is None:
        return False
    name, rest = labels[label], wanted.path[len(label) + 1 :].split(".")
    for value in (wanted.value.strip("'"), _too_long(wanted.constraint)):
        try:
            item = _at(shape.members[name], [part for part in rest if part], value, wanted, family)
        except KeyError:
            return False
        out: list[Violation] = []
        check({name: item}, "", out)
        if any((one.path, one.constraint) == (wanted.path, _unabridged(one, wanted)) for one in out):
            return True
    return False


def _unabridged(ours: Violation, recorded: Violation) -> str:
    """Give the recorded constraint, with the values of an enum where the service leaves them out."""
    return ours.constraint if ours.constraint.startswith(f"{recorded.constraint}:") else recorded.constraint


def _too_long(constraint: str) -> str:
    limit = re.search(r"length less than or equal to (\d+)", constraint)
    return "x" * (int(limit[1]) + 1) if limit else ""


def _at(shape: Shape, path: list[str], text: str, wanted: Violation, family: Family) -> Any:
    """Make a value that holds a text at a path, and nothing else."""
    if not path:
        return None if wanted.value == "null" else _value(shape, text)
    if shape.type_name == "structure":
        labels = {family.label(name, member): name for name, member in shape.members.items()}
        name = labels[path[0]]
        return {name: _at(shape.members[name], path[1:], text, wanted, family)}
    if len(path) < 2 or path[1] != "member" or shape.type_name not in ("list", "map"):
        raise KeyError(path[0])
    if shape.type_name == "map":
        return {path[0]: _at(shape.value, path[2:], text, wanted, family)}
    return [*[None] * (int(path[0]) - 1), _at(shape.member, path[2:], text, wanted, family)]


def _value(shape: Shape, text: str) -> Any:
    if shape.type_name == "list":
        listed = text[1:-1].split(", ") if text.startswith("[") else list(text)
        return listed if shape.member.type_name == "string" else [{} for _ in listed]
    if shape.type_name in ("integer", "long"):
        return int(text) if re.fullmatch(r"-?\d+", text) else 0
    if shape.type_name in ("structure", "map"):
        return {}
    return text
