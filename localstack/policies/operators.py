"""The operators of conditions: each compares one value of the policy with one of the request.

An operator that says `Not` holds when its opposite does not, for all of the policy's values.
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from ipaddress import ip_address, ip_network
from typing import Any, Final

from .patterns import matches, plain

Compare = Callable[[str, str], bool]
"""Takes a value of the policy, and one of the request."""


def _equals(wanted: str, given: str) -> bool:
    return plain(wanted) == given


def _equals_ignoring_case(wanted: str, given: str) -> bool:
    return plain(wanted).lower() == given.lower()


def _is_arn(wanted: str, given: str) -> bool:
    """Compare ARNs part by part: a wildcard in one part does not reach into the next."""
    parts, given_parts = wanted.split(":", 5), given.split(":", 5)
    return len(parts) == len(given_parts) and all(map(matches, parts, given_parts))


def _is_address(wanted: str, given: str) -> bool:
    return ip_address(given) in ip_network(wanted, strict=False)


def _number(text: str) -> float:
    return float(text)


def _moment(text: str) -> datetime:
    """Read a time: seconds since the epoch, or ISO 8601."""
    try:
        return datetime.fromtimestamp(float(text), UTC)
    except ValueError:
        moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _ordered(read: Callable[[str], Any], compare: Callable[[Any, Any], bool]) -> Compare:
    return lambda wanted, given: compare(read(given), read(wanted))


ORDER: Final = {
    "Equals": operator.eq,
    "LessThan": operator.lt,
    "LessThanEquals": operator.le,
    "GreaterThan": operator.gt,
    "GreaterThanEquals": operator.ge,
}
OPERATORS: Final[Mapping[str, Compare]] = {
    "StringEquals": _equals,
    "StringEqualsIgnoreCase": _equals_ignoring_case,
    "StringLike": matches,
    "Bool": _equals_ignoring_case,
    "BinaryEquals": _equals,
    "ArnEquals": _is_arn,
    "ArnLike": _is_arn,
    "IpAddress": _is_address,
    **{f"Numeric{name}": _ordered(_number, compare) for name, compare in ORDER.items()},
    **{f"Date{name}": _ordered(_moment, compare) for name, compare in ORDER.items()},
}
NEGATED: Final[Mapping[str, str]] = {
    "StringNotEquals": "StringEquals",
    "StringNotEqualsIgnoreCase": "StringEqualsIgnoreCase",
    "StringNotLike": "StringLike",
    "ArnNotEquals": "ArnEquals",
    "ArnNotLike": "ArnLike",
    "NotIpAddress": "IpAddress",
    "NumericNotEquals": "NumericEquals",
    "DateNotEquals": "DateEquals",
}
NULL: Final = "Null"
NAMES: Final = frozenset({*OPERATORS, *NEGATED, NULL})


def holds(name: str, wanted: tuple[str, ...], given: str) -> bool:
    """Tell whether an operator holds for one value of the request.

    :param wanted: the values of the policy, of which one suffices; a negated operator needs them all.
    """
    compare = OPERATORS.get(name)
    if compare is None:
        return not holds(NEGATED[name], wanted, given)
    return any(_compares(compare, value, given) for value in wanted)


def _compares(compare: Compare, wanted: str, given: str) -> bool:
    try:
        return compare(wanted, given)
    except ValueError:
        # What is no number, date or address equals none.
        return False
