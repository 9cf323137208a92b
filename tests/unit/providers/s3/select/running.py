"""Runs expressions and queries without a server."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from localstack_providers.s3.select import selection, serialization
from localstack_providers.s3.select.compiler import Compiler
from localstack_providers.s3.select.parser import parse
from localstack_providers.s3.select.scopes import JsonScope
from localstack_providers.s3.select.selection import Event
from localstack_providers.s3.select.tree import Projection
from localstack_providers.s3.select.values import Value

from localstack.state.blobs import Blob

NOW = datetime(2017, 10, 13, 16, 2, 11, 123000, tzinfo=UTC)
PIECE = 64 * 1024
LINES = {"JSON": {"Type": "LINES"}}


def evaluate(expression: str, row: Value = None) -> Value:
    """Give the value of an expression in a row of JSON."""
    statement = parse(f"SELECT {expression} FROM S3Object s")
    [projection] = statement.projections
    assert isinstance(projection, Projection)
    return Compiler(JsonScope(statement.source), NOW).compile(projection.value)(row)


def events(content: bytes, expression: str, **request: Any) -> list[Event]:
    """Give the events of a query, by default of lines of JSON and for such."""
    formats = (
        serialization.parse_input(request.get("InputSerialization", LINES)),
        serialization.parse_output(request.get("OutputSerialization", {"JSON": {}})),
    )
    prepared = selection.prepare(
        expression,
        formats,
        request.get("ScanRange"),
        len(content),
        wants_progress=bool(request.get("RequestProgress")),
    )
    pieces = (Blob.of(content[start : start + PIECE]) for start in range(0, len(content), PIECE))
    return list(prepared.events(Blob.join(pieces), NOW))


def select(content: bytes, expression: str, **request: Any) -> str:
    """Give the records of a query."""
    found = (event.get("Records", {}) for event in events(content, expression, **request))
    return b"".join(records.get("Payload", b"") for records in found).decode()
