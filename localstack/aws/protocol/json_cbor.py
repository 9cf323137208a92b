"""The json protocol in CBOR, which Kinesis' SDK for Java speaks: timestamps are milliseconds with tag 1.

A request shows it by its content type (`application/x-amz-cbor-1.1`); all else is the json protocol's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from localstack.aws.errors import ServiceException
from localstack.aws.protocol.base import CompiledOperation
from localstack.aws.protocol.cbor import CborDocuments, WriterCompiler, compile_parser, encode
from localstack.aws.protocol.json import error_document, error_type, query_error
from localstack.aws.wire import Response

if TYPE_CHECKING:
    from localstack.aws.spec import Operation

CONTENT_TYPE = "application/x-amz-cbor-1.1"


class JsonCborCodec:
    """Parses and serialises the json protocol in CBOR."""

    def compile(self, operation: Operation) -> CompiledOperation:
        """Make the parser and serialiser of an operation."""
        shape = operation.model.output_shape
        write = WriterCompiler(millis=True).writer(shape) if shape is not None else None

        def serialize(result: dict[str, Any], request_id: str) -> Response:
            return _respond(200, write(result) if write is not None else {}, request_id)

        compiled = CompiledOperation(compile_parser(operation.model.input_shape, millis=True), serialize)
        return _with_events(compiled, operation) if operation.has_events else compiled

    def error(self, error: ServiceException, operation: Operation | None, request_id: str) -> Response:
        """Make the response for an error."""
        document = {"__type": error_type(error, operation)}
        document |= error_document(error, operation, WriterCompiler(millis=True))
        response = _respond(error.status_code, document, request_id)
        response.headers.extend(query_error(error, operation))
        return response


def _with_events(compiled: CompiledOperation, operation: Operation) -> CompiledOperation:
    """Have events be CBOR, as the rest is (unverified)."""
    from localstack.aws.protocol.rpc_events import with_events

    return with_events(compiled, operation, CborDocuments(CONTENT_TYPE, millis=True))


def _respond(status: int, document: dict[str, Any], request_id: str) -> Response:
    payload = encode(document)
    headers = [
        ("x-amzn-RequestId", request_id),
        ("Content-Type", CONTENT_TYPE),
        ("Content-Length", str(len(payload))),
    ]
    return Response(status, headers, payload)
