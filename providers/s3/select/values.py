"""Values and what can be done with two of them.

::

    unknown     None for NULL, MISSING for what is not there
    bool  str
    number      int of 8 bytes, Decimal of 38 digits, float
    Timestamp
    list  dict  of JSON

Where one operand is unknown, so is the result. That operands of other types are refused with `InvalidDataType` is
unverified: the documentation says that input is text until it is cast.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-data-types.html
"""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import Context, Decimal, DecimalException
from enum import Enum
from typing import Final, TypeAlias

from . import errors
from .timestamps import Timestamp


class Missing(Enum):
    """The type of the value that stands for an attribute that is not there."""

    MISSING = "MISSING"


MISSING: Final = Missing.MISSING
Value: TypeAlias = (
    "Missing | bool | int | float | Decimal | str | Timestamp | list[Value] | dict[str, Value] | None"
)
Number: TypeAlias = int | float | Decimal

MAX_INTEGER: Final = 2**63 - 1
_DECIMALS: Final = Context(prec=38)
_KINDS: Final[dict[type, str]] = {
    bool: "bool",
    int: "number",
    float: "number",
    Decimal: "number",
    str: "string",
    Timestamp: "timestamp",
    list: "list",
    dict: "struct",
}
ORDERED: Final = frozenset({"bool", "number", "string", "timestamp"})


def is_unknown(value: Value) -> bool:
    """Tell whether a value is NULL or MISSING."""
    return value is None or value is MISSING


def is_number(value: Value) -> bool:
    """Tell whether a value is a number."""
    return _KINDS.get(type(value)) == "number"


def kind_of(value: Value) -> str:
    """Name what a value can be compared with; `""` for an unknown one."""
    return _KINDS.get(type(value), "")


def equal(left: Value, right: Value) -> bool:
    """Tell whether two known values are the same; those of different kinds never are."""
    return kind_of(left) == kind_of(right) and left == right


def truth(value: Value) -> bool | None:
    """Read a value as a condition; `None` when it is unknown.

    :raises InvalidDataType: when it is no condition.
    """
    if isinstance(value, bool):
        return value
    if is_unknown(value):
        return None
    raise errors.InvalidDataType


def compare(operator: str, left: Value, right: Value) -> bool | None:
    """Compare two values.

    :raises InvalidDataType: when they have no order and are asked for it.
    """
    if is_unknown(left) or is_unknown(right):
        return None
    if operator == "=":
        return equal(left, right)
    if operator == "<>":
        return not equal(left, right)
    kind = kind_of(left)
    if kind != kind_of(right) or kind not in ORDERED:
        raise errors.InvalidDataType
    return _ORDERS[operator](left, right)


_ORDERS: Final[dict[str, Callable[..., bool]]] = {
    "<": lambda left, right: left < right,
    ">": lambda left, right: left > right,
    "<=": lambda left, right: left <= right,
    ">=": lambda left, right: left >= right,
}


def calculate(operator: str, left: Value, right: Value) -> Value:
    """Apply one of `+ - * / %`: integers give integers, a float gives a float, else decimals.

    :raises InvalidDataType: when an operand is no number.
    :raises IntegerOverflow: when integers give one that does not fit into 8 bytes.
    :raises ExternalEvalException: when there is no result; which code a division by nought has is unverified.
    """
    if is_unknown(left) or is_unknown(right):
        return MISSING if MISSING in (left, right) else None
    if not is_number(left) or not is_number(right):
        raise errors.InvalidDataType
    try:
        if isinstance(left, int) and isinstance(right, int):
            return checked(_INTEGERS[operator](left, right))
        if isinstance(left, float) or isinstance(right, float):
            return _finite(_FLOATS[operator](float(left), float(right)))  # type: ignore[arg-type]
        return _DECIMAL[operator](Decimal(left), Decimal(right))  # type: ignore[arg-type]
    except (ArithmeticError, DecimalException, ValueError):
        raise errors.ExternalEvalException from None


def checked(number: int) -> int:
    """Give an integer that fits into 8 bytes.

    :raises IntegerOverflow: when it does not.
    """
    if not -MAX_INTEGER - 1 <= number <= MAX_INTEGER:
        raise errors.IntegerOverflow
    return number


def _finite(number: float) -> float:
    if not math.isfinite(number):
        raise OverflowError(number)
    return number


def _quotient(left: int, right: int) -> int:
    """Divide as SQL does, towards nought."""
    quotient = abs(left) // abs(right)
    return quotient if (left < 0) == (right < 0) else -quotient


_INTEGERS: Final[dict[str, Callable[[int, int], int]]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "/": _quotient,
    "%": lambda left, right: left - right * _quotient(left, right),
}
_FLOATS: Final[dict[str, Callable[[float, float], float]]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "/": lambda left, right: left / right,
    "%": math.fmod,
}
_DECIMAL: Final[dict[str, Callable[[Decimal, Decimal], Decimal]]] = {
    "+": _DECIMALS.add,
    "-": _DECIMALS.subtract,
    "*": _DECIMALS.multiply,
    "/": _DECIMALS.divide,
    "%": _DECIMALS.remainder,
}
