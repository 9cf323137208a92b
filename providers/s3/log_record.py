"""Records of access logs: one line for one request.

The emulator negotiates no TLS and knows no region that a request comes from: these fields have `-`.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/LogFormat.html
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Final, NamedTuple
from urllib.parse import quote

NOTHING: Final = "-"
REST, WEBSITE = "REST", "WEBSITE"
# The resource types of operations whose own name does not tell it; those in use are told by examples and users.
_TYPES: Final[Mapping[str, str]] = {
    "AbortMultipartUpload": "DELETE.UPLOAD",
    "CompleteMultipartUpload": "POST.UPLOAD",
    "CopyObject": "COPY.OBJECT",
    "CreateMultipartUpload": "POST.UPLOADS",
    "DeleteBucket": "DELETE.BUCKET",
    "DeleteObjects": "POST.MULTI_OBJECT_DELETE",
    "GetBucketLogging": "GET.LOGGING_STATUS",
    "GetBucketPolicy": "GET.BUCKETPOLICY",
    "HeadBucket": "HEAD.BUCKET",
    "ListMultipartUploads": "GET.UPLOADS",
    "ListObjectVersions": "GET.BUCKETVERSIONS",
    "ListObjects": "GET.BUCKET",
    "ListObjectsV2": "GET.BUCKET",
    "ListParts": "GET.UPLOAD",
    "PutBucketLogging": "PUT.LOGGING_STATUS",
    "PutBucketPolicy": "PUT.BUCKETPOLICY",
    "DeleteBucketPolicy": "DELETE.BUCKETPOLICY",
    "UploadPart": "PUT.PART",
    "UploadPartCopy": "COPY.PART",
    "GetObjectAcl": "GET.ACL",
    "PutObjectAcl": "PUT.ACL",
}
BATCH_DELETE: Final = "BATCH.DELETE.OBJECT"
_WORD = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_VERB = re.compile(r"(?:Get|Put|Delete|Head|List|Post)(?:Bucket(?=.))?")
_CONFIGURATION = re.compile(r"Configurations?$")


class LogRecord(NamedTuple):
    """What one line tells; a text without a value is `""`.

    :ivar owner: a canonical user id, as is the requester.
    :ivar key: as it is, `None` when there is none.
    :ivar bytes_sent: `None` when nothing was sent, and so are others that have no value.
    :ivar milliseconds: how long the answer took.
    """

    owner: str
    bucket: str
    time: datetime
    remote_ip: str
    requester: str
    request_id: str
    operation: str
    key: str | None
    request_line: str
    status: int
    error_code: str
    bytes_sent: int | None
    object_size: int | None
    milliseconds: int
    referer: str
    user_agent: str
    version_id: str
    host_id: str
    signature_version: str
    authentication: str
    host: str
    access_point_arn: str
    acl_required: bool

    def line(self) -> str:
        """Write it as a line of a log."""
        return " ".join(
            (
                self.owner,
                self.bucket,
                f"[{self.time:%d/%b/%Y:%H:%M:%S} +0000]",
                self.remote_ip,
                self.requester or NOTHING,
                self.request_id,
                self.operation,
                quote(self.key, safe="/") if self.key else NOTHING,
                _quoted(self.request_line),
                str(self.status),
                self.error_code or NOTHING,
                str(self.bytes_sent) if self.bytes_sent else NOTHING,
                NOTHING if self.object_size is None else str(self.object_size),
                str(self.milliseconds),
                str(self.milliseconds),
                _quoted(self.referer),
                _quoted(self.user_agent),
                self.version_id or NOTHING,
                self.host_id,
                self.signature_version or NOTHING,
                NOTHING,
                self.authentication or NOTHING,
                self.host or NOTHING,
                NOTHING,
                self.access_point_arn or NOTHING,
                "Yes" if self.acl_required else NOTHING,
                NOTHING,
            )
        )


def operation_type(operation: str, method: str) -> str:
    """Give the name that an operation has in logs, behind the interface: `GET.OBJECT`.

    The resource types that AWS shows nowhere are put together of the operation's name, which is unverified.
    """
    known = _TYPES.get(operation)
    if known is not None:
        return known
    kind = _CONFIGURATION.sub("", _VERB.sub("", operation, count=1))
    return f"{method}.{_WORD.sub('_', kind).upper()}"


def _quoted(text: str) -> str:
    return f'"{text or NOTHING}"'
