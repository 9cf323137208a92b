"""What the REST protocols share: operations by method and path, parameters and results in headers and URI."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from localstack.aws.protocol.base import RequestParseError
from localstack.aws.protocol.scalars import text_reader, text_writer
from localstack.aws.wire import HeaderItems, Request, parse_query

if TYPE_CHECKING:
    from botocore.model import OperationModel, Shape

    from localstack.aws.spec import ServiceSpec


@dataclass(frozen=True)
class Endpoint:
    """One operation's claim on a method and path.

    :ivar literals: query parameters of its URI: with a value they must have it, else they must be there.
    :ivar required: query parameters that must be there.
    :ivar required_headers: headers that must be there, in lower case.
    :ivar weight: how much of a request that fits it accounts for.
    """

    operation: str
    labels: tuple[str, ...]
    literals: tuple[tuple[str, str], ...]
    required: frozenset[str]
    required_headers: frozenset[str]
    weight: int

    def has_literals(self, query: Mapping[str, list[str]]) -> bool:
        """Tell whether a request has the query parameters of the URI."""
        if not self.literals or not query:
            return not self.literals
        return all(name in query and (not value or value in query[name]) for name, value in self.literals)

    def has_required(self, query: Mapping[str, list[str]], request: Request) -> bool:
        """Tell whether a request has the query parameters and headers that the input requires."""
        if not self.required.issubset(query):
            return False
        return not self.required_headers or all(name in request.headers for name in self.required_headers)


@dataclass
class _Node:
    """Where a path has come to.

    :ivar greedy: for a label that takes all further segments, the segments of the URI behind it.
    """

    literals: dict[str, _Node] = field(default_factory=dict)
    label: _Node | None = None
    greedy: dict[tuple[str, ...], _Node] = field(default_factory=dict)
    endpoints: dict[str, list[Endpoint]] = field(default_factory=dict)


Claim = tuple[list[Endpoint], list[str]]

# S3 tells its operations apart by their parameters: a request that lacks one is another operation, or none.
EXACT = frozenset({"s3"})


class RestRouter:
    """Finds the operation for a method, path, query and headers in a tree of path segments."""

    def __init__(self, service: ServiceSpec) -> None:
        self._root = _Node()
        self._exact = service.name in EXACT
        for name in sorted(service.operation_names):
            self._add(service.model.operation_model(name))

    def match(self, request: Request) -> tuple[str, dict[str, str]] | None:
        """Find the operation a request is for.

        Of several the one with the most specific path is meant whose required parameters are there; a
        request that lacks some goes to the first that misses nothing else, to be told so.

        :returns: its name, and the decoded labels of its path; `None` when no operation fits.
        """
        query = request.query
        incomplete: tuple[Endpoint, list[str]] | None = None
        for endpoints, values in _claims(self._root, request.method, request.path[1:], []):
            for endpoint in endpoints:
                if endpoint.has_literals(query):
                    if endpoint.has_required(query, request):
                        return _found(endpoint, values)
                    incomplete = incomplete or (endpoint, values)
        return _found(*incomplete) if incomplete and not self._exact else None

    def _add(self, operation: OperationModel) -> None:
        uri, _, query = operation.http["requestUri"].partition("?")
        segments = uri.strip("/").split("/") if uri.strip("/") else []
        node, labels = self._root, []
        for index, segment in enumerate(segments):
            if not segment.startswith("{"):
                node = node.literals.setdefault(segment, _Node())
                continue
            labels.append(segment.strip("{+}"))
            if segment.endswith("+}"):
                node = node.greedy.setdefault(tuple(segments[index + 1 :]), _Node())
                break
            node.label = node = node.label or _Node()
        required, headers = _required(operation.input_shape)
        literals = tuple((name, values[0]) for name, values in parse_query(query).items())
        weight = 4 * len(literals) + 2 * len(required) + 2 * len(headers) + (not operation.deprecated)
        endpoints = node.endpoints.setdefault(operation.http["method"], [])
        endpoints.append(Endpoint(operation.name, tuple(labels), literals, required, headers, weight))
        endpoints.sort(key=lambda endpoint: -endpoint.weight)


def _found(endpoint: Endpoint, values: list[str]) -> tuple[str, dict[str, str]]:
    return endpoint.operation, dict(zip(endpoint.labels, map(unquote, values), strict=True))


def _claims(node: _Node, method: str, rest: str, values: list[str]) -> Iterator[Claim]:
    """Give the endpoints of the paths that fit, the most specific path first."""
    if not rest:
        if method in node.endpoints:
            yield node.endpoints[method], values
        return
    segment, _, below = rest.partition("/")
    if segment in node.literals:
        yield from _claims(node.literals[segment], method, below, values)
    if node.label is not None and segment:
        yield from _claims(node.label, method, below, [*values, segment])
    for suffix, target in sorted(node.greedy.items(), key=lambda item: -len(item[0])) if node.greedy else ():
        taken = _without_suffix(rest, suffix)
        if taken and method in target.endpoints:
            yield target.endpoints[method], [*values, taken]


def _without_suffix(rest: str, suffix: tuple[str, ...]) -> str:
    """Give what a greedy label takes when the path ends with these segments, or `""`."""
    if not suffix:
        return rest
    end = "/" + "/".join(suffix)
    return rest.removesuffix(end) if rest.endswith(end) else ""


def _required(shape: Shape | None) -> tuple[frozenset[str], frozenset[str]]:
    query: set[str] = set()
    headers: set[str] = set()
    for name in shape.required_members if shape is not None else ():
        assert shape is not None
        member = shape.members[name]
        location = member.serialization.get("location")
        wire_name = member.serialization.get("name", name)
        if location == "querystring":
            query.add(wire_name)
        elif location == "header":
            headers.add(wire_name.lower())
    return frozenset(query), frozenset(headers)


class UnreadableParameter(RequestParseError):
    """A label, query parameter or header whose value does not fit its shape.

    :ivar parameter: its name on the wire.
    :ivar value: its text.
    """

    def __init__(self, message: str, parameter: str, value: str) -> None:
        super().__init__(message)
        self.parameter = parameter
        self.value = value


def _parameter_reader(shape: Shape, parameter: str) -> Callable[[str], Any]:
    read = text_reader(shape)
    if shape.type_name == "string":
        return read

    def read_parameter(text: str) -> Any:
        try:
            return read(text)
        except RequestParseError as error:
            raise UnreadableParameter(error.message, parameter, text) from error

    return read_parameter


Bind = Callable[[Request, Mapping[str, str], dict[str, Any]], None]
WriteHeader = Callable[[dict[str, Any], HeaderItems], None]


def compile_input_bindings(operation: OperationModel) -> Bind:
    """Compile the members of an operation's input that travel outside the body, in the order of the model.

    Members in headers are looked for by the headers that a request has: PutObject knows forty, and gets a few.
    """
    shape = operation.input_shape
    members = {} if shape is None else shape.members
    literals = frozenset(parse_query(operation.http["requestUri"].partition("?")[2]))
    binders: dict[str, Callable[[str, Shape], Bind]] = {
        "uri": _bind_uri,
        "querystring": lambda name, member: _bind_query(name, member, literals),
        "header": _bind_header,
        "headers": _bind_headers,
    }
    always: list[tuple[int, Bind]] = []
    by_header: dict[str, list[tuple[int, Bind]]] = {}
    for number, (name, member) in enumerate(members.items()):
        location = member.serialization.get("location")
        if location in binders:
            of_header = by_header.setdefault(_header_of(name, member), []) if location == "header" else always
            of_header.append((number, binders[location](name, member)))

    def bind(request: Request, labels: Mapping[str, str], result: dict[str, Any]) -> None:
        sent = [binding for header in request.headers.names() for binding in by_header.get(header, ())]
        for _, one in sorted(always + sent) if sent else always:
            one(request, labels, result)

    return bind


def _header_of(name: str, shape: Shape) -> str:
    return str(shape.serialization.get("name", name)).lower()


def _bind_uri(name: str, shape: Shape) -> Bind:
    label = shape.serialization.get("name", name)
    read = _parameter_reader(shape, label)

    def bind(_: Request, labels: Mapping[str, str], result: dict[str, Any]) -> None:
        if label in labels:
            result[name] = read(labels[label])

    return bind


def _bind_query(name: str, shape: Shape, literals: frozenset[str]) -> Bind:
    parameter = shape.serialization.get("name", name)
    if shape.type_name == "map":
        return _bind_query_map(name, shape, literals)
    is_list = shape.type_name == "list"
    is_number = shape.type_name in ("integer", "long")
    read = _parameter_reader(shape.member if is_list else shape, parameter)

    def bind(request: Request, _: Mapping[str, str], result: dict[str, Any]) -> None:
        values = request.query.get(parameter)
        # `?part-number-marker=` is no number, and no error: recorded for S3's ListParts.
        if values is not None and not (is_number and not values[0]):
            result[name] = [read(value) for value in values] if is_list else read(values[0])

    return bind


def _bind_query_map(name: str, shape: Shape, literals: frozenset[str]) -> Bind:
    is_list = shape.value.type_name == "list"

    def bind(request: Request, _: Mapping[str, str], result: dict[str, Any]) -> None:
        result[name] = {
            key: values if is_list else values[0]
            for key, values in request.query.items()
            if key not in literals
        }

    return bind


def _bind_header(name: str, shape: Shape) -> Bind:
    header = _header_of(name, shape)
    is_list = shape.type_name == "list"
    is_json = bool(shape.serialization.get("jsonvalue"))
    split = _list_splitter(shape) if is_list else None
    read = _parameter_reader(shape.member if is_list else shape, header)

    def bind(request: Request, _: Mapping[str, str], result: dict[str, Any]) -> None:
        value = request.headers.get(header)
        if is_json:
            result[name] = _json_header(value)
        elif split is not None:
            result[name] = [read(item) for item in split(",".join(request.headers.get_all(header)))]
        else:
            result[name] = read(value)

    return bind


def _list_splitter(shape: Shape) -> Callable[[str], list[str]]:
    if shape.member.type_name == "timestamp":
        # `Mon, 16 Dec 2019 23:48:18 GMT, …`: every date holds a comma itself, unless it is of another format.
        return lambda value: [part.strip() for part in _DATE.findall(value)]
    return _split_quoted


_DATE = re.compile(r"\s*[A-Za-z]{3},[^,]*|[^,]+")
_ITEM = re.compile(r'\s*("(?:[^"\\]|\\.)*"|[^,]*)\s*(?:,|$)')


def _split_quoted(value: str) -> list[str]:
    """Split at commas that are not between quotation marks."""
    if '"' not in value:
        return [part for item in value.split(",") if (part := item.strip())]
    parts = [part.strip() for part in _ITEM.findall(value) if part.strip()]
    return [re.sub(r"\\(.)", r"\1", part[1:-1]) if part[:1] == '"' else part for part in parts]


def _json_header(value: str) -> Any:
    try:
        return json.loads(base64.b64decode(value))
    except ValueError as error:
        raise RequestParseError("A header does not hold base64 of JSON") from error


def _bind_headers(name: str, shape: Shape) -> Bind:
    prefix = shape.serialization.get("name", "").lower()
    length = len(prefix)

    def bind(request: Request, _: Mapping[str, str], result: dict[str, Any]) -> None:
        found: dict[str, str] = {}
        for header, value in request.headers:
            key = header.lower()
            if key.startswith(prefix):
                suffix = key[length:]
                found[suffix] = f"{found[suffix]},{value}" if suffix in found else value
        if found:
            result[name] = found

    return bind


def compile_output_headers(shape: Shape) -> list[WriteHeader]:
    """Compile the members of an operation's output that travel in headers."""
    return [
        _write_header(name, member) if location == "header" else _write_headers(name, member)
        for name, member in shape.members.items()
        if (location := member.serialization.get("location")) in ("header", "headers")
    ]


