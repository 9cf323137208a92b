"""botocore as the client of a codec: requests as it serialises them, responses as it reads them."""

from __future__ import annotations

import functools
from typing import Any

from botocore.auth import AUTH_TYPE_MAPS
from botocore.awsrequest import AWSRequest, HeadersDict
from botocore.compat import urlencode
from botocore.credentials import Credentials
from botocore.model import OperationModel, Shape
from botocore.parsers import create_parser
from botocore.serialize import create_serializer

from localstack.aws import spec
from localstack.aws.body import Body
from localstack.aws.wire import Headers, Request, Response

CREDENTIALS = Credentials("AKIAIOSFODNN7EXAMPLE", "secret")
REGION = "eu-west-1"

serializer = functools.cache(create_serializer)
parser = functools.cache(create_parser)


def serialize(
    operation: OperationModel,
    parameters: dict[str, Any],
    protocol: str,
    host: str = "",
    signed_as: str = "",
    is_signed: bool = True,
) -> Request:
    """Give the request for a call, signed as the operation asks for unless told not to."""
    parts = serializer(protocol, False).serialize_to_request(parameters, operation)
    metadata = operation.service_model.metadata
    host = host or f"{metadata['endpointPrefix']}.{REGION}.amazonaws.com"
    query = urlencode(parts["query_string"], doseq=True) if parts["query_string"] else ""
    path = parts["url_path"]
    if query:
        path += f"{'&' if '?' in path else '?'}{query}"
    request = AWSRequest(parts["method"], f"https://{host}{path}", parts["headers"], parts["body"])
    signing_name = signed_as or metadata.get("signingName") or metadata["endpointPrefix"]
    if is_signed:
        _sign(request, operation, signing_name)
    prepared = request.prepare()
    target = prepared.url.partition(host)[2]
    headers = [("Host", host), *((name, _text(value)) for name, value in prepared.headers.items())]
    return Request(prepared.method, target, Headers(headers), Body.of(prepared.body))


def _sign(request: AWSRequest, operation: OperationModel, signing_name: str) -> None:
    kind = operation.auth_type or operation.service_model.metadata["signatureVersion"]
    if kind == "none":
        return
    if kind == "bearer":
        request.headers["Authorization"] = "Bearer token"
    elif kind == "v2":
        AUTH_TYPE_MAPS["v2"](CREDENTIALS).add_auth(request)
    else:
        signer = AUTH_TYPE_MAPS["s3v4" if kind.startswith("s3") else "v4"]
        signer(CREDENTIALS, signing_name, REGION).add_auth(request)


def _text(value: str | bytes) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else value


def parse(response: Response, shape: Shape | None, protocol: str) -> dict[str, Any]:
    """Give what a client reads from a response; the metadata of an error is kept, that of a result is not."""
    body: bytes | bytearray = response.body.read()
    payload = shape.serialization.get("payload") if shape is not None else None
    if shape is not None and payload and shape.members[payload].type_name == "blob":
        body = bytearray(body)  # botocore hands a stream out as it is, and decodes bytes
    parts = {"status_code": response.status, "headers": HeadersDict(response.headers), "body": body}
    parsed: dict[str, Any] = parser(protocol).parse(parts, shape)
    if response.status < 300:
        parsed.pop("ResponseMetadata", None)
    return {name: bytes(value) if value is body else value for name, value in parsed.items()}


def operation_model(service: str, name: str) -> OperationModel:
    """Give the model of an operation."""
    return spec.load(service).operation(name).model
