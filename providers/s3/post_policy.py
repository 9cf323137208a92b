"""The policies of HTML forms: what a form may hold, and that it was signed.

A policy is a JSON document in base64 with an expiration and conditions::

    {"bucket": "b"}                            a field has this value
    ["eq", "$acl", "private"]                  the same
    ["starts-with", "$key", "user/"]           a field begins so
    ["content-length-range", 1, 1024]          the size of the file, in bytes

Each field has to be in a condition, but for those of the signature and those that begin with `x-ignore-`. The
wording of errors about policies that are no such document is unverified, but for conditions of several properties.
https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from localstack.aws.api import s3 as api

from . import errors

EQUAL, STARTS_WITH, SIZE = "eq", "starts-with", "content-length-range"
_UNCONDITIONED: Final = frozenset({"awsaccesskeyid", "signature", "policy", "x-amz-signature", "file"})
_IGNORED_PREFIX: Final = "x-ignore-"
_DATE_FORMATS: Final = ("%Y-%m-%dT%H:%M:%S.%fZ", "%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True)
class Condition:
    """One condition.

    :ivar name: of the field, as the policy writes it: with a `$` in front.
    """

    operator: str
    name: str
    value: str

    @property
    def field(self) -> str:
        """The field it is about, `""` when the policy names none."""
        return self.name[1:].lower() if self.name.startswith("$") else ""

    def holds(self, fields: Mapping[str, str]) -> bool:
        """Tell whether the fields of a form fulfil it."""
        if not self.field or self.field not in fields:
            return False
        value = fields[self.field]
        if self.operator == EQUAL:
            return value == self.value
        values = value.split(",") if self.field == "content-type" else [value]
        return all(part.strip().startswith(self.value) for part in values)

    def __str__(self) -> str:
        return json.dumps([self.operator, self.name, self.value])


@dataclass(frozen=True)
class Policy:
    """A policy.

    :ivar sizes: the smallest and the largest size of the file, where it limits it.
    """

    expiration: datetime
    conditions: tuple[Condition, ...]
    sizes: tuple[tuple[int, int], ...]

    def require(self, fields: Mapping[str, str], now: datetime) -> None:
        """Check the fields of a form, by lower-case name.

        :raises AccessDenied: when the policy does not allow it.
        """
        if now > self.expiration:
            raise _denied("Policy expired.")
        for condition in self.conditions:
            if not condition.holds(fields):
                raise _denied(f"Policy Condition failed: {condition}")
        known = {condition.field for condition in self.conditions} | _UNCONDITIONED | {"bucket"}
        extra = [name for name in fields if name not in known and not name.startswith(_IGNORED_PREFIX)]
        if extra:
            raise _denied(f"Extra input fields: {', '.join(extra)}")

    def measured(self, chunks: Iterator[bytes]) -> Iterator[bytes]:
        """Pass the content of the file on, and check its size at its end.

        :raises EntityTooSmall: when it is smaller than allowed.
        :raises EntityTooLarge: when it is larger.
        """
        size, largest = 0, min((high for _, high in self.sizes), default=None)
        for chunk in chunks:
            size += len(chunk)
            if largest is None or size <= largest:
                yield chunk
        for low, high in self.sizes:
            if size < low:
                raise errors.EntityTooSmall(ProposedSize=size, MinSizeAllowed=low)
            if size > high:
                raise errors.EntityTooLarge(ProposedSize=size, MaxSizeAllowed=high)


def read(encoded: str) -> Policy:
    """Read a policy.

    :param encoded: in base64.
    :raises InvalidPolicyDocument: when it is none.
    :raises AccessDenied: when a size in it is no number: no form can fulfil it.
    """
    try:
        document = json.loads(base64.b64decode(encoded, validate=True))
    except (binascii.Error, ValueError, RecursionError):
        raise _invalid("Invalid JSON.") from None
    if not isinstance(document, dict):
        raise _invalid("Invalid JSON.")
    if not isinstance(document.get("conditions"), list):
        raise _invalid("Policy missing conditions.")
    conditions: list[Condition] = []
    sizes: list[tuple[int, int]] = []
    for item in document["conditions"]:
        found = _simple(item) if isinstance(item, dict) else _listed(item)
        if found.operator == SIZE:
            sizes.append(_size_range(found, item))
        else:
            conditions.append(found)
    return Policy(_expiration(document.get("expiration")), tuple(conditions), tuple(sizes))


def _expiration(value: object) -> datetime:
    if not isinstance(value, str):
        raise _invalid("Policy missing expiration.")
    for form in _DATE_FORMATS:
        try:
            return datetime.strptime(value, form).replace(tzinfo=UTC)
        except ValueError:
            continue
    raise _invalid(f"Invalid 'expiration' value: '{value}'")


def _simple(item: Mapping[str, Any]) -> Condition:
    if len(item) != 1:
        raise _invalid(
            "Invalid Simple-Condition: Simple-Conditions must have exactly one property specified."
        )
    ((name, value),) = item.items()
    return Condition(EQUAL, f"${name}", str(value))


def _listed(item: Any) -> Condition:
    if not isinstance(item, list) or len(item) != 3:
        raise _invalid("Invalid Condition: a condition needs an operation and two values.")
    operator = str(item[0]).lower()
    if operator not in (EQUAL, STARTS_WITH, SIZE):
        raise _invalid(f"Invalid Condition: unknown operation '{item[0]}'.")
    return Condition(operator, str(item[1]), str(item[2]))


def _size_range(condition: Condition, item: list[Any]) -> tuple[int, int]:
    try:
        return int(item[1]), int(item[2])
    except (TypeError, ValueError, OverflowError):
        raise _denied(f"Policy Condition failed: {condition}") from None


def _denied(reason: str) -> api.AccessDenied:
    return api.AccessDenied(f"Invalid according to Policy: {reason}")


def _invalid(reason: str) -> errors.InvalidPolicyDocument:
    return errors.InvalidPolicyDocument(f"Invalid Policy: {reason}")
