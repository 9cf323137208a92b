"""Requests whose lines, headers and lengths lie: each is answered with an error of S3's, and nothing is stored.

What AWS answers is in its list of error codes, and, where a comment names it, quoted by who asked it.
https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.aws.s3.raw import Server

pytestmark = pytest.mark.aws_only_localstack

CRC = "x-amz-checksum-crc32"
CHUNKED = ("x-amz-content-sha256: STREAMING-UNSIGNED-PAYLOAD-TRAILER", "Content-Encoding: aws-chunked")
ANNOUNCED = (*CHUNKED, f"x-amz-trailer: {CRC}", "x-amz-decoded-content-length: 5")
HELLO = b"5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n"
MISSING_LENGTH = {
    "Code": "MissingContentLength",
    "Message": "You must provide the Content-Length HTTP header.",
}
TERMINATED = {"Code": "IncompleteBody", "Message": "The request body terminated unexpectedly"}
MALFORMED_TRAILER = {
    "Code": "MalformedTrailerError",
    "Message": "The request contained trailing data that was not well-formed or did not conform to our "
    "published schema.",
}
UNSUPPORTED_ENCODING = {
    "Code": "NotImplemented",
    "Message": "A header you provided implies functionality that is not implemented",
    "Header": "Transfer-Encoding",
}


def another_size(provided: int) -> dict[str, str]:
    return {
        "Code": "IncompleteBody",
        "Message": "You did not provide the number of bytes specified by the Content-Length HTTP header",
        "NumberBytesExpected": "5",
        "NumberBytesProvided": str(provided),
    }


@pytest.fixture
def server(aws_client: Any) -> Server:
    return Server(aws_client.s3.meta.endpoint_url)


@pytest.fixture
def keys(aws_client: Any, s3_bucket: str) -> Any:
    def keys() -> list[str]:
        return [item["Key"] for item in aws_client.s3.list_objects_v2(Bucket=s3_bucket).get("Contents", [])]

    return keys


# The answers of AWS are quoted in github.com/versity/versitygw, issues 1043, 1248, 1600, 1626, 1656, 1657, 1666,
# 1684, 1691 and 1692, and in github.com/Automattic/knox, issue 43.
@pytest.mark.parametrize(
    ("headers", "body", "error"),
    [
        pytest.param((), b"", MISSING_LENGTH, id="no length"),
        pytest.param(("Transfer-Encoding: chunked",), HELLO, UNSUPPORTED_ENCODING, id="chunks of HTTP"),
        pytest.param(("Transfer-Encoding: gzip, chunked",), HELLO, UNSUPPORTED_ENCODING, id="gzip of HTTP"),
        pytest.param(CHUNKED, b"", MISSING_LENGTH, id="chunks without a length"),
        pytest.param((*CHUNKED, "x-amz-decoded-content-length: 5"), b"", TERMINATED, id="no chunks"),
    ],
)
def test_content_without_a_length_is_refused(
    server: Server, s3_bucket: str, keys: Any, headers: tuple[str, ...], body: bytes, error: dict[str, str]
) -> None:
    put = server.ask(f"PUT /{s3_bucket}/key", *headers, body=body, counted=False)

    assert put.error == error
    assert put.status == {"MissingContentLength": 411, "NotImplemented": 501}.get(put.code, 400)
    assert keys() == []


@pytest.mark.parametrize(
    ("headers", "body", "error"),
    [
        pytest.param(
            (*ANNOUNCED[:3], f"x-amz-decoded-content-length: {length}"),
            HELLO,
            MISSING_LENGTH,
            id=f"{length:.9}",
        )
        for length in ("abc", "-1", "", "²", "9" * 5000)
    ]
    + [
        pytest.param(ANNOUNCED, b"hello", TERMINATED, id="no chunks"),
        pytest.param(ANNOUNCED, b"3\r\nhello\r\n0\r\n\r\n", TERMINATED, id="a chunk too long"),
        pytest.param(ANNOUNCED, b"-5\r\nhello\r\n0\r\n\r\n", TERMINATED, id="a negative chunk"),
        pytest.param(ANNOUNCED, b"5\r\nhello\r\n", TERMINATED, id="no last chunk"),
        pytest.param(ANNOUNCED, b"3\r\nhel\r\n0\r\n\r\n", another_size(3), id="too short"),
        pytest.param(ANNOUNCED, b"5\r\nhello\r\n4\r\nlong\r\n0\r\n\r\n", another_size(9), id="too long"),
        pytest.param(ANNOUNCED, b"5\r\nhello\r\n0\r\n\r\n", MALFORMED_TRAILER, id="no trailer"),
        pytest.param((*CHUNKED, ANNOUNCED[3]), HELLO, MALFORMED_TRAILER, id="a trailer nobody announced"),
        pytest.param(ANNOUNCED, HELLO.replace(b"crc32:", b"crc32"), MALFORMED_TRAILER, id="no colon"),
        pytest.param(ANNOUNCED, HELLO.replace(b"x-amz-checksum-crc32", b""), MALFORMED_TRAILER, id="no name"),
        pytest.param(ANNOUNCED, HELLO.replace(b"crc32", b"sha1"), MALFORMED_TRAILER, id="another trailer"),
        pytest.param(
            ANNOUNCED,
            HELLO.replace(b"NhCmhg", b"AAAAAA"),
            {
                "Code": "BadDigest",
                "Message": "The CRC32 you specified did not match the calculated checksum.",
            },
            id="a trailer that lies",
        ),
        pytest.param(
            ANNOUNCED,
            HELLO.replace(b"NhCmhg==", b"?"),
            {
                "Code": "InvalidRequest",
                "Message": f"Value for {CRC} trailing header is invalid.",
            },
            id="a trailer that is no checksum",
        ),
        pytest.param(
            (*CHUNKED, "x-amz-trailer: x-amz-meta-a", ANNOUNCED[3]),
            HELLO.replace(CRC.encode(), b"x-amz-meta-a"),
            {
                "Code": "InvalidRequest",
                "Message": "The value specified in the x-amz-trailer header is not supported",
            },
            id="metadata as a trailer",
        ),
        pytest.param(
            (*ANNOUNCED, "x-amz-checksum-sha1: qvTGHdzF6KLavt4PO0gs2a6pQ00="),
            HELLO,
            {"Code": "InvalidRequest", "Message": "Expecting a single x-amz-checksum- header"},
            id="a checksum before and after",
        ),
    ],
)
def test_chunks_that_lie_are_refused(
    server: Server, s3_bucket: str, keys: Any, headers: tuple[str, ...], body: bytes, error: dict[str, str]
) -> None:
    put = server.ask(f"PUT /{s3_bucket}/key", *headers, body=body)

    assert put.error == error
    assert put.status == (411 if put.code == "MissingContentLength" else 400)
    assert keys() == []


@pytest.mark.parametrize(
    "headers", [ANNOUNCED, (*ANNOUNCED, "Transfer-Encoding: chunked")], ids=["counted", "chunked"]
)
def test_chunks_that_do_not_lie_are_stored(
    server: Server, s3_bucket: str, aws_client: Any, headers: tuple[str, ...]
) -> None:
    is_chunked = len(headers) > len(ANNOUNCED)
    body = b"%x\r\n%b\r\n0\r\n\r\n" % (len(HELLO), HELLO) if is_chunked else HELLO

    put = server.ask(f"PUT /{s3_bucket}/key", *headers, body=body, counted=not is_chunked)

    assert put.status == 200
    assert aws_client.s3.get_object(Bucket=s3_bucket, Key="key")["Body"].read() == b"hello"


# github.com/versity/versitygw, issues 1352, 2041, 2080, 2086 and 2180.
@pytest.mark.parametrize(
    ("header", "error"),
    [
        (
            "Content-Length: 6442450944",
            {
                "Code": "EntityTooLarge",
                "Message": "Your proposed upload exceeds the maximum allowed size",
                "ProposedSize": "6442450944",
                "MaxSizeAllowed": "5368709120",
            },
        ),
        (
            f"x-other: {'x' * 9000}",
            {
                "Code": "RequestHeaderSectionTooLarge",
                "Message": "Your request header section exceeds the maximum allowed size.",
                "MaxSizeAllowed": "8192",
            },
        ),
        (
            f"x-amz-meta-a: {'x' * 2048}",
            {
                "Code": "MetadataTooLarge",
                "Message": "Your metadata headers exceed the maximum allowed metadata size",
                "Size": "2049",
                "MaxSizeAllowed": "2048",
            },
        ),
        (
            "x-amz-content-sha256: GIBBERISH",
            {
                "Code": "InvalidArgument",
                "Message": "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, "
                "STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER, "
                "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD, STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER "
                "or a valid sha256 value.",
                "ArgumentName": "x-amz-content-sha256",
                "ArgumentValue": "GIBBERISH",
            },
        ),
    ],
    ids=["content", "headers", "metadata", "payload"],
)
def test_what_is_too_large_or_unknown_is_refused_before_content_is_taken(
    server: Server, s3_bucket: str, keys: Any, header: str, error: dict[str, str]
) -> None:
    is_length = header.startswith("Content-Length")

    put = server.ask(f"PUT /{s3_bucket}/key", header, counted=not is_length)

    assert (put.status, put.error) == (400, error)
    assert keys() == []


@pytest.mark.parametrize("method", ["PUT", "GET", "DELETE"])
@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("k" * 1025, "KeyTooLongError"),
        ("%C3%A9" * 513, "KeyTooLongError"),
        ("%F0%9F%98%80" * 257, "KeyTooLongError"),
        ("%ff%fe", "InvalidURI"),
        ("%ED%A0%80", "InvalidURI"),
        ("a%", "InvalidURI"),
        ("a%zz", "InvalidURI"),
    ],
    ids=[
        "long",
        "long in UTF-8",
        "long beyond the BMP",
        "no UTF-8",
        "half a surrogate pair",
        "half an escape",
        "no escape",
    ],
)
def test_what_is_no_key_is_refused(
    server: Server, s3_bucket: str, keys: Any, method: str, path: str, code: str
) -> None:
    answer = server.ask(f"{method} /{s3_bucket}/{path}")

    assert (answer.status, answer.code) == (400, code)
    assert keys() == []


@pytest.mark.parametrize(
    ("line", "header", "code"),
    [
        ("GET /{}?list-type=2&max-keys=-1", "", "InvalidArgument"),
        (f"GET /{{}}?list-type=2&max-keys={'9' * 5000}", "", "InvalidArgument"),
        ("GET /{}?list-type=2&continuation-token=..%2F..%2Fetc", "", "InvalidArgument"),
        ("GET /{}?versions&version-id-marker=%00", "", "InvalidArgument"),
        ("GET /{}/key?versionId=%00", "", "InvalidArgument"),
        (f"PUT /{{}}/key?partNumber={'9' * 5000}&uploadId=x", "", "InvalidArgument"),
        ("PUT /{}/key", "x-amz-copy-source: ../../etc/passwd", "InvalidBucketName"),
        ("PUT /{}/key", "x-amz-copy-source: %", "InvalidArgument"),
        ("PUT /{}/key", f"x-amz-tagging: {'a=b&' * 1000}", "InvalidArgument"),
        ("PUT /{}/key", "Content-MD5: nonsense", "InvalidDigest"),
        ("PUT /{}/key", "x-amz-acl: nonsense", "InvalidArgument"),
        ("PUT /{}/key", "x-amz-storage-class: nonsense", "InvalidStorageClass"),
        ("PUT /{}/key", "x-amz-checksum-crc32: nonsense", "InvalidRequest"),
        ("PUT /{}/key", "x-amz-object-lock-retain-until-date: 99999-01-01T00:00:00Z", "InvalidArgument"),
    ],
    ids=lambda value: value[:40],
)
def test_arguments_that_are_none_are_named(
    server: Server, s3_bucket: str, line: str, header: str, code: str
) -> None:
    answer = server.ask(line.format(s3_bucket), *([header] if header else []))

    assert (answer.status, answer.code) == (400, code)
