"""Members of requests that are accepted and have no effect.

Nothing is billed to a requester, there is no multi-factor delete, and the context of an encryption is not kept.
"""

from __future__ import annotations

from typing import Final

_PAYER: Final = frozenset({"RequestPayer"})
_WRITE: Final = frozenset(
    {"SSEKMSEncryptionContext", "ObjectLockEventHoldDurationDays", "ObjectLockEventHoldDurationYears"}
)
_LISTED: Final = frozenset({"OptionalObjectAttributes"})

IGNORED: Final = {
    "AbortMultipartUpload": _PAYER,
    "CompleteMultipartUpload": _PAYER,
    "CopyObject": _PAYER | _WRITE,
    "CreateBucket": frozenset({"BucketNamespace"}),
    "CreateMultipartUpload": _PAYER | _WRITE,
    "DeleteObject": _PAYER | {"MFA"},
    "DeleteObjects": _PAYER | {"MFA"},
    "GetObject": _PAYER,
    "GetObjectAcl": _PAYER,
    "GetObjectAttributes": _PAYER,
    "GetObjectLegalHold": _PAYER,
    "GetObjectRetention": _PAYER,
    "GetObjectTagging": _PAYER,
    "HeadObject": _PAYER,
    "ListMultipartUploads": _PAYER,
    "ListObjectVersions": _PAYER | _LISTED,
    "ListObjects": _PAYER | _LISTED,
    "ListObjectsV2": _PAYER | _LISTED,
    "ListParts": _PAYER,
    "PutBucketPolicy": frozenset({"ConfirmRemoveSelfBucketAccess"}),
    "PutObject": _PAYER | _WRITE,
    "PutObjectAcl": _PAYER,
    "PutObjectLegalHold": _PAYER,
    "PutObjectLockConfiguration": _PAYER | {"Token"},
    "PutObjectRetention": _PAYER,
    "PutObjectTagging": _PAYER,
    "UploadPart": _PAYER,
    "UploadPartCopy": _PAYER,
}
