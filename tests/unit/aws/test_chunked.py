"""The aws-chunked encoding as clients write it, and as they should not.

https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
"""

from __future__ import annotations

import io
import time
from collections.abc import Iterator

import pytest
from botocore.httpchecksum import AwsChunkedWrapper, Crc32Checksum

from localstack.aws.body import Body
from localstack.aws.chunked import decode_chunked
from localstack.aws.errors import ServiceException
from localstack.aws.wire import Headers, Request

SIGNATURE = b";chunk-signature=" + b"0" * 64
SIGNED = b"5" + SIGNATURE + b"\r\nhello\r\n1" + SIGNATURE + b"\r\n!\r\n0" + SIGNATURE + b"\r\n\r\n"
UNSIGNED = b"5\r\nhello\r\n1\r\n!\r\n0\r\n\r\n"
CRC32 = "x-amz-checksum-crc32"
TRAILER = b"6\r\nhello!\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\nX-Amz-Trailer-Signature:00\r\n\r\n"
ANNOUNCED = {SIGNED: "", UNSIGNED: "", TRAILER: CRC32}


def upload(body: bytes | Iterator[bytes], length: int | None = 6, **headers: str) -> Request:
    items = [("x-amz-content-sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD")]
    if length is not None:
        items.append(("x-amz-decoded-content-length", str(length)))
    items += [(name.replace("_", "-"), value) for name, value in headers.items()]
    request = Request("PUT", "/bucket/key", Headers(items), Body(body))
    decode_chunked(request)
    return request


def dripping(content: bytes, size: int) -> Iterator[bytes]:
    return (content[start : start + size] for start in range(0, len(content), size))


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
@pytest.mark.parametrize("body", [SIGNED, UNSIGNED, TRAILER], ids=["signed", "unsigned", "trailer"])
def test_chunks_are_put_together_however_they_arrive(body: bytes, size: int) -> None:
    request = upload(dripping(body, size), x_amz_trailer=ANNOUNCED[body])

    assert request.body.is_stream
    assert request.body.size == 6
    assert request.body.read() == b"hello!"


@pytest.mark.parametrize("body", [SIGNED, UNSIGNED, TRAILER], ids=["signed", "unsigned", "trailer"])
def test_a_body_in_memory_is_decoded_at_once(body: bytes) -> None:
    request = upload(body, x_amz_trailer=ANNOUNCED[body])

    assert not request.body.is_stream
    assert request.body.read() == b"hello!"


@pytest.mark.parametrize("body", [UNSIGNED[:-2], TRAILER[:-2], TRAILER[:-4]], ids=["none", "one", "cut"])
def test_the_empty_line_at_the_end_may_be_missing(body: bytes) -> None:
    announced = CRC32 if b"crc32" in body else ""

    assert upload(body, x_amz_trailer=announced).body.read() == b"hello!"


def test_trailers_are_kept_by_lower_case_name() -> None:
    request = upload(dripping(TRAILER, 4), x_amz_trailer=CRC32)
    assert request.trailers == {}

    request.body.read()

    assert request.trailers == {"x-amz-checksum-crc32": "AAAAAA==", "x-amz-trailer-signature": "00"}


def test_what_botocore_s_wrapper_writes_is_read() -> None:
    content = bytes(range(256)) * 1000
    wrapper = AwsChunkedWrapper(io.BytesIO(content), Crc32Checksum, "x-amz-checksum-crc32", chunk_size=1024)

    request = upload(iter(lambda: wrapper.read(700), b""), len(content), x_amz_trailer=CRC32)

    assert request.body.read() == content
    assert len(request.trailers["x-amz-checksum-crc32"]) == 8


@pytest.mark.parametrize(
    ("encoding", "left"),
    [("aws-chunked", ""), ("aws-chunked,gzip", "gzip"), ("gzip, aws-chunked", "gzip"), ("gzip", "gzip")],
)
def test_the_encoding_is_taken_out_of_the_header(encoding: str, left: str) -> None:
    request = upload(UNSIGNED, content_encoding=encoding)

    assert request.headers.get("content-encoding") == left


