"""Lifecycle configurations and what they do by the virtual clock, beside recordings of AWS."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError

EVIDENCE = "services/s3/test_s3.snapshot.json::TestS3BucketLifecycle"
REFUSED = f"{EVIDENCE}::test_put_bucket_lifecycle_conf_exc"
DAY = 86_400
EVENTS = ["s3:LifecycleExpiration:*", "s3:LifecycleTransition"]


@pytest.fixture(autouse=True)
def _transformers(snapshot: Any) -> None:
    snapshot.add_transformer(snapshot.transform.s3_api())
    snapshot.add_transformer(
        snapshot.transform.key_value("Expiration", "<expiration>", reference_replacement=False)
    )


def refused(call: Any, **parameters: Any) -> dict[str, Any]:
    with pytest.raises(ClientError) as error:
        call(**parameters)
    return dict(error.value.response)


def rule(identifier: str, **members: Any) -> dict[str, Any]:
    return {"ID": identifier, "Filter": {}, "Status": "Enabled", **members}


def configure(s3: Any, bucket: str, *rules: dict[str, Any], **more: Any) -> dict[str, Any]:
    found: dict[str, Any] = s3.put_bucket_lifecycle_configuration(
        Bucket=bucket, LifecycleConfiguration={"Rules": list(rules)}, **more
    )
    return found


def keys(s3: Any, bucket: str) -> list[str]:
    return [item["Key"] for item in s3.list_objects_v2(Bucket=bucket).get("Contents", ())]


def test_a_configuration_is_put_got_and_deleted(aws_client: Any, s3_bucket: str, snapshot: Any) -> None:
    s3 = aws_client.s3
    evidence = f"{EVIDENCE}::test_s3_transition_default_minimum_object_size"
    wholebucket = rule("wholebucket", Filter={"Prefix": ""}, Expiration={"Days": 7})
    size = "TransitionDefaultMinimumObjectSize"

    missing = refused(s3.get_bucket_lifecycle_configuration, Bucket=s3_bucket)
    varying = configure(s3, s3_bucket, wholebucket, **{size: "varies_by_storage_class"})
    got_varying = s3.get_bucket_lifecycle_configuration(Bucket=s3_bucket)
    default = configure(s3, s3_bucket, wholebucket)
    got_default = s3.get_bucket_lifecycle_configuration(Bucket=s3_bucket)
    bad = refused(
        s3.put_bucket_lifecycle_configuration,
        Bucket=s3_bucket,
        LifecycleConfiguration={"Rules": [wholebucket]},
        **{size: "value"},
    )
    s3.delete_bucket_lifecycle(Bucket=s3_bucket)
    gone = refused(s3.get_bucket_lifecycle_configuration, Bucket=s3_bucket)

    assert missing["Error"]["Code"] == gone["Error"]["Code"] == "NoSuchLifecycleConfiguration"
    snapshot.match("missing", missing)
    snapshot.match("varying", varying, aws_evidence=f"{evidence}::varies-by-storage")
    snapshot.match("got varying", got_varying, aws_evidence=f"{evidence}::get-varies-by-storage")
    snapshot.match("default", default, aws_evidence=f"{evidence}::default")
    snapshot.match("got default", got_default, aws_evidence=f"{evidence}::get-default")
    snapshot.match("bad", bad, aws_evidence=f"{evidence}::bad-value")


def test_the_old_operations_are_the_same_with_a_prefix(aws_client: Any, s3_bucket: str) -> None:
    s3 = aws_client.s3
    old = {
        "ID": "old",
        "Prefix": "logs/",
        "Status": "Enabled",
        "Expiration": {"Days": 9},
        "Transition": {"Days": 3, "StorageClass": "GLACIER"},
    }

    s3.put_bucket_lifecycle(Bucket=s3_bucket, LifecycleConfiguration={"Rules": [old]})

    [new] = s3.get_bucket_lifecycle_configuration(Bucket=s3_bucket)["Rules"]
    assert s3.get_bucket_lifecycle(Bucket=s3_bucket)["Rules"] == [old]
    assert (new["Prefix"], new["Transitions"]) == ("logs/", [old["Transition"]])


@pytest.mark.parametrize(
    ("given", "key"),
    [
        ({"Status": "Enabled", "Expiration": {"Days": 7}}, "missing-id"),
        ({"ID": "wholebucket", "Status": "Enabled", "Expiration": {"Days": 7}}, "missing-filter"),
        (rule("wholebucket", NoncurrentVersionExpiration={}), "missing-noncurrent-version-expiration-data"),
        (
            rule(
                "wholebucket",
                Expiration={"Days": 7},
                Filter={
                    "And": {"Prefix": "a", "Tags": [{"Key": "k", "Value": "v"}]},
                    "Prefix": "b",
                },
            ),
            "wrong-filter-and-plus-prefix",
        ),
        (
            rule(
                "wholebucket",
                Expiration={"Days": 7},
                Filter={"ObjectSizeGreaterThan": 500, "Prefix": "b"},
            ),
            "wrong-filter-and-and-object-size",
        ),
        (
            rule("wholebucket", Expiration={"Date": datetime(2030, 1, 1, 10, 30, tzinfo=UTC)}),
            "wrong-data-no-midnight",
        ),
        (
            rule(
                "wholebucket",
                Expiration={"Days": 7},
                Filter={"And": {"Tags": [{"Key": "k", "Value": "a"}, {"Key": "k", "Value": "b"}]}},
            ),
            "duplicate-tag-keys",
        ),
        (
            rule("wholebucket", Expiration={"Days": 7, "ExpiredObjectDeleteMarker": True}),
            "expired-delete-marker-and-days",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_broken_rule_is_refused(
    aws_client: Any, s3_bucket: str, snapshot: Any, given: dict[str, Any], key: str
) -> None:
    error = refused(
        aws_client.s3.put_bucket_lifecycle_configuration,
        Bucket=s3_bucket,
        LifecycleConfiguration={"Rules": [given]},
    )

    snapshot.match("error", error, aws_evidence=f"{REFUSED}::{key}")


# The recording has a name in place of a rule's expiration.
@pytest.mark.skip_snapshot_verify(paths=["$..Rules[*].Expiration"])
def test_answers_tell_when_an_object_expires(aws_client: Any, s3_bucket: str, snapshot: Any) -> None:
    s3 = aws_client.s3
    evidence = f"{EVIDENCE}::test_object_expiry_after_bucket_lifecycle_configuration"
    where = {"Bucket": s3_bucket, "Key": "key"}

    before = s3.put_object(**where, Body=b"test")
    configure(s3, s3_bucket, rule("rule3", Expiration={"Days": 7}))
    got = s3.get_bucket_lifecycle_configuration(Bucket=s3_bucket)
    head = s3.head_object(**where)
    after = s3.put_object(**where, Body=b"test")
    copied = s3.copy_object(Bucket=s3_bucket, Key="copy", CopySource=f"{s3_bucket}/key")
    upload_id = s3.create_multipart_upload(Bucket=s3_bucket, Key="parts")["UploadId"]
    part = s3.upload_part(Bucket=s3_bucket, Key="parts", UploadId=upload_id, PartNumber=1, Body=b"p")
    parts = {"Parts": [{"PartNumber": 1, "ETag": part["ETag"]}]}
    completed = s3.complete_multipart_upload(
        Bucket=s3_bucket, Key="parts", UploadId=upload_id, MultipartUpload=parts
    )

    midnight = head["LastModified"].replace(hour=0, minute=0, second=0) + timedelta(days=8)
    told = f'expiry-date="{midnight:%a, %d %b %Y} 00:00:00 GMT", rule-id="rule3"'
    answers = (head, after, s3.get_object(**where), copied, completed)
    assert [answer["Expiration"] for answer in answers] == [told] * 5
    snapshot.match("before", before, aws_evidence=f"{evidence}::put-object-before")
    snapshot.match("configuration", got, aws_evidence=f"{evidence}::get-bucket-lifecycle-conf")
    snapshot.match("head", head, aws_evidence=f"{evidence}::head-object-expiry-before")
    snapshot.match("after", after, aws_evidence=f"{evidence}::put-object-after")


# The recording has a name in place of a rule's expiration.
@pytest.mark.skip_snapshot_verify(paths=["$..Rules[*].Expiration"])
def test_a_version_is_told_of_only_when_it_is_not_named(
    aws_client: Any, s3_bucket: str, snapshot: Any
) -> None:
    s3 = aws_client.s3
    evidence = f"{EVIDENCE}::test_bucket_lifecycle_configuration_object_expiry_versioned"
    where = {"Bucket": s3_bucket, "Key": "key"}
    s3.put_bucket_versioning(Bucket=s3_bucket, VersioningConfiguration={"Status": "Enabled"})
    noncurrent = {"NoncurrentDays": 1}
    configure(s3, s3_bucket, rule("rule2", Expiration={"Days": 7}, NoncurrentVersionExpiration=noncurrent))
    got = s3.get_bucket_lifecycle_configuration(Bucket=s3_bucket)
    first = s3.put_object(**where, Body=b"test")["VersionId"]

    only = s3.head_object(**where)
    second = s3.put_object(**where, Body=b"test")["VersionId"]
    older, named, latest = (
        s3.head_object(**where, **more) for more in ({"VersionId": first}, {"VersionId": second}, {})
    )

    snapshot.match("configuration", got, aws_evidence=f"{evidence}::get-bucket-lifecycle-conf")
    snapshot.match("only", only, aws_evidence=f"{evidence}::head-object-expiry")
    snapshot.match("older", older, aws_evidence=f"{evidence}::head-object-expiry-noncurrent")
    current = f"{evidence}::head-object-expiry-current"
    snapshot.match("named", named, aws_evidence=f"{current}-with-version-id")
    snapshot.match("latest", latest, aws_evidence=f"{current}-without-version-id")


# The recording has a name in place of a rule's expiration.
@pytest.mark.skip_snapshot_verify(paths=["$..Rules[*].Expiration"])
def test_only_objects_that_a_filter_covers_expire(aws_client: Any, s3_bucket: str, snapshot: Any) -> None:
    s3 = aws_client.s3
    tags, sizes = (
        f"{EVIDENCE}::test_bucket_lifecycle_tag_rules",
        f"{EVIDENCE}::test_bucket_lifecycle_object_size_rules",
    )
    one, two = (
        {"Key": "testlifecycle", "Value": "positive"},
        {"Key": "testlifecycletwo", "Value": "positive-two"},
    )
    configure(
        s3,
        s3_bucket,
        rule("rule_one", Filter={"Tag": one}, Expiration={"Days": 1}),
        rule("rule_two", Filter={"And": {"Tags": [one, two]}}, Expiration={"Days": 5}),
    )

    def put(**more: Any) -> dict[str, Any]:
        answer: dict[str, Any] = s3.put_object(Bucket=s3_bucket, Key="key", **more)
        return answer

    by_tags = s3.get_bucket_lifecycle_configuration(Bucket=s3_bucket)
    both = put(Body=b"test", Tagging="testlifecycle=positive&testlifecycletwo=positive-two")
    got_both = s3.get_object(Bucket=s3_bucket, Key="key")
    neither = put(Body=b"test", Tagging="testlifecycle=negative")
    configure(
        s3,
        s3_bucket,
        rule("rule_one", Filter={"ObjectSizeGreaterThan": 20}, Expiration={"Days": 1}),
        rule("rule_two", Filter={"ObjectSizeLessThan": 10}, Expiration={"Days": 5}),
    )
    by_sizes = s3.get_bucket_lifecycle_configuration(Bucket=s3_bucket)
    between = put(Body=b"a" * 15)
    large = put(Body=b"a" * 22)

    assert 'rule-id="rule_one"' in both["Expiration"]
    assert "Expiration" not in between
    assert "Expiration" in large
    snapshot.match("by tags", by_tags, aws_evidence=f"{tags}::get-bucket-lifecycle-conf")
    snapshot.match("both", both, aws_evidence=f"{tags}::put-object-match-both-rules")
    snapshot.match("got both", got_both, aws_evidence=f"{tags}::get-object-match-both-rules")
    snapshot.match("neither", neither, aws_evidence=f"{tags}::put-object-no-match")
    snapshot.match("by sizes", by_sizes, aws_evidence=f"{sizes}::get-bucket-lifecycle-conf")


def test_objects_expire_at_midnight_until_the_configuration_is_gone(
    aws_client: Any, s3_bucket: str, localstack: Any
) -> None:
    s3 = aws_client.s3
    configure(s3, s3_bucket, rule("replaced", Expiration={"Days": 1}))
    configure(s3, s3_bucket, rule("days", Filter={"Prefix": "old/"}, Expiration={"Days": 1}))
    for key in ("old/a", "new/a"):
        s3.put_object(Bucket=s3_bucket, Key=key, Body=b"")

    localstack.advance(DAY - 60)
    before = keys(s3, s3_bucket)
    localstack.advance(DAY + 120)
    after = keys(s3, s3_bucket)
    s3.put_object(Bucket=s3_bucket, Key="old/b", Body=b"")
    s3.delete_bucket_lifecycle(Bucket=s3_bucket)
    localstack.advance(9 * DAY)

    assert before == ["new/a", "old/a"]
    assert after == ["new/a"]
    assert keys(s3, s3_bucket) == ["new/a", "old/b"]


def test_versions_markers_and_uploads_go_and_are_told_of(
    aws_client: Any, s3_bucket: str, sqs_queue: str, sqs_get_queue_arn: Any, localstack: Any
) -> None:
    s3 = aws_client.s3
    aws_client.sqs.set_queue_attributes(
        QueueUrl=sqs_queue, Attributes={"MessageRetentionPeriod": str(14 * DAY)}
    )
    item = {"QueueArn": sqs_get_queue_arn(sqs_queue), "Events": EVENTS}
    s3.put_bucket_notification_configuration(
        Bucket=s3_bucket,
        NotificationConfiguration={"QueueConfigurations": [item]},
        SkipDestinationValidation=True,
    )
    s3.put_bucket_versioning(Bucket=s3_bucket, VersioningConfiguration={"Status": "Enabled"})
    for body in (b"first", b"x" * 128 * 1024):
        s3.put_object(Bucket=s3_bucket, Key="key", Body=body)
    configure(
        s3,
        s3_bucket,
        rule(
            "all",
            Expiration={"Days": 5},
            Transitions=[{"Days": 1, "StorageClass": "GLACIER_IR"}],
            NoncurrentVersionExpiration={"NoncurrentDays": 2},
            AbortIncompleteMultipartUpload={"DaysAfterInitiation": 1},
        ),
    )
    upload = s3.create_multipart_upload(Bucket=s3_bucket, Key="parts")
    listed = s3.list_parts(Bucket=s3_bucket, Key="parts", UploadId=upload["UploadId"])

    localstack.advance(13 * DAY)
    bodies = []
    while messages := aws_client.sqs.receive_message(QueueUrl=sqs_queue, MaxNumberOfMessages=10).get(
        "Messages"
    ):
        bodies += [json.loads(message["Body"]) for message in messages]
    told = [record["eventName"] for body in bodies for record in body["Records"]]

    assert upload["AbortRuleId"] == listed["AbortRuleId"] == "all"
    assert upload["AbortDate"] == listed["AbortDate"]
    assert "Uploads" not in s3.list_multipart_uploads(Bucket=s3_bucket)
    assert told == [
        "LifecycleTransition",
        "LifecycleExpiration:Delete",
        "LifecycleExpiration:DeleteMarkerCreated",
        "LifecycleExpiration:Delete",
        "LifecycleExpiration:Delete",
    ]
    # The marker went last, when it hid nothing any more.
    left = s3.list_object_versions(Bucket=s3_bucket)
    assert "Versions" not in left
    assert "DeleteMarkers" not in left
