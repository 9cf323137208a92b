"""Records of access logs: one line with every field, in order."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from localstack_providers.s3.log_record import LogRecord, operation_type

from localstack.aws import spec


def record(now: datetime, **change: Any) -> LogRecord:
    full = LogRecord(
        owner="a" * 64,
        bucket="bucket",
        time=now,
        remote_ip="192.0.2.3",
        requester="b" * 64,
        request_id="ID",
        operation="REST.GET.OBJECT",
        key="a b/ü",
        request_line="GET /bucket/a%20b/%C3%BC?versionId=v1 HTTP/1.1",
        status=200,
        error_code="",
        bytes_sent=5,
        object_size=0,
        milliseconds=7,
        referer="",
        user_agent="curl/7.15.1",
        version_id="v1",
        host_id="HOST",
        signature_version="SigV4",
        authentication="AuthHeader",
        host="s3.us-west-2.amazonaws.com",
        access_point_arn="",
        acl_required=False,
    )
    return full._replace(**change)


def test_a_line_has_every_field(now: datetime) -> None:
    owner, requester = "a" * 64, "b" * 64

    assert record(now).line() == (
        f"{owner} bucket [31/Jan/2026:12:00:00 +0000] 192.0.2.3 {requester} ID REST.GET.OBJECT a%20b/%C3%BC "
        '"GET /bucket/a%20b/%C3%BC?versionId=v1 HTTP/1.1" 200 - 5 0 7 7 "-" "curl/7.15.1" v1 HOST SigV4 - AuthHeader '
        "s3.us-west-2.amazonaws.com - - - -"
    )


def test_what_is_not_there_is_a_dash(now: datetime) -> None:
    nothing = record(
        now,
        requester="",
        key=None,
        error_code="AccessDenied",
        bytes_sent=0,
        object_size=None,
        user_agent="",
        version_id="",
        signature_version="",
        authentication="",
        host="",
        access_point_arn="arn:aws:s3:us-east-1:111111111111:accesspoint/point",
        acl_required=True,
    )

    fields = nothing.line().split('"')

    assert fields[0].split()[-3:] == ["ID", "REST.GET.OBJECT", "-"]
    assert fields[2].split() == ["200", "AccessDenied", "-", "-", "7", "7"]
    assert fields[5] == "-"
    assert fields[6].split() == [
        *("-", "HOST", "-", "-", "-", "-", "-"),
        "arn:aws:s3:us-east-1:111111111111:accesspoint/point",
        "Yes",
        "-",
    ]


@pytest.mark.parametrize(
    ("operation", "method", "name"),
    [
        ("GetObject", "GET", "GET.OBJECT"),
        ("GetBucketVersioning", "GET", "GET.VERSIONING"),
        ("GetBucketLogging", "GET", "GET.LOGGING_STATUS"),
        ("GetBucketPolicy", "GET", "GET.BUCKETPOLICY"),
        ("GetBucketNotificationConfiguration", "GET", "GET.NOTIFICATION"),
        ("GetBucketLifecycleConfiguration", "GET", "GET.LIFECYCLE"),
        ("PutObjectTagging", "PUT", "PUT.OBJECT_TAGGING"),
        ("DeleteBucket", "DELETE", "DELETE.BUCKET"),
        ("HeadBucket", "HEAD", "HEAD.BUCKET"),
        ("GetPublicAccessBlock", "GET", "GET.PUBLIC_ACCESS_BLOCK"),
        ("UploadPartCopy", "PUT", "COPY.PART"),
    ],
)
def test_operations_have_names_of_their_own_in_logs(operation: str, method: str, name: str) -> None:
    assert operation_type(operation, method) == name


def test_no_operation_is_without_a_resource_type() -> None:
    names = [operation_type(name, "GET") for name in spec.load("s3").operation_names]

    assert all(len(name.split(".")) == 2 and name.split(".")[1] for name in names)
