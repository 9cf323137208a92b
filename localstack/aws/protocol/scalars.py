"""Timestamps and numbers as the protocols write them."""

from __future__ import annotations

import base64
import binascii
import math
import re
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import formatdate, parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from localstack.aws.protocol.base import RequestParseError

if TYPE_CHECKING:
    from botocore.model import Shape

MIN_LONG, MAX_LONG = -(2**63), 2**63 - 1
MAX_DIGITS = 32
_INTEGER = re.compile(r"[+-]?[0-9]+")


def to_datetime(value: datetime | float | int | str) -> datetime:
    """Accept what providers give for a timestamp: an aware datetime, seconds since the epoch, ISO 8601."""
    if isinstance(value, datetime):
        return value
    if isinstance(value, str):
        return datetime.fromisoformat(value)
    return datetime.fromtimestamp(value, UTC)


def to_epoch(value: datetime | float | int | str) -> float:
    """Give seconds since the epoch, rounded to milliseconds."""
    seconds = value if isinstance(value, (int, float)) else to_datetime(value).timestamp()
    rounded = round(seconds, 3)
    return int(rounded) if rounded == int(rounded) else rounded


def to_iso8601(value: datetime | float | int | str) -> str:
    """Write a timestamp as `2026-01-31T12:00:00Z`, with milliseconds if it has them."""
    moment = to_datetime(value).astimezone(UTC)
    return to_iso8601_millis(moment) if moment.microsecond >= 1000 else to_iso8601_seconds(moment)


def to_iso8601_seconds(value: datetime | float | int | str) -> str:
    """Write a timestamp as `2026-01-31T12:00:00Z`, as the query services do whatever it is."""
    moment = to_datetime(value).astimezone(UTC)
    return (
        f"{moment.year:04}-{moment.month:02}-{moment.day:02}T{moment.hour:02}:{moment.minute:02}"
        f":{moment.second:02}Z"
    )


def to_iso8601_millis(value: datetime | float | int | str) -> str:
    """Write a timestamp as `2026-01-31T12:00:00.000Z`."""
    moment = to_datetime(value).astimezone(UTC)
    return f"{to_iso8601_seconds(moment)[:-1]}.{moment.microsecond // 1000:03}Z"


def to_rfc822(value: datetime | float | int | str) -> str:
    """Write a timestamp as `Sat, 31 Jan 2026 12:00:00 GMT`."""
    return formatdate(to_epoch(value), usegmt=True)


def to_epoch_text(value: datetime | float | int | str) -> str:
    """Write a timestamp as seconds since the epoch."""
    return str(to_epoch(value))


FORMATTERS: dict[str, Callable[[Any], str]] = {
    "iso8601": to_iso8601,
    "iso8601-seconds": to_iso8601_seconds,
    "iso8601-millis": to_iso8601_millis,
    "rfc822": to_rfc822,
    "unixtimestamp": to_epoch_text,
}


def parse_timestamp(text: str) -> datetime:
    """Read a timestamp in any of the formats: ISO 8601, RFC 822, seconds since the epoch.

    :raises RequestParseError: when it is none of them.
    """
    try:
        seconds = float(text)
        if math.isfinite(seconds):
            return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        pass
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = read(text.strip())
            return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
        except (ValueError, TypeError, OverflowError):
            continue
    raise RequestParseError(f"Invalid timestamp: {text}")


def parse_blob(text: str) -> bytes:
    """Read base64.

    :raises RequestParseError: when it is not.
    """
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise RequestParseError("Invalid base64 data") from error


def to_base64(value: bytes | str) -> str:
    """Write a blob; text stands for its UTF-8 bytes."""
    return base64.b64encode(value.encode() if isinstance(value, str) else value).decode("ascii")


def number_text(value: float) -> str:
    """Write a number as the XML protocols do."""
    if isinstance(value, float):
        if math.isnan(value):
            return "NaN"
        if math.isinf(value):
            return "Infinity" if value > 0 else "-Infinity"
    return str(value)


def _integer(text: str) -> int:
    # int() alone also takes underscores and the digits of every script.
    if len(text) <= MAX_DIGITS and _INTEGER.fullmatch(text.strip()) and MIN_LONG <= int(text) <= MAX_LONG:
        return int(text)
    raise RequestParseError(f"{text} can not be converted to an Integer")


def _float(text: str) -> float:
    try:
        return float(text)
    except ValueError as error:
        raise RequestParseError(f"{text} can not be converted to a Float") from error


def _boolean(text: str) -> bool:
    lowered = text.strip().lower()
    if lowered in ("true", "false"):
        return lowered == "true"
    raise RequestParseError(f"{text} can not be converted to a Boolean")


def _text(text: str) -> str:
    return text


TEXT_READERS: dict[str, Callable[[str], Any]] = {
    "string": _text,
    "character": _text,
    "integer": _integer,
    "long": _integer,
    "float": _float,
    "double": _float,
    "boolean": _boolean,
    "timestamp": parse_timestamp,
    "blob": parse_blob,
}


def text_reader(shape: Shape) -> Callable[[str], Any]:
    """Give the function that reads a scalar from text (query parameters, headers, XML)."""
    return TEXT_READERS[shape.type_name]


def text_writer(shape: Shape, timestamp_format: str) -> Callable[[Any], str]:
    """Give the function that writes a scalar as text.

    :param timestamp_format: the one of the protocol and place; the shape's own wins over it.
    """
    kind = shape.type_name
    if kind == "timestamp":
        return FORMATTERS[shape.serialization.get("timestampFormat", timestamp_format).lower()]
    if kind == "boolean":
        return lambda value: "true" if value else "false"
    if kind == "blob":
        return to_base64
    if kind in ("string", "character"):
        return str
    return number_text
