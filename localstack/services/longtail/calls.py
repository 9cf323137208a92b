"""Operations of long-tail services called from inside the emulator: botocore's serialiser and parser around them.

They are slow beside the compiled codecs, and do both directions of a client for every protocol.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from botocore.awsrequest import HeadersDict
from botocore.parsers import create_parser
from botocore.serialize import create_serializer

from localstack.aws.body import Body
from localstack.aws.errors import CommonServiceException
from localstack.aws.wire import Headers, Request, Response

if TYPE_CHECKING:
    from botocore.model import OperationModel

    from localstack.aws.spec import Operation

Send = Callable[[Request], Response]


def call(operation: Operation, parameters: Mapping[str, Any], send: Send) -> dict[str, Any]:
    """Call an operation.

    :param send: has the request answered.
    :returns: the result by the model's member names; streams are read.
    :raises ServiceException: the error that the operation answers with, or what `send` raises.
    :raises botocore.exceptions.ParamValidationError: when the parameters do not fit the model.
    """
    protocol = operation.service.model.resolved_protocol
    response = send(_request(operation.model, protocol, parameters))
    result = _parse(operation.model, protocol, response)
    error = result.pop("Error", None)
    result.pop("ResponseMetadata", None)
    if response.status >= 300:
        code, message = error.get("Code") or "InternalFailure", error.get("Message", "")
        raise CommonServiceException(code, message, response.status, response.status < 500, **result)
    return result


def _request(model: OperationModel, protocol: str, parameters: Mapping[str, Any]) -> Request:
    parts = create_serializer(protocol).serialize_to_request(parameters, model)
    target, query, body = parts["url_path"], parts["query_string"], parts["body"]
    if query:
        text = query if isinstance(query, str) else urlencode(query, doseq=True)
        target += f"{'&' if '?' in target else '?'}{text}"
    content = urlencode(body, doseq=True) if isinstance(body, dict) else body
    headers = [(name, _text(value)) for name, value in parts["headers"].items()]
    return Request(parts["method"], target, Headers(headers), Body.of(content))


def _text(value: str | bytes) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else value


def _parse(model: OperationModel, protocol: str, response: Response) -> dict[str, Any]:
    shape = model.output_shape
    payload = shape.serialization.get("payload", "") if shape is not None else ""
    is_stream = payload and shape.members[payload].type_name == "blob" and response.status < 300
    body = response.body.read()
    parts = {
        "status_code": response.status,
        "headers": HeadersDict(response.headers),
        "body": bytearray(body) if is_stream else body,  # else the parser would take a stream for text
    }
    result: dict[str, Any] = create_parser(protocol).parse(parts, shape)
    return {**result, payload: body} if is_stream else result
