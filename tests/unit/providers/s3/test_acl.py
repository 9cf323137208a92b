"""ACLs: what they grant, and how requests give them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from localstack_providers.s3 import acl, acl_request, errors
from localstack_providers.s3.acl import ALL_USERS, AUTHENTICATED_USERS, CANONICAL_USER, Acl, Grant
from localstack_providers.s3.bucket import Bucket
from localstack_providers.s3.owner import canonical_user_id

from localstack.aws.api import s3 as api

OWNER, OTHER = canonical_user_id("111111111111"), canonical_user_id("222222222222")


@pytest.fixture
def bucket(now: datetime) -> Bucket:
    bucket = Bucket("bucket", "arn:aws:s3:::bucket", "111111111111", "us-east-1", now)
    bucket.ownership, bucket.public_access_block = "ObjectWriter", None
    return bucket


@pytest.mark.parametrize(
    ("name", "granted"),
    [
        ("private", []),
        ("public-read", [(ALL_USERS, "READ")]),
        ("public-read-write", [(ALL_USERS, "READ"), (ALL_USERS, "WRITE")]),
        ("authenticated-read", [(AUTHENTICATED_USERS, "READ")]),
        ("log-delivery-write", [(acl.LOG_DELIVERY, "WRITE"), (acl.LOG_DELIVERY, "READ_ACP")]),
        ("bucket-owner-read", [(OWNER, "READ")]),
        ("bucket-owner-full-control", [(OWNER, "FULL_CONTROL")]),
    ],
)
def test_a_canned_acl_stands_for_grants(name: str, granted: list[tuple[str, str]]) -> None:
    found = acl.canned(name, OTHER, OWNER)

    assert found.grants[0] == Grant(CANONICAL_USER, OTHER, "FULL_CONTROL")
    assert [(grant.grantee, grant.permission) for grant in found.grants[1:]] == granted
    assert found.is_public is name.startswith(("public", "authenticated"))


def test_the_owner_of_both_is_granted_everything_once() -> None:
    assert len(acl.canned("bucket-owner-full-control", OWNER, OWNER).grants) == 1


@pytest.mark.parametrize(
    ("name", "user", "permission", "allowed"),
    [
        ("private", OWNER, "WRITE_ACP", True),
        ("private", OTHER, "READ", False),
        ("public-read", "", "READ", True),
        ("public-read", "", "WRITE", False),
        ("public-read", OTHER, "READ", True),
        ("authenticated-read", OTHER, "READ", True),
        ("authenticated-read", "", "READ", False),
    ],
)
def test_a_grant_counts_for_whom_it_names(name: str, user: str, permission: str, allowed: bool) -> None:
    assert acl.canned(name, OWNER, OWNER).allows(permission, user) is allowed


def test_public_grants_can_be_left_out() -> None:
    found = acl.canned("public-read", OWNER, OWNER)

    assert not found.allows("READ", OTHER, ignore_public=True)
    assert found.allows("READ", OWNER, ignore_public=True)


def test_headers_grant_to_several() -> None:
    request = {"GrantRead": f'uri="{ALL_USERS}", id="{OTHER}"', "GrantWriteACP": f"id={OWNER}"}

    found = acl_request.from_headers(request, OWNER, OWNER, acl.CANNED_OF_BUCKETS)

    assert found is not None
    assert [(grant.grantee, grant.permission) for grant in found.grants] == [
        (ALL_USERS, "READ"),
        (OTHER, "READ"),
        (OWNER, "WRITE_ACP"),
    ]


def document(**grantee: Any) -> dict[str, Any]:
    return {"Owner": {"ID": OWNER}, "Grants": [{"Grantee": grantee, "Permission": "READ"}]}


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({}, errors.MissingSecurityHeader),
        ({"ACL": "private", "GrantRead": f"id={OWNER}"}, api.InvalidRequest),
        ({"ACL": "private", "AccessControlPolicy": document()}, errors.UnexpectedContent),
        ({"ACL": "bucket-owner-read"}, errors.InvalidArgument),
        ({"GrantRead": 'emailAddress="a@b.c"'}, errors.UnresolvableGrantByEmailAddress),
        ({"AccessControlPolicy": {}}, errors.MalformedACLError),
        ({"AccessControlPolicy": {"Owner": {"ID": OWNER}}}, errors.MalformedACLError),
        ({"AccessControlPolicy": {"Grants": []}}, errors.MalformedACLError),
        ({"AccessControlPolicy": {"Owner": {"ID": OTHER}, "Grants": []}}, api.AccessDenied),
        ({"AccessControlPolicy": {"Owner": {"ID": "me"}, "Grants": []}}, errors.InvalidArgument),
        ({"AccessControlPolicy": document(Type="Group", ID=OWNER)}, errors.MalformedACLError),
        ({"AccessControlPolicy": document(Type="Group", URI="x")}, errors.InvalidArgument),
        (
            {"AccessControlPolicy": document(Type="AmazonCustomerByEmail", EmailAddress="a@b.c")},
            errors.UnresolvableGrantByEmailAddress,
        ),
    ],
)
def test_a_request_gives_exactly_one_acl(given: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        acl_request.for_put(given, OWNER, OWNER, acl.CANNED_OF_BUCKETS)


@pytest.mark.parametrize(
    ("ownership", "given", "owner"),
    [
        ("ObjectWriter", {}, OTHER),
        ("ObjectWriter", {"ACL": "bucket-owner-full-control"}, OTHER),
        ("BucketOwnerPreferred", {}, OTHER),
        ("BucketOwnerPreferred", {"ACL": "bucket-owner-full-control"}, OWNER),
        ("BucketOwnerEnforced", {}, None),
        ("BucketOwnerEnforced", {"ACL": "bucket-owner-full-control"}, None),
    ],
)
def test_the_ownership_says_whose_an_object_is(
    bucket: Bucket, ownership: str, given: dict[str, str], owner: str | None
) -> None:
    bucket.ownership = ownership

    found = acl_request.for_write(given, bucket, OTHER, bucket.blocks)

    assert (found.owner if found is not None else None) == owner


@pytest.mark.parametrize("given", [{"ACL": "public-read"}, {"ACL": "private"}, {"GrantRead": f"id={OWNER}"}])
def test_a_bucket_without_acls_takes_none(bucket: Bucket, given: dict[str, str]) -> None:
    bucket.ownership = "BucketOwnerEnforced"

    with pytest.raises(errors.AccessControlListNotSupported):
        acl_request.for_write(given, bucket, OWNER, bucket.blocks)


def test_public_acls_can_be_blocked(bucket: Bucket) -> None:
    bucket.public_access_block = {"BlockPublicAcls": True}

    assert acl_request.for_write({"ACL": "aws-exec-read"}, bucket, OWNER, bucket.blocks) is not None
    with pytest.raises(api.AccessDenied):
        acl_request.for_write({"ACL": "public-read"}, bucket, OWNER, bucket.blocks)


def test_an_acl_no_longer_counts_once_the_owner_owns_everything(bucket: Bucket) -> None:
    bucket.acl = Acl(OWNER, ())
    assert bucket.effective_acl.grants == ()

    bucket.ownership = "BucketOwnerEnforced"

    assert len(bucket.effective_acl.grants) == 1


def test_a_new_bucket_is_not_made_public() -> None:
    def made(given: dict[str, str], ownership: str) -> Acl | None:
        return acl_request.for_new_bucket(given, ownership, OWNER)

    assert made({"ACL": "private"}, "BucketOwnerEnforced") is None
    assert made({"ACL": "log-delivery-write"}, "ObjectWriter") is not None
    with pytest.raises(errors.InvalidBucketAclWithObjectOwnership):
        made({"ACL": "public-read"}, "BucketOwnerEnforced")
    with pytest.raises(errors.InvalidBucketAclWithBlockPublicAccessError):
        made({"ACL": "public-read"}, "ObjectWriter")
