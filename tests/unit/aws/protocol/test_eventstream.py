"""The framing of event streams: what is written is read by botocore, what is no message is refused."""

from __future__ import annotations

import struct
import tracemalloc
import zlib
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from botocore.eventstream import EventStreamBuffer
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from localstack.aws.protocol.eventstream import (
    MAX_HEADERS,
    MAX_PAYLOAD,
    Decoder,
    MalformedMessage,
    encode,
    header,
)
from tests.unit.aws.event_streams import message

MOMENT = datetime(2026, 1, 31, 12, 0, 0, 250_000, tzinfo=UTC)
ID = UUID("00112233-4455-6677-8899-aabbccddeeff")
FUZZ = settings(max_examples=300, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
VALUES = [
    ("boolean", True, True),
    ("boolean", False, False),
    ("byte", -128, -128),
    ("short", 32767, 32767),
    ("integer", -(2**31), -(2**31)),
    ("long", 2**63 - 1, 2**63 - 1),
    ("blob", b"\x00\xff", b"\x00\xff"),
    ("string", "é€𐍈", "é€𐍈"),
    ("timestamp", MOMENT, 1_769_860_800_250),
    ("uuid", ID, ID.bytes),
]


def decode(data: bytes) -> list[Any]:
    decoder = Decoder()
    messages = list(decoder.feed(data))
    decoder.end()
    return messages


@pytest.mark.parametrize(("kind", "value", "as_client"), VALUES, ids=lambda value: str(value))
def test_every_type_of_header_is_read_as_it_was_written(kind: str, value: Any, as_client: Any) -> None:
    data = encode(header("name", kind, value) + header("last", "string", "x"), b"payload")

    buffer = EventStreamBuffer()
    buffer.add_data(data)
    read_by_client = next(buffer)
    (read_by_us,) = decode(data)

    assert read_by_client.headers == {"name": as_client, "last": "x"}
    assert read_by_client.payload == read_by_us.payload == b"payload"
    assert read_by_us.headers == {"name": value, "last": "x"}


def test_messages_are_read_however_they_are_cut() -> None:
    data = message({"a": "1"}, b"first") + message({}, b"") + message({"b": b"2"}, b"third")
    decoder = Decoder()

    pieces = [data[at : at + 1] for at in range(len(data))]
    read = [(one.headers, one.payload) for piece in pieces for one in decoder.feed(piece)]

    decoder.end()
    assert read == [({"a": "1"}, b"first"), ({}, b""), ({"b": b"2"}, b"third")]


def prelude(total: int, headers: int) -> bytes:
    lengths = struct.pack(">II", total, headers)
    return lengths + struct.pack(">I", zlib.crc32(lengths))


def framed(headers: bytes) -> bytes:
    content = prelude(16 + len(headers), len(headers)) + headers
    return content + struct.pack(">I", zlib.crc32(content))


@pytest.mark.parametrize(
    "data",
    [
        b"x" * 12,
        prelude(0, 0),
        prelude(15, 0),
        prelude(16, 1),
        prelude(2**32 - 1, 0),
        prelude(16 + MAX_PAYLOAD + 1, 0),
        prelude(16 + MAX_HEADERS + 1, MAX_HEADERS + 1),
        message({"a": "1"}, b"payload")[:-1] + b"\x00",
        message({"a": "1"})[:-1],
        framed(b"\x05ab"),
        framed(b"\x01a"),
        framed(b"\x01a\x0a"),
        framed(b"\x01a\x07\x00\x05x"),
        framed(b"\x01a\x07\xff\xff"),
        framed(b"\x01a\x07\x00\x01\xff"),
        framed(b"\x01\xff\x00"),
        framed(b"\x00\x00"),
        framed(b"\x01a\x00\x01a\x00"),
        framed(b"\x01a\x05\x00"),
        framed(b"\x01a\x08\x7f" + b"\xff" * 7),
        framed(b"\x01a\x09\x00"),
    ],
    ids=[
        "prelude's checksum", "no length", "shorter than a message", "headers longer than the message",
        "4 GB", "payload too large", "headers too large", "checksum", "cut off", "name cut off", "no type",
        "unknown type", "text cut off", "length beyond the end", "text not in UTF-8", "name not in UTF-8",
        "no name", "twice", "number cut off", "year 292277026", "UUID cut off",
    ],
)  # fmt: skip
def test_what_is_no_message_is_refused(data: bytes) -> None:
    with pytest.raises(MalformedMessage) as raised:
        decode(data)

    assert (raised.value.code, raised.value.status_code) == ("SerializationException", 400)


@FUZZ
@given(st.data())
def test_any_bytes_are_read_or_refused(data: st.DataObject) -> None:
    whole = message({"a": "1", "b": b"2", "c": MOMENT, ":event-type": "x"}, b"payload")
    position = data.draw(st.integers(0, len(whole) - 1))
    broken = whole[:position] + data.draw(st.binary(max_size=4)) + whole[position + 1 :]
    headers = data.draw(st.binary(max_size=40))

    for content in (broken, framed(headers), data.draw(st.binary(max_size=60))):
        try:
            decode(content)
        except MalformedMessage:
            continue


def test_a_message_that_claims_much_takes_no_memory_before_it_is_there() -> None:
    decoder = Decoder()

    tracemalloc.start()
    list(decoder.feed(prelude(16 + MAX_PAYLOAD, 0)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert peak < 64 * 1024
