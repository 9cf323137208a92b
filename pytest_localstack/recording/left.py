"""What the tests created on AWS and did not delete, as far as the calls through botocore tell.

A heuristic, and said to be one: nothing is known of what other programs do, of what services create by themselves,
nor whether something put in place of another was there before.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pytest_localstack.recording.kinds import Kind, created_by, removed_by

if TYPE_CHECKING:
    from pytest_localstack.answers import AnsweredCall

LONGEST_NAME = 2048


@dataclass(frozen=True)
class Resource:
    """Something that was created.

    :ivar identity: the values of the members of its kind, as far as they were sent or answered.
    :ivar values: everything that was sent and answered at its creation.
    :ivar arn: its ARN, or `""`.
    """

    kind: Kind
    region: str
    identity: tuple[tuple[str, str], ...]
    values: frozenset[str]
    arn: str
    test: str

    def __str__(self) -> str:
        names = ", ".join(value for _, value in self.identity) or "of unknown name"
        name = self.arn or f"{self.kind.service} {self.kind.noun} {names} ({self.region})"
        return f"{name}, created in {self.test}"

    def is_removed(self, kind: Kind, named: frozenset[str], sent: frozenset[str]) -> bool:
        """Tell whether a removal is of this resource, or of what holds it.

        :param named: the values of the members that tell what is removed.
        :param sent: all values of the call.
        """
        if kind.service != self.kind.service:
            return False
        if kind.noun == self.kind.noun:
            return named <= self.values
        if kind.noun == f"{self.kind.noun}s":
            return bool(self.identity) and all(value in sent for _, value in self.identity)
        return any(kind.is_named_by(member) and value in named for member, value in self.identity)

    def is_part_of(self, other: Resource) -> bool:
        """Tell whether the other resource holds this one."""
        held = {value for member, value in self.identity if other.kind.is_named_by(member)}
        return self.kind.is_part_of(other.kind) and any(value in held for _, value in other.identity)


class Resources:
    """Follows calls, and knows what is there."""

    def __init__(self) -> None:
        self._there: dict[object, Resource] = {}
        self._lock = threading.Lock()

    def follow(self, call: AnsweredCall, test: str) -> None:
        """Take a call into account."""
        removed = removed_by(call.model, call.operation)
        created = created_by(call.model, call.operation)
        with self._lock:
            if removed is not None:
                self._remove(removed, call)
            if created is not None:
                resource = _resource(created, call, test)
                self._there.setdefault((resource.kind, resource.region, resource.identity or call), resource)

    def left(self) -> list[str]:
        """Describe what is there; what lies in something else that is there goes without saying."""
        resources = list(self._there.values())
        lines = []
        for resource in resources:
            if not any(resource.is_part_of(other) for other in resources):
                inside = sum(other.is_part_of(resource) for other in resources)
                lines.append(f"{resource}{f', with {inside} in it' if inside else ''}")
        return lines

    def _remove(self, kind: Kind, call: AnsweredCall) -> None:
        named = frozenset(
            value for member in kind.members for _, value in _leaves(call.parameters.get(member), member)
        )
        sent = frozenset(value for _, value in _leaves(call.parameters))
        for key, resource in list(self._there.items()):
            if resource.is_removed(kind, named, sent):
                del self._there[key]


def _resource(kind: Kind, call: AnsweredCall, test: str) -> Resource:
    sent = list(_leaves(call.parameters))
    answered = list(_leaves(call.response))
    identity = []
    for member in kind.members:
        value = _value_of(member, kind.noun, [*sent, *answered])
        if value:
            identity.append((member, value))
    arns = (value for name, value in answered if name in ("Arn", "ARN", "arn", f"{kind.noun}Arn"))
    values = frozenset(value for _, value in [*sent, *answered])
    return Resource(kind, call.region, tuple(identity), values, next(arns, ""), test)


def _value_of(member: str, noun: str, leaves: list[tuple[str, str]]) -> str:
    # TerminateInstances takes InstanceIds, and RunInstances answers InstanceId; DeletePolicy's PolicyArn is an Arn.
    for name in (member, member.removesuffix("s"), member.removeprefix(noun)):
        for found, value in leaves:
            if found == name:
                return value
    return ""


def _leaves(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Give each text below a value with the name of the member it is under."""
    if isinstance(value, Mapping):
        for key, item in value.items():
            if key != "ResponseMetadata":
                yield from _leaves(item, str(key))
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _leaves(item, name)
    elif isinstance(value, str) and len(value) <= LONGEST_NAME:
        yield name, value
