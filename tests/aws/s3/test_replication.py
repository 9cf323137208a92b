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


def test_what_is_written_is_copied_to_another_region(
    aws_client: Any, aws_client_factory: Any, create_versioned: Any, localstack: Any
) -> None:
    s3, far = aws_client.s3, aws_client_factory(region_name="eu-west-1").s3
    source, target = create_versioned(), create_versioned(far)
    s3.put_bucket_replication(
        Bucket=source, ReplicationConfiguration=configuration(rule(target, DeleteMarkerReplication=ENABLED))
    )

    s3.put_object(Bucket=source, Key="put", Body=b"text", Metadata={"a": "b"}, Tagging="k=v")
    s3.copy_object(Bucket=source, Key="copied", CopySource=f"{source}/put")
    upload = s3.create_multipart_upload(Bucket=source, Key="parts")["UploadId"]
    part = s3.upload_part(Bucket=source, Key="parts", UploadId=upload, PartNumber=1, Body=b"part")
    parts = {"Parts": [{"PartNumber": 1, "ETag": part["ETag"]}]}
    s3.complete_multipart_upload(Bucket=source, Key="parts", UploadId=upload, MultipartUpload=parts)
    s3.put_object(Bucket=source, Key="gone", Body=b"")
    marker = s3.delete_object(Bucket=source, Key="gone")
    localstack.settle()

    for key in ("put", "copied", "parts"):
        original, copy = s3.get_object(Bucket=source, Key=key), far.get_object(Bucket=target, Key=key)
        assert (original["ReplicationStatus"], copy["ReplicationStatus"]) == ("COMPLETED", "REPLICA")
        same = ("VersionId", "ETag", "Metadata", "LastModified")
        assert [original[name] for name in same] == [copy[name] for name in same]
        assert original["Body"].read() == copy["Body"].read()
    markers = far.list_object_versions(Bucket=target)["DeleteMarkers"]
    assert [found["VersionId"] for found in markers] == [marker["VersionId"]]


def test_changed_tags_follow_the_copy(aws_client: Any, create_versioned: Any, localstack: Any) -> None:
    s3, source, target = aws_client.s3, create_versioned(), create_versioned()
    s3.put_bucket_replication(Bucket=source, ReplicationConfiguration=configuration(rule(target)))
    s3.put_object(Bucket=source, Key="key", Body=b"text", Tagging="k=v")
    localstack.settle()

    tags = [{"Key": "k", "Value": "new"}]
    s3.put_object_tagging(Bucket=source, Key="key", Tagging={"TagSet": tags})
    localstack.settle()

    assert s3.get_object_tagging(Bucket=target, Key="key")["TagSet"] == tags


def test_a_copy_that_cannot_be_made_has_failed(
    aws_client: Any, secondary_aws_client: Any, create_versioned: Any, localstack: Any
) -> None:
    s3, source, theirs = aws_client.s3, create_versioned(), create_versioned(secondary_aws_client.s3)
    s3.put_bucket_replication(Bucket=source, ReplicationConfiguration=configuration(rule(theirs)))

    s3.put_object(Bucket=source, Key="key", Body=b"text")
    localstack.settle()

    assert s3.head_object(Bucket=source, Key="key")["ReplicationStatus"] == "FAILED"
    assert "Contents" not in secondary_aws_client.s3.list_objects_v2(Bucket=theirs)


def test_what_has_a_key_of_kms_is_copied_if_asked_for(
    aws_client: Any, create_versioned: Any, kms_create_key: Any, localstack: Any
) -> None:
    s3, source, plain, encrypted = aws_client.s3, create_versioned(), create_versioned(), create_versioned()
    key, missing = kms_create_key()["Arn"], "arn:aws:kms:us-east-1:000000000000:key/none"
    rules = [
        rule(plain, ID="plain"),
        rule(
            encrypted,
            Priority=2,
            SourceSelectionCriteria={"SseKmsEncryptedObjects": ENABLED},
            Destination={
                "Bucket": f"arn:aws:s3:::{encrypted}",
                "EncryptionConfiguration": {"ReplicaKmsKeyID": key},
            },
        ),
    ]
    s3.put_bucket_replication(Bucket=source, ReplicationConfiguration=configuration(*rules))
    s3.put_object(Bucket=source, Key="key", Body=b"text", ServerSideEncryption="aws:kms")
    localstack.settle()
    copy = s3.head_object(Bucket=encrypted, Key="key")

    rules[1]["Destination"]["EncryptionConfiguration"]["ReplicaKmsKeyID"] = missing
    s3.put_bucket_replication(Bucket=source, ReplicationConfiguration=configuration(*rules))
    s3.put_object(Bucket=source, Key="lost", Body=b"text", ServerSideEncryption="aws:kms")
    localstack.settle()

    assert (copy["ServerSideEncryption"], copy["SSEKMSKeyId"]) == ("aws:kms", key)
    assert "Contents" not in s3.list_objects_v2(Bucket=plain)
    assert s3.head_object(Bucket=source, Key="lost")["ReplicationStatus"] == "FAILED"
