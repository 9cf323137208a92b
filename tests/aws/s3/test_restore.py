"""Restoring archived objects by the virtual clock, beside recordings of AWS."""

from __future__ import annotations

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

EVIDENCE = "services/s3/test_s3.snapshot.json::TestS3DeepArchive::test_s3_get_deep_archive_object_restore"
BRIDGE = "services/s3/test_s3_notifications_eventbridge.snapshot.json::TestS3NotificationsToEventBridge"
HOUR, DAY = 3600, 86_400


@pytest.fixture
def archived(aws_client: Any, s3_bucket: str) -> dict[str, str]:
    where = {"Bucket": s3_bucket, "Key": "key"}
    aws_client.s3.put_object(**where, Body=b"body data", StorageClass="DEEP_ARCHIVE")
    return where


def refused(call: Any, **parameters: Any) -> dict[str, Any]:
    with pytest.raises(ClientError) as error:
        call(**parameters)
    return dict(error.value.response)


def list_restores(s3: Any, bucket: str) -> dict[str, Any]:
    asked = {"Bucket": bucket, "OptionalObjectAttributes": ["RestoreStatus"]}
    [item] = s3.list_objects_v2(**asked)["Contents"]
    [version] = s3.list_object_versions(**asked)["Versions"]
    assert item["RestoreStatus"] == version["RestoreStatus"]
    status: dict[str, Any] = item["RestoreStatus"]
    return status


def test_an_archived_object_is_read_once_it_is_restored_and_for_so_many_days(
    aws_client: Any, archived: dict[str, str], localstack: Any, snapshot: Any
) -> None:
    s3 = aws_client.s3

    invalid = refused(s3.get_object, **archived)
    begun = s3.restore_object(**archived, RestoreRequest={"Days": 2, "Tier": "Bulk"})
    localstack.settle()
    head = s3.head_object(**archived)
    content = s3.get_object(**archived)["Body"].read()
    copied = s3.copy_object(Bucket=archived["Bucket"], Key="copy", CopySource=f"{archived['Bucket']}/key")
    extended = s3.restore_object(**archived, RestoreRequest={"Days": 9})
    localstack.advance(4 * DAY)
    still = s3.head_object(**archived)
    localstack.advance(9 * DAY)

    assert content == b"body data"
    assert copied["CopyObjectResult"]["ETag"] == head["ETag"]
    assert "Restore" not in s3.head_object(Bucket=archived["Bucket"], Key="copy")
    assert head["Restore"].startswith('ongoing-request="false", expiry-date="')
    assert extended["ResponseMetadata"]["HTTPStatusCode"] == 200
    assert still["Restore"] != head["Restore"]
    assert "Restore" not in s3.head_object(**archived)
    assert refused(s3.get_object, **archived)["Error"]["Code"] == "InvalidObjectState"
    snapshot.match("invalid", invalid, aws_evidence=f"{EVIDENCE}::get-object-invalid-state")
    snapshot.match("begun", begun, aws_evidence=f"{EVIDENCE}::restore_object")


