"""From the tree of an expression to a function of a row.

A scope says what a path means: see `scopes`. An aggregate becomes a function of none: it gives what its accumulator
holds, which is fed before.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Generic, TypeVar

from .aggregates import Accumulator
from .casts import cast, is_type
from .functions import function
from .like import like
from .scopes import Scope
from .tree import (
    Aggregate,
    Arithmetic,
    Between,
    Call,
    Case,
    Cast,
    Comparison,
    Expression,
    In,
    IsType,
    Like,
    ListOf,
    Literal,
    Logical,
    Negative,
    Not,
    Path,
)
from .values import Value, calculate, compare, equal, is_unknown, truth

Row = TypeVar("Row")


class Compiler(Generic[Row]):
    """Compiles expressions over the rows of a scope.

    :param now: the time that the query began.
    :ivar feeds: to be called with each row, for the aggregates compiled so far.
    """

    def __init__(self, scope: Scope[Row], now: datetime) -> None:
        self._scope = scope
        self._now = now
        self.feeds: list[Callable[[Row], None]] = []

    def compile(self, node: Expression) -> Callable[[Row], Value]:
        """Give the function that an expression stands for.

        :raises ServiceException: when a path does not fit the scope.
        """
        match node:
            case Literal(value):
                return lambda row: value
            case Path():
                return self._scope.resolve(node)
            case ListOf(items):
                return self._list(items)
            case Negative(operand):
                return self._arithmetic("-", Literal(0), operand)
            case Arithmetic(operator, left, right):
                return self._arithmetic(operator, left, right)
            case Call(name, arguments):
                return self._call(name, arguments)
            case Cast(value_, type_):
                to_cast = self.compile(value_)
                return lambda row: cast(to_cast(row), type_)
            case Case():
                return self._case(node)
            case Aggregate(name, argument):
                return self._aggregate(name, argument)
        return self._condition(node)

    def _condition(self, node: Expression) -> Callable[[Row], Value]:
        match node:
            case Comparison(operator, left, right):
                return self._comparison(operator, left, right)
            case Between(value, low, high):
                return self._between(value, low, high)
            case In(value, options):
                return self._in(value, options)
            case Like(value, pattern, escape):
                return self._like(value, pattern, escape or Literal(""))
            case IsType(value, type_):
                of_type = self.compile(value)
                return lambda row: is_type(of_type(row), type_)
            case Not(operand):
                return self._not(operand)
            case Logical(is_and, operands):
                return self._logical(is_and, operands)
        raise TypeError(node)

    def _list(self, items: tuple[Expression, ...]) -> Callable[[Row], Value]:
        each = [self.compile(item) for item in items]
        return lambda row: [item(row) for item in each]

    def _arithmetic(self, operator: str, left: Expression, right: Expression) -> Callable[[Row], Value]:
        first, second = self.compile(left), self.compile(right)
        return lambda row: calculate(operator, first(row), second(row))

    def _comparison(self, operator: str, left: Expression, right: Expression) -> Callable[[Row], Value]:
        first, second = self.compile(left), self.compile(right)
        return lambda row: compare(operator, first(row), second(row))

    def _between(self, value: Expression, low: Expression, high: Expression) -> Callable[[Row], Value]:
        wanted, least, most = self.compile(value), self.compile(low), self.compile(high)

        def is_between(row: Row) -> Value:
            one = wanted(row)
            bounds = (compare(">=", one, least(row)), compare("<=", one, most(row)))
            return False if False in bounds else None if None in bounds else True

        return is_between

    def _in(self, value: Expression, options: Expression) -> Callable[[Row], Value]:
        wanted, among = self.compile(value), self.compile(options)

        def is_in(row: Row) -> Value:
            one, others = wanted(row), among(row)
            if is_unknown(one) or not isinstance(others, list):
                return None
            if any(equal(one, other) for other in others):
                return True
            return None if any(map(is_unknown, others)) else False

        return is_in

    def _like(self, value: Expression, pattern: Expression, escape: Expression) -> Callable[[Row], Value]:
        one, two, three = self.compile(value), self.compile(pattern), self.compile(escape)
        return lambda row: like(one(row), two(row), three(row))

    def _not(self, operand: Expression) -> Callable[[Row], Value]:
        condition = self.compile(operand)

        def negate(row: Row) -> Value:
            value = truth(condition(row))
            return None if value is None else not value

        return negate

    def _logical(self, is_and: bool, operands: tuple[Expression, ...]) -> Callable[[Row], Value]:
        conditions = [self.compile(operand) for operand in operands]

        def combine(row: Row) -> Value:
            result: bool | None = is_and
            for condition in conditions:
                value = truth(condition(row))
                if value is not is_and and value is not None:
                    return value
                result = None if value is None else result
            return result

        return combine

    def _case(self, node: Case) -> Callable[[Row], Value]:
        compiled = [(self.compile(condition), self.compile(result)) for condition, result in node.cases]
        last = self.compile(node.otherwise)
        compared = None if node.compared is None else self.compile(node.compared)

        def choose(row: Row) -> Value:
            wanted = None if compared is None else compared(row)
            for condition, result in compiled:
                value = condition(row)
                if truth(value) if compared is None else compare("=", wanted, value):
                    return result(row)
            return last(row)

        return choose

    def _call(self, name: str, arguments: tuple[Expression, ...]) -> Callable[[Row], Value]:
        call = function(name, self._now)
        each = [self.compile(argument) for argument in arguments]
        return lambda row: call(*[argument(row) for argument in each])

    def _aggregate(self, name: str, argument: Expression | None) -> Callable[[Row], Value]:
        accumulator = Accumulator(name)
        value = self.compile(argument if argument is not None else Literal(True))
        self.feeds.append(lambda row: accumulator.add(value(row)))
        return lambda row: accumulator.result()
