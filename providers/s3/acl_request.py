"""ACLs as requests give them: by name, by grants in headers, or as a document.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectAcl.html
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, Any, Final

from localstack.aws.api import s3 as api

from . import acl, errors
from .acl import Acl, Grant
from .owner import canonical_user_id
from .validation import OWNER_ENFORCED, OWNER_PREFERRED

if TYPE_CHECKING:
    from .bucket import Bucket

GRANTS: Final = (
    ("GrantFullControl", "x-amz-grant-full-control", acl.FULL_CONTROL),
    ("GrantRead", "x-amz-grant-read", acl.READ),
    ("GrantReadACP", "x-amz-grant-read-acp", acl.READ_ACP),
    ("GrantWrite", "x-amz-grant-write", acl.WRITE),
    ("GrantWriteACP", "x-amz-grant-write-acp", acl.WRITE_ACP),
)
MEMBERS: Final = frozenset({"ACL", *(member for member, _, _ in GRANTS)})
_USER_ID = re.compile(r"[0-9a-f]{64}")
_GRANTEE = re.compile(r'\s*(?P<name>\w+)\s*=\s*"?(?P<value>[^"]*)"?\s*')


def from_headers(
    request: Mapping[str, Any], owner: str, bucket_owner: str, allowed: Collection[str]
) -> Acl | None:
    """Read the ACL that the headers of a request ask for.

    :param owner: the canonical user id of the bucket's or object's owner.
    :param allowed: the names of canned ACLs that it may have.
    :returns: `None` when they ask for none.
    :raises InvalidRequest: when they ask for two.
    :raises InvalidArgument: when they name what does not exist.
    """
    if MEMBERS.isdisjoint(request):
        return None
    name = request.get("ACL")
    if name is None:
        grants = [
            grant
            for member, header, permission in GRANTS
            if member in request
            for grant in _granted(header, request[member], permission)
        ]
        return Acl(owner, tuple(grants))
    if len(MEMBERS & request.keys()) > 1:
        raise api.InvalidRequest("Specifying both Canned ACLs and Header Grants is not allowed")
    if name not in allowed:
        raise errors.InvalidArgument(ArgumentName="x-amz-acl", ArgumentValue=name)
    return acl.canned(name, owner, bucket_owner)


def from_document(document: Mapping[str, Any], owner: str) -> Acl:
    """Read the ACL in the body of a request.

    :param owner: the canonical user id of the bucket's or object's owner.
    :raises MalformedACLError: when it does not follow its schema.
    :raises InvalidArgument: when it names what does not exist.
    :raises AccessDenied: when it names another owner.
    """
    named = (document.get("Owner") or {}).get("ID")
    if named is None or "Grants" not in document:
        raise errors.MalformedACLError
    _require_user("CanonicalUser/ID", named)
    grants = tuple(_grant(item) for item in document["Grants"] or ())
    if named != owner:
        raise api.AccessDenied("Access Denied")
    return Acl(owner, grants)


def for_put(request: Mapping[str, Any], owner: str, bucket_owner: str, allowed: Collection[str]) -> Acl:
    """Read the ACL of a request whose purpose it is to set one.

    :raises MissingSecurityHeader: when there is none.
    :raises UnexpectedContent: when there is one in the headers and one in the body.
    """
    found = from_headers(request, owner, bucket_owner, allowed)
    document = request.get("AccessControlPolicy")
    if found is not None and document:
        raise errors.UnexpectedContent
    if found is not None:
        return found
    if document is None:
        raise errors.MissingSecurityHeader(MissingHeaderName="x-amz-acl")
    return from_document(document, owner)


def for_write(
    request: Mapping[str, Any], bucket: Bucket, writer: str, blocks: Callable[[str], bool]
) -> Acl | None:
    """Give the ACL of an object that a request writes, `None` for the usual one.

    :param writer: a canonical user id.
    :param blocks: tells whether a setting of the public access block is on.
    :raises AccessControlListNotSupported: when the bucket has no ACLs, but the request asks for one.
    :raises AccessDenied: when it is public, and those are blocked.
    """
    gives_away = request.get("ACL") == acl.BUCKET_OWNER_FULL_CONTROL
    bucket_owner = canonical_user_id(bucket.owner)
    is_taken_over = gives_away and bucket.ownership == OWNER_PREFERRED
    owner = bucket_owner if is_taken_over else writer
    new = from_headers(request, owner, bucket_owner, acl.CANNED_OF_OBJECTS)
    if not bucket.has_acls and (new is None or gives_away):
        return None
    if new is None:
        return None if owner == bucket_owner else acl.canned(acl.PRIVATE, owner, bucket_owner)
    bucket.require_acl(new, blocks)
    return new


def for_new_bucket(request: Mapping[str, Any], ownership: str, owner: str) -> Acl | None:
    """Give the ACL of a bucket that a request makes, `None` for the usual one.

    :param owner: a canonical user id.
    :raises InvalidBucketAclWithObjectOwnership: when the bucket's ownership excludes it.
    :raises InvalidBucketAclWithBlockPublicAccessError: when it is public: new buckets block that.
    """
    if MEMBERS.isdisjoint(request) or (
        request.get("ACL") == acl.PRIVATE and len(MEMBERS & request.keys()) == 1
    ):
        return None
    if ownership == OWNER_ENFORCED:
        raise errors.InvalidBucketAclWithObjectOwnership
    new = from_headers(request, owner, owner, acl.CANNED_OF_BUCKETS)
    if new is not None and new.is_public:
        raise errors.InvalidBucketAclWithBlockPublicAccessError
    return new


def _granted(header: str, value: str, permission: str) -> list[Grant]:
    grants = []
    for part in value.split(","):
        found = _GRANTEE.fullmatch(part)
        name, grantee = (found["name"], found["value"]) if found else ("", "")
        if name == "uri":
            _require_group("uri", grantee)
            grants.append(Grant(acl.GROUP, grantee, permission))
        elif name == "id":
            _require_user("id", grantee)
            grants.append(Grant(acl.CANONICAL_USER, grantee, permission))
        elif name == "emailAddress":
            raise errors.UnresolvableGrantByEmailAddress
        else:
            raise errors.InvalidArgument(
                "Argument format not recognized", ArgumentName=header, ArgumentValue=value
            )
    return grants


def _grant(item: Mapping[str, Any]) -> Grant:
    grantee, permission = item.get("Grantee") or {}, item.get("Permission")
    kind = grantee.get("Type")
    if permission not in acl.PERMISSIONS:
        raise errors.MalformedACLError
    if kind == acl.CANONICAL_USER and "ID" in grantee:
        _require_user("CanonicalUser/ID", grantee["ID"])
        return Grant(kind, grantee["ID"], permission)
    if kind == acl.GROUP and "URI" in grantee:
        _require_group("Group/URI", grantee["URI"])
        return Grant(kind, grantee["URI"], permission)
    if kind == "AmazonCustomerByEmail" and "EmailAddress" in grantee:
        raise errors.UnresolvableGrantByEmailAddress
    raise errors.MalformedACLError


def _require_group(argument: str, uri: str) -> None:
    if uri not in acl.GROUPS:
        raise errors.InvalidArgument("Invalid group uri", ArgumentName=argument, ArgumentValue=uri)


def _require_user(argument: str, user: str) -> None:
    if not _USER_ID.fullmatch(user):
        raise errors.InvalidArgument("Invalid id", ArgumentName=argument, ArgumentValue=user)
