"""The keys of KMS that objects are encrypted with: which one is meant, and whether it can be used.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
"""

from __future__ import annotations

import re
from typing import Any, Final

from localstack.aws.context import RequestContext
from localstack.aws.errors import ServiceException

from . import errors
from .bucket import Bucket
from .encryption import AES256, OWN, Encryption, Wanted

MANAGED: Final = "alias/aws/s3"
"""The key that AWS makes for an account when none is named."""
_KEY_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32}|alias/.+")
_ARN = re.compile(r"arn:[a-z-]+:kms:(?P<region>[a-z0-9-]+):(?P<account>\d{12}):(?P<resource>(key|alias)/.+)")


def encryption_of(context: RequestContext, bucket: Bucket, wanted: Wanted) -> Encryption:
    """Give the encryption that a write gets; not to be called with a lock held.

    :raises KMSNotFoundException: when the key does not exist, as the two others when it cannot be used.
    """
    if wanted.customer_key_md5:
        return Encryption(customer_key_md5=wanted.customer_key_md5)
    if wanted.algorithm == AES256:
        return OWN
    arn = require_usable(context, bucket, wanted.key_id or MANAGED)
    return Encryption(wanted.algorithm, arn, wanted.bucket_key_enabled)


def require_usable(context: RequestContext, bucket: Bucket, key_id: str) -> str:
    """Check that a key exists and can be used.

    :param key_id: its id, its ARN, or those of an alias.
    :returns: its ARN.
    :raises KMSNotFoundException: when it does not exist, or is of another region.
    :raises KMSDisabledException: when it is disabled.
    :raises KMSInvalidStateException: when it is pending deletion, or in another state that forbids its use.
    """
    found = _ARN.fullmatch(key_id)
    if found is None and not _KEY_ID.fullmatch(key_id):
        raise errors.KMSNotFoundException(f"Invalid keyId '{key_id}'")
    if found is not None and found["region"] != bucket.region:
        raise errors.KMSNotFoundException(f"Invalid arn {found['region']}")
    account_id = found["account"] if found is not None else context.account_id
    try:
        answer = context.call("kms", "DescribeKey", {"KeyId": key_id}, account_id, bucket.region)
    except ServiceException:
        raise errors.KMSNotFoundException(
            f"Key '{_arn(context, bucket, account_id, key_id)}' does not exist"
        ) from None
    key: dict[str, Any] = answer["KeyMetadata"]
    arn, state = str(key["Arn"]), key["KeyState"]
    if state == "Disabled":
        raise errors.KMSDisabledException(f"{arn} is disabled.")
    if state == "PendingDeletion":
        raise errors.KMSInvalidStateException(f"{arn} is pending deletion.")
    return arn


def _arn(context: RequestContext, bucket: Bucket, account_id: str, key_id: str) -> str:
    if key_id.startswith("arn:"):
        return key_id
    resource = key_id if key_id.startswith("alias/") else f"key/{key_id}"
    return f"arn:{context.partition}:kms:{bucket.region}:{account_id}:{resource}"
