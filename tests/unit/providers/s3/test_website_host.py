"""Hosts of websites: whose, and where."""

from __future__ import annotations

import pytest
from localstack_providers.s3 import website_host
from localstack_providers.s3.website_host import WebsiteHost


@pytest.mark.parametrize(
    ("host", "bucket", "region"),
    [
        ("photos.s3-website.localhost.localstack.cloud:4566", "photos", ""),
        ("photos.s3-website.localhost", "photos", ""),
        ("photos.s3-website-us-east-1.localhost:4566", "photos", "us-east-1"),
        ("photos.s3-website.us-gov-west-1.localhost.localstack.cloud", "photos", "us-gov-west-1"),
        ("photos.s3-website-us-east-1.amazonaws.com", "photos", "us-east-1"),
        ("photos.s3-website.eu-central-1.amazonaws.com", "photos", "eu-central-1"),
        ("photos.s3-website.cn-north-1.amazonaws.com.cn", "photos", "cn-north-1"),
        ("Www.Example.com.S3-Website.localhost", "www.example.com", ""),
        ("s3-website.us-east-1.amazonaws.com", "", "us-east-1"),
    ],
)
def test_a_host_names_a_bucket_and_a_region(host: str, bucket: str, region: str) -> None:
    found = website_host.parse(host)

    assert found is not None
    assert (found.bucket, found.region) == (bucket, region)


@pytest.mark.parametrize(
    "host",
    [
        "s3-website.s3.amazonaws.com",
        "my.s3-website.s3.us-east-1.localhost:4566",
        "my-s3-website.s3.amazonaws.com",
        "photos.s3-websites.localhost",
        "photos.s3-website.example.com",
        "photos.s3-website.us-east-1.amazonaws.com.example",
        f"{'a.' * 200}s3-website.localhost",
    ],
)
def test_other_hosts_are_no_website_s(host: str) -> None:
    assert website_host.parse(host) is None


@pytest.mark.parametrize(
    ("region", "host"),
    [
        ("eu-west-1", "photos.s3-website-eu-west-1.localhost:4566"),
        ("eu-central-1", "photos.s3-website.eu-central-1.localhost:4566"),
    ],
)
def test_each_region_has_its_form_of_the_host(region: str, host: str) -> None:
    assert WebsiteHost("photos", "us-east-1", ".localhost:4566").in_region(region) == host
