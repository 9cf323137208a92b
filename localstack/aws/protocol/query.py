"""The query protocol: parameters are form fields named by paths (`Tags.member.1.Key`), results are XML."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from localstack.aws.errors import ServiceException
from localstack.aws.protocol.base import CompiledOperation, RequestParseError, content_of
from localstack.aws.protocol.scalars import text_reader
from localstack.aws.protocol.xml import (
    MalformedInput,
    WriterCompiler,
    encode,
    error_members,
    escape,
    escape_quoted,
    member_tag,
)
from localstack.aws.wire import Request, Response, form_fields

if TYPE_CHECKING:
    from botocore.model import Shape

    from localstack.aws.spec import Operation

Tree = dict[str, Any]
Read = Callable[[Any], Any]
MAX_DEPTH = 32


def form_of(request: Request) -> dict[str, str]:
    """Give the form fields of a query request: those of its body, else those of its query string."""
    if request.form is None:
        text = content_of(request) or request.query_string.encode()
        try:
            request.form = dict(form_fields(text.decode()))
        except ValueError as error:
            raise MalformedInput(f"The form cannot be read: {error}") from error
    return request.form


class QueryCodec:
    """Parses and serialises the query protocol."""

    namespace = ""
    """The XML namespace of answers, where the model does not name it."""

    def compile(self, operation: Operation) -> CompiledOperation:
        """Make the parser and serialiser of an operation."""
        shape = operation.model.input_shape
        read = self.reader_compiler().structure(shape) if shape else lambda tree: {}

        def parse(request: Request, _: Mapping[str, str]) -> dict[str, Any]:
            try:
                result: dict[str, Any] = read(to_tree(form_of(request)))
            except RequestParseError as error:
                raise MalformedInput(error.message) from error
            return result

        return CompiledOperation(parse, self._compile_output(operation))

    def error(self, error: ServiceException, operation: Operation | None, request_id: str) -> Response:
        """Make the response for an error."""
        fault = "Sender" if error.sender_fault else "Receiver"
        payload = encode(
            f"<ErrorResponse{self._xmlns(operation)}><Error><Type>{fault}</Type>"
            f"<Code>{escape(error.code)}</Code><Message>{escape_quoted(error.message)}</Message>"
            f"{error_members(error, operation)}{self.error_detail(operation)}</Error>"
            f"<RequestId>{request_id}</RequestId></ErrorResponse>"
        )
        return Response(error.status_code, _headers(request_id, payload), payload)

    def error_detail(self, operation: Operation | None) -> str:
        """Give what follows an error's message beside its modelled members."""
        del operation
        return ""

    def reader_compiler(self) -> ReaderCompiler:
        """Make the compiler of parameters."""
        return ReaderCompiler()

    def writer_compiler(self) -> WriterCompiler:
        """Make the compiler of results."""
        return WriterCompiler("iso8601-seconds")

    def _compile_output(self, operation: Operation) -> Callable[[dict[str, Any], str], Response]:
        shape = operation.model.output_shape
        write = self.writer_compiler().content(shape) if shape else None
        name = operation.name
        wrapper = shape.serialization.get("resultWrapper", f"{name}Result") if shape else ""
        start = f"<{name}Response{self._xmlns(operation)}>"

        def serialize(result: dict[str, Any], request_id: str) -> Response:
            out: list[str] = []
            if write is not None:
                write(result, out)
            content = "".join(out)
            if wrapper:
                content = f"<{wrapper}>{content}</{wrapper}>" if content else f"<{wrapper}/>"
            payload = (
                f"{start}{content}"
                f"<ResponseMetadata><RequestId>{request_id}</RequestId></ResponseMetadata></{name}Response>"
            ).encode()
            return Response(200, _headers(request_id, payload), payload)

        return serialize

    def _xmlns(self, operation: Operation | None) -> str:
        uri = operation.service.metadata.get("xmlNamespace", "") if operation else ""
        return f' xmlns="{uri or self.namespace}"' if uri or self.namespace else ""


def _headers(request_id: str, payload: bytes) -> list[tuple[str, str]]:
    return [
        ("x-amzn-RequestId", request_id),
        ("Content-Type", "text/xml"),
        ("Content-Length", str(len(payload))),
    ]


