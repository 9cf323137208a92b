"""Who pays for requests: the bucket's owner, or whoever makes them and says that he does.

Nothing is billed; those who do not say so are refused.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/RequesterPaysBuckets.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from localstack.aws.api import s3 as api

if TYPE_CHECKING:
    from localstack.aws.context import RequestContext

    from .bucket import Bucket

OWNER: Final = "BucketOwner"
REQUESTER: Final = "Requester"
PAYERS: Final = (OWNER, REQUESTER)
TELLING: Final = frozenset(
    {
        *(
            "AbortMultipartUpload",
            "CompleteMultipartUpload",
            "CreateMultipartUpload",
            "UploadPart",
            "UploadPartCopy",
        ),
        *(
            "CopyObject",
            "DeleteObject",
            "DeleteObjects",
            "GetObject",
            "HeadObject",
            "PutObject",
            "RestoreObject",
        ),
        *("GetBucketAccelerateConfiguration", "GetObjectAcl", "GetObjectAttributes", "PutObjectAcl"),
        *("ListMultipartUploads", "ListObjectVersions", "ListObjects", "ListObjectsV2", "ListParts"),
        *("PutObjectLegalHold", "PutObjectLockConfiguration", "PutObjectRetention", "UpdateObjectEncryption"),
    }
)
"""The operations whose answers say that the requester was charged."""
_SAYS_SO: Final = "x-amz-request-payer"
_AGREED: Final = "requester"


def charge(context: RequestContext, bucket: Bucket) -> None:
    """Let somebody pay for a request to a bucket whose owner does not, and say so in the answer.

    The emulator's own services do not pay, nor does anybody where nothing is enforced.

    :raises AccessDenied: when nobody says that he pays; nobody without an account can.
    """
    wire = context.request
    if wire is None or context.service_principal or not context.emulator.settings.enforce_iam:
        return
    if context.access_key_id and context.account_id == bucket.owner:
        return
    said = wire.headers.get(_SAYS_SO) or wire.argument(_SAYS_SO)
    if not context.access_key_id or said.lower() != _AGREED:
        raise api.AccessDenied("Access Denied")
    if context.operation.name in TELLING:
        context.answer_headers["x-amz-request-charged"] = _AGREED
