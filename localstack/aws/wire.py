"""Requests and responses as they are on the wire, independent of any server framework."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol
from urllib.parse import unquote_plus

from localstack.aws.body import Body

HeaderItems = list[tuple[str, str]]


class ChunkCheck(Protocol):
    """What checks the signatures of a body's chunks: each begins, has content, and ends; trailers come last."""

    def begin(self, extension: str) -> None: ...
    def update(self, piece: bytes) -> None: ...
    def end(self) -> None: ...
    def trailers(self, trailers: dict[str, str]) -> None: ...


class BrokenConnection(ConnectionResetError):
    """An answer that must not reach its end; a door breaks its connection to the client.

    :ivar at_once: whether what has been sent may be lost too.
    """

    def __init__(self, message: str, at_once: bool = False) -> None:
        super().__init__(message)
        self.at_once = at_once


class Headers:
    """Header lines in order, looked up without regard to case.

    :param items: name and value pairs; a name may occur more than once.
    """

    __slots__ = ("_first", "items")

    def __init__(self, items: Iterable[tuple[str, str]] = ()) -> None:
        self.items: HeaderItems = list(items)
        self._first: dict[str, str] = {}
        for name, value in self.items:
            self._first.setdefault(name.lower(), value)

    def get(self, name: str, default: str = "") -> str:
        """Give the first value of a header.

        :param name: in lower case.
        """
        return self._first.get(name, default)

    def get_all(self, name: str) -> list[str]:
        """Give every value of a header in order.

        :param name: in lower case.
        """
        return [value for key, value in self.items if key.lower() == name]

    def names(self) -> Iterable[str]:
        """Give the names that there are, in lower case, each once."""
        return self._first.keys()

    def __contains__(self, name: object) -> bool:
        return name in self._first

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self.items)

    def set(self, name: str, value: str) -> None:
        """Replace a header's values by one, adding it when it is missing."""
        key = name.lower()
        self.items = [item for item in self.items if item[0].lower() != key]
        self.items.append((name, value))
        self._first[key] = value

    def remove(self, name: str) -> None:
        """Take a header out.

        :param name: in lower case.
        """
        self.items = [item for item in self.items if item[0].lower() != name]
        self._first.pop(name, None)


class Request:
    """A request before any protocol is known.

    :param target: the request target exactly as sent (`/a//b%2F?x=1`): S3 and signatures depend on every byte.
    :ivar form: the form fields, once a codec has read them.
    :ivar chunk_check: checks the signatures of an aws-chunked body while it is read, when somebody can.
    :ivar trailers: the headers that followed the body, by lower-case name, once the body has been read.
    """

    __slots__ = (
        "_query",
        "body",
        "chunk_check",
        "form",
        "headers",
        "method",
        "path",
        "query_string",
        "target",
        "trailers",
    )

    def __init__(self, method: str, target: str, headers: Headers, body: Body) -> None:
        self.method = method
        self.headers = headers
        self.body = body
        self.form: dict[str, str] | None = None
        self.chunk_check: ChunkCheck | None = None
        self.trailers: dict[str, str] = {}
        self.retarget(target)

    def retarget(self, target: str) -> None:
        """Point the request at another target, as virtual-hosted addressing needs."""
        self.target = target
        self.path, _, self.query_string = target.partition("?")
        self._query: dict[str, list[str]] | None = None

    @property
    def host(self) -> str:
        """The `Host` header, with its port if it has one."""
        return self.headers.get("host")

    @property
    def query(self) -> dict[str, list[str]]:
        """The query parameters, decoded; a parameter without `=` has the value `""`."""
        if self._query is None:
            self._query = parse_query(self.query_string)
        return self._query

    def argument(self, name: str) -> str:
        """Give the first value of a query parameter, or `""`."""
        values = self.query.get(name)
        return values[0] if values else ""


def parse_query(text: str) -> dict[str, list[str]]:
    """Decode `a=1&b=%20&c` into lists of values by name, in the order sent."""
    query: dict[str, list[str]] = {}
    for name, value in form_fields(text):
        query.setdefault(name, []).append(value)
    return query


def form_fields(text: str) -> Iterator[tuple[str, str]]:
    """Give the decoded names and values of `a=1&b=%20&c`; what has no `=` has the value `""`."""
    for part in text.split("&") if text else ():
        if part:
            name, _, value = part.partition("=")
            yield _decoded(name), _decoded(value)


def _decoded(text: str) -> str:
    return unquote_plus(text) if "%" in text or "+" in text else text


class Response:
    """An answer: status, header lines in order, body."""

    __slots__ = ("body", "headers", "origin", "status")

    def __init__(self, status: int, headers: HeaderItems, body: Body | bytes = b"") -> None:
        self.status = status
        self.headers = headers
        self.body = body if isinstance(body, Body) else Body(body)
        self.origin = "native"

    def header(self, name: str) -> str:
        """Give the first value of a header, or `""`.

        :param name: in lower case.
        """
        return next((value for key, value in self.headers if key.lower() == name), "")
