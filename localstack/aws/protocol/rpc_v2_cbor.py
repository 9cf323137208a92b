"""The smithy-rpc-v2-cbor protocol: operations named by the path, parameters and results CBOR documents.

https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from localstack.aws.errors import ServiceException
from localstack.aws.protocol.base import CompiledOperation
from localstack.aws.protocol.cbor import CborDocuments, WriterCompiler, compile_parser, encode
from localstack.aws.protocol.json import error_document, query_error
from localstack.aws.wire import HeaderItems, Response

if TYPE_CHECKING:
    from localstack.aws.spec import Operation


CONTENT_TYPE = "application/cbor"
PROTOCOL_HEADER = ("smithy-protocol", "rpc-v2-cbor")


class RpcV2CborCodec:
    """Parses and serialises the smithy-rpc-v2-cbor protocol."""

    def compile(self, operation: Operation) -> CompiledOperation:
        """Make the parser and serialiser of an operation."""
        shape = operation.model.output_shape
        write = WriterCompiler().writer(shape) if shape is not None else None

        def serialize(result: dict[str, Any], request_id: str) -> Response:
            # An operation without output answers without a document, not with an empty one.
            return _respond(200, encode(write(result)) if write is not None else b"", request_id)

        compiled = CompiledOperation(compile_parser(operation.model.input_shape), serialize)
        return _with_events(compiled, operation) if operation.has_events else compiled

    def error(self, error: ServiceException, operation: Operation | None, request_id: str) -> Response:
        """Make the response for an error."""
        document = {"__type": _error_type(error, operation)}
        document |= error_document(error, operation, WriterCompiler())
        response = _respond(error.status_code, encode(document), request_id)
        response.headers.extend(query_error(error, operation))
        return response


def _with_events(compiled: CompiledOperation, operation: Operation) -> CompiledOperation:
    from localstack.aws.protocol.rpc_events import with_events

    return with_events(compiled, operation, CborDocuments(CONTENT_TYPE), [PROTOCOL_HEADER])


def _error_type(error: ServiceException, operation: Operation | None) -> str:
    """Give the absolute shape id of an error; the namespace is made from botocore's name (unverified)."""
    name = error.shape_name or error.code
    if operation is None or operation.service.error_shape(name) is None:
        return name
    return f"com.amazonaws.{operation.service.name.replace('-', '')}#{name}"


def _respond(status: int, payload: bytes, request_id: str) -> Response:
    headers: HeaderItems = [("x-amzn-RequestId", request_id), PROTOCOL_HEADER]
    if payload:
        headers.append(("Content-Type", CONTENT_TYPE))
    headers.append(("Content-Length", str(len(payload))))
    return Response(status, headers, payload)
