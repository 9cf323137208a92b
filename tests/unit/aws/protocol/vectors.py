"""The protocol compliance suites of Smithy in botocore's form, read as a server sees them.

A case has the parameters and the request a client makes of them, or a result (or error) and the response it is
read from. Where a client's view of a request is not its server's, :meth:`Vector.parameters` gives the server's.
"""

from __future__ import annotations

import base64
import functools
import gzip
import json
import math
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from botocore.model import ServiceModel, Shape

from localstack.aws.body import Body
from localstack.aws.spec import Operation, ServiceSpec
from localstack.aws.wire import Headers, Request, parse_query
from tests.unit.aws.botocore_client import serializer
from tests.unit.folders import PROTOCOL_VECTORS, folder_of

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# What the suites' clients make up for a token.
TOKEN = "00000000-0000-4000-8000-000000000000"
# The suites leave it out of their models, although the model of every such service has it.
NAMESPACE = "https://example.com/"


class Vector:
    """One case of a suite with the service it is about.

    :ivar suite: the name of the file it is from.
    """

    def __init__(self, suite: str, content: dict[str, Any], case: dict[str, Any]) -> None:
        self.suite = suite
        self.id: str = case["id"]
        self.case = case
        self.protocol: str = content["metadata"]["protocol"]
        given = case["given"]
        metadata = {"endpointPrefix": "vectors", "serviceId": "vectors", **content["metadata"]}
        if self.protocol in ("query", "ec2"):
            metadata["xmlNamespace"] = NAMESPACE
        model = {"metadata": metadata, "operations": {given["name"]: given}, "shapes": content["shapes"]}
        self.service = ServiceSpec("vectors", ServiceModel(model, "vectors"))
        self.operation: Operation = self.service.operation(given["name"])
        output = self.operation.model.output_shape
        if self.protocol == "query" and output is not None:
            # The suites leave it out of their models, although every model of a service has it.
            output.serialization["resultWrapper"] = f"{given['name']}Result"

    def request(self) -> Request:
        """Give the request as it is on the wire."""
        wire = self.case["serialized"]
        headers = Headers([("Host", wire.get("host", "example.com")), *wire.get("headers", {}).items()])
        body = bytes_of(wire.get("body", ""), self.protocol)
        if headers.get("content-encoding").endswith("gzip"):
            body = gzip.compress(self._uncompressed())
        return Request(wire.get("method", "POST"), wire["uri"], headers, Body(body))

    def parameters(self) -> Any:
        """Give the parameters as the server reads them."""
        shape = self.operation.model.input_shape
        if shape is None:
            return {}
        found = typed(self.case["params"], shape)
        encoding = Headers(self.case["serialized"].get("headers", {}).items()).get("content-encoding")
        for name, member in shape.members.items():
            if encoding and member.serialization.get("name") == "Content-Encoding":
                found[name] = encoding
            elif member.metadata.get("idempotencyToken") and self.id.endswith("AutoFill"):
                found.setdefault(name, TOKEN)
            elif member.type_name == "map" and member.serialization.get("location") == "querystring":
                found[name] = self._query(member)
        return found

    def result(self) -> Any:
        """Give the result that the response is made of."""
        shape = self.operation.model.output_shape
        return typed(self.case["result"], shape) if shape is not None else {}

    def _query(self, shape: Shape) -> dict[str, Any]:
        """Give a map of query parameters, which has all there are: those with a member of their own too."""
        query = parse_query(self.case["serialized"]["uri"].partition("?")[2])
        fixed = parse_query(self.operation.model.http["requestUri"].partition("?")[2])
        is_list = shape.value.type_name == "list"
        return {name: values if is_list else values[0] for name, values in query.items() if name not in fixed}

    def _uncompressed(self) -> bytes:
        """Give the body as botocore writes it before it compresses it; the suites leave such bodies out."""
        parts = serializer(self.protocol, False).serialize_to_request(
            self.case["params"], self.operation.model
        )
        body = parts["body"]
        if self.protocol == "ec2":
            # The suite's models lack the names of fields, which every model of a service has.
            body = {f"{name[0].upper()}{name[1:]}": value for name, value in body.items()}
        return Body.of(urlencode(body) if isinstance(body, dict) else body).read()


@functools.cache
def vectors(kind: str) -> tuple[Vector, ...]:
    """Give the cases of all suites of a kind.

    :param kind: `input` or `output`.
    """
    return tuple(_vectors(kind))


def _vectors(kind: str) -> Iterator[Vector]:
    folder = folder_of(PROTOCOL_VECTORS)
    for path in sorted(Path(folder, kind).glob("*.json")) if folder is not None else ():
        for content in json.loads(path.read_text()):
            for case in content["cases"]:
                yield Vector(path.stem, content, case)


def bytes_of(body: str, protocol: str) -> bytes:
    """Give a body of a suite; those in CBOR are written in base64."""
    return base64.b64decode(body) if protocol.endswith("cbor") else body.encode()


def typed(value: Any, shape: Shape) -> Any:
    """Give a value of a suite, which is JSON, as its shape's type."""
    kind = shape.type_name
    if value is None:
        return None
    if shape.serialization.get("jsonvalue") and shape.serialization.get("location") == "header":
        return json.loads(value)
    if kind == "structure" and not getattr(shape, "is_document_type", False):
        return {name: typed(item, shape.members[name]) for name, item in value.items()}
    if kind == "list":
        return [typed(item, shape.member) for item in value]
    if kind == "map":
        return {key: typed(item, shape.value) for key, item in value.items()}
    if kind == "timestamp":
        return EPOCH + timedelta(seconds=value)
    if kind == "blob":
        return value.encode()
    if kind in ("float", "double") and isinstance(value, str):
        return math.nan if value == "NaN" else float(value)
    return value


def comparable(value: Any) -> Any:
    """Make NaN equal to itself, a body its content, and nothing of a member without a value."""
    if isinstance(value, dict):
        return {key: comparable(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [comparable(item) for item in value]
    if isinstance(value, Body):
        return value.read()
    return "NaN" if isinstance(value, float) and math.isnan(value) else value
