"""What replication configurations may hold, and for which buckets."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from localstack_providers.s3 import errors, replication, replication_rules
from localstack_providers.s3.bucket import Bucket

from localstack.aws.api import s3 as api
from localstack.aws.errors import ServiceException
from localstack.ids import Ids

ENABLED = {"Status": "Enabled"}
DISABLED = {"Status": "Disabled"}
COPIES = {"Bucket": "arn:aws:s3:::copies"}
QUARTER = {"Minutes": 15}
TIMED = {"Status": "Enabled", "Time": QUARTER}
BY_TAG = {"Tag": {"Key": "k", "Value": "v"}}


def rule(**more: Any) -> dict[str, Any]:
    later = {
        "ID": "rule",
        "Status": "Enabled",
        "Priority": 1,
        "Filter": {},
        "DeleteMarkerReplication": DISABLED,
        "Destination": COPIES,
        **more,
    }
    return {name: value for name, value in later.items() if value is not None}


def earlier(**more: Any) -> dict[str, Any]:
    later_only = {"Filter": None, "DeleteMarkerReplication": None, "Priority": None}
    return rule(**{"Prefix": "", **later_only, **more})


def to(**destination: Any) -> dict[str, Any]:
    return rule(Destination={**COPIES, **destination})


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"Role": "role", "Rules": []},
        {"Rules": [rule()]},
        *(
            {"Role": "role", "Rules": [wrong]}
            for wrong in (
                rule(Status="On"),
                rule(Destination={}),
                rule(Filter=None),
                rule(Prefix=""),
                rule(Filter={"Prefix": "a", **BY_TAG}),
                rule(Filter={"And": {"Tags": [{"Key": "k"}]}}),
                rule(ExistingObjectReplication=ENABLED),
                rule(DeleteMarkerReplication={}),
                to(StorageClass="SNOW"),
                to(Metrics={"Status": "On"}),
                to(AccessControlTranslation={"Owner": "Source"}),
                earlier(DeleteMarkerReplication=DISABLED),
                earlier(SourceSelectionCriteria={"ReplicaModifications": ENABLED}),
            )
        ),
        {"Role": "role", "Rules": [rule(), earlier(ID="other")]},
    ],
    ids=[
        "nothing",
        "no rules",
        "no role",
        "status",
        "no bucket",
        "neither filter nor prefix",
        "filter and prefix",
        "two filters",
        "tag without value",
        "existing objects",
        "no status of markers",
        "storage class",
        "status of metrics",
        "owner",
        "markers of earlier rules",
        "changes of copies of earlier rules",
        "both versions",
    ],
)
def test_what_does_not_follow_the_schema_is_malformed(document: dict[str, Any]) -> None:
    with pytest.raises(errors.MalformedXML):
        replication_rules.require_document(document)


@pytest.mark.parametrize(
    "rules",
    [
        [rule(), rule(ID="other", Priority=2)],
        [earlier(), earlier(ID="other", Prefix="b")],
        [to(ReplicationTime=TIMED, Metrics={**ENABLED, "EventThreshold": QUARTER})],
        [to(Metrics=ENABLED, StorageClass="GLACIER_IR")],
        [to(Account="111111111111", AccessControlTranslation={"Owner": "Destination"})],
        [rule(Filter={"And": {"Prefix": "a", "Tags": [BY_TAG["Tag"]]}})],
    ],
    ids=["two", "two earlier ones", "time", "metrics", "owner", "filter"],
)
def test_what_follows_the_rules_is_accepted(rules: list[dict[str, Any]]) -> None:
    document = {"Role": "role", "Rules": rules}

    replication_rules.require_document(document)
    replication_rules.require(replication.read(document, Ids("seed")))


@pytest.mark.parametrize(
    ("rules", "error", "words"),
    [
        ([rule()] * 1001, api.InvalidRequest, "1000 rules"),
        ([rule(ID="x" * 256)], errors.InvalidArgument, "ID length"),
        ([rule(), rule(Priority=2)], errors.InvalidArgument, "Rule ID must be unique"),
        ([rule(), rule(ID="other")], api.InvalidRequest, "Priority must be unique"),
        ([rule(Destination={"Bucket": "copies"})], errors.InvalidArgument, "Invalid bucket ARN"),
        ([rule(Priority=None)], api.InvalidRequest, "Priority must be specified"),
        (
            [rule(DeleteMarkerReplication=None)],
            api.InvalidRequest,
            "DeleteMarkerReplication must be specified",
        ),
        (
            [rule(Filter=BY_TAG, DeleteMarkerReplication=ENABLED)],
            api.InvalidRequest,
            "Delete marker replication is not supported",
        ),
        (
            [earlier(), earlier(ID="other", Destination={"Bucket": "arn:aws:s3:::others"})],
            api.InvalidRequest,
            "cannot exceed 1",
        ),
        ([to(AccessControlTranslation={"Owner": "Destination"})], api.InvalidRequest, "Account must be"),
        (
            [to(EncryptionConfiguration={"ReplicaKmsKeyID": "key"})],
            api.InvalidRequest,
            "SseKmsEncryptedObjects",
        ),
        (
            [rule(SourceSelectionCriteria={"SseKmsEncryptedObjects": ENABLED})],
            api.InvalidRequest,
            "ReplicaKmsKeyID must be specified",
        ),
        (
            [to(Metrics={**ENABLED, "EventThreshold": QUARTER})],
            errors.InvalidArgument,
            "Metrics cannot contain an event threshold",
        ),
        ([to(ReplicationTime=TIMED)], api.InvalidRequest, "Metrics must be enabled"),
        (
            [to(ReplicationTime={**ENABLED, "Time": {"Minutes": 5}}, Metrics=ENABLED)],
            errors.InvalidArgument,
            "15 minutes",
        ),
    ],
    ids=[
        "too many",
        "long id",
        "id twice",
        "priority twice",
        "no ARN",
        "no priority",
        "no word on markers",
        "markers and tags",
        "two destinations of earlier rules",
        "owner without account",
        "key without encrypted objects",
        "encrypted objects without key",
        "threshold without time",
        "time without metrics",
        "another time",
    ],
)
def test_rules_that_break_a_rule_are_refused(
    rules: list[dict[str, Any]], error: type[ServiceException], words: str
) -> None:
    configuration = replication.read({"Role": "role", "Rules": rules}, Ids("seed"))

    with pytest.raises(error, match=words):
        replication_rules.require(configuration)


@pytest.mark.parametrize(
    ("source", "destination", "words"),
    [
        ("", "Enabled", "on the bucket to apply"),
        ("Suspended", "Enabled", "on the bucket to apply"),
        ("Enabled", "Suspended", "Destination bucket must have versioning"),
        ("Enabled", None, "Destination bucket must exist"),
    ],
)
def test_both_buckets_have_to_be_versioned(
    now: datetime, source: str, destination: str | None, words: str
) -> None:
    configuration = replication.read({"Role": "role", "Rules": [rule()]}, Ids("seed"))
    buckets = {
        name: Bucket(name, f"arn:aws:s3:::{name}", "111111111111", "us-east-1", now, versioning=status)
        for name, status in (("originals", source), ("copies", destination))
        if status is not None
    }

    with pytest.raises(api.InvalidRequest, match=words):
        replication_rules.require_buckets(buckets["originals"], configuration, buckets.get)


def test_a_bucket_is_not_copied_to_itself(now: datetime) -> None:
    configuration = replication.read({"Role": "role", "Rules": [rule()]}, Ids("seed"))
    bucket = Bucket("copies", COPIES["Bucket"], "111111111111", "us-east-1", now, versioning="Enabled")

    with pytest.raises(api.InvalidRequest, match="cannot be the same"):
        replication_rules.require_buckets(bucket, configuration, {"copies": bucket}.get)
