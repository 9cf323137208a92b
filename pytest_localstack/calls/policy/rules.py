"""What the operations of a service need: grants, made of actions and resources.

::

    rules      = prefix, resources by name, grants by operation, what is derived from parameters
    grant      = actions on resources [if a parameter is there]
    resource   = a template (see `template`), "*", or the name of one of the service's templates
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

EVERYTHING = "*"

Parameters = dict[str, Any]


@dataclass(frozen=True)
class Grant:
    """Actions on a resource.

    :ivar actions: with their prefix: `s3:GetObject`.
    :ivar resource: the name of a template of the service, a template, or `*`.
    :ivar when: a JMESPath expression over the parameters that has to find something.
    :ivar on_error: the grant is needed for getting one of these errors instead of AccessDenied.
    """

    actions: tuple[str, ...]
    resource: str
    when: str = ""
    on_error: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Rules:
    """What is known of a service.

    :ivar prefix: of its actions.
    :ivar resources: templates by name. An operation without grants of its own needs the action of its name on the
        first of them that its parameters fill.
    :ivar grants: what operations need whose actions are named otherwise, or that need several.
    :ivar unscoped: operations whose actions AWS authorises on no particular resource.
    :ivar derive: adds what templates need to the parameters.
    """

    prefix: str
    resources: Mapping[str, str] = field(default_factory=dict)
    grants: Mapping[str, tuple[Grant, ...]] = field(default_factory=dict)
    unscoped: frozenset[str] = frozenset()
    derive: Callable[[Parameters], Parameters] | None = None


def grant(actions: str, resource: str, when: str = "", on_error: str = "") -> Grant:
    """Write a grant: actions and errors separated by spaces."""
    return Grant(tuple(actions.split()), resource, when, frozenset(on_error.split()))


def named(prefix: str, resource: str, operations: str) -> dict[str, tuple[Grant, ...]]:
    """Write the grants of operations with one action each: `Operation` or `Operation=Action`, separated by spaces."""
    grants: dict[str, tuple[Grant, ...]] = {}
    for name in operations.split():
        operation, _, action = name.partition("=")
        grants[operation] = (grant(f"{prefix}:{action or operation}", resource),)
    return grants


def names(text: str) -> frozenset[str]:
    """Write a set of names separated by white space."""
    return frozenset(text.split())


def passed_role(parameter: str) -> Grant:
    """Write what handing a role to a service needs.

    https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
    """
    return grant("iam:PassRole", f"{{{parameter}}}", parameter)