def test_a_body_that_is_not_chunked_stays_as_it_is() -> None:
    headers = Headers([("x-amz-content-sha256", "UNSIGNED-PAYLOAD")])
    request = Request("PUT", "/bucket/key", headers, Body(UNSIGNED))

    decode_chunked(request)

    assert request.body.read() == UNSIGNED


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"5",
        b"5\r\nhel",
        b"5\r\nhello",
        b"5\r\nhello\r\n",
        b"5\r\nhello\r\n1\r\n!\r\n",
        b"6\r\nhello\r\n0\r\n\r\n",
        b"4\r\nhello\r\n0\r\n\r\n",
        b"x\r\nhello\r\n0\r\n\r\n",
        b"-5\r\nhello\r\n0\r\n\r\n",
        b"0x5\r\nhello\r\n0\r\n\r\n",
        b" 5_0\r\nhello\r\n0\r\n\r\n",
        b"5\r\nhello\r\n0\r\n\r\n",
        b"7\r\nhello!!\r\n0\r\n\r\n",
        b"5" + b";" * 100_000 + b"\r\nhello",
        b"f" * 10_000 + b"\r\n",
        b"ffffffffffffffff\r\nhello",
    ],
    ids=lambda body: repr(body[:24]),
)
@pytest.mark.parametrize("streamed", [True, False], ids=["streamed", "in memory"])
def test_a_broken_body_is_incomplete(body: bytes, streamed: bool) -> None:
    with pytest.raises(ServiceException) as raised:
        upload(dripping(body, 1000) if streamed else body).body.read()

    assert (raised.value.code, raised.value.status_code) == ("IncompleteBody", 400)


def test_an_endless_line_is_not_collected() -> None:
    taken = 0

    def endless() -> Iterator[bytes]:
        nonlocal taken
        while True:
            taken += 1000
            yield b"5" * 1000

    with pytest.raises(ServiceException):
        upload(endless()).body.read()

    assert taken < 100_000


@pytest.mark.parametrize(
    ("announced", "trailers"),
    [
        (CRC32, b""),
        ("", b"x-amz-checksum-crc32:AAAAAA==\r\n"),
        ("x-amz-checksum-sha1", b"x-amz-checksum-crc32:AAAAAA==\r\n"),
        (CRC32, b"x-amz-checksum-crc32AAAAAA==\r\n"),
        (CRC32, b":AAAAAA==\r\n"),
        (CRC32, b"x-amz-checksum-crc32:AAAAAA==\r\n" * 2),
        (CRC32, b"x-amz-checksum-crc32:AAAAAA==\r\nx-amz-meta-a:b\r\n"),
    ],
    ids=["none", "unannounced", "another", "no colon", "no name", "twice", "one more"],
)
@pytest.mark.parametrize("streamed", [True, False], ids=["streamed", "in memory"])
def test_trailers_that_were_not_announced_so_are_malformed(
    announced: str, trailers: bytes, streamed: bool
) -> None:
    body = b"6\r\nhello!\r\n0\r\n" + trailers + b"\r\n"

    with pytest.raises(ServiceException) as raised:
        upload(dripping(body, 7) if streamed else body, x_amz_trailer=announced).body.read()

    assert (raised.value.code, raised.value.status_code) == ("MalformedTrailerError", 400)


def test_a_large_chunk_is_handed_on_in_pieces() -> None:
    content = b"x" * (8 * 1024 * 1024)
    request = upload(dripping(b"%x\r\n%b\r\n0\r\n\r\n" % (len(content), content), 65536), len(content))

    pieces = [len(piece) for piece in request.body.stream()]

    assert sum(pieces) == len(content)
    assert max(pieces) <= 256 * 1024


@pytest.mark.parametrize("length", [None, "", "many", "-1", "²"])
def test_without_the_length_of_the_content_it_is_refused(length: str | None) -> None:
    headers = {} if length is None else {"x_amz_decoded_content_length": length}

    with pytest.raises(ServiceException) as raised:
        upload(iter((UNSIGNED,)), None, **headers)

    assert (raised.value.code, raised.value.status_code) == ("MissingContentLength", 411)


def test_another_length_is_told_beside_the_announced_one() -> None:
    with pytest.raises(ServiceException) as raised:
        upload(UNSIGNED, 5)

    assert raised.value.members == {"NumberBytesExpected": 5, "NumberBytesProvided": 6}


def decoding_time(count: int) -> float:
    """Give the processor time of a body of chunks of one byte."""
    started = time.process_time()

    request = upload(b"1\r\nx\r\n" * count + b"0\r\n\r\n", count)

    assert request.body.read() == b"x" * count
    return time.process_time() - started


def test_many_small_chunks_cost_linear_time() -> None:
    # Copying what is left with each chunk would take a hundred times as long.
    assert decoding_time(100_000) < 40 * decoding_time(10_000)
