"""Names that a fault's maker writes: checked, with the nearest ones when there is none such."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from localstack.aws import spec


def check_operation(service: str, operation: str) -> None:
    """Check that a service and an operation of it exist; `""` stands for all operations.

    :raises ValueError: when not; the message names the nearest ones.
    """
    try:
        names = spec.load(service).operation_names
    except LookupError as error:
        raise ValueError(str(error)) from error
    if operation and operation not in names:
        raise ValueError(no_such(f"{service} has no operation", operation, names))


def no_such(what: str, name: str, names: Iterable[str]) -> str:
    """Say that there is none of a name, and which ones come near, however they are written."""
    by_plain = {_plain(one): one for one in sorted(names)}
    near = [by_plain[one] for one in difflib.get_close_matches(_plain(name), by_plain, 3)]
    return f"{what} {name!r}" + (f"; did you mean {' or '.join(near)}?" if near else "")


def _plain(name: str) -> str:
    return name.replace("_", "").replace("-", "").lower()
