"""The signatures of chunks are checked where the request's own is right."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import pytest
from localstack_providers.s3 import signatures
from localstack_providers.s3.chunk_signatures import SIGNED
from localstack_providers.s3.signatures import Scope

from localstack.aws.body import Body
from localstack.aws.wire import Headers, Request, Response
from localstack.config import Settings
from localstack.runtime import Emulator

DATE, SCOPE = "20260131T120000Z", Scope("20260131", "us-east-1", "s3")
HOST = "s3.us-east-1.amazonaws.com"
NOTHING = hashlib.sha256(b"").hexdigest()
TRAILER = "x-amz-checksum-crc32:DUoRhQ==\n"


@pytest.fixture(scope="module")
def emulator() -> Iterator[Emulator]:
    emulator = Emulator(Settings(port=0, seed="chunks"))
    emulator.gateway.call("s3", "CreateBucket", {"Bucket": "bucket"}, "000000000000", "us-east-1")
    yield emulator
    emulator.stop()


def signed_request(
    chunks: list[bytes],
    *,
    secret: str = "test",
    tampered: tuple[bytes, bytes] = (b"", b""),
    trailer: str = "",
    trailer_signature: str | None = None,
) -> Request:
    """Make a put whose chunks are signed by AWS's rules.

    :param tampered: what is replaced in the body once it is signed.
    """
    payload = f"{SIGNED}-TRAILER" if trailer else SIGNED
    size = sum(map(len, chunks))
    signed = {
        "host": HOST,
        "x-amz-content-sha256": payload,
        "x-amz-date": DATE,
        "x-amz-decoded-content-length": str(size),
    }
    if trailer:
        signed["x-amz-trailer"] = trailer.partition(":")[0]
    text = signatures.text_v4("PUT", "/bucket/key", [], signed, DATE, SCOPE, payload)
    before = signatures.sign_v4(secret, SCOPE, text.string_to_sign)
    names = ";".join(sorted(signed))
    authorization = f"AWS4-HMAC-SHA256 Credential=test/{SCOPE}, SignedHeaders={names}, Signature={before}"

    def sign(kind: str, *digests: str) -> str:
        return signatures.sign_v4(
            secret, SCOPE, "\n".join((f"AWS4-HMAC-SHA256-{kind}", DATE, str(SCOPE), before, *digests))
        )

    body = b""
    for chunk in (*chunks, b""):
        before = sign("PAYLOAD", NOTHING, hashlib.sha256(chunk).hexdigest())
        body += f"{len(chunk):x};chunk-signature={before}\r\n".encode() + chunk + (b"\r\n" if chunk else b"")
    if trailer:
        signature = sign("TRAILER", hashlib.sha256(trailer.encode()).hexdigest())
        body += f"{trailer.strip()}\r\nx-amz-trailer-signature:{trailer_signature or signature}\r\n".encode()
    body += b"\r\n"
    items = [*signed.items(), ("Authorization", authorization), ("Content-Encoding", "aws-chunked")]
    body = body.replace(*tampered) if tampered[0] else body
    return Request("PUT", "/bucket/key", Headers([*items, ("Content-Length", str(len(body)))]), Body(body))


def put(emulator: Emulator, request: Request) -> Response:
    return emulator.gateway.handle(request)


@pytest.mark.parametrize("trailer", ["", TRAILER], ids=["plain", "trailer"])
def test_signed_chunks_are_taken(emulator: Emulator, trailer: str) -> None:
    assert put(emulator, signed_request([b"hello ", b"world"], trailer=trailer)).status == 200


@pytest.mark.parametrize(
    "request_",
    [
        signed_request([b"hello ", b"world"], tampered=(b"world", b"earth")),
        signed_request([b"hello ", b"world"], tampered=(b"hello", b"HELLO")),
        signed_request([b"hello"], tampered=(b";chunk-signature=", b";chunk-signature=0")),
        signed_request([b"hello world"], trailer=TRAILER, trailer_signature="0" * 64),
    ],
    ids=["last chunk", "first chunk", "signature", "trailer"],
)
def test_a_chunk_that_is_not_what_was_signed_is_refused(emulator: Emulator, request_: Request) -> None:
    refused = put(emulator, request_)

    assert refused.status == 403
    assert b"<Code>SignatureDoesNotMatch</Code>" in refused.body.read()
    assert emulator.recorder.failures == []


def test_chunks_of_a_request_by_another_secret_are_not_judged(emulator: Emulator) -> None:
    tampered = (b"hello", b"HELLO")
    assert put(emulator, signed_request([b"hello"], secret="other", tampered=tampered)).status == 200
