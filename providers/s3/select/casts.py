"""CAST, and the types that IS asks for.

What a text stands for as a boolean is from the function of the same name in the reference of PartiQL for QLDB; here
it is unverified.

- https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-conversion.html
- https://docs.aws.amazon.com/qldb/latest/developerguide/ql-functions.cast.html
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Final

from . import errors
from .timestamps import Timestamp
from .values import MAX_INTEGER, MISSING, Value, is_number, is_unknown, kind_of

_MAX_DIGITS: Final = 18
_INTEGER: Final = re.compile(r"\s*[+-]?\d{1,40}\s*", re.ASCII)
_NUMBER: Final = re.compile(r"\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,4})?\s*", re.ASCII)


def cast(value: Value, type_name: str) -> Value:
    """Give a value as one of another type; what is unknown stays so.

    :raises CastFailed: when it has no counterpart there.
    """
    if is_unknown(value):
        return value
    try:
        return _CASTS[type_name](value)
    except (ValueError, OverflowError, KeyError):
        raise errors.CastFailed from None


def is_type(value: Value, type_name: str) -> bool:
    """Tell whether a value is of a type; what is missing is `NULL` as well."""
    match type_name:
        case "NULL":
            return is_unknown(value)
        case "MISSING":
            return value is MISSING
    return type(value) is _TYPES[type_name]


def text_of(value: Value) -> str:
    """Give a value as text.

    :raises ValueError: when it has parts, or is unknown.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return format(value, "f") if -40 < value.adjusted() < 40 else str(value)
    if isinstance(value, Timestamp):
        return value.text()
    if is_number(value):
        return str(value)
    raise ValueError(kind_of(value))


def _boolean(value: Value) -> bool:
    if isinstance(value, str):
        return value.lower() == "true"
    if isinstance(value, bool | int | float | Decimal):
        return bool(value)
    raise ValueError(value)


def _integer(value: Value) -> int:
    if isinstance(value, str) and not _INTEGER.fullmatch(value):
        raise ValueError(value)
    if not isinstance(value, str | bool | int | float | Decimal):
        raise ValueError(value)
    if isinstance(value, Decimal) and value.adjusted() > _MAX_DIGITS:
        raise ValueError(value)
    number = int(value)
    if not -MAX_INTEGER - 1 <= number <= MAX_INTEGER:
        raise ValueError(value)
    return number


def _float(value: Value) -> float:
    number = float(_decimal(value))
    if not math.isfinite(number):
        raise ValueError(value)
    return number


def _decimal(value: Value) -> Decimal:
    if isinstance(value, str) and not _NUMBER.fullmatch(value):
        raise ValueError(value)
    if isinstance(value, float):
        return Decimal(repr(value))
    if not isinstance(value, str | bool | int | Decimal):
        raise ValueError(value)
    return Decimal(value)


def _timestamp(value: Value) -> Timestamp:
    if isinstance(value, Timestamp):
        return value
    if isinstance(value, str):
        return Timestamp.parse(value)
    raise ValueError(value)


_CASTS: Final[dict[str, Callable[[Value], Value]]] = {
    "BOOL": _boolean,
    "INT": _integer,
    "FLOAT": _float,
    "DECIMAL": _decimal,
    "STRING": text_of,
    "TIMESTAMP": _timestamp,
}
_TYPES: Final = {
    "BOOL": bool,
    "INT": int,
    "FLOAT": float,
    "DECIMAL": Decimal,
    "STRING": str,
    "TIMESTAMP": Timestamp,
}
