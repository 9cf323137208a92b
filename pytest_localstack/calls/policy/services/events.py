"""Amazon EventBridge and its scheduler.

https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridge.html
https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridgescheduler.html
"""

from __future__ import annotations

from typing import Any

from pytest_localstack.calls.policy.rules import Grant, Parameters, Rules, grant, named, names, passed_role

_EVENTS = "arn:{partition}:events:{region}:{account}:"
_SCHEDULES = "arn:{partition}:scheduler:{region}:{account}:"
_RULES = "DeleteRule DescribeRule DisableRule EnableRule ListTargetsByRule PutRule RemoveTargets"  # by Name or Rule


def _bus(name: Any) -> str:
    return str(name or "default").rpartition("event-bus/")[2]


def _derive(parameters: Parameters) -> Parameters:
    """Add a rule as its ARN ends, with its bus unless that is the default one; and the buses that entries go to."""
    rule, bus = parameters.get("Rule") or parameters.get("Name") or "", _bus(parameters.get("EventBusName"))
    entries = parameters.get("Entries") or ()
    return {
        **parameters,
        "rule": rule if bus == "default" else f"{bus}/{rule}",
        "buses": [_bus(entry.get("EventBusName")) for entry in entries],
    }


def _derive_schedule(parameters: Parameters) -> Parameters:
    return {**parameters, "group": parameters.get("GroupName") or "default"}


def _schedule(operation: str) -> tuple[Grant, ...]:
    return grant(f"scheduler:{operation}", "schedule"), passed_role("Target.RoleArn")


RULES = {
    "events": Rules(
        prefix="events",
        resources={
            "rule": f"{_EVENTS}rule/{{rule}}",
            "tagged": "{ResourceARN}",
            "archive": f"{_EVENTS}archive/{{ArchiveName}}",
            "replay": f"{_EVENTS}replay/{{ReplayName}}",
        },
        grants={
            **named("events", "rule", _RULES),
            **named(
                "events", f"{_EVENTS}event-bus/{{Name}}", "CreateEventBus DeleteEventBus DescribeEventBus"
            ),
            **named("events", "archive", "CreateArchive DeleteArchive DescribeArchive UpdateArchive"),
            **named(
                "events",
                f"{_EVENTS}connection/{{Name}}",
                "CreateConnection DeleteConnection DescribeConnection",
            ),
            **named(
                "events", f"{_EVENTS}api-destination/{{Name}}", "CreateApiDestination DescribeApiDestination"
            ),
            **named("events", "replay", "CancelReplay DescribeReplay StartReplay"),
            **named("events", "tagged", "ListTagsForResource TagResource UntagResource"),
            "PutTargets": (grant("events:PutTargets", "rule"), passed_role("Targets[].RoleArn")),
            "PutEvents": (grant("events:PutEvents", f"{_EVENTS}event-bus/{{buses}}"),),
        },
        unscoped=names(
            """
            ListApiDestinations ListArchives ListConnections ListEndpoints ListEventBuses
            ListEventSources ListPartnerEventSources ListReplays ListRuleNamesByTarget ListRules
            PutPartnerEvents PutPermission RemovePermission TestEventPattern
            """
        ),
        derive=_derive,
    ),
    "scheduler": Rules(
        prefix="scheduler",
        resources={
            "schedule": f"{_SCHEDULES}schedule/{{group}}/{{Name}}",
            "tagged": "{ResourceArn}",
        },
        grants={
            "CreateSchedule": _schedule("CreateSchedule"),
            "UpdateSchedule": _schedule("UpdateSchedule"),
            **named(
                "scheduler",
                f"{_SCHEDULES}schedule-group/{{Name}}",
                "CreateScheduleGroup DeleteScheduleGroup GetScheduleGroup",
            ),
        },
        unscoped=names("ListScheduleGroups ListSchedules"),
        derive=_derive_schedule,
    ),
}
