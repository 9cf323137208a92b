"""From tokens to the trees of calls: the functions of values, those of rows, CASE and CAST.

- https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-sql-functions.html
- https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-select-sql-reference-conditional.html
"""

from __future__ import annotations

from typing import Final

from . import syntax_errors as errors
from .cursor import Cursor
from .timestamps import PARTS
from .tokens import Kind
from .tree import Aggregate, Call, Case, Cast, Expression, Literal

AGGREGATES: Final = frozenset({"AVG", "COUNT", "MAX", "MIN", "SUM"})
ARITIES: Final = {
    "CHAR_LENGTH": (1, 1),
    "CHARACTER_LENGTH": (1, 1),
    "COALESCE": (1, 1000),
    "DATE_ADD": (3, 3),
    "DATE_DIFF": (3, 3),
    "EXTRACT": (2, 2),
    "LOWER": (1, 1),
    "NULLIF": (2, 2),
    "SUBSTRING": (2, 3),
    "TO_STRING": (2, 2),
    "TO_TIMESTAMP": (1, 1),
    "TRIM": (3, 3),
    "UPPER": (1, 1),
    "UTCNOW": (0, 0),
}
"""How many arguments a function has at least and at most."""
TYPES: Final = {
    "BOOL": "BOOL",
    "BOOLEAN": "BOOL",
    "INT": "INT",
    "INTEGER": "INT",
    "STRING": "STRING",
    "FLOAT": "FLOAT",
    "DECIMAL": "DECIMAL",
    "NUMERIC": "DECIMAL",
    "TIMESTAMP": "TIMESTAMP",
    "NULL": "NULL",
    "MISSING": "MISSING",
}
"""The types by all their names."""
_EXTRACTED: Final = frozenset({*PARTS, "TIMEZONE_HOUR", "TIMEZONE_MINUTE"})


class CallParser(Cursor):
    """Parses calls."""

    def expression(self) -> Expression:
        """Read an expression."""
        raise NotImplementedError

    def expressions(self) -> tuple[Expression, ...]:
        """Read expressions with commas between them."""
        items = [self.expression()]
        while self.take(","):
            items.append(self.expression())
        return tuple(items)

    def call(self) -> Expression:
        """Read a call.

        :raises ParseUnexpectedTerm: when there is none.
        """
        name = self.token.text.upper()
        if self.token.kind is Kind.QUOTED_IDENTIFIER:
            raise errors.UnsupportedFunction
        if self.token.kind not in (Kind.KEYWORD, Kind.IDENTIFIER):
            raise errors.ParseUnexpectedTerm
        match name:
            case "CASE":
                self.advance()
                return self._case()
            case "CAST":
                self.advance()
                return self._cast()
        if name in AGGREGATES or name in ARITIES:
            self.advance()
            if not self.take("("):
                raise errors.ParseExpectedLeftParenBuiltinFunctionCall
            value = self._aggregate(name) if name in AGGREGATES else Call(name, self._arguments(name))
            if not self.take(")"):
                raise errors.ParseExpectedRightParenBuiltinFunctionCall
            return value
        raise errors.UnsupportedFunction if self.follows("(") else errors.ParseUnexpectedTerm

    def type_name(self) -> str:
        """Read a type; its precision and scale are ignored, as on AWS.

        :raises ParseExpectedTypeName: when there is none.
        """
        token = self.token
        if token.kind is not Kind.KEYWORD or token.text not in TYPES:
            raise errors.ParseExpectedTypeName(f"Expected type name, found {token.shown()} {token.place}.")
        self.advance()
        if self.take("("):
            self.expressions()
            if not self.take(")"):
                raise errors.ParseExpectedTokenType
        return TYPES[token.text]

    def _arguments(self, name: str) -> tuple[Expression, ...]:
        match name:
            case "EXTRACT":
                return (self._part(_EXTRACTED, "FROM"), self.expression())
            case "TRIM":
                return self._trimmed()
            case "DATE_ADD" | "DATE_DIFF":
                arguments = (self._part(frozenset(PARTS), ","), *self.expressions())
            case "SUBSTRING":
                arguments = self._substring()
            case _:
                arguments = () if self.at(")") else self.expressions()
        least, most = ARITIES[name]
        if not least <= len(arguments) <= most:
            raise errors.EvaluatorInvalidArguments
        return arguments

    def _part(self, parts: frozenset[str], delimiter: str) -> Literal:
        """Read a part of dates and what separates it from the date."""
        part = self.token.text.upper()
        if part not in parts:
            raise errors.ParseExpectedDatePart
        self.advance()
        if not self.take(delimiter):
            raise errors.ParseExpectedArgumentDelimiter
        return Literal(part)

    def _substring(self) -> tuple[Expression, ...]:
        text = self.expression()
        if not self.take("FROM"):
            return (text, *self.expressions()) if self.take(",") else (text,)
        start = self.expression()
        return (text, start, self.expression()) if self.take("FOR") else (text, start)

    def _trimmed(self) -> tuple[Expression, ...]:
        """Read where to trim, the characters and the string: `[[LEADING | TRAILING | BOTH [chars]] FROM] string`."""
        side = self.take("LEADING", "TRAILING", "BOTH")
        characters: Expression = Literal(" ")
        if not side or not self.at("FROM"):
            value = self.expression()
            if not self.at("FROM"):
                if side:
                    raise errors.ParseExpectedArgumentDelimiter
                return (Literal("BOTH"), characters, value)
            characters = value
        self.advance()
        return (Literal(side or "BOTH"), characters, self.expression())

    def _aggregate(self, name: str) -> Aggregate:
        if self.take("*"):
            if name != "COUNT":
                raise errors.ParseUnsupportedCallWithStar
            return Aggregate(name, None)
        if self.at("DISTINCT", "ALL"):
            raise errors.ParseUnsupportedSyntax
        if self.at(")"):
            raise errors.ParseNonUnaryAgregateFunctionCall
        argument = self.expression()
        if self.at(","):
            raise errors.ParseNonUnaryAgregateFunctionCall
        return Aggregate(name, argument)

    def _cast(self) -> Expression:
        if not self.take("("):
            raise errors.ParseExpectedLeftParenAfterCast
        value = self.expression()
        if not self.take("AS"):
            raise errors.ParseCastArity
        type_name = self.type_name()
        if not self.take(")"):
            raise errors.ParseExpectedRightParenBuiltinFunctionCall
        return Cast(value, type_name)

    def _case(self) -> Expression:
        compared = None if self.at("WHEN", "ELSE", "END") else self.expression()
        cases: list[tuple[Expression, Expression]] = []
        while self.take("WHEN"):
            condition = self.expression()
            self._require("THEN")
            cases.append((condition, self.expression()))
        if not cases:
            raise errors.ParseExpectedWhenClause
        otherwise = self.expression() if self.take("ELSE") else Literal(None)
        self._require("END")
        return Case(compared, tuple(cases), otherwise)

    def _require(self, keyword: str) -> None:
        if not self.take(keyword):
            raise errors.ParseExpectedKeyword
