"""Notifications as they arrive, and what configurations are refused, beside recordings of AWS."""

from __future__ import annotations

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

SQS = "services/s3/test_s3_notifications_sqs.snapshot.json::TestS3NotificationsToSQS"
SNS = "services/s3/test_s3_notifications_sns.snapshot.json::TestS3NotificationsToSns"
API = "services/s3/test_s3_api.snapshot.json::TestS3BucketNotificationConfiguration"
EVERYTHING = ["s3:ObjectCreated:*", "s3:ObjectRemoved:*", "s3:ObjectTagging:*"]


@pytest.fixture(autouse=True)
def _transformers(snapshot: Any, s3_bucket: str) -> None:
    snapshot.add_transformer(snapshot.transform.regex(s3_bucket, "<bucket>"))
    snapshot.add_transformer(snapshot.transform.s3_notifications_transformer())
    snapshot.add_transformer(snapshot.transform.key_value("BucketName"))


@pytest.fixture
def queue_arn(sqs_queue: str, sqs_get_queue_arn: Any) -> str:
    arn: str = sqs_get_queue_arn(sqs_queue)
    return arn


def configure(s3: Any, bucket: str, arn: str, events: list[str], **more: Any) -> None:
    item = {"QueueArn": arn, "Events": events, **more}
    s3.put_bucket_notification_configuration(
        Bucket=bucket, NotificationConfiguration={"QueueConfigurations": [item]}
    )


def received(sqs: Any, queue_url: str) -> list[Any]:
    bodies = []
    while messages := sqs.receive_message(QueueUrl=queue_url, MaxNumberOfMessages=10).get("Messages"):
        bodies += [json.loads(message["Body"]) for message in messages]
    return bodies


def records(bodies: list[Any]) -> list[Any]:
    found = [record for body in bodies for record in body.get("Records", ())]
    return sorted(found, key=lambda record: record["eventName"] + record["s3"]["object"]["key"])


def refused(call: Any, **parameters: Any) -> dict[str, Any]:
    with pytest.raises(ClientError) as error:
        call(**parameters)
    return dict(error.value.response)


# The recording has names in place of the request ids.
@pytest.mark.skip_snapshot_verify(paths=["$..responseElements"])
def test_a_queue_is_told_of_what_happens(
    aws_client: Any, s3_bucket: str, sqs_queue: str, queue_arn: str, localstack: Any, snapshot: Any
) -> None:
    s3 = aws_client.s3
    configure(s3, s3_bucket, queue_arn, EVERYTHING)
    localstack.settle()
    [tested] = received(aws_client.sqs, sqs_queue)

    s3.put_object(Bucket=s3_bucket, Key="a@b", Body=b"something")
    s3.copy_object(Bucket=s3_bucket, Key="copy", CopySource=f"{s3_bucket}/a@b")
    s3.put_object(Bucket=s3_bucket, Key="tagged", Body=b"FooBarBlitz")
    s3.put_object_tagging(Bucket=s3_bucket, Key="tagged", Tagging={"TagSet": [{"Key": "k", "Value": "v"}]})
    s3.delete_object_tagging(Bucket=s3_bucket, Key="tagged")
    upload = s3.create_multipart_upload(Bucket=s3_bucket, Key="parts")["UploadId"]
    part = s3.upload_part(Bucket=s3_bucket, Key="parts", UploadId=upload, PartNumber=1, Body=b"p")
    parts = {"Parts": [{"PartNumber": 1, "ETag": part["ETag"]}]}
    s3.complete_multipart_upload(Bucket=s3_bucket, Key="parts", UploadId=upload, MultipartUpload=parts)
    s3.delete_object(Bucket=s3_bucket, Key="copy")
    s3.delete_objects(Bucket=s3_bucket, Delete={"Objects": [{"Key": "parts"}, {"Key": "was never there"}]})
    localstack.settle()
    found = records(received(aws_client.sqs, sqs_queue))

    assert (tested["Event"], tested["Bucket"]) == ("s3:TestEvent", s3_bucket)
    assert [record["eventName"] for record in found] == [
        "ObjectCreated:CompleteMultipartUpload",
        "ObjectCreated:Copy",
        "ObjectCreated:Put",
        "ObjectCreated:Put",
        "ObjectRemoved:Delete",
        "ObjectRemoved:Delete",
        "ObjectRemoved:Delete",
        "ObjectTagging:Delete",
        "ObjectTagging:Put",
    ]
    encoded = f"{SQS}::test_key_encoding::receive_messages"
    snapshot.match("put", {"messages": [found[2]]}, aws_evidence=encoded)
    copied = f"{SQS}::test_object_created_copy::receive_messages"
    snapshot.match("copy", {"messages": [found[1]]}, aws_evidence=copied)
    removed_tags = f"{SQS}::test_object_tagging_delete_event::receive_messages"
    snapshot.match("untagged", {"messages": [found[7]]}, aws_evidence=removed_tags)


