"""Which names and addresses are AWS's, and which a metadata service's."""

from __future__ import annotations

import pytest

from localstack.aws.hosts import is_aws, is_metadata


@pytest.mark.parametrize(
    "host",
    [
        "s3.amazonaws.com",
        "Bucket.S3.eu-west-1.AmazonAWS.com.",
        "sqs.cn-north-1.amazonaws.com.cn",
        "lambda.us-east-1.api.aws",
        "abc.lambda-url.us-east-1.on.aws",
        "us-east-1.signin.aws.amazon.com",
        "d-1234567890.awsapps.com",
        "amazonaws.com",
    ],
)
def test_names_of_aws(host: str) -> None:
    assert is_aws(host)


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "s3.localhost.localstack.cloud",
        "s3.amazonaws.com.localhost.localstack.cloud",
        "notamazonaws.com",
        "amazonaws.com.example",
        "docs.aws.amazon.com",
        "127.0.0.1",
        "/var/run/docker.sock",
        "",
    ],
)
def test_names_of_others(host: str) -> None:
    assert not is_aws(host)


@pytest.mark.parametrize(
    "host",
    [
        "169.254.169.254",
        "169.254.170.2",
        "169.254.170.23",
        "[fd00:ec2::254]",
        "fd00:ec2:0:0::254",
        "FD00:EC2::23",
        "::ffff:169.254.169.254",
        "::ffff:a9fe:a9fe",
        "2852039166",
        "0xA9FEA9FE",
        "169.254.43518",
        "fd00:ec2::254%eth0",
        "instance-data.ec2.internal.",
    ],
)
def test_every_spelling_of_a_metadata_service(host: str) -> None:
    assert is_metadata(host)


@pytest.mark.parametrize("host", ["169.254.169.253", "127.0.0.1", "::1", "metadata", "10.0.0.1", "cafe"])
def test_other_addresses(host: str) -> None:
    assert not is_metadata(host)
