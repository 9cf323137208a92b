"""What replication configurations may hold: their schema, and the rules beside it.

The words of the errors are those that people report, as far as they are known; the others are unverified.

- https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketReplication.html
- https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-add-config.html
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from localstack.aws.api import s3 as api

from . import errors
from .replication import BUCKET_ARN, ENABLED, Replication, ReplicationRule, parts_of, tags_of
from .validation import STORAGE_CLASSES

if TYPE_CHECKING:
    from .bucket import Bucket

MAX_RULES: Final = 1000
MAX_ID_SIZE: Final = 255
STATUSES: Final = (ENABLED, "Disabled")
THRESHOLD_MINUTES: Final = 15
_OF_FILTERS: Final = frozenset({"Prefix", "Tag", "And", "Not"})
# Each of these holds a status.
_SETTINGS: Final = (
    ("DeleteMarkerReplication",),
    ("SourceSelectionCriteria", "SseKmsEncryptedObjects"),
    ("SourceSelectionCriteria", "ReplicaModifications"),
    ("Destination", "Metrics"),
    ("Destination", "ReplicationTime"),
)
# Of people's reports: https://github.com/hashicorp/terraform-provider-aws/issues/23803
_NOT_SUPPORTED: Final = "ExistingObjectReplication"
_REFER: Final = "Please refer to S3 Developer Guide for more information."


def require_document(document: Mapping[str, Any]) -> None:
    """Check that a configuration follows its schema.

    :raises MalformedXML: when it does not.
    """
    rules = document.get("Rules")
    if not document.get("Role") or not rules or not all(map(_follows_schema, rules)):
        raise errors.MalformedXML
    if len({"Filter" in rule for rule in rules}) > 1:
        # Rules of both versions do not go together.
        raise errors.MalformedXML


def require(replication: Replication) -> None:
    """Check the rules of a configuration that follows its schema.

    :raises InvalidRequest: when what one of them says does not go together, or two do not.
    :raises InvalidArgument: when a value is none that it may have.
    """
    rules = replication.rules
    if len(rules) > MAX_RULES:
        raise api.InvalidRequest(
            f"The number of replication rules must not exceed the allowed limit of {MAX_RULES} rules."
        )
    _require_identifiers(rules)
    for rule in rules:
        _require_rule(rule)
    if rules[0].has_filter:
        if not _all_differ(rule.priority for rule in rules):
            raise api.InvalidRequest("Priority must be unique. Found same Priority for more than one rule")
    elif len({rule.bucket for rule in rules}) > 1:
        raise api.InvalidRequest("Number of distinct destination bucket ARNs cannot exceed 1")


def require_buckets(source: Bucket, replication: Replication, find: Callable[[str], Bucket | None]) -> None:
    """Check the buckets that a configuration is about.

    :raises InvalidRequest: when one is not versioned, or a destination does not exist or is the source.
    """
    if source.versioning != ENABLED:
        raise api.InvalidRequest(
            "Versioning must be 'Enabled' on the bucket to apply a replication configuration"
        )
    for rule in replication.rules:
        bucket = find(rule.bucket)
        if bucket is None:
            raise api.InvalidRequest("Destination bucket must exist.")
        if bucket is source:
            raise api.InvalidRequest("Destination bucket cannot be the same as the source bucket.")
        if bucket.versioning != ENABLED:
            raise api.InvalidRequest("Destination bucket must have versioning enabled.")


def _follows_schema(rule: Mapping[str, Any]) -> bool:
    destination = rule.get("Destination") or {}
    owner = destination.get("AccessControlTranslation")
    return (
        rule.get("Status") in STATUSES
        and bool(destination.get("Bucket"))
        and ("Prefix" in rule) != ("Filter" in rule)
        and _NOT_SUPPORTED not in rule
        and all(setting.get("Status") in STATUSES for setting in _settings(rule))
        and destination.get("StorageClass", "STANDARD") in STORAGE_CLASSES
        and (owner is None or owner.get("Owner") == "Destination")
        and (_is_filter(rule["Filter"] or {}) if "Filter" in rule else _is_earlier(rule))
    )


def _settings(rule: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for path in _SETTINGS:
        found: Any = rule
        for name in path:
            found = found.get(name) if found is not None else None
        if found is not None:
            yield found


def _is_filter(filter_: Mapping[str, Any]) -> bool:
    tags = [tag for part in parts_of(filter_) for tag in tags_of(part)]
    return len(_OF_FILTERS & filter_.keys()) <= 1 and all("Key" in tag and "Value" in tag for tag in tags)


def _is_earlier(rule: Mapping[str, Any]) -> bool:
    """Tell whether a rule has only what rules of the earlier version have."""
    criteria = rule.get("SourceSelectionCriteria") or {}
    return "DeleteMarkerReplication" not in rule and "ReplicaModifications" not in criteria


def _require_identifiers(rules: tuple[ReplicationRule, ...]) -> None:
    if any(len(rule.identifier) > MAX_ID_SIZE for rule in rules):
        raise errors.InvalidArgument(f"ID length should not exceed allowed limit of {MAX_ID_SIZE}")
    if not _all_differ(rule.identifier for rule in rules):
        raise errors.InvalidArgument("Rule ID must be unique. Found same ID for more than one rule")


def _require_rule(rule: ReplicationRule) -> None:
    document, destination = rule.document, rule.destination
    if BUCKET_ARN not in destination["Bucket"]:
        raise errors.InvalidArgument("Invalid bucket ARN")
    for member in ("Priority", "DeleteMarkerReplication") if rule.has_filter else ():
        if member not in document:
            raise api.InvalidRequest(
                f"{member} must be specified for this version of Cross Region Replication configuration schema. "
                f"{_REFER}"
            )
    if rule.has_filter and rule.is_by_tags and rule.copies_markers:
        raise api.InvalidRequest(
            f"Delete marker replication is not supported if any Tag filter is specified. {_REFER}"
        )
    if rule.changes_owner and "Account" not in destination:
        raise api.InvalidRequest("Account must be specified if AccessControlTranslation is present.")
    _require_encryption(document)
    _require_times(destination)


def _require_encryption(document: Mapping[str, Any]) -> None:
    criteria = document.get("SourceSelectionCriteria") or {}
    encrypted = criteria.get("SseKmsEncryptedObjects") or {}
    is_selected = encrypted.get("Status") == ENABLED
    has_key = "ReplicaKmsKeyID" in (document["Destination"].get("EncryptionConfiguration") or {})
    if has_key and not encrypted:
        raise api.InvalidRequest(
            "SseKmsEncryptedObjects must be specified if EncryptionConfiguration is present."
        )
    if is_selected and not has_key:
        raise api.InvalidRequest(
            "ReplicaKmsKeyID must be specified if SseKmsEncryptedObjects tag is present."
        )


def _require_times(destination: Mapping[str, Any]) -> None:
    time, metrics = destination.get("ReplicationTime") or {}, destination.get("Metrics") or {}
    has_time = time.get("Status") == ENABLED
    threshold = metrics.get("EventThreshold")
    if threshold and not has_time:
        # https://github.com/crossplane-contrib/provider-aws/issues/1117
        raise errors.InvalidArgument(
            "Metrics cannot contain an event threshold when ReplicationTime is not specified or Disabled"
        )
    if has_time and metrics.get("Status") != ENABLED:
        raise api.InvalidRequest("Metrics must be enabled when ReplicationTime is Enabled")
    for limit in (time.get("Time"), threshold):
        if limit and limit.get("Minutes") != THRESHOLD_MINUTES:
            raise errors.InvalidArgument(f"Only {THRESHOLD_MINUTES} minutes are supported")


def _all_differ(values: Iterable[object]) -> bool:
    found = list(values)
    return len(set(found)) == len(found)
