"""What S3 refuses before it looks at an operation."""

from __future__ import annotations

import pytest
from localstack_providers.s3.wire import MAX_DOCUMENT_SIZE, MAX_HEADERS_SIZE, require_readable

from localstack.aws.body import Body
from localstack.aws.errors import ServiceException
from localstack.aws.wire import Headers, Request


def refusal(operation: str = "PutObject", target: str = "/bucket/key", **headers: str) -> str:
    """Give the code of the error that a request gets, `""` for none."""
    items = [(name.replace("_", "-"), value) for name, value in headers.items()]
    try:
        require_readable(operation, Request("PUT", target, Headers(items), Body()))
    except ServiceException as error:
        return error.code
    return ""


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({"content_length": "0"}, ""),
        ({"content_length": "5", "transfer_encoding": "identity"}, ""),
        ({"x_amz_content_sha256": "STREAMING-AWS4-HMAC-SHA256-PAYLOAD", "transfer_encoding": "chunked"}, ""),
        ({}, "MissingContentLength"),
        ({"x_amz_content_sha256": "UNSIGNED-PAYLOAD"}, "MissingContentLength"),
        ({"transfer_encoding": "chunked"}, "NotImplemented"),
    ],
    ids=["counted", "counted twice", "chunks of its own", "nothing", "unsigned", "chunks of HTTP"],
)
@pytest.mark.parametrize("operation", ["PutObject", "UploadPart"])
def test_content_has_a_length(operation: str, headers: dict[str, str], code: str) -> None:
    assert refusal(operation, **headers) == code


def test_what_brings_no_content_needs_no_length() -> None:
    assert refusal("GetObject") == refusal("CopyObject") == refusal("PutBucketTagging") == ""


def test_a_document_may_have_its_size_and_no_more() -> None:
    def read(size: int, announced: int | None) -> int:
        request = Request(
            "PUT", "/bucket?tagging", Headers(), Body(iter([b"x"] * 2 + [b"x" * (size - 2)]), announced)
        )
        require_readable("PutBucketTagging", request)
        return len(request.body.read())

    for size, announced in ((MAX_DOCUMENT_SIZE, MAX_DOCUMENT_SIZE), (MAX_DOCUMENT_SIZE, None)):
        assert read(size, announced) == size
    for announced in (MAX_DOCUMENT_SIZE + 1, None):
        with pytest.raises(ServiceException) as raised:
            read(MAX_DOCUMENT_SIZE + 1, announced)
        assert raised.value.code == "MaxMessageLengthExceeded"


def test_headers_may_have_their_size_and_no_more() -> None:
    room = MAX_HEADERS_SIZE - len("content-length: 0\r\n") - len("a: \r\n")

    assert refusal(content_length="0", a="x" * room) == ""
    assert refusal(content_length="0", a="x" * (room + 1)) == "RequestHeaderSectionTooLarge"


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("../../etc/passwd", ""),
        ("%2e%2e%2Fetc", ""),
        ("%00", ""),
        ("%F0%9F%98%80", ""),
        ("k" * 1024, ""),
        ("%F0%9F%98%80" * 256, ""),
        ("k" * 1025, "KeyTooLongError"),
        ("%F0%9F%98%80" * 257, "KeyTooLongError"),
        ("%ff", "InvalidURI"),
        ("%C3", "InvalidURI"),
        ("%", "InvalidURI"),
        ("%2", "InvalidURI"),
        ("%+1", "InvalidURI"),
    ],
)
def test_a_path_is_text_and_a_key_not_too_long(path: str, code: str) -> None:
    assert refusal("GetObject", f"/bucket/{path}") == code


@pytest.mark.parametrize("payload", ["STREAMING-", "STREAMING-OTHER", "0" * 63, "g" * 64, "unsigned-payload"])
def test_a_payload_of_no_kind_is_an_invalid_argument(payload: str) -> None:
    assert refusal("GetObject", x_amz_content_sha256=payload) == "InvalidArgument"


def test_the_digest_of_a_payload_is_one_of_its_kinds() -> None:
    assert refusal("GetObject", x_amz_content_sha256="0123456789abcdef" * 4) == ""
