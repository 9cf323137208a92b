"""What the REST protocols share: operations by method and path, parameters and results in headers and URI."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from botocore.model import OperationModel, Shape

from localstack.aws.protocol.base import RequestParseError
from localstack.aws.protocol.scalars import text_reader, text_writer
from localstack.aws.wire import HeaderItems, Request, parse_query

if TYPE_CHECKING:
    from localstack.aws.spec import ServiceSpec


@dataclass(frozen=True)
class Endpoint:
    """One operation's claim on a method and path.

    :ivar literals: query parameters of its URI: with a value they must have it, else they must be there.
    :ivar required: query parameters that must be there.
    :ivar required_headers: headers that must be there, in lower case.
    """

    operation: str
    labels: tuple[str, ...]
    literals: Mapping[str, str]
    required: frozenset[str]
    required_headers: frozenset[str]
    deprecated: bool

    def score(self, query: Mapping[str, list[str]], request: Request) -> int:
        """Rate how well a request fits: -1 when it does not, higher the more of it is accounted for."""
        for name, value in self.literals.items():
            if name not in query or (value and value not in query[name]):
                return -1
        if not self.required.issubset(query) or not all(
            name in request.headers for name in self.required_headers
        ):
            return -1
        return (
            4 * len(self.literals)
            + 2 * len(self.required)
            + 2 * len(self.required_headers)
            + (not self.deprecated)
        )


@dataclass
class _Node:
    literals: dict[str, _Node] = field(default_factory=dict)
    label: _Node | None = None
    greedy: dict[str, list[Endpoint]] = field(default_factory=dict)
    endpoints: dict[str, list[Endpoint]] = field(default_factory=dict)


class RestRouter:
    """Finds the operation for a method, path, query and headers in a tree of path segments."""

    def __init__(self, service: ServiceSpec) -> None:
        self._root = _Node()
        for name in sorted(service.operation_names):
            self._add(service.model.operation_model(name))

    def match(self, request: Request) -> tuple[str, dict[str, str]] | None:
        """Find the operation a request is for.

        :returns: its name, and the decoded labels of its path; `None` when no operation fits.
        """
        best: tuple[int, Endpoint, list[str]] | None = None
        segments = request.path.lstrip("/") if request.path == "/" else request.path[1:]
        for endpoint, values in self._candidates(self._root, request.method, segments, []):
            score = endpoint.score(request.query, request)
            if score >= 0 and (best is None or score > best[0]):
                best = score, endpoint, values
        if best is None:
            return None
        return best[1].operation, dict(zip(best[1].labels, map(unquote, best[2]), strict=True))

    def _add(self, operation: OperationModel) -> None:
        uri, _, query = operation.http["requestUri"].partition("?")
        node, labels, greedy = self._root, [], False
        for segment in uri.strip("/").split("/") if uri.strip("/") else ():
            if not segment.startswith("{"):
                node = node.literals.setdefault(segment, _Node())
                continue
            greedy = segment.endswith("+}")
            labels.append(segment.strip("{+}"))
            if not greedy:
                node.label = node = node.label or _Node()
        required, headers = _required(operation.input_shape)
        endpoint = Endpoint(
            operation.name,
            tuple(labels),
            {name: values[0] for name, values in parse_query(query).items()},
            required,
            headers,
            operation.deprecated,
        )
        target = node.greedy if greedy else node.endpoints
        target.setdefault(operation.http["method"], []).append(endpoint)

    def _candidates(
        self, node: _Node, method: str, rest: str, values: list[str]
    ) -> list[tuple[Endpoint, list[str]]]:
        found = []
        if rest:
            for endpoint in node.greedy.get(method, ()):
                found.append((endpoint, [*values, rest]))
            segment, slash, below = rest.partition("/")
            child = node.literals.get(segment)
            if child is not None:
                found += self._candidates(child, method, below, values)
            if node.label is not None and segment:
                found += self._candidates(node.label, method, below, [*values, segment])
            del slash
        if not rest:
            found += [(endpoint, values) for endpoint in node.endpoints.get(method, ())]
        return found


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


Bind = Callable[[Request, Mapping[str, str], dict[str, Any]], None]
WriteHeader = Callable[[dict[str, Any], HeaderItems], None]


def compile_input_bindings(shape: Shape) -> list[Bind]:
    """Compile the members of an operation's input that travel outside the body."""
    binders = {"uri": _bind_uri, "querystring": _bind_query, "header": _bind_header, "headers": _bind_headers}
    return [
        binders[location](name, member)
        for name, member in shape.members.items()
        if (location := member.serialization.get("location")) in binders
    ]


def _bind_uri(name: str, shape: Shape) -> Bind:
    label, read = shape.serialization.get("name", name), text_reader(shape)

    def bind(_: Request, labels: Mapping[str, str], result: dict[str, Any]) -> None:
        if label in labels:
            result[name] = read(labels[label])

    return bind


def _bind_query(name: str, shape: Shape) -> Bind:
    parameter = shape.serialization.get("name", name)
    if shape.type_name == "map":
        return _bind_query_map(name, shape)
    is_list = shape.type_name == "list"
    read = text_reader(shape.member if is_list else shape)

    def bind(request: Request, _: Mapping[str, str], result: dict[str, Any]) -> None:
        values = request.query.get(parameter)
        if values is not None:
            result[name] = [read(value) for value in values] if is_list else read(values[0])

    return bind


def _bind_query_map(name: str, shape: Shape) -> Bind:
    is_list = shape.value.type_name == "list"

    def bind(request: Request, _: Mapping[str, str], result: dict[str, Any]) -> None:
        result[name] = {key: values if is_list else values[0] for key, values in request.query.items()}

    return bind


def _bind_header(name: str, shape: Shape) -> Bind:
    header = shape.serialization.get("name", name).lower()
    is_list = shape.type_name == "list"
    is_json = bool(shape.serialization.get("jsonvalue"))
    read = text_reader(shape.member if is_list else shape)

    def bind(request: Request, _: Mapping[str, str], result: dict[str, Any]) -> None:
        value = request.headers.get(header, "\0")
        if value == "\0":
            return
        if is_json:
            result[name] = _json_header(value)
        elif is_list:
            result[name] = [read(item.strip()) for item in value.split(",") if item.strip()]
        else:
            result[name] = read(value)

    return bind


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
