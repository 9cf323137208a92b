"""Lifecycle configurations as requests bring them.

- https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketLifecycleConfiguration.html
- https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
"""

from __future__ import annotations

import base64
import copy
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from localstack.aws.api import s3 as api
from localstack.ids import Ids

from . import errors
from . import lifecycle_validation as validation
from .lifecycle import (
    ALL_CLASSES,
    BY_CLASS,
    WATERFALL,
    Expiration,
    Filter,
    Lifecycle,
    LifecycleRule,
    NoncurrentExpiration,
    NoncurrentTransition,
    Transition,
)

MAX_RULES: Final = 1000
MAX_ID_SIZE: Final = 255
_ENABLED = {"Enabled": True, "Disabled": False}


def parse(configuration: Mapping[str, Any] | None, minimum_size: str | None, ids: Ids) -> Lifecycle:
    """Read a configuration from a request.

    :param minimum_size: the default minimum size for transitions.
    :raises MalformedXML: when something is missing, or there is too much of it.
    :raises InvalidArgument: when a value may not be what it is.
    :raises InvalidRequest: when values do not go together.
    """
    if minimum_size not in (None, ALL_CLASSES, BY_CLASS):
        raise api.InvalidRequest(f"Invalid TransitionDefaultMinimumObjectSize found: {minimum_size}")
    given = (configuration or {}).get("Rules")
    if not given:
        raise errors.MalformedXML
    if len(given) > MAX_RULES:
        raise api.InvalidRequest(
            f"The number of lifecycle rules must not exceed the allowed limit of {MAX_RULES} rules."
        )
    validation.require_one_form(given)
    rules = tuple(_rule(item, ids) for item in given)
    validation.require_unique([rule.identifier for rule in rules])
    validation.require_apart([rule for rule in rules if "Prefix" in rule.given])
    return Lifecycle(rules, minimum_size or ALL_CLASSES, ids.uuid())


def _rule(item: Mapping[str, Any], ids: Ids) -> LifecycleRule:
    is_enabled = _ENABLED.get(item.get("Status", ""))
    if is_enabled is None:
        raise errors.MalformedXML
    rule_filter = _filter(item)
    identifier = _identifier(item.get("ID"), ids)
    if not any(item.get(action) is not None for action in validation.ACTIONS):
        raise api.InvalidRequest("At least one action needs to be specified in a rule")
    expiration = _expiration(item.get("Expiration"), rule_filter)
    transitions = _transitions(item.get("Transitions") or (), rule_filter, expiration)
    noncurrent = _noncurrent_expiration(item.get("NoncurrentVersionExpiration"), "Prefix" in item)
    moves = _noncurrent_transitions(
        item.get("NoncurrentVersionTransitions") or (), rule_filter, noncurrent, "Prefix" in item
    )
    abort_days = _abort_days(item.get("AbortIncompleteMultipartUpload"), rule_filter)
    given = {**copy.deepcopy(item), "ID": identifier}
    return LifecycleRule(
        identifier, is_enabled, rule_filter, given, expiration, transitions, noncurrent, moves, abort_days
    )


def _identifier(given: str | None, ids: Ids) -> str:
    if not given:
        return base64.b64encode(ids.uuid().encode()).decode()
    if len(given) > MAX_ID_SIZE:
        raise errors.InvalidArgument(
            f"ID length should not exceed allowed limit of {MAX_ID_SIZE}",
            ArgumentName="ID",
            ArgumentValue=given,
        )
    return given


def _filter(item: Mapping[str, Any]) -> Filter:
    if "Prefix" in item:
        return Filter(item["Prefix"])
    given = item["Filter"]
    found = given.get("And")
    if found is not None:
        if len(given) > 1 or _predicates(found) < 2:
            raise errors.MalformedXML
        given = found
    elif len(given) > 1:
        raise errors.MalformedXML
    greater_than, less_than = given.get("ObjectSizeGreaterThan"), given.get("ObjectSizeLessThan")
    validation.require_sizes(greater_than, less_than)
    tags = given.get("Tags") or ([given["Tag"]] if "Tag" in given else [])
    return Filter(given.get("Prefix", ""), _tags(tags), greater_than, less_than)


def _predicates(found: Mapping[str, Any]) -> int:
    return len(found.keys() - {"Tags"}) + len(found.get("Tags") or ())


def _tags(given: Iterable[Mapping[str, str]]) -> tuple[tuple[str, str], ...]:
    tags: dict[str, str] = {}
    for tag in given:
        if not tag.get("Key"):
            raise errors.MalformedXML
        if tag["Key"] in tags:
            raise api.InvalidRequest("Duplicate Tag Keys are not allowed.")
        tags[tag["Key"]] = tag.get("Value", "")
    return tuple(tags.items())


