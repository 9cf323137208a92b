"""The table of all services that routing starts from, and how it is made.

`routes.json` is generated from the installed botocore by `python -m localstack.aws.routes`, so that no
request waits for hundreds of models to be read; a service that only a newer botocore has is added to the
table at run time from its model's metadata.
"""

from __future__ import annotations

import functools
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from localstack.aws import spec

TABLE = Path(__file__).with_name("routes.json")
MAX_SEGMENTS = 12

# Where several services share a signing name and claim the same requests, the one users mean goes first.
PREFERRED = ("rds", "elbv2", "qconnect", "pinpoint-sms-voice")


@dataclass(frozen=True)
class Row:
    """What routing knows of a service before its model is loaded.

    :ivar segments: the first path segments of a REST service's operations when they are few and literal,
        else empty: any path may be the service's.
    """

    name: str
    signing_name: str
    endpoint_prefix: str
    protocols: tuple[str, ...]
    target_prefix: str
    api_version: str
    segments: tuple[str, ...]


@functools.cache
def by_signing_name() -> dict[str, tuple[Row, ...]]:
    """Give the services by the name their requests are signed with, the preferred ones first."""
    grouped: dict[str, list[Row]] = {}
    for row in rows():
        grouped.setdefault(row.signing_name, []).append(row)
    return {name: tuple(sorted(group, key=_preference)) for name, group in grouped.items()}


@functools.cache
def by_name() -> dict[str, Row]:
    """Give the services by their botocore name."""
    return {row.name: row for row in rows()}


@functools.cache
def by_target_prefix() -> dict[str, tuple[Row, ...]]:
    """Give the services by the prefix of their `X-Amz-Target` header."""
    grouped: dict[str, list[Row]] = {}
    for row in rows():
        if row.target_prefix:
            grouped.setdefault(row.target_prefix, []).append(row)
    return {prefix: tuple(sorted(group, key=_preference)) for prefix, group in grouped.items()}


@functools.cache
def rows() -> tuple[Row, ...]:
    """Give every service of the table."""
    return tuple(
        Row(**{**entry, "protocols": tuple(entry["protocols"]), "segments": tuple(entry["segments"])})
        for entry in json.loads(TABLE.read_text())
    )


def row_of(service: str) -> Row:
    """Make a service's row from its model."""
    loaded = spec.load(service)
    metadata = loaded.metadata
    return Row(
        service,
        metadata.get("signingName") or metadata["endpointPrefix"],
        metadata["endpointPrefix"],
        loaded.protocols,
        metadata.get("targetPrefix", ""),
        metadata["apiVersion"],
        _segments(loaded.model) if metadata["protocol"].startswith("rest") else (),
    )


def _preference(row: Row) -> tuple[bool, bool, bool, str]:
    # A service that any path fits must come after those that only some paths do.
    return (
        row.name not in PREFERRED,
        row.protocols[0].startswith("rest") and not row.segments,
        row.name != row.signing_name,
        row.name,
    )


def _segments(model: Any) -> tuple[str, ...]:
    first = {
        model.operation_model(name).http["requestUri"].partition("?")[0].strip("/").split("/")[0]
        for name in model.operation_names
    }
    if len(first) > MAX_SEGMENTS or any(not segment or segment.startswith("{") for segment in first):
        return ()
    return tuple(sorted(first))


def generate() -> None:
    """Write the table anew."""
    names = spec.loader().list_available_services("service-2")
    entries = ",\n".join(json.dumps(asdict(row_of(name))) for name in sorted(names))
    TABLE.write_text(f"[\n{entries}\n]\n")


if __name__ == "__main__":
    generate()
