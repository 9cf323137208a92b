"""Every native service, with the values that let random calls of it meet each other."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from localstack.aws.body import Body
from localstack.aws.wire import Headers, Request
from localstack.runtime import Emulator
from tests.unit.providers.random_calls import ACCOUNTS, Known, Subject

URLS = [
    f"http://sqs.us-east-1.localhost.localstack.cloud:4566/{ACCOUNTS[0]}/{name}"
    for name in ("plain", "other", "ordered.fifo")
]
ARNS = [f"arn:aws:sqs:us-east-1:{ACCOUNTS[0]}:{name}" for name in ("plain", "other", "ordered.fifo")]
ROLE = f"arn:aws:iam::{ACCOUNTS[0]}:role/role"


def messages(emulator: Emulator, known: Known) -> list[bytes]:
    """Give all messages of all queues, as the developer endpoint shows them."""
    native = emulator.services.require("sqs")
    assert native is not None
    shown = []
    for url in known["QueueUrl"]:
        query = f"QueueUrl={url}&ShowInvisible=true&ShowDelayed=true"
        headers = Headers([("Host", "localhost:4566"), ("Accept", "application/json")])
        request = Request("GET", f"/_aws/sqs/messages?{query}", headers, Body())
        response = native.provider.developer_endpoint(emulator, request)
        assert response is not None
        shown.append(response.body.read())
    return shown


SQS_ATTRIBUTES: list[dict[str, Any]] = [
    {"VisibilityTimeout": "30"},
    {"VisibilityTimeout": "0"},
    {"DelaySeconds": "5"},
    {"MessageRetentionPeriod": "60"},
    {"RedrivePolicy": f'{{"deadLetterTargetArn": "{ARNS[1]}", "maxReceiveCount": 1}}'},
    {"FifoQueue": "true", "ContentBasedDeduplication": "true"},
]

BUCKETS = ["first-bucket", "second-bucket"]
COPIES = "copies-bucket"


def closed(bucket: str) -> str:
    """Give a policy that lets nobody in."""
    resource = f"arn:aws:s3:::{bucket}"
    statement = {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": resource}
    return json.dumps({"Statement": statement})


TIERING = {
    "Id": "first",
    "Status": "Enabled",
    "Tierings": [{"AccessTier": "ARCHIVE_ACCESS", "Days": 90}],
}
INVENTORY = {
    "Id": "first",
    "IsEnabled": True,
    "IncludedObjectVersions": "All",
    "Schedule": {"Frequency": "Daily"},
    "Destination": {"S3BucketDestination": {"Bucket": f"arn:aws:s3:::{BUCKETS[0]}", "Format": "CSV"}},
}


def replication(bucket: str) -> dict[str, Any]:
    """Give a configuration that copies everything to a bucket."""
    rule = {
        "ID": "rule",
        "Status": "Enabled",
        "Priority": 1,
        "Filter": {},
        "DeleteMarkerReplication": {"Status": "Enabled"},
        "Destination": {"Bucket": f"arn:aws:s3:::{bucket}"},
    }
    return {"Role": ROLE, "Rules": [rule]}


SUBJECTS = (
    Subject(
        "sts",
        {
            "RoleArn": [ROLE],
            "RoleSessionName": ["ann", "bob"],
            "Name": ["ann"],
            "DurationSeconds": [900],
            "Tags": [[{"Key": "team", "Value": "blue"}]],
            "WebIdentityToken": ["opaque-token"],
        },
    ),
    Subject(
        "sqs",
        {
            "QueueName": ["plain", "other", "ordered.fifo"],
            "QueueUrl": URLS,
            "SourceArn": ARNS[1:],
            "DestinationArn": ARNS[:1],
            "Attributes": SQS_ATTRIBUTES,
            "AttributeNames": [["All"]],
            "MessageGroupId": ["one", "two"],
            "MessageDeduplicationId": ["1", "2", "3"],
            "MessageAttributes": [{"n": {"DataType": "Number", "StringValue": "1"}}],
            "Id": ["first", "second"],
            "DelaySeconds": [0, 0, 5],
            "VisibilityTimeout": [0, 10, 60],
            "WaitTimeSeconds": [0],
            "MaxNumberOfMessages": [1, 10],
            "MaxNumberOfMessagesPerSecond": [1],
            "AWSAccountIds": [[ACCOUNTS[1]]],
            "Actions": [["SendMessage"]],
            "Label": ["label"],
            "TagKeys": [["a"], ["b"]],
        },
        beginning=[
            ("CreateQueue", {"QueueName": "plain"}),
            ("CreateQueue", {"QueueName": "other"}),
            ("CreateQueue", {"QueueName": "ordered.fifo", "Attributes": SQS_ATTRIBUTES[-1]}),
            ("SetQueueAttributes", {"QueueUrl": URLS[0], "Attributes": SQS_ATTRIBUTES[-2]}),
        ],
        observe=messages,
    ),
    Subject(
        "s3",
        {
            "Bucket": [*BUCKETS, COPIES],
            "Key": ["a", "a/b", "a/c", "b"],
            "Body": [b"", b"content", b"other content"],
            "CopySource": [f"{bucket}/{key}" for bucket in BUCKETS for key in ("a", "b")],
            "Prefix": ["", "a"],
            "Delimiter": ["/"],
            "PartNumber": [1, 2],
            "Range": ["bytes=0-2"],
            "MaxKeys": [1, 1000],
            "Metadata": [{"note": "text"}],
            "Tagging": [{"TagSet": [{"Key": "a", "Value": "b"}]}, "a=b"],
            "VersioningConfiguration": [{"Status": "Enabled"}, {"Status": "Suspended"}],
            "ServerSideEncryptionConfiguration": [
                {"Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}]}
            ],
            "OwnershipControls": [{"Rules": [{"ObjectOwnership": "BucketOwnerPreferred"}]}],
            "PublicAccessBlockConfiguration": [{"BlockPublicAcls": True}],
            "NotificationConfiguration": [
                {},
                {"QueueConfigurations": [{"QueueArn": ARNS[0], "Events": ["s3:ObjectCreated:*"]}]},
            ],
            "WebsiteConfiguration": [
                {"RedirectAllRequestsTo": {"HostName": "example.com"}},
                {"IndexDocument": {"Suffix": "a"}, "RoutingRules": [{"Redirect": {"ReplaceKeyWith": "b"}}]},
            ],
            "AccelerateConfiguration": [{"Status": "Enabled"}, {"Status": "Suspended"}],
            "RequestPaymentConfiguration": [{"Payer": "Requester"}, {"Payer": "BucketOwner"}],
            "Id": ["first"],
            "MetricsConfiguration": [{"Id": "first"}],
            "AnalyticsConfiguration": [{"Id": "first", "StorageClassAnalysis": {}}],
            "IntelligentTieringConfiguration": [TIERING],
            "InventoryConfiguration": [INVENTORY],
            "CORSConfiguration": [
                {"CORSRules": [{"AllowedMethods": ["GET"], "AllowedOrigins": [origin]}]}
                for origin in ("*", "a")
            ],
            "ObjectLockConfiguration": [{"ObjectLockEnabled": "Enabled"}],
            "AbacStatus": [{"Status": "Enabled"}],
            "LegalHold": [{"Status": "OFF"}, {"Status": "ON"}],
            "Retention": [{}, {"Mode": "GOVERNANCE", "RetainUntilDate": datetime(2099, 1, 1, tzinfo=UTC)}],
            "LifecycleConfiguration": [
                {"Rules": [{"Status": "Enabled", "Filter": {}, "Expiration": {"Days": 1}}]},
                {
                    "Rules": [
                        {
                            "Status": "Enabled",
                            "Prefix": "a",
                            "NoncurrentVersionExpiration": {"NoncurrentDays": 1},
                            "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 2},
                        }
                    ]
                },
            ],
            "StorageClass": ["STANDARD", "GLACIER"],
            "RestoreRequest": [{"Days": 1}, {"Days": 1, "Tier": "Expedited"}],
            "ReplicationConfiguration": [replication(COPIES)],
            "BucketLoggingStatus": [
                {},
                {"LoggingEnabled": {"TargetBucket": BUCKETS[0], "TargetPrefix": "log/"}},
            ],
            "Policy": [closed(bucket) for bucket in BUCKETS],
            "ACL": ["private", "public-read", "bucket-owner-full-control"],
            "SkipDestinationValidation": [True],
            "Delete": [{"Objects": [{"Key": "a"}, {"Key": "b"}]}],
            "ObjectAttributes": [["ETag", "ObjectSize", "ObjectParts", "Checksum"]],
            "VersionId": [],
            "UploadId": [],
        },
        beginning=[
            *(("CreateBucket", {"Bucket": bucket}) for bucket in (*BUCKETS, COPIES)),
            *(
                ("PutBucketVersioning", {"Bucket": bucket, "VersioningConfiguration": {"Status": "Enabled"}})
                for bucket in (BUCKETS[1], COPIES)
            ),
            ("PutObject", {"Bucket": BUCKETS[0], "Key": "a/b", "StorageClass": "GLACIER"}),
            ("PutBucketReplication", {"Bucket": BUCKETS[1], "ReplicationConfiguration": replication(COPIES)}),
            ("CreateMultipartUpload", {"Bucket": BUCKETS[0], "Key": "a"}),
            ("CreateMultipartUpload", {"Bucket": BUCKETS[1], "Key": "b"}),
        ],
    ),
    Subject(
        "s3control",
        {
            "AccountId": [ACCOUNTS[0]],
            "Name": ["first-point", "second-point"],
            "Bucket": BUCKETS,
            "MaxResults": [1, 1000],
            "Policy": [closed(BUCKETS[0])],
            "ResourceArn": [f"arn:aws:s3:::{bucket}" for bucket in BUCKETS],
            "Tags": [[{"Key": "a", "Value": "1"}], [{"Key": "b", "Value": "2"}]],
            "TagKeys": [["a"], ["b"]],
            "PublicAccessBlockConfiguration": [{"BlockPublicAcls": True}, {"IgnorePublicAcls": True}],
        },
        beginning=[("s3.CreateBucket", {"Bucket": bucket}) for bucket in BUCKETS],
    ),
)
