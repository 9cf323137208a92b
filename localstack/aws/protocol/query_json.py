"""The query protocol with JSON answers, for clients that accept nothing else (`Accept: application/json`).

Parameters are the query protocol's; the answer has the elements of the XML one as members, timestamps as
seconds since the epoch.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from localstack.aws.errors import ServiceException
from localstack.aws.protocol.base import Codec, CompiledOperation
from localstack.aws.protocol.json import WriterCompiler, encode
from localstack.aws.spec import Operation
from localstack.aws.wire import Response


class QueryJsonCodec:
    """Parses as a query codec does, and answers in JSON.

    :param query: the service's codec for the query protocol.
    """

    def __init__(self, query: Codec) -> None:
        self._query = query

    def compile(self, operation: Operation) -> CompiledOperation:
        """Make the parser and serialiser of an operation."""
        return CompiledOperation(self._query.compile(operation).parse, _compile_output(operation))

    def error(self, error: ServiceException, operation: Operation | None, request_id: str) -> Response:
        """Make the response for an error."""
        del operation
        fault = "Sender" if error.sender_fault else "Receiver"
        document = {
            "Error": {"Code": error.code, "Message": error.message, "Type": fault},
            "RequestId": request_id,
        }
        return _respond(error.status_code, document, request_id)


def _compile_output(operation: Operation) -> Callable[[dict[str, Any], str], Response]:
    shape, name = operation.model.output_shape, operation.name
    write = WriterCompiler().writer(shape) if shape is not None else None
    wrapper = shape.serialization.get("resultWrapper", f"{name}Result") if shape is not None else ""

    def serialize(result: dict[str, Any], request_id: str) -> Response:
        content: dict[str, Any] = {}
        if wrapper:
            content[wrapper] = write(result) if write is not None else result
        content["ResponseMetadata"] = {"RequestId": request_id}
        return _respond(200, {f"{name}Response": content}, request_id)

    return serialize


def _respond(status: int, document: dict[str, Any], request_id: str) -> Response:
    payload = encode(document)
    headers = [
        ("x-amzn-RequestId", request_id),
        ("Content-Type", "application/json"),
        ("Content-Length", str(len(payload))),
    ]
    return Response(status, headers, payload)
