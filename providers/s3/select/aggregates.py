"""The functions of all rows: each skips what is unknown.

The average of integers is a decimal. Without any value the count is nought, and the others are NULL.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-aggregate.html
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from . import errors
from .values import Value, calculate, compare, is_number, is_unknown


class Accumulator:
    """Takes one value after the other.

    :param name: of the function.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._count = 0
        self._value: Value = None
        self._add: Callable[[Value], None] = {"COUNT": self._skip, "MAX": self._keep, "MIN": self._keep}.get(
            name, self._sum
        )

    def add(self, value: Value) -> None:
        """Take a value.

        :raises IncorrectSqlFunctionArgumentType: when it is no number and has to be.
        """
        if not is_unknown(value):
            self._add(value)
            self._count += 1

    def result(self) -> Value:
        """Give the value of all."""
        if self._name == "COUNT":
            return self._count
        if self._name != "AVG" or not self._count:
            return self._value
        total = Decimal(self._value) if isinstance(self._value, int) else self._value
        return calculate("/", total, self._count)

    def _skip(self, value: Value) -> None:
        pass

    def _keep(self, value: Value) -> None:
        self._require_number(value)
        if self._value is None or compare(">" if self._name == "MAX" else "<", value, self._value):
            self._value = value

    def _sum(self, value: Value) -> None:
        self._require_number(value)
        self._value = value if self._value is None else calculate("+", self._value, value)

    def _require_number(self, value: Value) -> None:
        if not is_number(value):
            raise errors.IncorrectSqlFunctionArgumentType
