"""Requests that name an access point where they could name a bucket."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import pytest
from botocore.config import Config
from botocore.exceptions import ClientError


@pytest.fixture
def point(aws_client: Any, account_id: str, s3_bucket: str) -> dict[str, str]:
    answer = aws_client.s3control.create_access_point(AccountId=account_id, Name="way-in", Bucket=s3_bucket)
    return {"arn": answer["AccessPointArn"], "alias": answer["Alias"]}


def refused(call: Any, **parameters: Any) -> str:
    with pytest.raises(ClientError) as error:
        call(**parameters)
    return str(error.value.response["Error"]["Code"])


@pytest.mark.parametrize("name", ["arn", "alias"])
def test_objects_are_written_read_and_deleted(
    aws_client: Any, s3_bucket: str, point: dict[str, str], name: str
) -> None:
    s3, through = aws_client.s3, point[name]

    s3.put_object(Bucket=through, Key="a b/c", Body=b"text")
    s3.copy_object(Bucket=through, Key="copy", CopySource={"Bucket": through, "Key": "a b/c"})
    upload = s3.create_multipart_upload(Bucket=through, Key="parts")["UploadId"]
    part = s3.upload_part(Bucket=through, Key="parts", UploadId=upload, PartNumber=1, Body=b"part")
    parts = {"Parts": [{"PartNumber": 1, "ETag": part["ETag"]}]}
    s3.complete_multipart_upload(Bucket=through, Key="parts", UploadId=upload, MultipartUpload=parts)
    keys = [item["Key"] for item in s3.list_objects_v2(Bucket=through)["Contents"]]
    s3.delete_objects(Bucket=through, Delete={"Objects": [{"Key": "parts"}, {"Key": "copy"}]})

    assert keys == ["a b/c", "copy", "parts"]
    assert s3.get_object(Bucket=through, Key="a b/c")["Body"].read() == b"text"
    assert [item["Key"] for item in s3.list_objects_v2(Bucket=s3_bucket)["Contents"]] == ["a b/c"]
    assert s3.head_bucket(Bucket=through)["AccessPointAlias"] is (name == "alias")


def test_a_bucket_is_not_configured_through_an_access_point(aws_client: Any, point: dict[str, str]) -> None:
    s3, missing = aws_client.s3, point["arn"].replace("way-in", "no-way-in")

    assert refused(s3.get_bucket_versioning, Bucket=point["alias"]) == "MethodNotAllowed"
    assert refused(s3.delete_bucket, Bucket=point["arn"]) == "MethodNotAllowed"
    assert refused(s3.list_objects_v2, Bucket=missing) == "NoSuchAccessPoint"


def test_another_account_comes_in_by_both_policies(
    aws_client: Any, secondary_aws_client: Any, account_id: str, s3_bucket: str, point: dict[str, str]
) -> None:
    s3, theirs = aws_client.s3, secondary_aws_client.s3
    it = {"Bucket": point["arn"], "Key": "key"}
    s3.put_object(**it, Body=b"text")
    their_id = secondary_aws_client.sts.get_caller_identity()["Account"]
    statement = {"Effect": "Allow", "Principal": {"AWS": their_id}, "Action": "s3:GetObject"}

    before = refused(theirs.get_object, **it)
    of_point = {**statement, "Resource": f"{point['arn']}/object/*"}
    aws_client.s3control.put_access_point_policy(
        AccountId=account_id, Name="way-in", Policy=json.dumps({"Statement": [of_point]})
    )
    of_bucket = {
        **statement,
        "Resource": f"arn:aws:s3:::{s3_bucket}/*",
        "Condition": {"StringEquals": {"s3:DataAccessPointAccount": account_id}},
    }
    s3.put_bucket_policy(Bucket=s3_bucket, Policy=json.dumps({"Statement": [of_bucket]}))

    assert before == "AccessDenied"
    assert theirs.get_object(**it)["Body"].read() == b"text"
    assert refused(theirs.get_object, Bucket=s3_bucket, Key="key") == "AccessDenied"


def test_a_signed_url_may_name_an_access_point(
    aws_client: Any, aws_client_factory: Any, localstack: Any, point: dict[str, str]
) -> None:
    it = {"Bucket": point["arn"], "Key": "a b/c"}
    aws_client.s3.put_object(**it, Body=b"text")
    signer = aws_client_factory(config=Config(signature_version="s3v4")).s3

    url = urlsplit(signer.generate_presigned_url("get_object", Params=it))
    # The name resolves nowhere.
    request = Request(f"{localstack.url}{url.path}?{url.query}", headers={"Host": url.netloc})
    with urlopen(request) as response:
        content = response.read()

    assert url.netloc.startswith("way-in-")
    assert content == b"text"
