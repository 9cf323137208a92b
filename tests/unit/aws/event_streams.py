"""Event-stream operations of all services, and messages read and written by means of the tests' own."""

from __future__ import annotations

import functools
import gzip
import json
import struct
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from botocore.awsrequest import HeadersDict
from botocore.eventstream import EventStream, EventStreamBuffer, EventStreamMessage
from botocore.exceptions import EventStreamError
from botocore.model import ServiceModel, Shape
from botocore.parsers import create_parser
from botocore.serialize import JSONSerializer, RestXMLSerializer, RpcV2CBORSerializer

from localstack.aws import spec
from localstack.aws.protocol import is_supported
from localstack.aws.spec import Operation
from localstack.aws.wire import Response

REQUEST_ID = "00000000-0000-0000-0000-000000000000"


@functools.cache
def streaming_services() -> list[str]:
    """Name the services whose models know the trait; to search the files takes a tenth of loading them."""
    found = set()
    for folder in spec.loader().search_paths:
        for file in Path(folder).glob("*/*/service-2.json*"):
            content = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
            if b'"eventstream"' in content:
                found.add(file.parent.parent.name)
    return sorted(found)


def streaming_operations() -> Iterator[tuple[Operation, str]]:
    """Give every operation with an event stream, with each protocol that its service speaks."""
    for service in streaming_services():
        loaded = spec.load(service)
        for name in sorted(loaded.operation_names):
            operation = loaded.operation(name)
            if operation.input_events or operation.output_events:
                for protocol in filter(is_supported, loaded.protocols):
                    yield operation, protocol


def variants(stream: Shape, exceptions: bool) -> dict[str, Shape]:
    """Give the events that a stream may hold, or the exceptions."""
    return {
        name: shape
        for name, shape in stream.members.items()
        if bool(shape.metadata.get("exception")) is exceptions
    }


class Chunks:
    """A body in the form of a urllib3 response."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks

    def stream(self) -> Iterator[bytes]:
        return self._chunks


def read_as_client(response: Response, operation: Operation, protocol: str) -> dict[str, Any]:
    """Give the result as botocore reads it; its events are still to come."""
    parts = {
        "status_code": response.status,
        "headers": HeadersDict(response.headers),
        "body": Chunks(response.body.stream()),
        "context": {"operation_name": operation.name},
    }
    parsed: dict[str, Any] = create_parser(protocol).parse(parts, operation.model.output_shape)
    parsed.pop("ResponseMetadata")
    return parsed


def events_of(stream: EventStream) -> list[Any]:
    """Give all events; an error that ends the stream comes last, as its code and message."""
    events: list[Any] = []
    try:
        events.extend(stream)
    except EventStreamError as error:
        events.append((error.response["Error"]["Code"], error.response["Error"]["Message"]))
    return events


def messages_of(response: Response) -> list[EventStreamMessage]:
    """Give the messages of a response's body."""
    buffer = EventStreamBuffer()
    buffer.add_data(response.body.read())
    return list(buffer)


def message(headers: dict[str, Any], payload: bytes = b"") -> bytes:
    """Write a message as a client does; texts, bytes and timestamps may be headers."""
    lines = b"".join(_header(name, value) for name, value in headers.items())
    prelude = struct.pack(">II", 16 + len(lines) + len(payload), len(lines))
    content = prelude + struct.pack(">I", zlib.crc32(prelude)) + lines + payload
    return content + struct.pack(">I", zlib.crc32(content))


def _header(name: str, value: Any) -> bytes:
    start = struct.pack("B", len(name)) + name.encode()
    if isinstance(value, bool):
        return start + (b"\x00" if value else b"\x01")
    if isinstance(value, int):
        return start + b"\x05" + struct.pack(">q", value)
    if isinstance(value, datetime):
        return start + b"\x08" + struct.pack(">q", int(value.timestamp() * 1000))
    text = value.encode() if isinstance(value, str) else value
    return start + (b"\x07" if isinstance(value, str) else b"\x06") + struct.pack(">H", len(text)) + text