def to_tree(form: Mapping[str, str]) -> Tree:
    """Turn `{"A.1.B": "x"}` into `{"A": {"1": {"B": "x"}}}`."""
    tree: Tree = {}
    for path, value in form.items():
        if "." not in path:
            tree[path] = value
            continue
        *parents, leaf = path.split(".", MAX_DEPTH + 1)
        if len(parents) > MAX_DEPTH:
            raise RequestParseError(f"The parameter {path[:64]}… is nested too deeply")
        node = tree
        for part in parents:
            child = node.get(part)
            if not isinstance(child, dict):
                child = node[part] = {}
            node = child
        node[leaf] = value
    return tree


class ReaderCompiler:
    """Compiles shapes into functions from a part of the form's tree to parameters.

    :param flattened_names: the field names of flattened lists and maps whose model does not tell them, by
        the member's name.
    """

    def __init__(self, flattened_names: Mapping[str, str] | None = None) -> None:
        self._flattened_names = flattened_names or {}
        self._compiled: dict[str, Read] = {}

    def structure(self, shape: Shape) -> Read:
        """Give the reader of a structure."""
        if shape.name not in self._compiled:
            compiled = self._compiled
            compiled[shape.name] = lambda tree: compiled[shape.name](tree)
            members = [
                (name, self._field(name, member), self._reader(member))
                for name, member in shape.members.items()
            ]

            def read(tree: Any) -> dict[str, Any]:
                if not isinstance(tree, dict):
                    raise RequestParseError("Malformed input")
                result = {}
                for name, field, read_member in members:
                    node = tree.get(field)
                    if node is not None:
                        result[name] = read_member(node)
                return result

            compiled[shape.name] = read
        return self._compiled[shape.name]

    def _field(self, name: str, shape: Shape) -> str:
        return member_tag(self._flattened_names.get(name, name), shape)

    def _reader(self, shape: Shape) -> Read:
        kind = shape.type_name
        if kind == "structure":
            return self.structure(shape)
        if kind == "list":
            return self._list(shape)
        if kind == "map":
            return self._map(shape)
        from_text = text_reader(shape)

        def read(node: Any) -> Any:
            if not isinstance(node, str):
                raise RequestParseError("Unexpected complex element termination")
            return from_text(node)

        return read

    def _list(self, shape: Shape) -> Read:
        read_item = self._reader(shape.member)
        flattened = bool(shape.serialization.get("flattened"))
        inner = "" if flattened else shape.member.serialization.get("name", "member")

        def read(node: Any) -> list[Any]:
            if isinstance(node, dict) and inner in node:
                node = node[inner]
            elif flattened and isinstance(node, str) and node:
                # `AttributeName=All`: SQS's reference leaves out the number of the only item here and there.
                return [read_item(node)]
            return [read_item(item) for item in numbered(node)]

        return read

    def _map(self, shape: Shape) -> Read:
        read_value = self._reader(shape.value)
        inner = "" if shape.serialization.get("flattened") else "entry"
        key_field, value_field = self.map_fields(shape)

        def read(node: Any) -> dict[str, Any]:
            if isinstance(node, dict) and inner in node:
                node = node[inner]
            result = {}
            for entry in numbered(node):
                if not isinstance(entry, dict):
                    raise RequestParseError("Malformed input")
                key, value = entry.get(key_field, ""), entry.get(value_field)
                if not isinstance(key, str):
                    raise RequestParseError("Unexpected complex element termination")
                if value is not None:
                    result[key] = read_value(value)
            return result

        return read

    def map_fields(self, shape: Shape) -> tuple[str, str]:
        """Give the field names of a map entry's key and value."""
        return shape.key.serialization.get("name", "key"), shape.value.serialization.get("name", "value")


def numbered(node: Any) -> list[Any]:
    """Give the items of a list, whose fields are numbers."""
    if not isinstance(node, dict):
        if node:
            raise RequestParseError("Unexpected list element termination")
        return []  # `Tags=` is how clients send an empty list
    try:
        return [node[index] for index in sorted(node, key=int)]
    except ValueError as error:
        raise RequestParseError(f"{next(iter(node))} is not a valid index") from error
