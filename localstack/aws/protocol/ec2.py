"""The ec2 protocol: the query protocol with flat lists and other names, results without a wrapper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from localstack.aws.errors import ServiceException
from localstack.aws.protocol.base import Serialize
from localstack.aws.protocol.query import QueryCodec, Read, ReaderCompiler, numbered
from localstack.aws.protocol.xml import (
    DECLARATION,
    WriterCompiler,
    encode,
    error_members,
    escape,
    escape_quoted,
)
from localstack.aws.wire import Response

if TYPE_CHECKING:
    from botocore.model import Shape

    from localstack.aws.spec import Operation


class Ec2Codec(QueryCodec):
    """Parses and serialises the ec2 protocol.

    Errors follow https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html.
    """

    def error(self, error: ServiceException, operation: Operation | None, request_id: str) -> Response:
        """Make the response for an error."""
        payload = encode(
            f"{DECLARATION}<Response><Errors><Error><Code>{escape(error.code)}</Code>"
            f"<Message>{escape_quoted(error.message)}</Message>{error_members(error, operation)}</Error></Errors>"
            f"<RequestID>{request_id}</RequestID></Response>"
        )
        return _respond(error.status_code, payload, request_id)

    def reader_compiler(self) -> ReaderCompiler:
        """Make the compiler of parameters."""
        return Ec2ReaderCompiler()

    def writer_compiler(self) -> WriterCompiler:
        """Make the compiler of results; the timestamps of the API reference's examples have milliseconds."""
        return WriterCompiler("iso8601-millis")

    def _xmlns(self, operation: Operation | None) -> str:
        # The API reference's examples have a slash at its end, the model has not.
        uri = operation.service.metadata.get("xmlNamespace", "") if operation else ""
        return f' xmlns="{uri.rstrip("/")}/"' if uri else ""

    def _compile_output(self, operation: Operation) -> Serialize:
        shape = operation.model.output_shape
        write = self.writer_compiler().content(shape) if shape else None
        name = operation.name
        start = f"{DECLARATION}<{name}Response{self._xmlns(operation)}>"

        def serialize(result: dict[str, Any], request_id: str) -> Response:
            out = [start, f"<requestId>{request_id}</requestId>"]
            if write is not None:
                write(result, out)
            out.append(f"</{name}Response>")
            return _respond(200, encode("".join(out)), request_id)

        return serialize


def _respond(status: int, payload: bytes, request_id: str) -> Response:
    headers = [
        ("x-amzn-RequestId", request_id),
        ("Content-Type", "text/xml;charset=UTF-8"),
        ("Content-Length", str(len(payload))),
    ]
    return Response(status, headers, payload)


class Ec2ReaderCompiler(ReaderCompiler):
    """Compiles shapes into readers of the form's tree, by the names and flat lists of ec2."""

    def _field(self, name: str, shape: Shape) -> str:
        own = shape.serialization.get("queryName")
        if own:
            return str(own)
        own = shape.serialization.get("name") or name
        return f"{own[0].upper()}{own[1:]}"

    def _list(self, shape: Shape) -> Read:
        read_item = self._reader(shape.member)
        return lambda node: [read_item(item) for item in numbered(node)]