def document(shape: Shape, value: Any, protocol: str) -> bytes:
    """Write a document as botocore does in requests."""
    if protocol == "smithy-rpc-v2-cbor":
        written = bytearray()
        RpcV2CBORSerializer()._serialize_data_item(written, value, shape)
        return bytes(written)
    if protocol == "rest-xml":
        root = ElementTree.Element("root")
        RestXMLSerializer()._serialize(shape, value, root, shape.name)
        return bytes(ElementTree.tostring(root[0]))
    body: dict[str, Any] = {}
    JSONSerializer()._serialize(body, value, shape)
    return json.dumps(body).encode()


def sent(name: str, shape: Shape, members: dict[str, Any], protocol: str) -> bytes:
    """Write an event as a client does."""
    headers = {":message-type": "event", ":event-type": name}
    rest = dict(members)
    payload = b""
    for key, member in shape.members.items():
        if member.serialization.get("eventheader") and key in members:
            headers[key] = rest.pop(key)
        if member.serialization.get("eventpayload"):
            value = rest.pop(key, None)
            if member.type_name in ("blob", "string"):
                payload = value.encode() if isinstance(value, str) else value or b""
            elif value is not None:
                payload = document(member, value, protocol)
            return message(headers, payload)
    return message(headers, document(shape, rest, protocol))


def signed(content: bytes = b"") -> bytes:
    """Wrap a message as a client does that signs; the last one it sends has no content."""
    return message({":date": datetime(2026, 1, 31, tzinfo=UTC), ":chunk-signature": b"\x00" * 32}, content)


def event_shape(**members: dict[str, Any]) -> dict[str, Any]:
    return {"type": "structure", "event": True, "members": members}


SCALARS = ("boolean", "integer", "long", "string", "blob", "timestamp")


def _event_shapes() -> dict[str, Any]:
    headers = {kind: {"shape": kind, "eventheader": True} for kind in SCALARS}
    text = {"string": {"shape": "string", "eventheader": True}}
    point = {"x": {"shape": "integer"}, "at": {"shape": "timestamp"}}
    return {
        "Headers": event_shape(**headers),
        "Mixed": event_shape(**text, x={"shape": "integer"}),
        "Blob": event_shape(**text, data={"shape": "blob", "eventpayload": True}),
        "Text": event_shape(text={"shape": "string", "eventpayload": True}),
        "Nested": event_shape(point={"shape": "Point", "eventpayload": True}),
        "Whole": event_shape(**point, data={"shape": "blob"}),
        "Nothing": event_shape(),
        "Lost": {"type": "structure", "exception": True,
                 "members": {"message": {"shape": "string"}, "x": {"shape": "integer"}}},
    }  # fmt: skip


def conversing(protocol: str) -> Operation:
    """Make an operation with every trait that events know, both ways, in a protocol."""
    events = _event_shapes()
    topic: dict[str, Any] = {"shape": "string"}
    exchange: dict[str, Any] = {
        "type": "structure",
        "members": {"Topic": topic, "Stream": {"shape": "Stream"}},
    }
    if protocol.startswith("rest"):
        exchange["payload"] = "Stream"
        topic |= {"location": "header", "locationName": "x-topic"}
    shapes = {kind: {"type": kind} for kind in SCALARS} | events | {
        "Exchange": exchange,
        "Point": {"type": "structure", "members": {"x": {"shape": "integer"}, "at": {"shape": "timestamp"}}},
        "Stream": {"type": "structure", "eventstream": True, "members": {name: {"shape": name} for name in events}},
    }  # fmt: skip
    operation = {
        "name": "Converse", "http": {"method": "POST", "requestUri": "/"},
        "input": {"shape": "Exchange"}, "output": {"shape": "Exchange"},
    }  # fmt: skip
    metadata = {
        "protocol": protocol,
        "endpointPrefix": "fake",
        "serviceId": "fake",
        "apiVersion": "2026-01-31",
    }
    model = {"metadata": metadata, "operations": {"Converse": operation}, "shapes": shapes}
    return spec.ServiceSpec("fake", ServiceModel(model, "fake")).operation("Converse")
