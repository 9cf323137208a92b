"""Rules over lifecycle rules: which values may be, and which go together.

The words are AWS's: recorded in `test_put_bucket_lifecycle_conf_exc`, or quoted from AWS in issues of Terraform, the
CDK and s3-tests. What neither covers is called unverified.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import combinations
from typing import Any, Final

from localstack.aws.api import s3 as api

from . import errors
from .lifecycle import WATERFALL, Expiration, Filter, LifecycleRule, Transition

MAX_SIZE: Final = 1099511627776000
INFREQUENT_ACCESS: Final = frozenset({"STANDARD_IA", "ONEZONE_IA"})
LEAST_INFREQUENT_DAYS: Final = 30
ACTIONS: Final = (
    "Expiration",
    "Transitions",
    "NoncurrentVersionExpiration",
    "NoncurrentVersionTransitions",
    "AbortIncompleteMultipartUpload",
)


def require_one_form(items: Sequence[Mapping[str, Any]]) -> None:
    """Check that the rules either all have a filter or all have a prefix, as they did before there were filters.

    :raises MalformedXML: when one has both or neither (both is unverified).
    :raises InvalidRequest: when some have the one and some the other.
    """
    for item in items:
        if ("Prefix" in item) == (item.get("Filter") is not None):
            raise errors.MalformedXML
    for item in items[1:]:
        if "Prefix" in items[0] and "Prefix" not in item:
            raise api.InvalidRequest("Filter element can only be used in Lifecycle V2.")
        if "Prefix" not in items[0] and "Prefix" in item:
            raise api.InvalidRequest(
                "Base level prefix cannot be used in Lifecycle V2, prefixes are only supported in the Filter."
            )


def require_unique(identifiers: Sequence[str]) -> None:
    """Check that no two rules have the same id.

    :raises InvalidArgument: naming the first that has come before.
    """
    for number, identifier in enumerate(identifiers):
        if identifier in identifiers[:number]:
            raise errors.InvalidArgument(
                "Rule ID must be unique. Found same ID for more than one rule",
                ArgumentName="ID",
                ArgumentValue=identifier,
            )


def require_apart(rules: Iterable[LifecycleRule]) -> None:
    """Check that no two rules without filters do the same to the same objects.

    :raises InvalidRequest: when two do.
    """
    for one, other in combinations(rules, 2):
        prefix, longer = sorted((one.filter.prefix, other.filter.prefix))
        for action in ACTIONS:
            if longer.startswith(prefix) and action in one.given and action in other.given:
                raise api.InvalidRequest(
                    f"Found overlapping prefixes '{prefix}' and '{longer}' for same action type "
                    f"'{action.removesuffix('s')}'"
                )


def require_sizes(greater_than: int | None, less_than: int | None) -> None:
    """Check the sizes of a filter.

    :raises InvalidRequest: when no object has such a size.
    """
    # Seen of ObjectSizeLessThan only.
    for name, value, least in (
        ("ObjectSizeGreaterThan", greater_than, 0),
        ("ObjectSizeLessThan", less_than, 1),
    ):
        if value is not None and not least <= value <= MAX_SIZE:
            raise api.InvalidRequest(f"'{name}' should be between {least} and {MAX_SIZE}.")
    if greater_than is not None and less_than is not None and greater_than >= less_than:
        raise api.InvalidRequest(
            "'ObjectSizeLessThan' has to be a value greater than 'ObjectSizeGreaterThan'."
        )


def require_no_content(action: str, rule_filter: Filter) -> None:
    """Check that an action about what has neither tags nor a size does not ask for them.

    :raises InvalidRequest: when it does.
    """
    if rule_filter.tags:
        raise api.InvalidRequest(f"{action} cannot be specified with Tags.")
    if rule_filter.has_sizes:
        raise api.InvalidRequest(f"{action} cannot be specified with Object Size.")


def require_midnight(date: datetime) -> None:
    """Check that a date, in UTC, is a midnight.

    :raises InvalidArgument: when it is not.
    """
    if (date.hour, date.minute, date.second, date.microsecond) != (0, 0, 0, 0):
        raise errors.InvalidArgument(
            "'Date' must be at midnight GMT", ArgumentName="Date", ArgumentValue=_shown(date)
        )


def require_positive(value: int, name: str, action: str) -> None:
    """Check that a number is one at least.

    :param name: of the member, as is `action`.
    :raises InvalidArgument: when it is not.
    """
    if value < 1:
        raise errors.InvalidArgument(
            f"'{name}' for {action} action must be a positive integer",
            ArgumentName=name,
            ArgumentValue=value,
        )


def require_transition_days(days: int, name: str, action: str, storage_class: str) -> None:
    """Check the days after which objects move; the classes for infrequent access have a least number.

    :raises InvalidArgument: when there are too few.
    """
    fault = ""
    if days < 0:
        fault = f"'{name}' in {action} action must be nonnegative"
    elif storage_class in INFREQUENT_ACCESS and days < LEAST_INFREQUENT_DAYS:
        fault = (
            f"'{name}' in {action} action must be greater than or equal to {LEAST_INFREQUENT_DAYS} for "
            f"storageClass '{storage_class}'"
        )
    if fault:
        raise errors.InvalidArgument(fault, ArgumentName=name, ArgumentValue=days)


def require_different_classes(classes: Sequence[str], action: str, where: str) -> None:
    """Check that a rule has each storage class once.

    :param where: describes the rule by its filter.
    :raises InvalidRequest: when it has one twice.
    """
    if len(set(classes)) < len(classes):
        raise api.InvalidRequest(
            f"'StorageClass' must be different for '{action}' actions in same 'Rule' with {where}"
        )


def require_order(moves: Iterable[tuple[str, Any]], name: str, action: str, where: str) -> None:
    """Check that objects move to a colder class later than to a warmer one; seen of days only.

    :param moves: storage classes, each with days or a date.
    :raises InvalidArgument: when they do not.
    """
    in_order = sorted(moves, key=lambda move: WATERFALL.index(move[0]))
    for (warmer, early), (colder, late) in combinations(in_order, 2):
        if late <= early:
            raise errors.InvalidArgument(
                f"'{name}' in the {action} action for StorageClass '{colder}' for {where} must be greater than "
                f"'{name}' in the {action} action for StorageClass '{warmer}' for {where}",
                ArgumentName=name,
                ArgumentValue=_shown(late),
            )


def require_expiration_last(
    transitions: Iterable[Transition], expiration: Expiration, name: str, where: str
) -> None:
    """Check that objects expire after they have moved.

    :param name: of what the transitions are based on, `Days` or `Date`.
    :raises InvalidRequest: when the expiration is based on the other.
    :raises InvalidArgument: when it is not later.
    """
    if kind(expiration) != name:
        raise api.InvalidRequest(
            f"Found mixed 'Date' and 'Days' based Expiration and Transition actions in lifecycle rule for {where}"
        )
    if any(when(expiration) <= when(transition) for transition in transitions):
        raise errors.InvalidArgument(
            f"'{name}' in the Expiration action for {where} must be greater than '{name}' in the Transition action",
            ArgumentName=name,
            ArgumentValue=_shown(when(expiration)),
        )


def kind(action: Expiration | Transition) -> str:
    """Name what an action is based on, `Days` or `Date`."""
    return "Date" if action.days is None else "Days"


def when(action: Expiration | Transition) -> Any:
    """Give the days or the date of an action; those of one kind can be compared."""
    return action.date if action.days is None else action.days


def described(rule_filter: Filter) -> str:
    """Give a filter as messages do: `(prefix=logs/ and objectsizelessthan=10)`; tags are unverified."""
    parts = [f"tag: key={name}, value={value}" for name, value in rule_filter.tags]
    if rule_filter.greater_than is not None:
        parts.append(f"objectsizegreaterthan={rule_filter.greater_than}")
    if rule_filter.less_than is not None:
        parts.append(f"objectsizelessthan={rule_filter.less_than}")
    if rule_filter.prefix or not parts:
        parts.insert(0, f"prefix={rule_filter.prefix}")
    return f"({' and '.join(parts)})"


def _shown(value: datetime | int) -> str:
    return str(value) if isinstance(value, int) else f"{value:%Y-%m-%dT%H:%M:%S.000Z}"
