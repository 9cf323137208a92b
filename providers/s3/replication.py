"""Replication configurations: which objects of a bucket are copied to which others, and how.

A rule keeps what was put, as it was put; its properties say what that means. One with a filter is of the version that
AWS calls V2, one with nothing but a prefix of V1.

- https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-add-config.html
- https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-what-is-isnot-replicated.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from localstack.ids import Ids

ENABLED: Final = "Enabled"
PENDING: Final = "PENDING"
COMPLETED: Final = "COMPLETED"
FAILED: Final = "FAILED"
REPLICA: Final = "REPLICA"
BUCKET_ARN: Final = ":s3:::"
_NOTHING: Mapping[str, Any] = {}


class ReplicationRule(NamedTuple):
    """One rule.

    :ivar document: as it was put.
    """

    identifier: str
    document: Mapping[str, Any]

    @property
    def is_enabled(self) -> bool:
        """Whether anything is done by it."""
        return bool(self.document["Status"] == ENABLED)

    @property
    def has_filter(self) -> bool:
        """Whether it is a rule of the later version."""
        return "Filter" in self.document

    @property
    def priority(self) -> int:
        """Which of the rules with one destination counts: the one with the highest."""
        return int(self.document.get("Priority") or 0)

    @property
    def destination(self) -> Mapping[str, Any]:
        """Where the copies go, and what becomes of them there."""
        found: Mapping[str, Any] = self.document["Destination"]
        return found

    @property
    def bucket(self) -> str:
        """The name of the destination's bucket."""
        return str(self.destination["Bucket"]).rpartition(BUCKET_ARN)[2]

    @property
    def is_by_tags(self) -> bool:
        """Whether it selects objects by their tags."""
        return _is_by_tags(self.document.get("Filter") or _NOTHING)

    @property
    def copies_markers(self) -> bool:
        """Whether delete markers are copied: by rules of the earlier version always."""
        return not self.has_filter or _is_on(self.document.get("DeleteMarkerReplication"))

    @property
    def copies_changes_of_replicas(self) -> bool:
        """Whether changed tags and ACLs of objects that are copies themselves are copied."""
        criteria = self.document.get("SourceSelectionCriteria") or _NOTHING
        return _is_on(criteria.get("ReplicaModifications"))

    @property
    def copies_kms_objects(self) -> bool:
        """Whether objects that are encrypted with keys of KMS are copied."""
        criteria = self.document.get("SourceSelectionCriteria") or _NOTHING
        return _is_on(criteria.get("SseKmsEncryptedObjects"))

    @property
    def kms_key(self) -> str:
        """The key of KMS that copies of such objects are encrypted with."""
        return str((self.destination.get("EncryptionConfiguration") or _NOTHING).get("ReplicaKmsKeyID", ""))

    @property
    def has_metrics(self) -> bool:
        """Whether anybody is told of failures."""
        return _is_on(self.destination.get("Metrics"))

    @property
    def changes_owner(self) -> bool:
        """Whether the copies belong to the owner of their bucket."""
        return "AccessControlTranslation" in self.destination

    def selects_key(self, key: str) -> bool:
        """Tell whether the key of an object is one of the rule's, whatever the object's tags."""
        return self.is_enabled and _selects(self._filter, key, None)

    def selects(self, key: str, tags: Mapping[str, str]) -> bool:
        """Tell whether an object is one of the rule's."""
        return self.is_enabled and _selects(self._filter, key, tags)

    @property
    def _filter(self) -> Mapping[str, Any]:
        return (self.document.get("Filter") or _NOTHING) if self.has_filter else self.document


class Replication(NamedTuple):
    """A bucket's replication configuration.

    :ivar role: the ARN of the role in whose name S3 copies.
    """

    role: str
    rules: tuple[ReplicationRule, ...]

    def shown(self) -> dict[str, Any]:
        """Give it as answers do."""
        return {"Role": self.role, "Rules": [{**rule.document, "ID": rule.identifier} for rule in self.rules]}

    def for_object(
        self, key: str, tags: Mapping[str, str], *, has_kms_key: bool = False
    ) -> tuple[ReplicationRule, ...]:
        """Give the rules by which an object is copied, one for each destination."""
        return _one_each(
            rule
            for rule in self.rules
            if rule.selects(key, tags) and (rule.copies_kms_objects or not has_kms_key)
        )

    def for_changes(self, key: str, is_replica: bool) -> tuple[ReplicationRule, ...]:
        """Give the rules by which changed tags and ACLs of an object are copied.

        :param is_replica: whether the object is a copy itself.
        """
        return _one_each(
            rule
            for rule in self.rules
            if rule.selects_key(key) and (rule.copies_changes_of_replicas or not is_replica)
        )

    def for_marker(self, key: str) -> tuple[ReplicationRule, ...]:
        """Give the rules by which a delete marker is copied."""
        return _one_each(rule for rule in self.rules if rule.copies_markers and rule.selects(key, _NOTHING))


def read(document: Mapping[str, Any], ids: Ids) -> Replication:
    """Read a configuration that was checked; a rule without an id gets one."""
    rules = tuple(ReplicationRule(rule.get("ID") or ids.uuid(), rule) for rule in document["Rules"])
    return Replication(document["Role"], rules)


def tags_of(part: Mapping[str, Any]) -> tuple[Mapping[str, str], ...]:
    """Give the tags that a part of a filter names."""
    single = (part["Tag"],) if part.get("Tag") else ()
    return (*single, *(part.get("Tags") or ()))


def parts_of(filter_: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Give a filter and all that is nested in it."""
    yield filter_
    for name in ("And", "Not", "Or"):
        if filter_.get(name):
            yield from parts_of(filter_[name])


def _is_on(setting: Mapping[str, Any] | None) -> bool:
    return setting is not None and setting.get("Status") == ENABLED


def _is_by_tags(filter_: Mapping[str, Any]) -> bool:
    return any(tags_of(part) for part in parts_of(filter_))


def _selects(part: Mapping[str, Any], key: str, tags: Mapping[str, str] | None) -> bool:
    """Decide on an object by a filter, or what is nested in it.

    :param tags: `None` when tags do not count.
    """
    return (
        key.startswith(part.get("Prefix") or "")
        and (tags is None or all(tags.get(tag["Key"]) == tag["Value"] for tag in tags_of(part)))
        and not _excludes(part.get("Not") or _NOTHING, key, tags)
        and (not part.get("And") or _selects(part["And"], key, tags))
    )


def _excludes(part: Mapping[str, Any], key: str, tags: Mapping[str, str] | None) -> bool:
    prefixes = [part["Prefix"]] if "Prefix" in part else part.get("Prefixes") or ()
    return (
        any(key.startswith(prefix) for prefix in prefixes)
        or (tags is not None and any(tags.get(tag["Key"]) == tag["Value"] for tag in tags_of(part)))
        or (bool(part.get("Or")) and _excludes(part["Or"], key, tags))
    )


def _one_each(rules: Iterator[ReplicationRule]) -> tuple[ReplicationRule, ...]:
    best: dict[str, ReplicationRule] = {}
    for rule in rules:
        other = best.get(rule.bucket)
        if other is None or rule.priority > other.priority:
            best[rule.bucket] = rule
    return tuple(best.values())
