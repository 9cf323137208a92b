"""Access points: other names for a bucket, each with a policy that requests by that name have to pass too.

S3 Control keeps them, and is asked for one only when there is no bucket of the name. That is one of::

    arn:aws:s3:us-east-1:111111111111:accesspoint/name    as parameters and copy sources have it
    name-34lettersanddigits-s3alias                       an alias, wherever a bucket is named
    name-111111111111                                     in front of a host name

What can be reached from a VPC only is let through: every request counts as one from there.

- https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-service-api-support.html
- https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-policies.html
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

from localstack.aws.context import RequestContext
from localstack.aws.errors import ServiceException

from . import errors

ALIAS_SUFFIX: Final = "-s3alias"
_ARN = re.compile(
    r"arn:[a-z-]+:s3:(?P<region>[a-z0-9-]*):(?P<account>\d{12}):accesspoint[/:](?P<name>[a-z0-9-]+)"
)
_HOST = re.compile(r"(?P<name>[a-z0-9][a-z0-9-]+)-(?P<account>\d{12})")
SUPPORTED: Final = frozenset(
    {
        "AbortMultipartUpload",
        "CompleteMultipartUpload",
        "CopyObject",
        "CreateMultipartUpload",
        "DeleteObject",
        "DeleteObjectTagging",
        "DeleteObjects",
        "GetBucketAcl",
        "GetBucketCors",
        "GetBucketLocation",
        "GetBucketNotificationConfiguration",
        "GetBucketPolicy",
        "GetObject",
        "GetObjectAcl",
        "GetObjectAttributes",
        "GetObjectLegalHold",
        "GetObjectRetention",
        "GetObjectTagging",
        "HeadBucket",
        "HeadObject",
        "ListMultipartUploads",
        "ListObjectVersions",
        "ListObjects",
        "ListObjectsV2",
        "ListParts",
        "PutObject",
        "PutObjectAcl",
        "PutObjectLegalHold",
        "PutObjectRetention",
        "PutObjectTagging",
        "RestoreObject",
        "UploadPart",
        "UploadPartCopy",
    }
)


class AccessPoint(NamedTuple):
    """An access point, as S3 Control describes it.

    :ivar account_id: its owner's, who need not be the bucket's.
    :ivar network_origin: `Internet` or `VPC`.
    :ivar blocks: the settings of its public access block.
    """

    arn: str
    name: str
    account_id: str
    region: str
    bucket: str
    network_origin: str
    blocks: Mapping[str, bool]

    def arn_of(self, key: str | None) -> str:
        """Give the ARN that its policy has for an object, or for itself."""
        return self.arn if key is None else f"{self.arn}/object/{key}"

    def conditions(self) -> dict[str, tuple[str, ...]]:
        """Give what policies ask of a request that comes through it, by condition key in lower case."""
        return {
            "s3:dataaccesspointarn": (self.arn,),
            "s3:dataaccesspointaccount": (self.account_id,),
            "s3:accesspointnetworkorigin": (self.network_origin,),
        }


def find(context: RequestContext, name: str) -> AccessPoint | None:
    """Find the access point that a request names where buckets are named; `None` when it means a bucket.

    :raises MethodNotAllowed: when the request is for none of the operations that access points have.
    :raises NoSuchAccessPoint: when it names one by ARN that does not exist; the code is unverified.
    """
    found = _ask(context, name)
    if found is not None and context.operation.name not in SUPPORTED:
        method = context.request.method if context.request is not None else ""
        raise errors.MethodNotAllowed(Method=method, ResourceType="ACCESSPOINT")
    return found


def policy_of(context: RequestContext, point: AccessPoint) -> str:
    """Give the policy of an access point, `""` when it has none."""
    named = {"AccountId": point.account_id, "Name": point.name}
    try:
        answer = context.call("s3control", "GetAccessPointPolicy", named, point.account_id, point.region)
    except ServiceException:
        return ""
    return str(answer["Policy"])


def _ask(context: RequestContext, name: str) -> AccessPoint | None:
    if name.endswith(ALIAS_SUFFIX):
        return _described(context, name, context.account_id, context.region)
    by_arn = _ARN.fullmatch(name)
    named = by_arn or _HOST.fullmatch(name)
    if named is None:
        return None
    region = (by_arn["region"] if by_arn else "") or context.region
    point = _described(context, named["name"], named["account"], region)
    if point is None and by_arn is not None:
        raise errors.NoSuchAccessPoint(AccessPointName=named["name"])
    return point


def _described(context: RequestContext, name: str, account_id: str, region: str) -> AccessPoint | None:
    """Ask S3 Control, which tells S3, and nobody else, of those of others by their alias."""
    try:
        answer = context.call(
            "s3control", "GetAccessPoint", {"AccountId": account_id, "Name": name}, account_id, region
        )
    except ServiceException:
        return None
    arn = answer["AccessPointArn"]
    found = _ARN.fullmatch(arn)
    owner, region = (found["account"], found["region"]) if found is not None else (account_id, region)
    return AccessPoint(
        arn,
        answer["Name"],
        owner,
        region,
        answer["Bucket"],
        answer["NetworkOrigin"],
        answer["PublicAccessBlockConfiguration"],
    )
