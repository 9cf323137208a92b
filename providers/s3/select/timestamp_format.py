"""The patterns of TO_STRING.

::

    yy y yyyy              year: two digits, as it is, at least four digits
    M MM MMM MMMM MMMMM    month: as it is, two digits, Jan, January, J
    d dd                   day          a    AM or PM
    h hh  H HH             hour of the half day, of the day
    m mm  s ss             minute, second
    S SS SSS …             fraction of the second, so many digits     n    nanosecond
    X  XX XXXX  XXX XXXXX  offset +07, +0700, +07:00, or Z for none
    x  xx xxxx  xxx xxxxx  the same, without Z
    '…'                    text

https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-date.html
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Final

from . import errors
from .timestamps import Timestamp

_TOKEN: Final = re.compile(r"'(?:[^']|'')*'|([A-Za-z])\1*|.", re.DOTALL)
_MAX_FRACTION: Final = 9
_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_FIELDS: Final[dict[str, Callable[[datetime], str]]] = {
    "yy": lambda moment: f"{moment.year % 100:02}",
    "y": lambda moment: str(moment.year),
    "yyyy": lambda moment: f"{moment.year:04}",
    "M": lambda moment: str(moment.month),
    "MM": lambda moment: f"{moment.month:02}",
    "MMM": lambda moment: _MONTHS[moment.month - 1][:3],
    "MMMM": lambda moment: _MONTHS[moment.month - 1],
    "MMMMM": lambda moment: _MONTHS[moment.month - 1][0],
    "d": lambda moment: str(moment.day),
    "dd": lambda moment: f"{moment.day:02}",
    "a": lambda moment: "AM" if moment.hour < 12 else "PM",
    "h": lambda moment: str((moment.hour - 1) % 12 + 1),
    "hh": lambda moment: f"{(moment.hour - 1) % 12 + 1:02}",
    "H": lambda moment: str(moment.hour),
    "HH": lambda moment: f"{moment.hour:02}",
    "m": lambda moment: str(moment.minute),
    "mm": lambda moment: f"{moment.minute:02}",
    "s": lambda moment: str(moment.second),
    "ss": lambda moment: f"{moment.second:02}",
    "n": lambda moment: str(moment.microsecond * 1000),
}
_LETTERS: Final = frozenset("yMdahHmsSnXx")


def to_string(timestamp: Timestamp, pattern: str) -> str:
    """Write a timestamp.

    :raises EvaluatorInvalidTimestampFormatPatternSymbol: when a letter has no meaning.
    :raises EvaluatorInvalidTimestampFormatPatternToken: when a letter is repeated too often.
    :raises EvaluatorUnterminatedTimestampFormatPatternToken: when quoted text has no end.
    """
    return "".join(_written(timestamp, found) for found in _TOKEN.finditer(pattern))


def _written(timestamp: Timestamp, found: re.Match[str]) -> str:
    token, letter = found[0], found[1]
    if token == "'":
        raise errors.EvaluatorUnterminatedTimestampFormatPatternToken
    if letter is None:
        return token[1:-1].replace("''", "'") or "'" if token[0] == "'" else token
    if letter not in _LETTERS:
        raise errors.EvaluatorInvalidTimestampFormatPatternSymbol
    if token in _FIELDS:
        return _FIELDS[token](timestamp.moment)
    if letter == "S" and len(token) <= _MAX_FRACTION:
        return f"{timestamp.moment.microsecond * 1000:09}"[: len(token)]
    if letter in "Xx" and len(token) <= 5:
        return _offset(timestamp.offset_minutes, len(token), z_for_none=letter == "X")
    raise errors.EvaluatorInvalidTimestampFormatPatternToken


def _offset(minutes: int, length: int, *, z_for_none: bool) -> str:
    if z_for_none and minutes == 0:
        return "Z"
    hours = f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}"
    if length == 1:
        return hours
    return f"{hours}{'' if length in (2, 4) else ':'}{abs(minutes) % 60:02}"
