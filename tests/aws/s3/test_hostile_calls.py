"""Random calls of every operation, made from the model, with values nobody should send: none fails the emulator.

The same seed makes the same calls; an operation that is added takes part.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote
from xml.sax.saxutils import escape

import pytest

from localstack.aws import spec
from localstack.aws.body import Body
from localstack.aws.wire import Headers, Request
from localstack.config import Settings
from localstack.runtime import Emulator
from tests.aws.s3.raw import AUTHORIZATION

pytestmark = pytest.mark.aws_only_localstack

CALLS, SEEDS = 1500, range(4)
MODEL = spec.load("s3").model
VALUES = (
    "", "x", "*", "..", "%", "%ff", "é", "😀", "null", "-1", "0", "1", "10001", "9" * 30, "9" * 5000, "1e999",
    "nan", "inf", "true", "2020-01-01T00:00:00Z", "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00",
    "99999-01-01", "253402300800", "Thu, 01 Jan 1970 00:00:00 GMT", "Fri, 31 Dec 9999 23:59:59 -1400",
    "bytes=-", "bytes=5-1", "bytes=0-0,1-1", '"etag"', "arn:aws:s3:::x",
    "arn:aws:sqs:us-east-1:000000000000:q", "arn:", "a=b&a=c", "=&=", 'id=""', "uri=http://x", "id=,",
    "/bucket/key", "bucket/key?versionId=", "?", "AAAAAA==", "AAAAAA==-1", "CRC64NVME", "COMPOSITE",
    "aws:kms", "AES256", "GOVERNANCE", "ON", "COPY", "REPLACE", "url", "application/x-www-form-urlencoded",
    "public-read", "EU", "http://", "//x",
)  # fmt: skip
BODIES = (
    b"",
    b"x",
    b"{}",
    b"[]",
    b'{"Statement": []}',
    b'{"Statement": [{"Effect": 1}]}',
    b"[" * 10_000,
    b"\xff",
)


class Caller:
    """Makes calls up, and makes them."""

    def __init__(self, emulator: Emulator, seed: int) -> None:
        self._emulator = emulator
        self._random = random.Random(seed)
        native = emulator.services.require("s3")
        assert native is not None
        self._operations = [name for name in MODEL.operation_names if name in native.operations]

    def ask(self, method: str, target: str, headers: dict[str, str], body: bytes = b"") -> int:
        """Make a call and give its status."""
        name, _, value = AUTHORIZATION.partition(": ")
        more = {"Host": "localhost", name: value, "Content-Length": str(len(body)), **headers}
        response = self._emulator.gateway.handle(Request(method, target, Headers(more.items()), Body(body)))
        response.body.read()
        return response.status

    def call(self) -> str:
        """Make a call of any operation, and give what it was."""
        operation = MODEL.operation_model(self._random.choice(self._operations))
        bucket = self._random.choice(("bucket", "bucket", "locked", "missing"))
        key = self._random.choice(("key", "key", "missing", "a%00b"))
        target = operation.http["requestUri"].replace("{Bucket}", bucket).replace("{Key+}", key)
        shape = operation.input_shape
        query, headers = [], {}
        for name, member in shape.members.items() if shape is not None else ():
            location, wire_name = member.serialization.get("location"), member.serialization.get("name", name)
            if location not in ("querystring", "header", "headers"):
                continue
            if name not in shape.required_members and self._random.random() > 0.12:
                continue
            value = self._value(member)
            if location == "querystring":
                query.append(f"{wire_name}={quote(value)}")
            else:
                header = f"{wire_name}a" if location == "headers" else wire_name
                headers[header] = value.encode().decode("latin-1")
        if query:
            target += f"{'&' if '?' in target else '?'}{'&'.join(query)}"
        body = self._body(shape)
        self.ask(operation.http["method"], target, headers, body)
        return f"{operation.name}: {target[:300]} {headers} {body[:300]!r}"

    def _body(self, shape: Any) -> bytes:
        if shape is None:
            return b""
        payload = shape.serialization.get("payload")
        member = shape.members[payload] if payload else shape
        if member.type_name != "structure":
            return self._random.choice(BODIES)
        return "".join(self._element(member.serialization.get("name", member.name), member)).encode()

    def _element(self, tag: str, shape: Any, depth: int = 0) -> Iterator[str]:
        if depth > 6 or self._random.random() < 0.04:
            yield self._random.choice(("", f"<{tag}/>", f"<{tag}><{tag}/></{tag}>"))
        elif shape.type_name == "structure":
            yield f"<{tag}>"
            for name, member in shape.members.items():
                if not member.serialization.get("location") and self._random.random() < 0.75:
                    yield from self._element(member.serialization.get("name", name), member, depth + 1)
            yield f"</{tag}>"
        elif shape.type_name == "list":
            is_flat = shape.serialization.get("flattened")
            yield "" if is_flat else f"<{tag}>"
            item = tag if is_flat else shape.member.serialization.get("name", "member")
            for _ in range(self._random.choice((0, 1, 1, 2))):
                yield from self._element(item, shape.member, depth + 1)
            yield "" if is_flat else f"</{tag}>"
        else:
            yield f"<{tag}>{escape(self._value(shape))}</{tag}>"

    def _value(self, shape: Any) -> str:
        if getattr(shape, "enum", None) and self._random.random() < 0.7:
            return str(self._random.choice(shape.enum))
        return self._random.choice(VALUES)


@pytest.mark.parametrize("seed", SEEDS)
def test_no_call_fails_the_emulator(seed: int) -> None:
    with Emulator(Settings(port=0)) as emulator:
        caller = Caller(emulator, seed)
        for number in range(CALLS):
            if number % 300 == 0:
                caller.ask("PUT", "/bucket", {})
                caller.ask("PUT", "/bucket/key", {}, b"content")
                caller.ask("PUT", "/locked", {"x-amz-bucket-object-lock-enabled": "true"})
                caller.ask("POST", "/bucket/key?uploads", {})

            called = caller.call()

            assert emulator.recorder.failures == [], called
