"""From tokens to the trees of expressions, by precedence; functions with a syntax of their own are in `calls`.

::

    or  and  not  = <>  < > <= >=  IN BETWEEN LIKE IS  + -  * / %  -  path  primary

https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-operators.html
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from . import syntax_errors as errors
from .calls import CallParser
from .tokens import Kind
from .tree import (
    Arithmetic,
    Between,
    Comparison,
    Expression,
    In,
    IsType,
    Like,
    ListOf,
    Literal,
    Logical,
    Name,
    Negative,
    Not,
    Path,
    Star,
    Step,
    Wildcard,
)
from .values import MISSING, Value

MAX_DEPTH: Final = 32
_CONSTANTS: Final[dict[str, Value]] = {"TRUE": True, "FALSE": False, "NULL": None, "MISSING": MISSING}


class ExpressionParser(CallParser):
    """Parses expressions."""

    _depth = 0

    def expression(self) -> Expression:
        """Read an expression.

        :raises ServiceException: with the code for what is wrong with it.
        """
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise errors.MaxOperatorsExceeded
        try:
            return self._logical("OR", lambda: self._logical("AND", self._not))
        finally:
            self._depth -= 1

    def projected(self) -> Expression | Star:
        """Read what may stand in a SELECT list: an expression, or a path to all that is in something."""
        value = self.expression()
        if isinstance(value, Path) and self.at(".") and self.follows("*"):
            self.advance()
            self.advance()
            return Star(value)
        return value

    def steps(self, *, allow_wildcard: bool = False) -> tuple[Step, ...]:
        """Read the steps of a path, if there are any."""
        steps: list[Step] = []
        while (step := self._step(allow_wildcard)) is not None:
            steps.append(step)
        return tuple(steps)

    def _step(self, allow_wildcard: bool) -> Step | None:
        if self.at(".") and (allow_wildcard or not self.follows("*")):
            self.advance()
            return self._name_step(allow_wildcard)
        return self._bracket_step(allow_wildcard) if self.take("[") else None

    def _name_step(self, allow_wildcard: bool) -> Step:
        if allow_wildcard and self.take("*"):
            return Wildcard(of_object=True)
        if not self.at_name():
            got = self.token.kind.value
            raise errors.ParseInvalidPathComponent(
                f"Invalid Path component, expecting either an IDENTIFIER or STAR, got: {got},{self.token.place}."
            )
        return self.name()

    def _bracket_step(self, allow_wildcard: bool) -> Step:
        token = self.advance()
        step: Step
        if token.kind is Kind.LITERAL and isinstance(token.value, str):
            step = Name(token.value, True, token.line, token.column)
        elif token.kind is Kind.LITERAL and type(token.value) is int:
            step = token.value
        elif allow_wildcard and token.kind is Kind.MARK and token.text == "*":
            step = Wildcard(of_object=False)
        else:
            raise errors.ParseExpectedNumber
        self._close("]")
        return step

    def _logical(self, keyword: str, operand: Callable[[], Expression]) -> Expression:
        operands = [operand()]
        while self.take(keyword):
            operands.append(operand())
        return operands[0] if len(operands) == 1 else Logical(keyword == "AND", tuple(operands))

    def _not(self) -> Expression:
        count = 0
        while self.take("NOT"):
            count += 1
        value = self._equality()
        for _ in range(count):
            value = Not(value)
        return value

    def _equality(self) -> Expression:
        operands = [self._relation()]
        operators: list[str] = []
        while operator := self.take("=", "<>"):
            operators.append(operator)
            operands.append(self._relation())
        value = operands.pop()
        while operators:
            value = Comparison(operators.pop(), operands.pop(), value)
        return value

    def _relation(self) -> Expression:
        return self._chain(self._predicate, Comparison, "<", ">", "<=", ">=")

    def _predicate(self) -> Expression:
        value = self._sum()
        while True:
            is_negated = self.at("NOT") and self.follows("IN", "BETWEEN", "LIKE")
            if is_negated:
                self.advance()
            keyword = self.take("IN", "BETWEEN", "LIKE", "IS")
            if not keyword:
                return value
            is_negated = is_negated or (keyword == "IS" and bool(self.take("NOT")))
            value = self._predicate_of(value, keyword)
            if is_negated:
                value = Not(value)

    def _predicate_of(self, value: Expression, keyword: str) -> Expression:
        match keyword:
            case "IN":
                return In(value, self._options())
            case "BETWEEN":
                return self._between(value)
            case "LIKE":
                pattern = self._sum()
                return Like(value, pattern, self._sum() if self.take("ESCAPE") else None)
        return IsType(value, self.type_name())

    def _options(self) -> Expression:
        if not self.at("("):
            if self.at("[") or self.at_name():
                return self._sum()
            raise errors.ParseExpectedLeftParenValueConstructor
        self.advance()
        options = self.expressions()
        self._close(")")
        return ListOf(options)

    def _between(self, value: Expression) -> Expression:
        low = self._sum()
        if not self.take("AND"):
            raise errors.ParseExpectedKeyword
        return Between(value, low, self._sum())

    def _sum(self) -> Expression:
        return self._chain(self._product, Arithmetic, "+", "-")

    def _product(self) -> Expression:
        return self._chain(self._signed, Arithmetic, "*", "/", "%")

    def _chain(
        self,
        operand: Callable[[], Expression],
        combine: Callable[[str, Expression, Expression], Expression],
        *operators: str,
    ) -> Expression:
        """Read operands with operators between them that associate to the left."""
        value = operand()
        while operator := self.take(*operators):
            value = combine(operator, value, operand())
        return value

    def _signed(self) -> Expression:
        negative = False
        while sign := self.take("-", "+"):
            negative ^= sign == "-"
        value = self._primary()
        if not negative:
            return value
        if isinstance(value, Literal) and type(value.value) is int:
            return Literal(-value.value)
        return Negative(value)

    def _primary(self) -> Expression:
        token = self.token
        if token.kind is Kind.LITERAL:
            return Literal(self.advance().value)
        if self.take("("):
            if self.at("SELECT"):
                raise errors.ParseUnsupportedSelect
            value = self.expression()
            self._close(")")
            return value
        if self.take("["):
            items = () if self.at("]") else self.expressions()
            self._close("]")
            return ListOf(items)
        if token.kind is Kind.KEYWORD and token.text in _CONSTANTS:
            return Literal(_CONSTANTS[self.advance().text])
        if self.at_name() and not self.follows("("):
            return self._path()
        return self.call()

    def _path(self) -> Path:
        return Path(self.name(), self.steps())

    def _close(self, bracket: str) -> None:
        if not self.take(bracket):
            raise errors.ParseExpectedTokenType
