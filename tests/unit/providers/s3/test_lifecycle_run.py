"""Runs of lifecycle configurations over what buckets hold."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from localstack_providers.s3 import lifecycle_run
from localstack_providers.s3.bucket import ENABLED, SUSPENDED, Bucket
from localstack_providers.s3.lifecycle import midnight_after
from localstack_providers.s3.object import NULL, DeleteMarker, ObjectVersion
from localstack_providers.s3.object_lock import Lock, Retention
from localstack_providers.s3.upload import Upload

from localstack.ids import Ids

from .conftest import MakeVersion
from .test_lifecycle import LARGE, configured

DAY = timedelta(days=1)
IDS = Ids("seed")
MakeBucket = Callable[..., Bucket]


@pytest.fixture
def make_bucket(now: datetime) -> MakeBucket:
    def make(*rules: dict[str, Any], versioning: str = "") -> Bucket:
        bucket = Bucket("bucket", "arn:aws:s3:::bucket", "000000000000", "us-east-1", now)
        bucket.versioning = versioning
        bucket.lifecycle = configured(*rules)
        return bucket

    return make


def run(bucket: Bucket, now: datetime) -> list[tuple[str, str]]:
    return [(change.event, change.key) for change in lifecycle_run.run(bucket, now, IDS)]


def names(bucket: Bucket, key: str = "key") -> list[str]:
    """Give the version ids of a key, newest first, with a `-` before those of delete markers."""
    return [
        f"-{version.version_id}" if isinstance(version, DeleteMarker) else version.version_id
        for version in bucket.versions.of_key(key)
    ]


def put(bucket: Bucket, make_version: MakeVersion, *version_ids: str, since: datetime, **more: Any) -> None:
    """Put versions, a day after each other."""
    for number, version_id in enumerate(version_ids):
        when = since + number * DAY
        if version_id.startswith("-"):
            bucket.versions.mark_deleted(DeleteMarker("key", version_id[1:], when))
        else:
            version = make_version(version_id=version_id, **more)._replace(last_modified=when)
            bucket.versions.put(version)


def test_an_object_expires_at_the_midnight_that_was_told(
    make_bucket: MakeBucket, make_version: MakeVersion, now: datetime
) -> None:
    bucket = make_bucket({"Expiration": {"Days": 1}, "Filter": {"Prefix": "k"}})
    put(bucket, make_version, NULL, since=now)
    bucket.versions.put(make_version("other"))
    midnight = midnight_after(now, 1)

    assert run(bucket, midnight - timedelta(seconds=1)) == []
    assert run(bucket, midnight) == [("LifecycleExpiration:Delete", "key")]
    assert (names(bucket), names(bucket, "other")) == ([], [NULL])


def test_a_rule_with_a_date_that_has_passed_expires_all_there_is(
    make_bucket: MakeBucket, make_version: MakeVersion, now: datetime
) -> None:
    bucket = make_bucket({"Expiration": {"Date": datetime(2020, 1, 1, tzinfo=UTC)}})
    put(bucket, make_version, NULL, since=now)

    assert run(bucket, now) == [("LifecycleExpiration:Delete", "key")]


@pytest.mark.parametrize(
    ("versioning", "version_id", "left"),
    [(ENABLED, "v1", ["v1"]), (SUSPENDED, "v1", ["v1"]), (SUSPENDED, NULL, [])],
)
def test_a_versioned_object_expires_under_a_delete_marker(
    make_bucket: MakeBucket,
    make_version: MakeVersion,
    now: datetime,
    versioning: str,
    version_id: str,
    left: list[str],
) -> None:
    bucket = make_bucket({"Expiration": {"Days": 1}}, versioning=versioning)
    put(bucket, make_version, version_id, since=now)

    assert run(bucket, now + 2 * DAY) == [("LifecycleExpiration:DeleteMarkerCreated", "key")]
    assert names(bucket)[0].startswith("-")
    assert names(bucket)[1:] == left


@pytest.mark.parametrize(
    ("expiration", "others", "removed"),
    [
        ({"ExpiredObjectDeleteMarker": True}, [], True),
        ({"ExpiredObjectDeleteMarker": True}, ["v1"], False),
        ({"ExpiredObjectDeleteMarker": False}, [], False),
        ({"Days": 5}, [], False),
        ({"Days": 1}, [], True),
    ],
    ids=["hides nothing", "hides something", "off", "too young", "old enough"],
)
def test_a_delete_marker_that_hides_nothing_expires(
    make_bucket: MakeBucket,
    make_version: MakeVersion,
    now: datetime,
    expiration: dict[str, Any],
    others: list[str],
    removed: bool,
) -> None:
    bucket = make_bucket({"Expiration": expiration}, versioning=ENABLED)
    put(bucket, make_version, *others, "-v2", since=now)

    assert run(bucket, now + 3 * DAY) == ([("LifecycleExpiration:Delete", "key")] if removed else [])
    assert names(bucket) == ([] if removed else ["-v2", *others])


def test_noncurrent_versions_are_removed_days_after_their_successor_and_so_many_are_kept(
    make_bucket: MakeBucket, make_version: MakeVersion, now: datetime
) -> None:
    rule = {"NoncurrentVersionExpiration": {"NoncurrentDays": 1, "NewerNoncurrentVersions": 1}}
    bucket = make_bucket(rule, versioning=ENABLED)
    put(bucket, make_version, "v1", "v2", "-v3", "v4", since=now)

    # v1 has been noncurrent since v2 came a day later, and becomes old enough at the midnight after the next.
    assert run(bucket, midnight_after(now + DAY)) == []
    assert run(bucket, midnight_after(now + DAY, 1)) == [("LifecycleExpiration:Delete", "key")]
    assert names(bucket) == ["v4", "-v3", "v2"]
    run(bucket, now + 90 * DAY)
    assert names(bucket) == ["v4", "-v3"]


def test_object_lock_keeps_versions_from_being_removed_but_not_from_being_hidden(
    make_bucket: MakeBucket, make_version: MakeVersion, now: datetime
) -> None:
    rule = {"Expiration": {"Days": 9}, "NoncurrentVersionExpiration": {"NoncurrentDays": 1}}
    bucket = make_bucket(rule, versioning=ENABLED)
    held = make_version(version_id="v1")._replace(lock=Lock(legal_hold="ON"))
    kept = make_version(version_id="v2")._replace(lock=Lock(Retention("GOVERNANCE", now + 20 * DAY)))
    for version in (held, kept):
        bucket.versions.put(version)

    told = [run(bucket, midnight_after(now, days)) for days in (8, 9, 15, 20)]

    assert told == [
        [],
        [("LifecycleExpiration:DeleteMarkerCreated", "key")],
        [],
        [("LifecycleExpiration:Delete", "key")],
    ]
    assert names(bucket)[1:] == ["v1"]


def test_versions_move_to_other_storage_classes_and_back_never(
    make_bucket: MakeBucket, make_version: MakeVersion, now: datetime
) -> None:
    rule = {
        "Transitions": [{"Days": 30, "StorageClass": "STANDARD_IA"}, {"Days": 60, "StorageClass": "GLACIER"}],
        "NoncurrentVersionTransitions": [{"NoncurrentDays": 2, "StorageClass": "DEEP_ARCHIVE"}],
    }
    bucket = make_bucket(rule, versioning=ENABLED)
    put(bucket, make_version, "v1", "v2", since=now, content=LARGE)

    told = [run(bucket, now + days * DAY) for days in (5, 6, 32, 33, 62)]

    assert told == [[("LifecycleTransition", "key")], [], [("LifecycleTransition", "key")], [], told[4]]
    assert told[4] == [("LifecycleTransition", "key")]
    assert [version.storage_class for version in versions_of(bucket)] == ["GLACIER", "DEEP_ARCHIVE"]


def versions_of(bucket: Bucket) -> list[ObjectVersion]:
    return [version for version in bucket.versions.of_key("key") if isinstance(version, ObjectVersion)]


@pytest.mark.parametrize(("versioning", "first"), [("", "Expiration:Delete"), (ENABLED, "Transition")])
def test_removal_comes_before_a_transition_and_that_before_a_delete_marker(
    make_bucket: MakeBucket, make_version: MakeVersion, now: datetime, versioning: str, first: str
) -> None:
    move = {"Transitions": [{"Days": 1, "StorageClass": "GLACIER"}]}
    bucket = make_bucket(move, {"Expiration": {"Days": 1}}, versioning=versioning)
    put(bucket, make_version, "v1" if versioning else NULL, since=now, content=LARGE)

    assert run(bucket, now + 2 * DAY) == [(f"Lifecycle{first}", "key")]
    expected = [("LifecycleExpiration:DeleteMarkerCreated", "key")] if versioning else []
    assert run(bucket, now + 2 * DAY) == expected


def test_uploads_are_aborted_silently(make_bucket: MakeBucket, now: datetime) -> None:
    bucket = make_bucket(
        {"Filter": {"Prefix": "a"}, "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 2}}
    )
    for key in ("a", "b"):
        bucket.uploads[key, "id"] = Upload(key, "id", now, "000000000000", {}, {}, "STANDARD", {})

    assert run(bucket, midnight_after(now, 1)) == []
    assert list(bucket.uploads) == [("a", "id"), ("b", "id")]
    assert run(bucket, midnight_after(now, 2)) == []
    assert list(bucket.uploads) == [("b", "id")]


DAYS = st.integers(1, 9)
RULES = st.lists(
    st.fixed_dictionaries(
        {"Filter": st.sampled_from([{}, {"Prefix": "k"}, {"Prefix": "ke"}, {"ObjectSizeGreaterThan": 3}])},
        optional={
            "Expiration": st.fixed_dictionaries({"Days": st.integers(10, 19)}),
            "Transitions": st.fixed_dictionaries({"Days": DAYS, "StorageClass": st.just("GLACIER")}).map(
                lambda one: [one]
            ),
            "NoncurrentVersionExpiration": st.fixed_dictionaries(
                {"NoncurrentDays": DAYS}, optional={"NewerNoncurrentVersions": st.integers(1, 3)}
            ),
        },
    ).filter(lambda rule: len(rule) > 1),
    min_size=1,
    max_size=3,
)


@given(rules=RULES, history=st.lists(st.tuples(st.booleans(), st.integers(0, 12)), max_size=8))
def test_what_is_left_after_a_month_no_rule_is_about(
    rules: list[dict[str, Any]], history: list[tuple[bool, int]]
) -> None:
    start = datetime(2026, 1, 1, 10, tzinfo=UTC)
    bucket = Bucket("bucket", "arn:aws:s3:::bucket", "000000000000", "us-east-1", start)
    bucket.versioning, bucket.lifecycle = ENABLED, configured(*rules)
    untouched = _version("other", "v0", 1, start)
    bucket.versions.put(untouched)
    for number, (is_marker, size) in enumerate(history):
        when = start + number * DAY
        if is_marker:
            bucket.versions.mark_deleted(DeleteMarker("key", f"v{number}", when))
        else:
            bucket.versions.put(_version("key", f"v{number}", size, when))

    for days in range(60):
        lifecycle_run.run(bucket, midnight_after(start, days), IDS)

    assert lifecycle_run.run(bucket, midnight_after(start, 60), IDS) == []
    if not any(rule.covers(untouched) for rule in bucket.lifecycle.rules):
        assert bucket.versions.of_key("other") == (untouched,)
    for newer, version in enumerate(bucket.versions.of_key("key")[1:]):
        for rule in bucket.lifecycle.rules:
            expiration = rule.noncurrent_expiration
            assert expiration is None or newer < expiration.newer or not rule.covers(version)
    live = bucket.versions.live.get("key")
    assert live is None or not any(rule.expiration and rule.covers(live) for rule in bucket.lifecycle.rules)


def _version(key: str, version_id: str, size: int, when: datetime) -> ObjectVersion:
    from localstack_providers.s3 import checksums

    from localstack.state.blobs import Blob

    blob = Blob.of(b"x" * size, "md5", "crc32")
    checksum = checksums.compute("CRC32", blob)
    return ObjectVersion(key, version_id, blob, "", when, {}, {}, "STANDARD", checksum, {})
