"""What S3 refuses before it looks at an operation: URIs, headers and announcements of content.

- https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
- https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html
- https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-auth-using-authorization-header.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote

from localstack.aws.body import Body
from localstack.aws.wire import Headers, Request

from . import errors
from .validation import MAX_KEY_SIZE, require_key

MAX_HEADERS_SIZE: Final = 8192
"""The size in bytes that all header lines may have together."""
WITH_CONTENT: Final = frozenset({"PutObject", "UploadPart"})
"""The operations whose body is stored as it comes."""
MAX_DOCUMENT_SIZE: Final = 16 * 1024**2
"""The size in bytes that a document may have.

What AWS takes is not written anywhere: this is more than it takes to name a thousand keys or ten thousand parts.
"""

CHUNKED: Final = "STREAMING-"
_PAYLOADS: Final = (
    "UNSIGNED-PAYLOAD",
    "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
    "STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
    "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER",
    "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD",
    "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER",
)
_SHA256 = re.compile(r"[0-9a-fA-F]{64}")
_NO_ESCAPE = re.compile(r"%(?![0-9a-fA-F]{2})")


def require_readable(operation: str, request: Request) -> None:
    """Check what every request has, before anything is done with it.

    :raises RequestHeaderSectionTooLarge: when its headers are too large.
    :raises InvalidURI: when its path is no text.
    :raises KeyTooLongError: when its key is longer than keys are.
    :raises InvalidArgument: when it describes its payload as nothing S3 knows.
    :raises MissingContentLength: when it brings content and does not say how much.
    :raises NotImplemented: when it brings content in an encoding of HTTP instead.
    :raises MaxMessageLengthExceeded: when it brings a document that is too large.
    """
    headers = request.headers
    _require_size(headers)
    _require_path(request.path)
    payload = headers.get("x-amz-content-sha256")
    if payload and payload not in _PAYLOADS and not _SHA256.fullmatch(payload):
        raise errors.InvalidArgument(
            f"x-amz-content-sha256 must be {', '.join(_PAYLOADS)} or a valid sha256 value.",
            ArgumentName="x-amz-content-sha256",
            ArgumentValue=payload,
        )
    if request.form is not None:
        return
    if operation in WITH_CONTENT:
        _require_length(headers, payload)
    elif request.body.size is None:
        request.body = Body(_limited(request.body.stream()))
    elif request.body.size > MAX_DOCUMENT_SIZE:
        raise errors.MaxMessageLengthExceeded


def _require_size(headers: Headers) -> None:
    # A colon, a space and the end of the line are between them.
    size = sum(len(name) + len(value) + 4 for name, value in headers)
    if size > MAX_HEADERS_SIZE:
        raise errors.RequestHeaderSectionTooLarge(MaxSizeAllowed=MAX_HEADERS_SIZE)


def _require_path(path: str) -> None:
    if "%" in path:
        try:
            unquote(path, errors="strict")
        except UnicodeDecodeError:
            raise errors.InvalidURI from None
        if _NO_ESCAPE.search(path):
            raise errors.InvalidURI
    if len(path) > MAX_KEY_SIZE:
        require_key(unquote(path.removeprefix("/").partition("/")[2]))


def _limited(chunks: Iterator[bytes]) -> Iterator[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > MAX_DOCUMENT_SIZE:
            raise errors.MaxMessageLengthExceeded
        yield chunk


def _require_length(headers: Headers, payload: str) -> None:
    if "content-length" in headers or payload.startswith(CHUNKED):
        # Chunks with signatures have the length of their content in a header of their own.
        return
    if "transfer-encoding" in headers:
        raise errors.NotImplemented(Header="Transfer-Encoding")
    raise errors.MissingContentLength
