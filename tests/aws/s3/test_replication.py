"""Replication: its configuration, beside recordings of AWS, and what is copied."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

EVIDENCE = "services/s3/test_s3.snapshot.json::TestS3BucketReplication::test_replication_config"
ROLE = "arn:aws:iam::000000000000:role/replication"
ENABLED = {"Status": "Enabled"}
DISABLED = {"Status": "Disabled"}


def refused(call: Any, **parameters: Any) -> dict[str, Any]:
    with pytest.raises(ClientError) as error:
        call(**parameters)
    return dict(error.value.response)


def rule(bucket: str, **more: Any) -> dict[str, Any]:
    return {
        "ID": "rule",
        "Priority": 1,
        "Filter": {"Prefix": ""},
        "Status": "Enabled",
        "DeleteMarkerReplication": DISABLED,
        "Destination": {"Bucket": f"arn:aws:s3:::{bucket}"},
        **more,
    }


def configuration(*rules: dict[str, Any]) -> dict[str, Any]:
    return {"Role": ROLE, "Rules": list(rules)}


@pytest.fixture
def create_versioned(s3_create_bucket_with_client: Any, aws_client: Any) -> Any:
    def create(client: Any = aws_client.s3) -> str:
        name: str = s3_create_bucket_with_client(client)
        client.put_bucket_versioning(Bucket=name, VersioningConfiguration=ENABLED)
        return name

    return create


def test_a_configuration_is_put_read_and_deleted(
    aws_client: Any, s3_bucket: str, create_versioned: Any, snapshot: Any
) -> None:
    s3, target = aws_client.s3, create_versioned()
    snapshot.add_transformer(snapshot.transform.key_value("BucketName"))
    snapshot.add_transformer(snapshot.transform.regex(target, "<target>"))
    tax = configuration(rule(target, Filter={"Prefix": "Tax"}))

    def put(document: dict[str, Any]) -> Any:
        return s3.put_bucket_replication(Bucket=s3_bucket, ReplicationConfiguration=document)

    missing = refused(s3.get_bucket_replication, Bucket=s3_bucket)
    unversioned = refused(put, document=tax)
    s3.put_bucket_versioning(Bucket=s3_bucket, VersioningConfiguration=ENABLED)
    was_put = put(tax)
    got = s3.get_bucket_replication(Bucket=s3_bucket)
    suspended = refused(
        s3.put_bucket_versioning, Bucket=s3_bucket, VersioningConfiguration={"Status": "Suspended"}
    )
    empty = refused(put, document=configuration())
    deleted = s3.delete_bucket_replication(Bucket=s3_bucket)
    again = s3.delete_bucket_replication(Bucket=s3_bucket)

    snapshot.match("missing", missing, aws_evidence=f"{EVIDENCE}::expected_error_no_replication_set")
    snapshot.match(
        "unversioned", unversioned, aws_evidence=f"{EVIDENCE}::expected_error_versioning_not_enabled"
    )
    snapshot.match("put", was_put, aws_evidence=f"{EVIDENCE}::put-bucket-replication")
    # The recording has names in place of the rule's id, role and destination.
    assert got["ReplicationConfiguration"] == tax
    assert suspended["Error"]["Code"] == "InvalidBucketState"
    snapshot.match("empty", empty, aws_evidence=f"{EVIDENCE}::put-empty-bucket-replication-rules")
    snapshot.match("deleted", deleted, aws_evidence=f"{EVIDENCE}::delete-bucket-replication")
    snapshot.match("again", again, aws_evidence=f"{EVIDENCE}::delete-bucket-replication-idempotent")


def test_destinations_are_other_versioned_buckets(
    aws_client: Any, s3_bucket: str, create_versioned: Any
) -> None:
    source = create_versioned()

    messages = {
        refused(
            aws_client.s3.put_bucket_replication,
            Bucket=source,
            ReplicationConfiguration=configuration(rule(target)),
        )["Error"]["Message"]
        for target in (s3_bucket, source, "no-such-bucket-anywhere")
    }

    assert messages == {
        "Destination bucket must have versioning enabled.",
        "Destination bucket cannot be the same as the source bucket.",
        "Destination bucket must exist.",
    }


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"Destination": {"Bucket": "copies"}}, "InvalidArgument"),
        (
            {"Filter": {"Tag": {"Key": "k", "Value": "v"}}, "DeleteMarkerReplication": ENABLED},
            "InvalidRequest",
        ),
        ({"Prefix": ""}, "MalformedXML"),
    ],
    ids=["no ARN", "markers and tags", "filter and prefix"],
)
def test_rules_follow_the_rules(
    aws_client: Any, create_versioned: Any, change: dict[str, Any], code: str
) -> None:
    source, target = create_versioned(), create_versioned()

    error = refused(
        aws_client.s3.put_bucket_replication,
        Bucket=source,
        ReplicationConfiguration=configuration(rule(target, **change)),
    )

    assert error["Error"]["Code"] == code