# The recording has names in place of the request ids.
@pytest.mark.skip_snapshot_verify(paths=["$..responseElements"])
def test_versions_are_named(
    aws_client: Any, s3_bucket: str, sqs_queue: str, queue_arn: str, localstack: Any, snapshot: Any
) -> None:
    s3 = aws_client.s3
    s3.put_bucket_versioning(Bucket=s3_bucket, VersioningConfiguration={"Status": "Enabled"})
    configure(s3, s3_bucket, queue_arn, EVERYTHING)

    first = s3.put_object(Bucket=s3_bucket, Key="test-key", Body=b"data")
    s3.put_object(Bucket=s3_bucket, Key="test-key", Body=b"data-version2")
    s3.delete_object(Bucket=s3_bucket, Key="test-key")
    s3.delete_object(Bucket=s3_bucket, Key="test-key", VersionId=first["VersionId"])
    localstack.settle()
    found = records(received(aws_client.sqs, sqs_queue))

    found.sort(key=lambda record: (record["eventName"], -record["s3"]["object"].get("size", 0)))
    evidence = f"{SQS}::test_object_created_put_versioned::message-versioning-active"
    snapshot.match("messages", found, aws_evidence=evidence)


def test_only_keys_of_the_filter_are_told_of(
    aws_client: Any, s3_bucket: str, sqs_queue: str, queue_arn: str, localstack: Any, snapshot: Any
) -> None:
    s3 = aws_client.s3
    rules = [{"Name": "suffix", "Value": ".txt"}, {"Name": "prefix", "Value": "in/"}]
    more = {"Id": "id123456", "Filter": {"Key": {"FilterRules": rules}}}
    configure(s3, s3_bucket, queue_arn, ["s3:ObjectCreated:*"], **more)

    for key in ("in/a.txt", "in/a.jpg", "out/a.txt"):
        s3.put_object(Bucket=s3_bucket, Key=key, Body=b"")
    localstack.settle()
    told = [record["s3"]["object"]["key"] for record in records(received(aws_client.sqs, sqs_queue))]
    configure(s3, s3_bucket, queue_arn, ["s3:ObjectCreated:*"], Id="id123456")
    unfiltered = s3.get_bucket_notification_configuration(Bucket=s3_bucket)
    s3.put_bucket_notification_configuration(Bucket=s3_bucket, NotificationConfiguration={})
    empty = s3.get_bucket_notification_configuration(Bucket=s3_bucket)

    assert told == ["in/a.txt"]
    snapshot.add_transformer(snapshot.transform.regex(queue_arn.rpartition(":")[2], "<queue>"))
    updated = f"{SQS}::test_notifications_with_filter::config_updated"
    snapshot.match("unfiltered", unfiltered, aws_evidence=updated)
    snapshot.match("empty", empty, aws_evidence=f"{SQS}::test_notifications_with_filter::config_empty")


def test_a_topic_passes_on_what_it_is_told(
    aws_client: Any,
    s3_bucket: str,
    sqs_queue: str,
    sns_topic: Any,
    sns_create_sqs_subscription: Any,
    localstack: Any,
) -> None:
    arn = sns_topic["Attributes"]["TopicArn"]
    sns_create_sqs_subscription(topic_arn=arn, queue_url=sqs_queue)
    item = {"TopicArn": arn, "Events": ["s3:ObjectCreated:*"]}
    aws_client.s3.put_bucket_notification_configuration(
        Bucket=s3_bucket, NotificationConfiguration={"TopicConfigurations": [item]}
    )

    aws_client.s3.put_object(Bucket=s3_bucket, Key="key", Body=b"text")
    localstack.settle()
    bodies = received(aws_client.sqs, sqs_queue)

    assert {body["Subject"] for body in bodies} == {"Amazon S3 Notification"}
    [record] = records([json.loads(body["Message"]) for body in bodies])
    assert (record["eventName"], record["s3"]["object"]["key"]) == ("ObjectCreated:Put", "key")