def _write_header(name: str, shape: Shape) -> WriteHeader:
    header = shape.serialization.get("name", name)
    is_json = bool(shape.serialization.get("jsonvalue"))
    to_text = text_writer(shape.member if shape.type_name == "list" else shape, "rfc822")
    if shape.type_name == "list" and shape.member.type_name == "string":
        to_text = _quoted

    def write(result: dict[str, Any], headers: HeaderItems) -> None:
        value = result.get(name)
        if value is None:
            return
        if is_json:
            headers.append((header, base64.b64encode(json.dumps(value).encode()).decode()))
        elif isinstance(value, (list, tuple)):
            headers.append((header, ", ".join(map(to_text, value))))
        else:
            headers.append((header, to_text(value)))

    return write


def _quoted(item: str) -> str:
    """Write an item of a header's list; one with a comma or quotation mark goes between quotation marks."""
    if "," not in item and '"' not in item:
        return item
    return '"' + item.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _write_headers(name: str, shape: Shape) -> WriteHeader:
    prefix = shape.serialization.get("name", "")

    def write(result: dict[str, Any], headers: HeaderItems) -> None:
        for key, value in (result.get(name) or {}).items():
            headers.append((f"{prefix}{key}", value))

    return write


def status_member(shape: Shape | None) -> str:
    """Give the member of an output that holds the HTTP status, or `""`."""
    members = shape.members if shape is not None else {}
    return next(
        (name for name, member in members.items() if member.serialization.get("location") == "statusCode"), ""
    )
