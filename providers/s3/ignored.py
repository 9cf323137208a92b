"""Members of requests that are accepted and have no effect.

Nothing is billed to a requester, there is no multi-factor delete and no encryption with keys of the caller's: such
a key is refused where something would be written with it, and ignored where it is read.
"""

from __future__ import annotations

from typing import Final

_PAYER: Final = frozenset({"RequestPayer"})
_READ_KEY: Final = frozenset({"SSECustomerKey", "SSECustomerKeyMD5"})
_SOURCE_KEY: Final = frozenset({"CopySourceSSECustomerKey", "CopySourceSSECustomerKeyMD5"})
_WRITE: Final = frozenset(
    {"BucketKeyEnabled", "ObjectLockEventHoldDurationDays", "ObjectLockEventHoldDurationYears"}
)
_LISTED: Final = frozenset({"OptionalObjectAttributes"})

IGNORED: Final = {
    "AbortMultipartUpload": _PAYER,
    "CompleteMultipartUpload": _PAYER,
    "CopyObject": _PAYER | _SOURCE_KEY | _WRITE,
    "CreateBucket": frozenset({"BucketNamespace"}),
    "CreateMultipartUpload": _PAYER | _WRITE,
    "DeleteObject": _PAYER | {"MFA"},
    "DeleteObjects": _PAYER | {"MFA"},
    "GetObject": _PAYER | _READ_KEY,
    "GetObjectAcl": _PAYER,
    "GetObjectAttributes": _PAYER | _READ_KEY,
    "GetObjectTagging": _PAYER,
    "HeadObject": _PAYER | _READ_KEY,
    "ListMultipartUploads": _PAYER,
    "ListObjectVersions": _PAYER | _LISTED,
    "ListObjects": _PAYER | _LISTED,
    "ListObjectsV2": _PAYER | _LISTED,
    "ListParts": _PAYER | _READ_KEY,
    "PutBucketPolicy": frozenset({"ConfirmRemoveSelfBucketAccess"}),
    "PutObject": _PAYER | _WRITE,
    "PutObjectAcl": _PAYER,
    "PutObjectTagging": _PAYER,
    "UploadPart": _PAYER,
    "UploadPartCopy": _PAYER | _SOURCE_KEY,
}
