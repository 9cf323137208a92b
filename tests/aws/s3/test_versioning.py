"""Versions, delete markers, and the states of versioning."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError


def set_versioning(aws_client: Any, bucket: str, status: str) -> None:
    aws_client.s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": status})


@pytest.fixture
def bucket(aws_client: Any, s3_bucket: str) -> str:
    set_versioning(aws_client, s3_bucket, "Enabled")
    return s3_bucket


def put(aws_client: Any, bucket: str, key: str = "key", body: bytes = b"") -> str:
    version_id: str = aws_client.s3.put_object(Bucket=bucket, Key=key, Body=body)["VersionId"]
    return version_id


def error_of(raised: pytest.ExceptionInfo[ClientError]) -> dict[str, Any]:
    error: dict[str, Any] = raised.value.response["Error"]
    return error


def test_versioning_has_no_status_until_it_is_set(aws_client: Any, s3_bucket: str) -> None:
    before = aws_client.s3.get_bucket_versioning(Bucket=s3_bucket)
    set_versioning(aws_client, s3_bucket, "Suspended")

    assert "Status" not in before
    assert aws_client.s3.get_bucket_versioning(Bucket=s3_bucket)["Status"] == "Suspended"


@pytest.mark.parametrize(
    ("configuration", "code"),
    [({"Status": "enabled"}, "MalformedXML"), ({}, "IllegalVersioningConfigurationException")],
)
def test_versioning_has_two_states(
    aws_client: Any, s3_bucket: str, configuration: dict[str, str], code: str
) -> None:
    with pytest.raises(ClientError) as raised:
        aws_client.s3.put_bucket_versioning(Bucket=s3_bucket, VersioningConfiguration=configuration)

    assert error_of(raised)["Code"] == code


def test_every_version_can_be_read(aws_client: Any, bucket: str) -> None:
    first, second = put(aws_client, bucket, body=b"1"), put(aws_client, bucket, body=b"2")

    latest = aws_client.s3.get_object(Bucket=bucket, Key="key")
    older = aws_client.s3.get_object(Bucket=bucket, Key="key", VersionId=first)

    assert (latest["Body"].read(), latest["VersionId"]) == (b"2", second)
    assert (older["Body"].read(), older["VersionId"]) == (b"1", first)


def test_a_deleted_object_comes_back_without_its_marker(aws_client: Any, bucket: str) -> None:
    version = put(aws_client, bucket, body=b"1")
    deleted = aws_client.s3.delete_object(Bucket=bucket, Key="key")

    with pytest.raises(ClientError) as missing:
        aws_client.s3.get_object(Bucket=bucket, Key="key")
    with pytest.raises(ClientError) as refused:
        aws_client.s3.get_object(Bucket=bucket, Key="key", VersionId=deleted["VersionId"])
    removed = aws_client.s3.delete_object(Bucket=bucket, Key="key", VersionId=deleted["VersionId"])

    assert deleted["DeleteMarker"]
    assert removed["DeleteMarker"]
    assert error_of(missing)["Code"] == "NoSuchKey"
    assert missing.value.response["ResponseMetadata"]["HTTPHeaders"]["x-amz-delete-marker"] == "true"
    assert error_of(refused)["Code"] == "MethodNotAllowed"
    assert error_of(refused)["ResourceType"] == "DeleteMarker"
    assert aws_client.s3.get_object(Bucket=bucket, Key="key")["VersionId"] == version


def test_a_version_is_deleted_for_good(aws_client: Any, bucket: str) -> None:
    version = put(aws_client, bucket)
    aws_client.s3.delete_object(Bucket=bucket, Key="key", VersionId=version)

    with pytest.raises(ClientError) as gone:
        aws_client.s3.get_object(Bucket=bucket, Key="key", VersionId=version)
    with pytest.raises(ClientError) as nonsense:
        aws_client.s3.get_object(Bucket=bucket, Key="key", VersionId=f"{version[:-4]}ABCD")

    assert error_of(gone) == {
        "Code": "NoSuchVersion",
        "Message": "The specified version does not exist.",
        "Key": "key",
        "VersionId": version,
    }
    assert error_of(nonsense)["Message"] == "Invalid version id specified"


def test_suspended_versioning_writes_null_versions(aws_client: Any, bucket: str) -> None:
    version = put(aws_client, bucket)
    set_versioning(aws_client, bucket, "Suspended")
    for body in (b"1", b"2"):
        assert "VersionId" not in aws_client.s3.put_object(Bucket=bucket, Key="key", Body=body)

    listed = aws_client.s3.list_object_versions(Bucket=bucket)["Versions"]
    deleted = aws_client.s3.delete_object(Bucket=bucket, Key="key")
    after = aws_client.s3.list_object_versions(Bucket=bucket)

    assert [(entry["VersionId"], entry["IsLatest"]) for entry in listed] == [("null", True), (version, False)]
    assert (deleted["VersionId"], deleted["DeleteMarker"]) == ("null", True)
    assert [entry["VersionId"] for entry in after["Versions"]] == [version]
    assert [entry["VersionId"] for entry in after["DeleteMarkers"]] == ["null"]


def test_versions_are_listed_in_pages(aws_client: Any, bucket: str) -> None:
    made = [put(aws_client, bucket, "a"), put(aws_client, bucket, "b"), put(aws_client, bucket, "a")]
    marker = aws_client.s3.delete_object(Bucket=bucket, Key="b")["VersionId"]

    found: list[tuple[str, str, bool]] = []
    markers: dict[str, str] = {}
    more = True
    while more:
        page = aws_client.s3.list_object_versions(Bucket=bucket, MaxKeys=1, **markers)
        entries = page.get("Versions", []) + page.get("DeleteMarkers", [])
        found += [(entry["Key"], entry["VersionId"], entry["IsLatest"]) for entry in entries]
        more = page["IsTruncated"]
        if more:
            markers = {"KeyMarker": page["NextKeyMarker"], "VersionIdMarker": page["NextVersionIdMarker"]}

    assert found == [
        ("a", made[2], True),
        ("a", made[0], False),
        ("b", marker, True),
        ("b", made[1], False),
    ]


def test_a_listing_goes_on_after_a_version_that_is_gone(aws_client: Any, bucket: str) -> None:
    oldest, middle, newest = (put(aws_client, bucket) for _ in range(3))
    page = aws_client.s3.list_object_versions(Bucket=bucket, MaxKeys=2)
    for version in (middle, newest):
        aws_client.s3.delete_object(Bucket=bucket, Key="key", VersionId=version)

    rest = aws_client.s3.list_object_versions(
        Bucket=bucket, KeyMarker=page["NextKeyMarker"], VersionIdMarker=page["NextVersionIdMarker"]
    )

    assert page["NextVersionIdMarker"] == middle
    assert [(entry["VersionId"], entry["IsLatest"]) for entry in rest["Versions"]] == [(oldest, True)]


def test_a_version_marker_needs_a_key_marker(aws_client: Any, bucket: str) -> None:
    version = put(aws_client, bucket)

    with pytest.raises(ClientError) as raised:
        aws_client.s3.list_object_versions(Bucket=bucket, VersionIdMarker=version)

    assert error_of(raised)["Message"] == "A version-id marker cannot be specified without a key marker."


def test_a_version_is_copied(aws_client: Any, bucket: str) -> None:
    first = put(aws_client, bucket, body=b"1")
    put(aws_client, bucket, body=b"2")
    source = {"Bucket": bucket, "Key": "key", "VersionId": first}

    copied = aws_client.s3.copy_object(Bucket=bucket, Key="copy", CopySource=source)

    assert copied["CopySourceVersionId"] == first
    got = aws_client.s3.get_object(Bucket=bucket, Key="copy")
    assert (got["Body"].read(), got["VersionId"]) == (b"1", copied["VersionId"])


def test_a_versioned_bucket_is_not_empty_while_markers_are_left(aws_client: Any, bucket: str) -> None:
    marker = aws_client.s3.delete_object(Bucket=bucket, Key="key")["VersionId"]

    with pytest.raises(ClientError) as raised:
        aws_client.s3.delete_bucket(Bucket=bucket)
    aws_client.s3.delete_object(Bucket=bucket, Key="key", VersionId=marker)

    assert "You must delete all versions in the bucket." in error_of(raised)["Message"]
    assert "DeleteMarkers" not in aws_client.s3.list_object_versions(Bucket=bucket)
