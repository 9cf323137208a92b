"""The table of all services that routing starts from, and how it is made.

`routes.json` is generated from the installed botocore by `python -m localstack.aws.routes`, so that no
request waits for hundreds of models to be read. Under another version of botocore than the table's, a request
that fits nothing is tried again with the services the table lacks and with rows made from the models.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import botocore

from localstack.aws import spec

TABLE = Path(__file__).with_name("routes.json")

# Where several services share a signing name and claim the same requests, the one users mean goes first.
PREFERRED = ("rds", "elbv2", "qconnect", "pinpoint-sms-voice", "lambda", "signer")

# Further names that some operations of these services are signed with, by their endpoint rules.
SIGNED_AS = {
    "s3express": ("s3", "s3control"),
    "s3-object-lambda": ("s3",),
    "s3-outposts": ("s3outposts", "s3control", "s3"),
    "IngestionService": ("importexport",),
}


@dataclass(frozen=True)
class Row:
    """What routing knows of a service before its model is loaded.

    :ivar segments: the first path segments of a REST service's operations when they are few and literal,
        else empty: any path may be the service's.
    :ivar hosts: what its host names begin with beside the endpoint prefix and the signing name.
    :ivar public: the operations that need no signature, without those of json: for query the action, for
        REST method, path and required headers (`GET /assignment/accounts x-amz-sso_bearer_token`).
    :ivar bearer: whether clients may send a bearer token in place of a signature.
    """

    name: str
    signing_name: str
    endpoint_prefix: str
    protocols: tuple[str, ...]
    target_prefix: str
    api_version: str
    segments: tuple[str, ...]
    hosts: tuple[str, ...] = ()
    public: tuple[str, ...] = ()
    bearer: bool = False


@functools.cache
def by_signing_name(complete: bool = False) -> dict[str, tuple[Row, ...]]:
    """Give the services by the name their requests are signed with, the preferred ones first."""
    grouped = _grouped(complete, lambda row: (row.signing_name,))
    for name, services in SIGNED_AS.items():
        grouped[name] = tuple(by_name()[service] for service in services if service in by_name())
    return grouped


@functools.cache
def by_name() -> dict[str, Row]:
    """Give the services of the table by their botocore name."""
    return {row.name: row for row in rows()}


@functools.cache
def by_target_prefix(complete: bool = False) -> dict[str, tuple[Row, ...]]:
    """Give the services by the prefix of their `X-Amz-Target` header, or their name in an RPC path."""
    return _grouped(complete, lambda row: (row.target_prefix,))


@functools.cache
def by_host(complete: bool = False) -> dict[str, tuple[Row, ...]]:
    """Give the services by the first labels of their host names."""
    return _grouped(complete, lambda row: (row.endpoint_prefix, *row.hosts))


@functools.cache
def by_public(complete: bool = False) -> dict[str, tuple[Row, ...]]:
    """Give the services by what tells their public operations: an action, or method and path."""
    return _grouped(complete, lambda row: {" ".join(entry.split(" ")[:2]) for entry in row.public})


@functools.cache
def with_bearer(complete: bool = False) -> tuple[Row, ...]:
    """Give the services that take a bearer token."""
    return tuple(sorted((row for row in rows(complete) if row.bearer), key=_preference))


def rows(complete: bool = False) -> tuple[Row, ...]:
    """Give every service of the table.

    :param complete: with the services that only the installed botocore has.
    """
    return (*_table()[1], *_unlisted()) if complete else _table()[1]


def is_current() -> bool:
    """Tell whether the table was made from the installed botocore."""
    return bool(_table()[0] == botocore.__version__)


@functools.cache
def _table() -> tuple[str, tuple[Row, ...]]:
    content = json.loads(TABLE.read_text())
    return content["botocore"], tuple(map(_row, content["services"]))


def _row(entry: dict[str, Any]) -> Row:
    lists = {name: tuple(value) for name, value in entry.items() if isinstance(value, list)}
    return Row(**{**entry, **lists})


@functools.cache
def _unlisted() -> tuple[Row, ...]:
    names = spec.loader().list_available_services("service-2")
    return tuple(row_of(name) for name in names if name not in by_name())


def _grouped(complete: bool, keys: Callable[[Row], Iterable[str]]) -> dict[str, tuple[Row, ...]]:
    grouped: dict[str, list[Row]] = {}
    for row in rows(complete):
        for key in keys(row):
            if key:
                grouped.setdefault(key, []).append(row)
    return {name: tuple(sorted(group, key=_preference)) for name, group in grouped.items()}


def row_of(service: str) -> Row:
    """Make a service's row from its model."""
    from localstack.aws import routes_of_models

    return routes_of_models.row_of(service)


def _preference(row: Row) -> tuple[bool, bool, bool, str]:
    # A service that any path fits must come after those that only some paths do.
    return (
        row.name not in PREFERRED,
        row.protocols[0].startswith("rest") and not row.segments,
        row.name != row.signing_name,
        row.name,
    )


def generate() -> None:
    """Write the table anew."""
    names = spec.loader().list_available_services("service-2")
    entries = ",\n".join(json.dumps(asdict(row_of(name))) for name in sorted(names))
    TABLE.write_text(f'{{"botocore": "{botocore.__version__}", "services": [\n{entries}\n]}}\n')


if __name__ == "__main__":
    generate()
