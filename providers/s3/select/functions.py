"""The functions of values: of strings, of dates, and COALESCE and NULLIF.

Where an argument is unknown, so is the result, but for the last two.

- https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-string.html
- https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-date.html
- https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-conditional.html
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final, TypeVar

from . import errors
from .timestamp_format import to_string
from .timestamps import Timestamp
from .values import Value, equal, is_unknown

T = TypeVar("T")
Function = Callable[..., Value]


def function(name: str, now: datetime) -> Function:
    """Give a function by its name.

    :param now: the time that the query began.
    """
    if name == "UTCNOW":
        moment = Timestamp(now, "SECOND", 3)
        return lambda: moment
    if name in _LENIENT:
        return _LENIENT[name]
    return _strict(_STRICT[name])


def _strict(call: Function) -> Function:
    def strict(*arguments: Value) -> Value:
        for argument in arguments:
            if is_unknown(argument):
                return argument
        return call(*arguments)

    return strict


def _require(value: Value, type_: type[T]) -> T:
    if type(value) is not type_:
        raise errors.IncorrectSqlFunctionArgumentType
    return value


def _substring(value: Value, start: Value, length: Value = None) -> str:
    """Cut a string; positions begin with 1, and what lies before counts towards the length."""
    text, begin = _require(value, str), _require(start, int)
    if length is None:
        return text[max(begin, 1) - 1 :]
    count = _require(length, int)
    if count < 0:
        raise errors.IllegalSqlFunctionArgument
    return text[max(begin, 1) - 1 : max(begin + count - 1, 0)]


def _trim(side: str, characters: Value, value: Value) -> str:
    text, removed = _require(value, str), _require(characters, str)
    if side != "TRAILING":
        text = text.lstrip(removed) if removed else text
    return text.rstrip(removed) if side != "LEADING" and removed else text


def _date_add(part: str, quantity: Value, value: Value) -> Timestamp:
    try:
        return _require(value, Timestamp).add(part, _require(quantity, int))
    except (ValueError, OverflowError):
        raise errors.IllegalSqlFunctionArgument from None


def _date_diff(part: str, first: Value, second: Value) -> int:
    return _require(first, Timestamp).until(part, _require(second, Timestamp))


def _to_timestamp(value: Value) -> Timestamp:
    try:
        return Timestamp.parse(_require(value, str))
    except ValueError:
        raise errors.ValueParseFailure from None


def _coalesce(*arguments: Value) -> Value:
    return next((argument for argument in arguments if not is_unknown(argument)), None)


def _nullif(first: Value, second: Value) -> Value:
    if is_unknown(first) or (not is_unknown(second) and equal(first, second)):
        return None
    return first


_LENIENT: Final[dict[str, Function]] = {"COALESCE": _coalesce, "NULLIF": _nullif}
_STRICT: Final[dict[str, Function]] = {
    "CHAR_LENGTH": lambda value: len(_require(value, str)),
    "CHARACTER_LENGTH": lambda value: len(_require(value, str)),
    "LOWER": lambda value: _require(value, str).lower(),
    "UPPER": lambda value: _require(value, str).upper(),
    "SUBSTRING": _substring,
    "TRIM": _trim,
    "DATE_ADD": _date_add,
    "DATE_DIFF": _date_diff,
    "EXTRACT": lambda part, value: _require(value, Timestamp).extract(part),
    "TO_STRING": lambda value, pattern: to_string(_require(value, Timestamp), _require(pattern, str)),
    "TO_TIMESTAMP": _to_timestamp,
}
