"""From calls to the statements of a policy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from localstack.aws.arns import partition_of
from pytest_localstack.calls.policy.rules import EVERYTHING, Grant, Rules
from pytest_localstack.calls.policy.services import prefix_of, rules_of
from pytest_localstack.calls.policy.template import expand, find

if TYPE_CHECKING:
    from localstack.aws.recorder import Call

VERSION = "2012-10-17"

Needs = dict[str, set[str]]
"""Actions by resource."""


class Policy(dict[str, Any]):
    """A policy document.

    :ivar notes: what it is uncertain about: operations that no table knows, resources that parameters do not tell.
    """

    def __init__(self, statements: list[dict[str, Any]], notes: list[str]) -> None:
        super().__init__(Version=VERSION, Statement=statements)
        self.notes = notes


def policy_of(calls: Iterable[Call]) -> Policy:
    """Give the least-privilege policy of calls, whether they succeeded or not: AWS authorises before it looks.

    Statements are grouped by service and resource, and sorted.
    """
    needs: Needs = {}
    notes: set[str] = set()
    for call in calls:
        for action, resource in _needs(call, notes):
            needs.setdefault(resource, set()).add(action)
    return Policy(list(_statements(needs)), sorted(notes))


def _statements(needs: Needs) -> Iterator[dict[str, Any]]:
    resources: dict[tuple[str, ...], set[str]] = {}
    for resource, actions in needs.items():
        prefixes = {action.partition(":")[0] for action in actions}
        for prefix in prefixes:
            together = tuple(sorted(action for action in actions if action.startswith(f"{prefix}:")))
            resources.setdefault(together, set()).add(resource)
    for together, places in sorted(resources.items(), key=lambda item: (item[0], sorted(item[1]))):
        yield {"Effect": "Allow", "Action": list(together), "Resource": sorted(places)}


def _needs(call: Call, notes: set[str]) -> Iterator[tuple[str, str]]:
    rules = rules_of(call.service)
    name = f"{call.service}.{call.operation}"
    if rules is None:
        action = f"{prefix_of(call.service)}:{call.operation}"
        notes.add(f"{name}: no table knows the service; {action} on * is a guess")
        yield action, EVERYTHING
        return
    parameters = call.parameters if rules.derive is None else rules.derive(dict(call.parameters))
    place = {"partition": partition_of(call.region), "region": call.region, "account": call.account_id}
    grants = rules.grants.get(call.operation)
    if grants is None:
        yield from _by_name(call, rules, parameters, place, notes)
        return
    for grant in grants:
        if grant.when and not any(find(grant.when, parameters)):
            continue
        if grant.on_error and call.error_code not in grant.on_error:
            continue
        for resource in _resources(grant, rules, parameters, place, name, notes):
            yield from ((action, resource) for action in grant.actions)


def _resources(
    grant: Grant, rules: Rules, parameters: dict[str, Any], place: dict[str, str], name: str, notes: set[str]
) -> list[str]:
    if grant.resource == EVERYTHING:
        return [EVERYTHING]
    template = rules.resources.get(grant.resource, grant.resource)
    resources = expand(template, parameters, place)
    if not resources:
        notes.add(f"{name}: its parameters do not tell the resource of {', '.join(grant.actions)}")
    return resources or [EVERYTHING]


def _by_name(
    call: Call, rules: Rules, parameters: dict[str, Any], place: dict[str, str], notes: set[str]
) -> Iterator[tuple[str, str]]:
    action = f"{rules.prefix}:{call.operation}"
    if call.operation in rules.unscoped:
        yield action, EVERYTHING
        return
    for template in (*rules.resources.values(), *_given_arns(rules, parameters)):
        if resources := expand(template, parameters, place):
            yield from ((action, resource) for resource in resources)
            return
    notes.add(f"{call.service}.{call.operation}: its parameters do not tell the resource of {action}")
    yield action, EVERYTHING


def _given_arns(rules: Rules, parameters: dict[str, Any]) -> Iterator[str]:
    """Give templates of the parameters that are ARNs of the service's resources."""
    for name, value in parameters.items():
        parts = value.split(":") if isinstance(value, str) else []
        if len(parts) > 5 and parts[0] == "arn" and parts[2] == rules.prefix:
            yield f'{{"{name}"}}'
