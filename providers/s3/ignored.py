"""Members of requests that are accepted and have no effect.

There is no multi-factor delete, and the context of an encryption is not kept.
"""

from __future__ import annotations

from typing import Final

_WRITE: Final = frozenset(
    {"SSEKMSEncryptionContext", "ObjectLockEventHoldDurationDays", "ObjectLockEventHoldDurationYears"}
)

IGNORED: Final = {
    "CopyObject": _WRITE,
    "CreateBucket": frozenset({"BucketNamespace"}),
    "CreateMultipartUpload": _WRITE,
    "DeleteObject": frozenset({"MFA"}),
    "DeleteObjects": frozenset({"MFA"}),
    "PutBucketPolicy": frozenset({"ConfirmRemoveSelfBucketAccess"}),
    "PutBucketReplication": frozenset({"Token"}),
    "PutObject": _WRITE,
    "PutObjectLockConfiguration": frozenset({"Token"}),
}
