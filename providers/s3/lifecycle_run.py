"""One run of a lifecycle configuration over a bucket, as S3 makes it every midnight.

What a key holds is looked at as the run finds it. Of what is due at the same time, removal for good comes before a
transition, and a transition before a delete marker; the next run does the rest.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-conflicts.html
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise

from localstack.ids import Ids

from . import events
from .bucket import Bucket
from .events import Change
from .lifecycle import midnight_after
from .object import DeleteMarker, ObjectVersion, Version


def run(bucket: Bucket, now: datetime, ids: Ids) -> list[Change]:
    """Do what is due.

    :returns: what changed, to tell of.
    """
    _abort_uploads(bucket, now)
    latest_due = bucket.lifecycle.latest_due(now)
    keys = _keys(bucket, latest_due) if latest_due is not None else []
    return [change for key in keys for change in _apply(bucket, key, now, ids)]


def _keys(bucket: Bucket, latest_due: datetime) -> list[str]:
    """Give the keys with a version that is old enough for something to be due: that is quickly seen."""
    prefix, keys = bucket.lifecycle.prefix, []
    for key in bucket.versions.keys_from(prefix, inclusive=True):
        if not key.startswith(prefix):
            break
        if any(version.last_modified < latest_due for version in bucket.versions.of_key(key)):
            keys.append(key)
    return keys


def _abort_uploads(bucket: Bucket, now: datetime) -> None:
    rules = [rule for rule in bucket.lifecycle.enabled if rule.abort_days is not None]
    for key, upload_id in list(bucket.uploads) if rules else ():
        upload = bucket.uploads[key, upload_id]
        if any(
            rule.filter.covers(key) and midnight_after(upload.initiated, rule.abort_days or 0) <= now
            for rule in rules
        ):
            del bucket.uploads[key, upload_id]


def _apply(bucket: Bucket, key: str, now: datetime, ids: Ids) -> Iterator[Change]:
    versions = bucket.versions.of_key(key)
    for newer, (successor, version) in enumerate(pairwise(versions)):
        yield from _apply_to_noncurrent(bucket, version, successor.last_modified, newer, now)
    latest = versions[0]
    if isinstance(latest, ObjectVersion):
        yield from _apply_to_current(bucket, latest, now, ids)
    elif len(versions) == 1 and _is_marker_expired(bucket, latest, now):
        yield _remove(bucket, latest)


def _apply_to_current(bucket: Bucket, version: ObjectVersion, now: datetime, ids: Ids) -> Iterator[Change]:
    lifecycle = bucket.lifecycle
    storage_class = lifecycle.class_for(version, now)
    if lifecycle.is_expired(version, now) and not (bucket.versioning and storage_class):
        yield events.expired(version, bucket.delete_object(version.key, now, ids))
    elif storage_class:
        yield _move(bucket, version, storage_class)


def _apply_to_noncurrent(
    bucket: Bucket, version: Version, since: datetime, newer: int, now: datetime
) -> Iterator[Change]:
    lifecycle = bucket.lifecycle
    is_removed = any(
        rule.noncurrent_expiration is not None
        and rule.noncurrent_expiration.is_due(since, newer, now)
        and rule.covers(version)
        for rule in lifecycle.enabled
    )
    if is_removed and not _is_locked(version, now):
        yield _remove(bucket, version)
    elif isinstance(version, ObjectVersion):
        storage_class = lifecycle.noncurrent_class_for(version, since, newer, now)
        if storage_class:
            yield _move(bucket, version, storage_class)


def _is_marker_expired(bucket: Bucket, marker: DeleteMarker, now: datetime) -> bool:
    for rule in bucket.lifecycle.enabled:
        if rule.expiration is not None and rule.covers(marker):
            due = rule.expiration.due(marker.last_modified)
            if rule.expiration.of_markers or (due is not None and due <= now):
                return True
    return False


def _is_locked(version: Version, now: datetime) -> bool:
    """Tell whether object lock keeps a version; rules do not bypass governance."""
    return isinstance(version, ObjectVersion) and version.lock.protects(now)


def _remove(bucket: Bucket, version: Version) -> Change:
    bucket.versions.remove(version.key, version.version_id)
    return events.expired(version)


def _move(bucket: Bucket, version: ObjectVersion, storage_class: str) -> Change:
    moved = version._replace(storage_class=storage_class, restore=None)
    bucket.versions.replace(version, moved)
    return events.transitioned(moved)
