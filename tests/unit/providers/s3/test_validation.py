"""The rules over requests."""

from __future__ import annotations

import pytest
from localstack_providers.s3 import errors, validation

from localstack.aws.api import s3 as api


@pytest.mark.parametrize("name", ["abc", "my-bucket.example", "1bucket1", "a" * 63, "300.1.2.3.4"])
def test_a_bucket_may_have_this_name(name: str) -> None:
    assert validation.is_bucket_name(name)


@pytest.mark.parametrize(
    "name",
    ["ab", "a" * 64, "Upper", "under_score", "-a-b", "ab-", ".abc", "a..b", "192.168.5.4", "xn--abc", "sthree-abc",
     "amzn-s3-demo-x", "abc-s3alias", "abc--ol-s3", "abc--x-s3", "", "abc\n"],
)  # fmt: skip
def test_a_bucket_may_not_have_this_name(name: str) -> None:
    assert not validation.is_bucket_name(name)


@pytest.mark.parametrize(
    ("endpoint", "constraint", "region"),
    [
        ("us-east-1", None, "us-east-1"),
        ("us-east-1", "us-west-2", "us-west-2"),
        ("us-east-1", "EU", "eu-west-1"),
        ("eu-west-1", "EU", "eu-west-1"),
        ("us-west-2", "us-west-2", "us-west-2"),
    ],
)
def test_a_bucket_belongs_to_a_region(endpoint: str, constraint: str | None, region: str) -> None:
    assert validation.bucket_region(endpoint, constraint) == region


@pytest.mark.parametrize("constraint", ["us-east-1", "foo", "aws-global"])
def test_the_first_region_takes_no_constraint_that_is_no_other_region(constraint: str) -> None:
    with pytest.raises(errors.InvalidLocationConstraint) as raised:
        validation.bucket_region("us-east-1", constraint)

    assert raised.value.members == {"LocationConstraint": constraint}


@pytest.mark.parametrize(
    ("constraint", "named"), [(None, "unspecified"), ("us-east-1", "us-east-1"), ("EU", "EU"), ("bar", "bar")]
)
def test_other_regions_make_buckets_of_their_own_only(constraint: str | None, named: str) -> None:
    with pytest.raises(errors.IllegalLocationConstraintException, match=f"The {named} location constraint"):
        validation.bucket_region("us-west-2", constraint)


def test_a_key_has_at_most_1024_bytes() -> None:
    validation.require_key("é" * 512)

    with pytest.raises(errors.KeyTooLongError) as raised:
        validation.require_key("é" * 512 + "x")

    assert raised.value.members == {"Size": 1025, "MaxSizeAllowed": 1024}


@pytest.mark.parametrize(
    ("request_members", "error"),
    [
        ({"WriteOffsetBytes": "1"}, errors.NotImplemented),
        ({"StorageClass": "OUTPOSTS"}, errors.InvalidStorageClass),
        ({"WebsiteRedirectLocation": "example.com"}, errors.InvalidRedirectLocation),
    ],
)
def test_a_write_is_refused(request_members: dict[str, str], error: type[Exception]) -> None:
    with pytest.raises(error):
        validation.require_writable_as_asked(request_members)


@pytest.mark.parametrize(
    "request_members",
    [
        {},
        {"StorageClass": "GLACIER"},
        {"WebsiteRedirectLocation": "/new"},
        {"WebsiteRedirectLocation": "https://example.com"},
    ],
)
def test_a_write_is_accepted(request_members: dict[str, str]) -> None:
    validation.require_writable_as_asked(request_members)


def test_the_expected_owner_is_the_owner() -> None:
    validation.require_bucket_owner(None, "111111111111")
    validation.require_bucket_owner("111111111111", "111111111111")

    with pytest.raises(api.AccessDenied):
        validation.require_bucket_owner("222222222222", "111111111111")


@pytest.mark.parametrize("expected", ["0000", "0000000000020", "aa000000000$"])
def test_the_expected_owner_is_an_account(expected: str) -> None:
    with pytest.raises(errors.InvalidBucketOwnerAWSAccountID, match="must be an AWS Account ID"):
        validation.require_bucket_owner(expected, "111111111111")


def test_transfers_to_a_name_with_dots_cannot_be_accelerated() -> None:
    validation.require_accelerable("photos")

    with pytest.raises(api.InvalidRequest):
        validation.require_accelerable("my.photos")