def _expiration(given: Mapping[str, Any] | None, rule_filter: Filter) -> Expiration | None:
    if given is None:
        return None
    if len(given) != 1:
        raise errors.MalformedXML
    days = given.get("Days")
    if days is not None:
        validation.require_positive(days, "Days", "Expiration")
    if "ExpiredObjectDeleteMarker" in given:
        validation.require_no_content("ExpiredObjectDeleteMarker", rule_filter)
    return Expiration(days, _date(given.get("Date")), bool(given.get("ExpiredObjectDeleteMarker")))


def _transitions(
    given: Sequence[Mapping[str, Any]], rule_filter: Filter, expiration: Expiration | None
) -> tuple[Transition, ...]:
    found: list[Transition] = []
    for item in given:
        storage_class, days = _storage_class(item), item.get("Days")
        if (days is None) == (item.get("Date") is None):
            raise errors.MalformedXML
        if days is not None:
            validation.require_transition_days(days, "Days", "Transition", storage_class)
        found.append(Transition(storage_class, days, _date(item.get("Date"))))
    where = f"filter '{validation.described(rule_filter)}'"
    validation.require_different_classes([one.storage_class for one in found], "Transition", where)
    names = {validation.kind(one) for one in found}
    if len(names) > 1:
        raise api.InvalidRequest(
            f"Found mixed 'Date' and 'Days' based Transition actions in lifecycle rule for {where}"
        )
    for name in names:
        validation.require_order(
            [(one.storage_class, validation.when(one)) for one in found], name, "Transition", where
        )
        if expiration is not None and validation.when(expiration) is not None:
            validation.require_expiration_last(found, expiration, name, where)
    return tuple(found)


def _noncurrent_expiration(given: Mapping[str, Any] | None, is_old: bool) -> NoncurrentExpiration | None:
    if given is None:
        return None
    days = given.get("NoncurrentDays")
    if days is None:
        raise errors.MalformedXML
    validation.require_positive(days, "NoncurrentDays", "NoncurrentVersionExpiration")
    return NoncurrentExpiration(days, _newer(given, "NoncurrentVersionExpiration", is_old))


def _noncurrent_transitions(
    given: Sequence[Mapping[str, Any]],
    rule_filter: Filter,
    expiration: NoncurrentExpiration | None,
    is_old: bool,
) -> tuple[NoncurrentTransition, ...]:
    name, action = "NoncurrentDays", "NoncurrentVersionTransition"
    found: list[NoncurrentTransition] = []
    for item in given:
        storage_class, days = _storage_class(item), item.get(name)
        if days is None:
            raise errors.MalformedXML
        validation.require_transition_days(days, name, action, storage_class)
        found.append(NoncurrentTransition(storage_class, days, _newer(item, action, is_old)))
    where = f"filter '{validation.described(rule_filter)}'"
    validation.require_different_classes([one.storage_class for one in found], action, where)
    validation.require_order([(one.storage_class, one.days) for one in found], name, action, where)
    if expiration is not None and any(expiration.days <= one.days for one in found):
        raise errors.InvalidArgument(
            f"'{name}' in the NoncurrentVersionExpiration action for {where} must be greater than "
            f"'{name}' in the {action} action",
            ArgumentName=name,
            ArgumentValue=expiration.days,
        )
    return tuple(found)


def _newer(given: Mapping[str, Any], action: str, is_old: bool) -> int:
    newer: int | None = given.get("NewerNoncurrentVersions")
    if newer is None:
        return 0
    if is_old:
        raise api.InvalidRequest("NewerNoncurrentVersions element can only be used in Lifecycle V2.")
    # That there is a least one is unverified; more than the documented hundred were seen accepted.
    validation.require_positive(newer, "NewerNoncurrentVersions", action)
    return newer


def _abort_days(given: Mapping[str, Any] | None, rule_filter: Filter) -> int | None:
    if given is None:
        return None
    days: int | None = given.get("DaysAfterInitiation")
    if days is None:
        raise errors.MalformedXML
    validation.require_positive(days, "DaysAfterInitiation", "AbortIncompleteMultipartUpload")
    validation.require_no_content("AbortIncompleteMultipartUpload", rule_filter)
    return days


def _storage_class(item: Mapping[str, Any]) -> str:
    storage_class: str = item.get("StorageClass", "")
    if storage_class not in WATERFALL[1:]:
        raise errors.MalformedXML
    return storage_class


def _date(given: datetime | None) -> datetime | None:
    if given is None:
        return None
    date = given.astimezone(UTC)
    validation.require_midnight(date)
    return date