def test_a_restoration_takes_its_time_and_can_be_hastened(
    aws_client: Any,
    archived: dict[str, str],
    localstack: Any,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    s3 = aws_client.s3
    settings = request.getfixturevalue("_localstack_session").emulator.settings
    monkeypatch.setattr(settings, "realistic", True)

    s3.restore_object(**archived, RestoreRequest={"Days": 1, "Tier": "Bulk"})
    under_way = s3.head_object(**archived)["Restore"]
    listed = [list_restores(s3, archived["Bucket"])]
    again = refused(s3.restore_object, **archived, RestoreRequest={"Days": 1, "Tier": "Bulk"})
    hastened = s3.restore_object(**archived, RestoreRequest={"Days": 1})
    localstack.advance(12 * HOUR - 1)
    not_yet = refused(s3.get_object, **archived)
    localstack.advance(1)
    there = s3.head_object(**archived)["Restore"]
    listed.append(list_restores(s3, archived["Bucket"]))
    localstack.advance(59 * HOUR)

    assert under_way == 'ongoing-request="true"'
    assert (again["Error"]["Code"], again["ResponseMetadata"]["HTTPStatusCode"]) == (
        "RestoreAlreadyInProgress",
        409,
    )
    assert hastened["ResponseMetadata"]["HTTPStatusCode"] == 202
    assert not_yet["Error"]["Code"] == "InvalidObjectState"
    assert there.startswith('ongoing-request="false"')
    assert [status["IsRestoreInProgress"] for status in listed] == [True, False]
    # The slower one was dropped: its copy would be there now.
    assert "Restore" not in s3.head_object(**archived)


def test_what_cannot_be_restored_is_refused(
    aws_client: Any, s3_bucket: str, archived: dict[str, str], snapshot: Any
) -> None:
    s3 = aws_client.s3
    s3.put_object(Bucket=s3_bucket, Key="at hand", Body=b"")
    select = {
        "Type": "SELECT",
        "SelectParameters": {
            "InputSerialization": {"CSV": {}},
            "OutputSerialization": {"CSV": {}},
            "ExpressionType": "SQL",
            "Expression": "SELECT * FROM s3object",
        },
    }

    at_hand = refused(s3.restore_object, Bucket=s3_bucket, Key="at hand", RestoreRequest={"Days": 1})
    expedited = refused(s3.restore_object, **archived, RestoreRequest={"Days": 1, "Tier": "Expedited"})
    without_days = refused(s3.restore_object, **archived, RestoreRequest={})
    selecting = refused(s3.restore_object, **archived, RestoreRequest=select)
    missing = refused(s3.restore_object, Bucket=s3_bucket, Key="missing", RestoreRequest={"Days": 1})

    found = [error["Error"]["Code"] for error in (at_hand, expedited, without_days, selecting, missing)]
    assert found == [
        "InvalidObjectState",
        "InvalidArgument",
        "MalformedXML",
        "NotImplemented",
        "NoSuchKey",
    ]
    snapshot.match("at hand", at_hand)


def test_queues_are_told_of_a_restoration(
    aws_client: Any,
    s3_bucket: str,
    archived: dict[str, str],
    sqs_queue: str,
    sqs_get_queue_arn: Any,
    localstack: Any,
) -> None:
    item = {"QueueArn": sqs_get_queue_arn(sqs_queue), "Events": ["s3:ObjectRestore:*"]}
    aws_client.s3.put_bucket_notification_configuration(
        Bucket=s3_bucket,
        NotificationConfiguration={"QueueConfigurations": [item]},
        SkipDestinationValidation=True,
    )

    aws_client.s3.restore_object(**archived, RestoreRequest={"Days": 1})
    localstack.advance(3 * DAY)
    messages = aws_client.sqs.receive_message(QueueUrl=sqs_queue, MaxNumberOfMessages=10)["Messages"]

    records = [record for message in messages for record in json.loads(message["Body"])["Records"]]
    assert [record["eventName"] for record in records] == [
        "ObjectRestore:Post",
        "ObjectRestore:Completed",
        "ObjectRestore:Delete",
    ]
    restored = records[1]["glacierEventData"]["restoreEventData"]
    assert restored["lifecycleRestoreStorageClass"] == "DEEP_ARCHIVE"
    assert restored["lifecycleRestorationExpiryTime"].endswith("T00:00:00.000Z")


# The long tail's EventBridge leaves the account out.
@pytest.mark.skip_snapshot_verify(paths=["$..account"])
def test_event_bridge_is_told_of_a_restoration(
    aws_client: Any,
    s3_bucket: str,
    sqs_queue: str,
    sqs_get_queue_arn: Any,
    localstack: Any,
    snapshot: Any,
) -> None:
    pattern = json.dumps(
        {
            "source": ["aws.s3"],
            "detail-type": [{"prefix": "Object Restore"}],
            "resources": [f"arn:aws:s3:::{s3_bucket}"],
        }
    )
    where = {"Bucket": s3_bucket, "Key": "my key"}
    aws_client.events.put_rule(Name="s3-restores", EventPattern=pattern)
    target = {"Id": "1", "Arn": sqs_get_queue_arn(sqs_queue)}
    aws_client.events.put_targets(Rule="s3-restores", Targets=[target])
    aws_client.s3.put_bucket_notification_configuration(
        Bucket=s3_bucket, NotificationConfiguration={"EventBridgeConfiguration": {}}
    )

    aws_client.s3.put_object(**where, Body=b"something", StorageClass="GLACIER")
    aws_client.s3.restore_object(**where, RestoreRequest={"Days": 1, "Tier": "Expedited"})
    localstack.settle()
    received = aws_client.sqs.receive_message(QueueUrl=sqs_queue, MaxNumberOfMessages=10)["Messages"]

    messages = [json.loads(message["Body"]) for message in received]
    for key, replacement in (("time", "date"), ("restore-expiry-time", "date"), ("request-id", "request-id")):
        snapshot.add_transformer(snapshot.transform.key_value(key, replacement, reference_replacement=False))
    snapshot.add_transformer(snapshot.transform.regex(s3_bucket, "<bucket>"))
    evidence = f"{BRIDGE}::test_restore_object::messages"
    snapshot.match("messages", {"messages": messages}, aws_evidence=evidence)
    aws_client.events.remove_targets(Rule="s3-restores", Ids=["1"])
    aws_client.events.delete_rule(Name="s3-restores")
