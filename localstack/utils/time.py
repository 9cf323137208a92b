"""Moments as text and numbers, in UTC."""

from __future__ import annotations

import time as _time
from datetime import UTC, datetime

TIMESTAMP_FORMAT = "%Y-%m-%dT%H:%M:%S"
TIMESTAMP_FORMAT_TZ = "%Y-%m-%dT%H:%M:%SZ"
TIMESTAMP_FORMAT_MICROS = "%Y-%m-%dT%H:%M:%S.%fZ"


def now_utc(millis: bool = False) -> float:
    """Give whole seconds, or milliseconds, since the epoch."""
    return int(_time.time() * 1000) if millis else int(_time.time())


now = now_utc


def timestamp(time: datetime | float | None = None, format: str = TIMESTAMP_FORMAT) -> str:
    """Write a moment, now without one."""
    return _moment(time).strftime(format)


def timestamp_millis(time: datetime | float | None = None) -> str:
    """Write a moment with milliseconds: `2026-01-31T12:00:00.123Z`."""
    moment = _moment(time)
    return f"{moment.strftime(TIMESTAMP_FORMAT)}.{moment.microsecond // 1000:03}Z"


def parse_timestamp(text: str) -> datetime:
    """Read a moment of ISO 8601; one without a zone is in UTC.

    :raises ValueError: when it is none.
    """
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def mktime(ts: datetime, millis: bool = False) -> float:
    """Give the seconds, or whole milliseconds, from the epoch to a moment; one without a zone is in UTC."""
    seconds = _moment(ts).timestamp()
    return int(seconds * 1000) if millis else seconds


def _moment(time: datetime | float | None) -> datetime:
    if time is None:
        return datetime.now(UTC)
    if isinstance(time, datetime):
        return time.astimezone(UTC) if time.tzinfo is not None else time.replace(tzinfo=UTC)
    return datetime.fromtimestamp(time, UTC)


def isoformat(ts: datetime) -> str:
    """Write a moment as AWS does: `2026-01-31T12:00:00Z`."""
    return timestamp(ts, TIMESTAMP_FORMAT_TZ)
