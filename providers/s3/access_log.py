"""Logging configurations: which bucket gets the records of the requests to another, and under which keys.

- https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html
- https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketLogging.html
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, time
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from localstack.ids import Ids

from . import errors
from .acl import CANONICAL_USER, FULL_CONTROL, GROUP, READ, READ_ACP, WRITE, Grant

if TYPE_CHECKING:
    from .bucket import Bucket

SIMPLE: Final = "SimplePrefix"
PARTITIONED: Final = "PartitionedPrefix"
EVENT_TIME: Final = "EventTime"
DELIVERY_TIME: Final = "DeliveryTime"
UNIQUE_SIZE: Final = 16
_LETTERS = "0123456789ABCDEF"
BY_EMAIL: Final = "AmazonCustomerByEmail"
# The model does not have the last one, the recordings do.
PERMISSIONS: Final = frozenset({FULL_CONTROL, READ, WRITE, READ_ACP})


class KeyFormat(NamedTuple):
    """How the keys of log objects are made.

    :ivar kind: the member of the API.
    :ivar date_source: of partitioned ones, `""` when none was given.
    """

    kind: str
    date_source: str = ""

    def shown(self) -> dict[str, Any]:
        """Give it as answers do."""
        return {self.kind: {"PartitionDateSource": self.date_source} if self.date_source else {}}


class Logging(NamedTuple):
    """A bucket's logging configuration.

    :ivar grants: what the log objects' ACL grants beside full control for their owner.
    :ivar key_format: `None` when none was given, which means simple keys.
    """

    bucket: str
    prefix: str
    grants: tuple[Grant, ...] = ()
    key_format: KeyFormat | None = None

    def shown(self) -> dict[str, Any]:
        """Give it as answers do."""
        shown: dict[str, Any] = {"TargetBucket": self.bucket, "TargetPrefix": self.prefix}
        if self.grants:
            shown["TargetGrants"] = [grant.shown() for grant in self.grants]
        if self.key_format is not None:
            shown["TargetObjectKeyFormat"] = self.key_format.shown()
        return shown


class Entry(NamedTuple):
    """A record that waits for its delivery."""

    time: datetime
    line: str


def parse(status: Mapping[str, Any] | None) -> Logging | None:
    """Read a configuration from a request.

    :returns: `None` when it is to log no more.
    :raises MalformedXML: when it does not follow its schema.
    :raises UnresolvableGrantByEmailAddress: when a grantee is named by an address.
    """
    if status is None:
        raise errors.MalformedXML
    enabled = status.get("LoggingEnabled")
    if not enabled:
        return None
    if not enabled.get("TargetBucket") or "TargetPrefix" not in enabled:
        raise errors.MalformedXML
    grants = tuple(map(_grant, enabled.get("TargetGrants") or ()))
    key_format = enabled.get("TargetObjectKeyFormat")
    return Logging(
        enabled["TargetBucket"],
        enabled["TargetPrefix"],
        grants,
        _key_format(key_format) if key_format is not None else None,
    )


def require_target(source: Bucket, name: str, target: Bucket | None) -> None:
    """Check that the records of one bucket can go to another.

    :param name: of the other.
    :raises InvalidTargetBucketForLogging: when it does not exist or belongs to somebody else.
    :raises CrossLocationLoggingProhibitted: when it is somewhere else.
    """
    if target is None:
        raise errors.InvalidTargetBucketForLogging(TargetBucket=name)
    if target.owner != source.owner:
        raise errors.InvalidTargetBucketForLogging(
            "The owner for the bucket to be logged and the target bucket must be the same.", TargetBucket=name
        )
    if target.region != source.region:
        places = {"SourceBucketLocation": source.location, "TargetBucketLocation": target.location}
        raise errors.CrossLocationLoggingProhibitted(
            **{member: place for member, place in places.items() if place}
        )


def batches(
    logging: Logging, source: Bucket, entries: Iterable[Entry], now: datetime, ids: Ids
) -> dict[str, list[Entry]]:
    """Share out records to log objects, by key: those of one day go together where keys tell of events."""
    key_format = logging.key_format or KeyFormat(SIMPLE)
    if key_format.kind == SIMPLE or key_format.date_source == DELIVERY_TIME:
        key = _key(logging, source, now, ids)
        return {key: list(entries)}
    by_day: dict[datetime, list[Entry]] = {}
    for entry in entries:
        day = datetime.combine(entry.time.date(), time(), entry.time.tzinfo)
        by_day.setdefault(day, []).append(entry)
    return {_key(logging, source, day, ids): found for day, found in by_day.items()}


def _key(logging: Logging, source: Bucket, moment: datetime, ids: Ids) -> str:
    unique = ids.alphanumeric(UNIQUE_SIZE, _LETTERS)
    name = f"{moment:%Y-%m-%d-%H-%M-%S}-{unique}"
    if logging.key_format is None or logging.key_format.kind == SIMPLE:
        return f"{logging.prefix}{name}"
    return f"{logging.prefix}{source.owner}/{source.region}/{source.name}/{moment:%Y/%m/%d}/{name}"


def _grant(item: Mapping[str, Any]) -> Grant:
    grantee: Mapping[str, str] = item.get("Grantee") or {}
    kind = grantee.get("Type", "")
    if kind == BY_EMAIL:
        raise errors.UnresolvableGrantByEmailAddress
    permission = item.get("Permission", "")
    name = grantee.get({CANONICAL_USER: "ID", GROUP: "URI"}.get(kind, ""), "")
    if not name or permission not in PERMISSIONS:
        raise errors.MalformedXML
    return Grant(kind, name, permission)


def _key_format(given: Mapping[str, Any]) -> KeyFormat:
    if (SIMPLE in given) == (PARTITIONED in given):
        raise errors.MalformedXML
    if SIMPLE in given:
        return KeyFormat(SIMPLE)
    source = (given[PARTITIONED] or {}).get("PartitionDateSource", "")
    if source not in ("", EVENT_TIME, DELIVERY_TIME):
        raise errors.MalformedXML
    return KeyFormat(PARTITIONED, source)
