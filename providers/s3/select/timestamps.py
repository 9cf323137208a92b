"""Timestamps: a moment, how precisely it is given, and whether its offset is known.

The text of one is cut behind what it gives: `2007T`, `2007-02T`, `2007-02-23`, `2007-02-23T12:14Z`,
`2007-02-23T12:14:33.079-08:00`. Fractions are kept up to a microsecond.

- https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-data-types.html
- https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-date.html
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Final

PARTS: Final = ("YEAR", "MONTH", "DAY", "HOUR", "MINUTE", "SECOND")
_MONTHS: Final = {"YEAR": 12, "MONTH": 1}
_SECONDS: Final = {"DAY": 86400, "HOUR": 3600, "MINUTE": 60, "SECOND": 1}
_TEXT: Final = re.compile(
    r"(\d{4})(?:T|-(\d\d)(?:T|-(\d\d)(?:T?|T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(Z|[+-]\d\d:\d\d)?)))"
)


@dataclass(frozen=True, order=True)
class Timestamp:
    """A moment in time; nothing else counts where two are compared.

    :ivar moment: what is not given is the first: of January, of the month, midnight.
    :ivar precision: the last part that is given: `YEAR`, `MONTH`, `DAY`, `MINUTE` or `SECOND`.
    :ivar digits: how many of a second's fraction.
    :ivar has_offset: whether its distance from UTC is known.
    """

    moment: datetime
    precision: str = field(compare=False)
    digits: int = field(default=0, compare=False)
    has_offset: bool = field(default=True, compare=False)

    @classmethod
    def parse(cls, text: str) -> Timestamp:
        """Read one.

        :raises ValueError: when the text is none.
        """
        found = _TEXT.fullmatch(text)
        if found is None:
            raise ValueError(text)
        year, month, day, hour, minute, second, fraction, offset = found.groups()
        moment = datetime(
            int(year),
            int(month or 1),
            int(day or 1),
            int(hour or 0),
            int(minute or 0),
            int(second or 0),
            int((fraction or "").ljust(6, "0")[:6]),
            _zone(offset),
        )
        given = [part for part, value in zip(PARTS, found.groups(), strict=False) if value is not None]
        return cls(moment, given[-1], min(len(fraction or ""), 6), offset not in (None, "-00:00"))

    def text(self) -> str:
        """Give it as text."""
        moment = self.moment
        match self.precision:
            case "YEAR":
                return f"{moment:%Y}T"
            case "MONTH":
                return f"{moment:%Y-%m}T"
            case "DAY":
                return f"{moment:%Y-%m-%d}"
        text = f"{moment:%Y-%m-%dT%H:%M}"
        if self.precision == "SECOND":
            text += f":{moment:%S}"
            if self.digits:
                text += f".{moment:%f}"[: self.digits + 1]
        return text + self._offset_text()

    def add(self, part: str, quantity: int) -> Timestamp:
        """Add a number of years, seconds or what is between; it gets more precise if it has to.

        :raises OverflowError: when no such year can be written.
        :raises ValueError: likewise.
        """
        precision = self.precision if PARTS.index(self.precision) >= PARTS.index(part) else part
        if part in _MONTHS:
            return replace(self, moment=self._add_months(quantity * _MONTHS[part]), precision=precision)
        moment = self.moment + timedelta(seconds=quantity * _SECONDS[part])
        return replace(self, moment=moment, precision="MINUTE" if precision == "HOUR" else precision)

    def until(self, part: str, other: Timestamp) -> int:
        """Count the whole years, seconds or what is between from this one to another."""
        if part in _SECONDS:
            seconds = other.moment - self.moment
            count = abs(seconds) // timedelta(seconds=_SECONDS[part])
            return -count if seconds < timedelta(0) else count
        early, late = sorted(one.moment.astimezone(UTC) for one in (self, other))
        months = (late.year - early.year) * 12 + late.month - early.month
        if _within_month(late) < _within_month(early):
            months -= 1
        count = months // _MONTHS[part]
        return count if self.moment <= other.moment else -count

    def extract(self, part: str) -> int:
        """Give a part; also `TIMEZONE_HOUR` and `TIMEZONE_MINUTE`."""
        if part in PARTS:
            return int(getattr(self.moment, part.lower()))
        minutes = self.offset_minutes
        sign = -1 if minutes < 0 else 1
        return sign * (abs(minutes) // 60 if part == "TIMEZONE_HOUR" else abs(minutes) % 60)

    @property
    def offset_minutes(self) -> int:
        """How far its local time is ahead of UTC."""
        offset = self.moment.utcoffset() or timedelta(0)
        return round(offset.total_seconds() / 60)

    def _add_months(self, count: int) -> datetime:
        months = self.moment.year * 12 + self.moment.month - 1 + count
        year, month = months // 12, months % 12 + 1
        if not 1 <= year <= 9999:
            raise ValueError(year)
        last = calendar.monthrange(year, month)[1]
        return self.moment.replace(year=year, month=month, day=min(self.moment.day, last))

    def _offset_text(self) -> str:
        if not self.has_offset:
            return "-00:00"
        minutes = self.offset_minutes
        return (
            f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}" if minutes else "Z"
        )


def _zone(offset: str | None) -> timezone:
    if offset in (None, "Z"):
        return UTC
    assert offset is not None
    minutes = int(offset[1:3]) * 60 + int(offset[4:6])
    return timezone(timedelta(minutes=-minutes if offset[0] == "-" else minutes))


def _within_month(moment: datetime) -> timedelta:
    return moment - moment.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
