"""Notification configurations: which events of which keys go where.

A configuration is a tuple of destinations, whatever their kind, and whether EventBridge gets every event.

- https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventNotifications.html
- https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-filtering.html
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import Any, Final, NamedTuple

from localstack.aws import spec
from localstack.ids import Ids

from . import errors


class Kind(NamedTuple):
    """What kind of destination a configuration names.

    :ivar member: of the request, a list.
    :ivar arn_member: of each of its items.
    :ivar element: the XML element of that, by which errors name it.
    :ivar service: the service that the ARN belongs to.
    """

    member: str
    arn_member: str
    element: str
    service: str


KINDS: Final = (
    Kind("TopicConfigurations", "TopicArn", "Topic", "sns"),
    Kind("QueueConfigurations", "QueueArn", "Queue", "sqs"),
    Kind("LambdaFunctionConfigurations", "LambdaFunctionArn", "CloudFunction", "lambda"),
)
KIND_OF: Final = {kind.service: kind for kind in KINDS}
PREFIX, SUFFIX = "Prefix", "Suffix"
_ARN = re.compile(
    r"arn:[a-z-]+:(?P<service>[a-z]+):(?P<region>[a-z0-9-]+):(?P<account>\d{12}):(?P<resource>.+)"
)


class Target(NamedTuple):
    """Where a destination's ARN points."""

    service: str
    region: str
    account_id: str
    resource: str


class Destination(NamedTuple):
    """One destination and what it is told of.

    :ivar identifier: the id of its configuration.
    :ivar events: as configured: `s3:ObjectCreated:*`.
    :ivar rules: of its filter, names and values; `None` when it has no filter.
    """

    identifier: str
    arn: str
    events: tuple[str, ...]
    rules: tuple[tuple[str, str], ...] | None

    @property
    def target(self) -> Target:
        """Where it is."""
        return target_of(self.arn)

    def wants(self, event: str, key: str) -> bool:
        """Tell whether it is told of an event.

        :param event: without the `s3:` in front.
        """
        return (
            any(_covers(pattern, f"s3:{event}") for pattern in self.events)
            and key.startswith(self.value_of(PREFIX))
            and key.endswith(self.value_of(SUFFIX))
        )

    def value_of(self, rule: str) -> str:
        """Give the value of a rule of the filter, `""` when it has none."""
        return dict(self.rules or ()).get(rule, "")


class Notifications(NamedTuple):
    """A bucket's notification configuration."""

    destinations: tuple[Destination, ...] = ()
    to_event_bridge: bool = False

    def shown(self) -> dict[str, Any]:
        """Give it as answers do."""
        shown: dict[str, Any] = {}
        for destination in self.destinations:
            kind = KIND_OF[destination.target.service]
            item: dict[str, Any] = {
                "Id": destination.identifier,
                kind.arn_member: destination.arn,
                "Events": list(destination.events),
            }
            if destination.rules is not None:
                rules = [{"Name": name, "Value": value} for name, value in destination.rules]
                item["Filter"] = {"Key": {"FilterRules": rules}}
            shown.setdefault(kind.member, []).append(item)
        if self.to_event_bridge:
            shown["EventBridgeConfiguration"] = {}
        return shown


SILENT: Final = Notifications()
"""The configuration that every bucket begins with."""


def target_of(arn: str) -> Target:
    """Read the ARN of a destination.

    :raises ValueError: when it is none.
    """
    found = _ARN.fullmatch(arn)
    if found is None:
        raise ValueError(arn)
    return Target(*found.groups())


def parse(configuration: Mapping[str, Any], region: str, ids: Ids) -> Notifications:
    """Read a configuration from a request.

    :param region: the bucket's, which the destinations have to share.
    :raises MalformedXML: when something is missing.
    :raises InvalidArgument: when an ARN, an event or a filter breaks a rule, or two destinations get the same event.
    """
    destinations = [
        _destination(kind, item, region, ids)
        for kind in KINDS
        for item in configuration.get(kind.member) or ()
    ]
    for one, other in combinations(destinations, 2):
        _require_apart(one, other)
    return Notifications(tuple(destinations), configuration.get("EventBridgeConfiguration") is not None)


def _destination(kind: Kind, item: Mapping[str, Any], region: str, ids: Ids) -> Destination:
    arn, events = item.get(kind.arn_member), item.get("Events")
    if not arn or not events:
        raise errors.MalformedXML
    _require_target(kind, arn, region)
    for event in events:
        if event not in _known_events():
            raise errors.InvalidArgument(
                "A specified event is not supported for notifications.",
                ArgumentName="Event",
                ArgumentValue=event,
            )
    return Destination(item.get("Id") or ids.uuid(), arn, tuple(events), _rules(item.get("Filter")))


def _require_target(kind: Kind, arn: str, region: str) -> None:
    found = _ARN.fullmatch(arn)
    if found is None or found["service"] != kind.service:
        raise errors.InvalidArgument(
            "The ARN could not be parsed", ArgumentName=kind.element, ArgumentValue=arn
        )
    if found["region"] != region:
        raise errors.InvalidArgument(
            "The notification destination service region is not valid for the bucket location constraint",
            ArgumentName=kind.element,
            ArgumentValue=arn,
        )


def _rules(configured: Mapping[str, Any] | None) -> tuple[tuple[str, str], ...] | None:
    if configured is None:
        return None
    rules: dict[str, str] = {}
    for rule in (configured.get("Key") or {}).get("FilterRules") or ():
        name, value = rule.get("Name"), rule.get("Value")
        if name is None or value is None:
            raise errors.MalformedXML
        if name.lower() not in ("prefix", "suffix"):
            raise errors.InvalidArgument(
                "filter rule name must be either prefix or suffix",
                ArgumentName="FilterRule.Name",
                ArgumentValue=name,
            )
        if name.capitalize() in rules:
            raise errors.InvalidArgument(
                f"Cannot specify more than one {name.lower()} rule in a filter.",
                ArgumentName="FilterRule.Name",
                ArgumentValue=name.lower(),
            )
        rules[name.capitalize()] = value
    return tuple(rules.items())


def _require_apart(one: Destination, other: Destination) -> None:
    """Check that no event can go to two destinations."""
    common = _common_events(one.events, other.events)
    if not common:
        return
    if one.rules is None and other.rules is None:
        raise errors.InvalidArgument(
            "Configurations overlap. Configurations on the same bucket cannot share a common event type.",
            ArgumentName="Event",
            ArgumentValue=", ".join(common),
        )
    prefixes, suffixes = ((one.value_of(rule), other.value_of(rule)) for rule in (PREFIX, SUFFIX))
    prefixes_overlap = prefixes[0].startswith(prefixes[1]) or prefixes[1].startswith(prefixes[0])
    if prefixes_overlap and (suffixes[0].endswith(suffixes[1]) or suffixes[1].endswith(suffixes[0])):
        raise errors.InvalidArgument(
            "Configuration is ambiguously defined. Cannot have overlapping suffixes in two rules if the prefixes "
            "are overlapping for the same event type.",
        )


def _common_events(events: Iterable[str], others: tuple[str, ...]) -> tuple[str, str] | None:
    for event in events:
        for other in others:
            if _covers(event, other) or _covers(other, event):
                return event, other
    return None


def _covers(pattern: str, event: str) -> bool:
    return pattern == event or (pattern.endswith("*") and event.startswith(pattern[:-1]))


@functools.cache
def _known_events() -> frozenset[str]:
    return frozenset(spec.load("s3").model.shape_for("Event").enum)