def test_event_bridge_passes_on_what_it_is_told(
    aws_client: Any, s3_bucket: str, sqs_queue: str, queue_arn: str, localstack: Any
) -> None:
    pattern = json.dumps({"source": ["aws.s3"], "detail": {"bucket": {"name": [s3_bucket]}}})
    aws_client.events.put_rule(Name="s3-events", EventPattern=pattern)
    aws_client.events.put_targets(Rule="s3-events", Targets=[{"Id": "1", "Arn": queue_arn}])
    aws_client.s3.put_bucket_notification_configuration(
        Bucket=s3_bucket, NotificationConfiguration={"EventBridgeConfiguration": {}}
    )

    aws_client.s3.put_object(Bucket=s3_bucket, Key="a b", Body=b"text")
    aws_client.s3.delete_object(Bucket=s3_bucket, Key="a b")
    localstack.settle()
    created, deleted = received(aws_client.sqs, sqs_queue)

    assert [created["detail-type"], deleted["detail-type"]] == ["Object Created", "Object Deleted"]
    assert created["resources"] == [f"arn:aws:s3:::{s3_bucket}"]
    assert (created["detail"]["object"]["key"], created["detail"]["reason"]) == ("a b", "PutObject")
    aws_client.events.remove_targets(Rule="s3-events", Ids=["1"])
    aws_client.events.delete_rule(Name="s3-events")


def test_destinations_have_to_exist(aws_client: Any, s3_bucket: str, snapshot: Any) -> None:
    put = aws_client.s3.put_bucket_notification_configuration
    queue = "arn:aws:sqs:us-east-1:111111111111:my-queue"
    events = ["s3:ObjectCreated:*"]

    def configuration(arn: str) -> dict[str, Any]:
        return {"QueueConfigurations": [{"Id": "id123", "QueueArn": arn, "Events": events}]}

    given = {"Bucket": s3_bucket, "NotificationConfiguration": configuration("invalid-queue")}
    unparsed = refused(put, **given)
    skipping = refused(put, **given, SkipDestinationValidation=True)
    missing = refused(put, Bucket=s3_bucket, NotificationConfiguration=configuration(queue))
    put(Bucket=s3_bucket, NotificationConfiguration=configuration(queue), SkipDestinationValidation=True)
    kept = aws_client.s3.get_bucket_notification_configuration(Bucket=s3_bucket)

    evidence = f"{SQS}::test_invalid_sqs_arn"
    snapshot.match("unparsed", unparsed, aws_evidence=f"{evidence}::invalid_not_skip")
    snapshot.match("skipping", skipping, aws_evidence=f"{evidence}::invalid_skip")
    snapshot.match("missing", missing, aws_evidence=f"{evidence}::queue-does-not-exist")
    snapshot.match("kept", kept, aws_evidence=f"{evidence}::skip_destination_validation")


@pytest.mark.parametrize(
    ("rule", "key"),
    [
        ({}, "test_bucket_notification_with_missing_values_in_rule::invalid-rule-no-values"),
        ({"Name": "suffix"}, "test_bucket_notification_with_missing_values_in_rule::invalid-rule-no-value"),
        ({"Value": "a"}, "test_bucket_notification_with_missing_values_in_rule::invalid-rule-no-name"),
        (
            {"Name": "INVALID", "Value": "a"},
            "test_bucket_notification_with_invalid_filter_rules::invalid_filter_name",
        ),
    ],
    ids=["empty", "no value", "no name", "no such rule"],
)
def test_filters_have_rules_for_prefix_and_suffix(
    aws_client: Any, s3_bucket: str, queue_arn: str, snapshot: Any, rule: dict[str, str], key: str
) -> None:
    item = {
        "QueueArn": queue_arn,
        "Events": ["s3:ObjectCreated:*"],
        "Filter": {"Key": {"FilterRules": [rule]}},
    }

    error = refused(
        aws_client.s3.put_bucket_notification_configuration,
        Bucket=s3_bucket,
        NotificationConfiguration={"QueueConfigurations": [item]},
    )

    snapshot.match("error", error, aws_evidence=f"{API}::{key}")


def test_a_bucket_that_is_not_there_tells_nobody(aws_client: Any, snapshot: Any) -> None:
    error = refused(
        aws_client.s3.get_bucket_notification_configuration, Bucket="no-bucket-of-this-name-1c2d3e"
    )

    snapshot.match("error", error, aws_evidence=f"{SNS}::test_bucket_not_exist::bucket_not_exists")
